//! What was said of pairs of faces.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{ActId, EventId, FaceId, PersonId};
use entities::people_fact::{self, Column, Entity, Kind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{CHUNK, PlacedFace, faces_of};

/// The event's facts that hold.
pub(super) async fn of_event(
    database: &impl ConnectionTrait,
    event: EventId,
) -> Result<Vec<people_fact::Model>, DbErr> {
    Entity::find().filter(Column::EventId.eq(event)).filter(Column::EndedBy.is_null()).all(database).await
}

/// Writes down what an act says of pairs of faces.
pub(super) async fn say(
    transaction: &DatabaseTransaction,
    (event, act): (EventId, ActId),
    kind: Kind,
    pairs: &[(FaceId, FaceId)],
) -> Result<(), DbErr> {
    for pairs in pairs.chunks(CHUNK) {
        let rows = pairs.iter().map(|(a, b)| people_fact::ActiveModel {
            id: Set(Uuid::now_v7()),
            event_id: Set(event),
            act_id: Set(act),
            kind: Set(kind),
            face_a: Set(*a),
            face_b: Set(*b),
            ended_by: Set(None),
        });
        Entity::insert_many(rows).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// Ends facts that an act contradicts, until it is undone.
pub(super) async fn end(transaction: &DatabaseTransaction, act: ActId, facts: &[Uuid]) -> Result<(), DbErr> {
    for facts in facts.chunks(CHUNK) {
        Entity::update_many()
            .col_expr(Column::EndedBy, Expr::value(act))
            .filter(Column::Id.is_in(facts.iter().copied()))
            .exec(transaction)
            .await?;
    }
    Ok(())
}

/// What was said of faces that go is said from now on of the best face of the same person that stays; of a person of whom none stays, nothing.
pub(super) async fn hand_on(transaction: &DatabaseTransaction, gone: &[PlacedFace]) -> Result<(), DbErr> {
    let ids: HashSet<FaceId> = gone.iter().map(|face| face.id).collect();
    let any = |column: Column| column.is_in(ids.iter().copied());
    let about = Condition::any().add(any(Column::FaceA)).add(any(Column::FaceB));
    let facts = Entity::find().filter(about).all(transaction).await?;
    if facts.is_empty() {
        return Ok(());
    }
    let people: BTreeSet<PersonId> = gone.iter().filter_map(|face| face.person_id).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut stays: HashMap<PersonId, PlacedFace> = HashMap::new();
    for face in faces_of(transaction, &people).await?.into_iter().filter(|face| !ids.contains(&face.id)) {
        let Some(person) = face.person_id else { continue };
        let best = stays.entry(person).or_insert(face);
        if face.better(best) {
            *best = face;
        }
    }
    let heir: HashMap<FaceId, FaceId> =
        gone.iter().filter_map(|face| Some((face.id, stays.get(&face.person_id?)?.id))).collect();
    for fact in facts {
        let next = |face: FaceId| if ids.contains(&face) { heir.get(&face).copied() } else { Some(face) };
        let (Some(a), Some(b)) = (next(fact.face_a), next(fact.face_b)) else { continue };
        if a == b {
            continue;
        }
        Entity::update_many()
            .col_expr(Column::FaceA, Expr::value(a))
            .col_expr(Column::FaceB, Expr::value(b))
            .filter(Column::Id.eq(fact.id))
            .exec(transaction)
            .await?;
    }
    Ok(())
}
