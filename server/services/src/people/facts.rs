//! What was said of pairs of faces.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{ActId, EventId, FaceId, PersonId};
use entities::people_fact::{self, Column, Entity, Kind};
use entities::{face, people_move};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::{CHUNK, PlacedFace, faces_of};

/// The event's facts that hold.
pub(super) async fn of_event(
    database: &impl ConnectionTrait,
    event: EventId,
) -> Result<Vec<people_fact::Model>, DbErr> {
    Entity::find().filter(Column::EventId.eq(event)).filter(Column::EndedBy.is_null()).all(database).await
}

/// For people of whom it was said that they are not these faces': which of the faces are not theirs.
pub(super) async fn refused(
    transaction: &DatabaseTransaction,
    faces: &[FaceId],
) -> Result<HashMap<PersonId, Vec<FaceId>>, DbErr> {
    let about = Condition::any()
        .add(Column::FaceA.is_in(faces.iter().copied()))
        .add(Column::FaceB.is_in(faces.iter().copied()));
    let said = Entity::find()
        .filter(about)
        .filter(Column::Kind.eq(Kind::Different))
        .filter(Column::EndedBy.is_null())
        .all(transaction)
        .await?;
    let mut refused: HashMap<PersonId, Vec<FaceId>> = HashMap::new();
    if said.is_empty() {
        return Ok(refused);
    }
    let pairs = || said.iter().flat_map(|fact| [(fact.face_a, fact.face_b), (fact.face_b, fact.face_a)]);
    let mut person_of: HashMap<FaceId, Option<PersonId>> = HashMap::new();
    let others: Vec<FaceId> = pairs().map(|(_, other)| other).collect();
    for others in others.chunks(CHUNK) {
        let rows: Vec<(FaceId, Option<PersonId>)> = face::Entity::find()
            .select_only()
            .columns([face::Column::Id, face::Column::PersonId])
            .filter(face::Column::Id.is_in(others.iter().copied()))
            .into_tuple()
            .all(transaction)
            .await?;
        person_of.extend(rows);
    }
    for (face, other) in pairs().filter(|(face, _)| faces.contains(face)) {
        if let Some(Some(person)) = person_of.get(&other) {
            refused.entry(*person).or_default().push(face);
        }
    }
    Ok(refused)
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

/// What was said of faces that go is said from now on of the best face that stays of the same person, and of the same side of what was done: a face
/// that was merged stands for those that were merged with it. Where none stays, nothing is said any more.
pub(super) async fn hand_on(transaction: &DatabaseTransaction, gone: &[PlacedFace]) -> Result<(), DbErr> {
    let ids: HashSet<FaceId> = gone.iter().map(|face| face.id).collect();
    let any = |column: Column| column.is_in(ids.iter().copied());
    let about = Condition::any().add(any(Column::FaceA)).add(any(Column::FaceB));
    let facts = Entity::find().filter(about).all(transaction).await?;
    if facts.is_empty() {
        return Ok(());
    }
    let acts: BTreeSet<ActId> = facts.iter().map(|fact| fact.act_id).collect();
    let moves = people_move::Entity::find().filter(people_move::Column::ActId.is_in(acts)).all(transaction).await?;
    let moved: HashMap<(ActId, FaceId), PersonId> =
        moves.into_iter().map(|moved| ((moved.act_id, moved.face_id), moved.from_person)).collect();
    let people: BTreeSet<PersonId> = gone.iter().filter_map(|face| face.person_id).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut stays = faces_of(transaction, &people).await?;
    stays.retain(|face| !ids.contains(&face.id));
    // The best ones first.
    stays.sort_by(|a, b| b.better(a).cmp(&a.better(b)));
    let person_of: HashMap<FaceId, Option<PersonId>> = gone.iter().map(|face| (face.id, face.person_id)).collect();
    for fact in facts {
        let next = |face: FaceId| {
            let Some(person) = person_of.get(&face) else { return Some(face) };
            let side = moved.get(&(fact.act_id, face));
            let heir = stays.iter().filter(|heir| heir.person_id == *person && person.is_some());
            heir.map(|heir| heir.id).find(|heir| moved.get(&(fact.act_id, *heir)) == side)
        };
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
