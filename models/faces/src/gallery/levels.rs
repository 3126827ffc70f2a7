//! How alike a face is to the other people of its event.

use crate::people::{Matrix, Person};

/// How many of the most similar other people make a level. 5 and 10 do equally well, 20 worse at a false-match rate of 1e-5 (.969 against .979
/// of the own photos found).
pub(super) const NEAREST: usize = 5;
/// The most people that a face is measured against, so that the level means the same in an event of a thousand people and of a hundred thousand.
pub(super) const COHORT: usize = 1_000;
/// A level is trusted as much as its cohort is large: `n / (n + TRUST)`. Predicting the level among 965 people from `n` of them by least squares gives
/// slopes of .18, .36, .51, .70 and .86 for 20, 50, 100, 200 and 500: 90 fits; smaller ones find more at low rates, and 40 still lets nothing false through
/// in an event of 22 faces.
const TRUST: f32 = 40.0;
/// The mean level of 1,712 faces of 965 people, measured against so many of them: number of people, level.
const USUAL: [(f32, f32); 8] = [
    (5.0, 0.836),
    (10.0, 0.861),
    (20.0, 0.876),
    (50.0, 0.891),
    (100.0, 0.900),
    (200.0, 0.907),
    (500.0, 0.915),
    (965.0, 0.9195),
];
/// The usual level among many people.
const AMONG_MANY: f32 = USUAL[USUAL.len() - 1].1;
/// How much above that the constant is which the levels of a small event lean towards: most of a standard deviation (.0076), as little is known there
/// and a guest of few is easily embarrassed. It costs .01 of the own photos in events of 10 and of 22 people.
const CAUTION: f32 = 0.006;

/// The levels of many faces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels(Vec<f32>);

impl Levels {
    /// Measures every face against the best face of every other person.
    pub(crate) fn measure(matrix: &Matrix, people: &[Person], quality: &[f32]) -> Self {
        let cohort = cohort(people, quality);
        let stands = Matrix::new(cohort.iter().map(|(row, _)| matrix.row(*row)));
        let mut of = vec![AMONG_MANY + CAUTION; people.len()];
        let mut nearest = Nearest::default();
        matrix.for_each_row_against(&stands, |row, cosines| {
            nearest.clear();
            for (cosine, (_, person)) in cosines.iter().zip(&cohort) {
                if *person != people[row] {
                    nearest.take(*cosine, *person);
                }
            }
            of[row] = level(nearest.mean_beside(None), cohort.len() - 1);
        });
        Self(of)
    }

    /// The level of a face.
    pub(crate) fn of(&self, row: usize) -> f32 {
        self.0[row]
    }
}

/// The level of whoever has these cosines to the event's people, one each, besides the person numbered `beside`.
pub(crate) fn level_among(cosines: &[f32], beside: usize) -> f32 {
    let step = cosines.len().div_ceil(COHORT).max(1);
    let mut nearest = Nearest::default();
    let mut cohort = 0;
    for (person, cosine) in cosines.iter().enumerate().step_by(step).filter(|(person, _)| *person != beside) {
        nearest.take(*cosine, person as Person);
        cohort += 1;
    }
    level(nearest.mean_beside(None), cohort)
}

/// A level from the mean cosine to the nearest of so many others.
fn level(mean: Option<f32>, others: usize) -> f32 {
    Among::so_many(others).level(mean)
}

/// What a mean cosine says among a number of others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Among {
    /// How much a level is trusted.
    known: f32,
    usual: f32,
}

impl Among {
    pub(super) fn so_many(others: usize) -> Self {
        let others = others as f32;
        Self { known: others / (others + TRUST), usual: usual(others) }
    }

    /// The level of whoever has this mean cosine to the nearest of them. Grows with it.
    pub(super) fn level(self, mean: Option<f32>) -> f32 {
        let Some(mean) = mean else { return AMONG_MANY + CAUTION };
        AMONG_MANY + self.known * (mean - self.usual) + (1.0 - self.known) * CAUTION
    }
}

/// The usual level among so many others: [`USUAL`], straight between its points over the logarithm of the number.
fn usual(others: f32) -> f32 {
    let others = others.clamp(USUAL[0].0, USUAL[USUAL.len() - 1].0);
    let above = USUAL.iter().position(|(number, _)| *number >= others).unwrap_or(USUAL.len() - 1).max(1);
    let ((fewer, low), (more, high)) = (USUAL[above - 1], USUAL[above]);
    low + (high - low) * (others / fewer).ln() / (more / fewer).ln()
}

/// The best face of each person; of too many people every second, third … of them, from first to last.
fn cohort(people: &[Person], quality: &[f32]) -> Vec<(usize, Person)> {
    let count = people.iter().max().map_or(0, |last| *last as usize + 1);
    let mut best = vec![usize::MAX; count];
    for (row, person) in people.iter().enumerate() {
        let best = &mut best[*person as usize];
        if *best == usize::MAX || quality[row] > quality[*best] {
            *best = row;
        }
    }
    let step = count.div_ceil(COHORT).max(1);
    best.into_iter().zip(0..).step_by(step).collect()
}

/// The most similar people seen so far, best first, one more than are needed: one of them may have to be left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Nearest(Vec<(f32, Person)>);

impl Nearest {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn take(&mut self, cosine: f32, person: Person) {
        if self.0.len() > NEAREST {
            if cosine <= self.0[NEAREST].0 {
                return;
            }
            self.0.pop();
        }
        let at = self.0.partition_point(|(better, _)| *better >= cosine);
        self.0.insert(at, (cosine, person));
    }

    /// The mean of the nearest without one person; `None` when nobody is left.
    pub(super) fn mean_beside(&self, person: Option<Person>) -> Option<f32> {
        let others = || self.beside(person);
        let count = others().count();
        (count > 0).then(|| others().map(|(cosine, _)| cosine).sum::<f32>() / count as f32)
    }

    /// The cosine that another person must exceed to become one of the nearest without one person.
    pub(super) fn least_beside(&self, person: Option<Person>) -> f32 {
        self.beside(person).nth(NEAREST - 1).map_or(f32::NEG_INFINITY, |(cosine, _)| *cosine)
    }

    /// The most similar person, and their cosine.
    pub(super) fn first(&self) -> Option<(f32, Person)> {
        self.0.first().copied()
    }

    fn beside(&self, person: Option<Person>) -> impl Iterator<Item = &(f32, Person)> {
        self.0.iter().filter(move |(_, other)| Some(*other) != person).take(NEAREST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_level_grows_with_the_number_of_others() {
        assert!((usual(1.0) - 0.836).abs() < 1e-6 && (usual(90_000.0) - AMONG_MANY).abs() < 1e-6);
        assert!((usual(50.0) - 0.891).abs() < 1e-6);
        let half_way = usual((50.0_f32 * 100.0).sqrt());
        assert!((half_way - 0.8955).abs() < 1e-4, "{half_way}");
    }

    #[test]
    fn with_few_others_the_level_leans_towards_the_constant() {
        let away = |others| level(Some(usual(others as f32) + 0.02), others) - AMONG_MANY;
        assert!((away(5) - CAUTION).abs() < 0.003);
        assert!((away(1000) - 0.02).abs() < 0.002);
        assert!((level(None, 0) - AMONG_MANY - CAUTION).abs() < 1e-6);
    }

    #[test]
    fn the_nearest_are_kept_and_one_person_can_be_left_out() {
        let mut nearest = Nearest::default();
        for (person, cosine) in (0..).zip([0.1, 0.9, 0.3, 0.8, 0.5, 0.6, 0.7, 0.2]) {
            nearest.take(cosine, person);
        }
        assert!((nearest.mean_beside(None).expect("others") - 0.7).abs() < 1e-6);
        assert!((nearest.mean_beside(Some(1)).expect("others") - 0.58).abs() < 1e-6, "0.3 takes the place of 0.9");
        assert_eq!(Nearest::default().mean_beside(None), None);
    }

    #[test]
    fn a_person_stands_with_the_best_face_and_a_thousand_are_enough() {
        assert_eq!(cohort(&[0, 1, 0], &[0.2, 0.3, 0.5]), [(2, 0), (1, 1)]);
        let people: Vec<Person> = (0..2_500).collect();
        let cohort = cohort(&people, &vec![0.5; 2_500]);
        assert!(cohort.len() <= COHORT && cohort.len() > COHORT / 2);
    }
}
