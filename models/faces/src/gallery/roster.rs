//! Who is who in a gallery.

use domain::{FaceId, PersonId};

use crate::people::Person;

/// Set in the number of a face that nobody said of whose it is: it is taken for whom it looks like.
const LOOSE: Person = 1 << 31;
/// A face that is like nobody.
const NOBODY: Person = Person::MAX;
/// The row of somebody who has no face any more. Their number goes to the next one who comes.
const VACANT: u32 = u32::MAX;

/// For each face its person, and for each person the face that stands for them: their best one.
#[derive(Clone, Debug, Default)]
pub(super) struct Roster {
    of: Vec<Person>,
    people: Vec<Somebody>,
}

#[derive(Clone, Copy, Debug)]
struct Somebody {
    /// How the database calls them; `None` for who was told apart here.
    id: Option<PersonId>,
    stand: u32,
}

impl Roster {
    /// These people, one for each face.
    pub(super) fn told_apart(of: Vec<Person>) -> Self {
        let count = of.iter().max().map_or(0, |last| *last as usize + 1);
        Self { of, people: vec![Somebody { id: None, stand: VACANT }; count] }
    }

    /// The person of a face, or who it is taken for.
    pub(super) fn of(&self, row: usize) -> Option<Person> {
        let person = self.of[row];
        (person != NOBODY).then_some(person & !LOOSE)
    }

    /// The person of a face that somebody said so of.
    pub(super) fn placed(&self, row: usize) -> Option<Person> {
        let person = self.of[row];
        (person & LOOSE == 0).then_some(person)
    }

    /// Whom a face is taken for that nobody said anything of.
    pub(super) fn take_for(&mut self, row: usize, person: Option<Person>) {
        self.of[row] = person.map_or(NOBODY, |person| person | LOOSE);
    }

    /// The row of the face that stands for somebody; `None` when they have none any more.
    pub(super) fn stand(&self, person: Person) -> Option<usize> {
        let stand = self.people.get(person as usize)?.stand;
        (stand != VACANT).then_some(stand as usize)
    }

    /// Everybody who has a face, by number.
    pub(super) fn everybody(&self) -> impl Iterator<Item = Person> {
        (0..).zip(&self.people).filter(|(_, somebody)| somebody.stand != VACANT).map(|(person, _)| person)
    }

    /// One more face at the end.
    pub(super) fn push(&mut self, person: Option<Person>) {
        self.of.push(person.unwrap_or(NOBODY));
    }

    /// The number of somebody, who may be new.
    pub(super) fn number(&mut self, id: PersonId) -> Person {
        let known = (0..).zip(&self.people).find(|(_, somebody)| somebody.id == Some(id)).map(|(person, _)| person);
        known.unwrap_or_else(|| self.found(id))
    }

    /// A number for somebody new.
    pub(super) fn found(&mut self, id: PersonId) -> Person {
        let somebody = Somebody { id: Some(id), stand: VACANT };
        let free = |somebody: &Somebody| somebody.stand == VACANT && somebody.id.is_none();
        if let Some(at) = self.people.iter().position(free) {
            self.people[at] = somebody;
            at as Person
        } else {
            super::room_for(&mut self.people, 1);
            self.people.push(somebody);
            self.people.len() as Person - 1
        }
    }

    /// Removes a face; the last one takes its place.
    pub(super) fn swap_remove(&mut self, row: usize) {
        let last = self.of.len() - 1;
        if let Some(person) = self.placed(row)
            && self.stand(person) == Some(row)
        {
            self.people[person as usize].stand = VACANT;
        }
        if let Some(person) = self.placed(last)
            && self.stand(person) == Some(last)
        {
            self.people[person as usize].stand = row as u32;
        }
        self.of.swap_remove(row);
    }

    /// Finds out anew who stands for those whom `whose` names: the face of the highest quality, of equal ones the first. Who has none left is gone.
    pub(super) fn restand(&mut self, whose: impl Fn(Person) -> bool, quality: &[f32], face: impl Fn(usize) -> FaceId) {
        for (person, somebody) in (0..).zip(&mut self.people) {
            if whose(person) {
                somebody.stand = VACANT;
            }
        }
        for row in 0..self.of.len() {
            let Some(person) = self.placed(row).filter(|person| whose(*person)) else { continue };
            let better = self.stand(person).is_none_or(|best| {
                quality[row].total_cmp(&quality[best]).then_with(|| face(best).cmp(&face(row))).is_gt()
            });
            if better {
                self.people[person as usize].stand = row as u32;
            }
        }
        for somebody in &mut self.people {
            if somebody.stand == VACANT {
                somebody.id = None;
            }
        }
    }

    pub(super) fn reserve(&mut self, more: usize) {
        super::room_for(&mut self.of, more);
    }

    pub(super) fn bytes(&self) -> usize {
        self.of.capacity() * size_of::<Person>() + self.people.capacity() * size_of::<Somebody>()
    }
}
