//! Putting an event's faces in order anew, all at once.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::photo::PhotoState;
use domain::{Embedding, EventId, FaceId, PersonId, PhotoId};
use entities::people_fact::Kind;
use entities::{event, face, people_repair, person, photo};
use faces::{Facts, PersonFace, sort_people};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::{PlacedFace, facts, lock, place, summary};
use crate::Services;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::templates::EventKey;

/// A face with all that tells whose it is.
#[derive(FromQueryResult)]
struct Row {
    id: FaceId,
    photo_id: PhotoId,
    person_id: Option<PersonId>,
    quality: f32,
    width: f32,
    height: f32,
    sure: bool,
    template: Vec<u8>,
}

/// Who should have which faces.
struct Order {
    /// For each person their faces, whether new or old.
    people: BTreeMap<PersonId, Vec<PlacedFace>>,
    /// Who of them is new.
    new: HashSet<PersonId>,
    /// Faces of nobody.
    nobody: Vec<PlacedFace>,
}

impl Services {
    /// Puts the people of one event in order whose faces have changed and whose photos have all been looked at. False when there is none.
    ///
    /// A person keeps id, name and being hidden by the largest share of their faces. Of what has changed meanwhile nothing is overwritten: the
    /// event then waits for the next repair.
    pub async fn repair_people(&self) -> Result<bool, DbErr> {
        // One of them has a whole event in memory: two would have two, or do the same twice.
        let Ok(_alone) = self.repairing.try_lock() else { return Ok(false) };
        let unfinished = Query::select()
            .column(photo::Column::EventId)
            .from(photo::Entity)
            .and_where(photo::Column::State.is_in([PhotoState::Queued, PhotoState::Processing]))
            .to_owned();
        let due = people_repair::Entity::find()
            .filter(people_repair::Column::EventId.not_in_subquery(unfinished))
            .order_by_asc(people_repair::Column::EventId)
            .one(self.db())
            .await?;
        let Some(due) = due else { return Ok(false) };
        let Some(order) = self.order_people(due.event_id).await? else { return Ok(true) };
        if self.write_order(&due, order).await? {
            tracing::info!(event = %due.event_id, "people are in order");
            self.tell_change(due.event_id);
        }
        Ok(true)
    }

    async fn order_people(&self, id: EventId) -> Result<Option<Order>, DbErr> {
        use face::Column;
        let Some(event) = event::Entity::find_by_id(id).one(self.db()).await? else { return Ok(None) };
        let key = self.parts.master_key.event_key(id, &event.secret).map_err(|e| DbErr::Custom(e.to_string()))?;
        let rows: Vec<Row> = face::Entity::find()
            .select_only()
            .columns([Column::Id, Column::PhotoId, Column::PersonId, Column::Quality, Column::Width, Column::Height])
            .columns([Column::Sure, Column::Template])
            .filter(Column::EventId.eq(id))
            .filter(Column::ModelId.eq(self.parts.model_id.0.clone()))
            .order_by_asc(Column::Id)
            .into_model()
            .all(self.db())
            .await?;
        let known = person::Entity::of(id).filter(person::Column::Photos.gt(0)).all(self.db()).await?;
        let facts = all_facts(facts::of_event(self.db(), id).await?, &known);
        let ordered = tokio::task::spawn_blocking(move || order(&key, rows, &facts, &known));
        ordered.await.map(Some).map_err(|error| DbErr::Custom(error.to_string()))
    }

    /// Writes what is different. False when people have changed since the faces were read.
    async fn write_order(&self, due: &people_repair::Model, order: Order) -> Result<bool, DbErr> {
        let transaction = begin_write(self.db()).await?;
        lock(&transaction, due.event_id).await?;
        let unchanged = people_repair::Entity::delete_many()
            .filter(people_repair::Column::EventId.eq(due.event_id))
            .filter(people_repair::Column::Change.eq(due.change));
        if unchanged.exec(&transaction).await?.rows_affected == 0 {
            return Ok(false);
        }
        let founded: Vec<_> = order.new.iter().map(|id| self.new_person(due.event_id, *id)).collect();
        for founded in founded.chunks(super::CHUNK) {
            person::Entity::insert_many(founded.to_vec()).exec_without_returning(&transaction).await?;
        }
        let elsewhere = |faces: &[PlacedFace], person: Option<PersonId>| -> Vec<FaceId> {
            faces.iter().filter(|face| face.person_id != person).map(|face| face.id).collect()
        };
        let mut moved = elsewhere(&order.nobody, None);
        place(&transaction, &moved, None).await?;
        for (person, faces) in &order.people {
            let faces = elsewhere(faces, Some(*person));
            place(&transaction, &faces, Some(*person)).await?;
            moved.extend(faces);
        }
        if !moved.is_empty() {
            raise_version(&transaction, due.event_id).await?;
        }
        let before: Vec<person::Model> = person::Entity::of(due.event_id).all(&transaction).await?;
        for row in before {
            let best = order.people.get(&row.id).and_then(|faces| best_of(faces));
            let photos = order.people.get(&row.id).map_or(0, |faces| faces.len() as i32);
            if (row.photos, row.cover_face) != (photos, best) {
                summary::write(&transaction, row.id, photos, best).await?;
            }
        }
        summary::remove_empty(&transaction, due.event_id).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn best_of(faces: &[PlacedFace]) -> Option<FaceId> {
    let better = |best: PlacedFace, face: PlacedFace| if face.better(&best) { face } else { best };
    faces.iter().copied().reduce(better).map(|face| face.id)
}

/// What was said, and what names say: people of different names are different people.
fn all_facts(said: Vec<entities::people_fact::Model>, people: &[person::Model]) -> Facts {
    let mut facts = Facts::default();
    for fact in said {
        let list = if fact.kind == Kind::Same { &mut facts.same } else { &mut facts.different };
        list.push((fact.face_a, fact.face_b));
    }
    let named: Vec<(&str, FaceId)> =
        people.iter().filter_map(|person| Some((person.name.as_deref()?, person.cover_face?))).collect();
    for (at, (name, face)) in named.iter().enumerate() {
        let others = named[at + 1..].iter().filter(|(other, _)| other != name);
        facts.different.extend(others.map(|(_, other)| (*face, *other)));
    }
    facts
}

fn order(key: &EventKey, rows: Vec<Row>, facts: &Facts, known: &[person::Model]) -> Order {
    let mut placed = Vec::with_capacity(rows.len());
    let mut faces = Vec::with_capacity(rows.len());
    for row in rows {
        let Row { id, photo_id, person_id, quality, width, height, sure, template } = row;
        let opened: Result<Embedding, _> = key.open(id, &template);
        // A damaged template is nobody's; that it is damaged is said, and stops nobody else.
        let Ok(embedding) = opened else {
            tracing::error!(face = %id, "a template could not be opened");
            continue;
        };
        faces.push(PersonFace { face: id, photo: photo_id, embedding, quality, sure });
        placed.push(PlacedFace { id, photo_id, person_id, quality, width, height });
    }
    let sorted = sort_people(&faces, facts);
    let named: HashSet<PersonId> = known.iter().filter(|row| row.name.is_some()).map(|row| row.id).collect();
    let ids = keep_ids(&placed, &sorted, &named);
    let mut order = Order { people: BTreeMap::new(), new: HashSet::new(), nobody: Vec::new() };
    let mut fresh: HashMap<faces::Person, PersonId> = HashMap::new();
    for (face, group) in placed.into_iter().zip(sorted) {
        let Some(group) = group else {
            order.nobody.push(face);
            continue;
        };
        let id = ids.get(&group).copied().unwrap_or_else(|| *fresh.entry(group).or_default());
        order.people.entry(id).or_default().push(face);
    }
    order.new = fresh.into_values().collect();
    order
}

/// Which person each group of faces is: the one most of whose faces it has, those with a name first. Nobody is two.
fn keep_ids(
    placed: &[PlacedFace],
    sorted: &[Option<faces::Person>],
    named: &HashSet<PersonId>,
) -> HashMap<faces::Person, PersonId> {
    let mut shared: BTreeMap<(PersonId, faces::Person), usize> = BTreeMap::new();
    for (face, group) in placed.iter().zip(sorted) {
        if let (Some(person), Some(group)) = (face.person_id, group) {
            *shared.entry((person, *group)).or_default() += 1;
        }
    }
    let mut pairs: Vec<((PersonId, faces::Person), usize)> = shared.into_iter().collect();
    // Stable: equal ones stay in the order of their ids.
    pairs.sort_by_key(|((person, _), count)| (!named.contains(person), std::cmp::Reverse(*count)));
    let mut ids = HashMap::new();
    let mut used = HashSet::new();
    for ((person, group), _) in pairs {
        if !used.contains(&person) && !ids.contains_key(&group) {
            used.insert(person);
            ids.insert(group, person);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces(of: &[PersonId]) -> Vec<PlacedFace> {
        let face = |person: &PersonId| PlacedFace {
            id: FaceId::new(),
            photo_id: PhotoId::new(),
            person_id: Some(*person),
            quality: 0.5,
            width: 0.1,
            height: 0.1,
        };
        of.iter().map(face).collect()
    }

    #[test]
    fn a_person_stays_with_most_of_their_faces() {
        let (anna, ben) = (PersonId::new(), PersonId::new());
        let placed = faces(&[anna, anna, anna, ben, ben]);
        let groups = [Some(0), Some(1), Some(1), Some(1), Some(2)];
        let ids = keep_ids(&placed, &groups, &HashSet::new());
        assert_eq!(ids, HashMap::from([(1, anna), (2, ben)]));
    }

    #[test]
    fn a_name_is_not_lost_to_somebody_with_more_photos() {
        let (anna, unnamed) = (PersonId::new(), PersonId::new());
        let placed = faces(&[unnamed, unnamed, anna]);
        let ids = keep_ids(&placed, &[Some(0); 3], &HashSet::from([anna]));
        assert_eq!(ids, HashMap::from([(0, anna)]));
    }
}
