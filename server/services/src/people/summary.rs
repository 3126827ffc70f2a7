//! How many photos people are in, and by which face they are shown: kept with them, so that the list of people is one query.

use std::collections::HashMap;

use domain::{EventId, FaceId, PersonId};
use entities::{people_move, person};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::{PlacedFace, faces_of};

/// Photos and best face of each person among these faces.
pub(super) fn summaries(faces: &[PlacedFace]) -> HashMap<PersonId, (i32, PlacedFace)> {
    let mut summaries: HashMap<PersonId, (i32, PlacedFace)> = HashMap::new();
    for face in faces {
        let Some(person) = face.person_id else { continue };
        let (count, best) = summaries.entry(person).or_insert((0, *face));
        *count += 1;
        if face.better(best) {
            *best = *face;
        }
    }
    summaries
}

/// Counts these people's photos anew. Who is left without any is gone, unless somebody may still undo what emptied them.
pub(super) async fn refresh(
    transaction: &DatabaseTransaction,
    event: EventId,
    people: &[PersonId],
) -> Result<(), DbErr> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    let summaries = summaries(&faces_of(transaction, &people).await?);
    for id in people {
        let (photos, cover) = summaries.get(&id).map_or((0, None), |(photos, best)| (*photos, Some(best.id)));
        write(transaction, id, photos, cover).await?;
    }
    remove_empty(transaction, event).await
}

pub(super) async fn write(
    transaction: &DatabaseTransaction,
    id: PersonId,
    photos: i32,
    cover: Option<FaceId>,
) -> Result<(), DbErr> {
    person::Entity::update_many()
        .col_expr(person::Column::Photos, Expr::value(photos))
        .col_expr(person::Column::CoverFace, Expr::value(cover))
        .filter(person::Column::Id.eq(id))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Removes the event's people who are in no photo; those stay whom undoing an act would give faces back.
pub(super) async fn remove_empty(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    let empty: Vec<PersonId> = person::Entity::of(event)
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Photos.eq(0))
        .into_tuple()
        .all(transaction)
        .await?;
    if empty.is_empty() {
        return Ok(());
    }
    let wanted: Vec<PersonId> = people_move::Entity::find()
        .select_only()
        .column(people_move::Column::FromPerson)
        .distinct()
        .filter(people_move::Column::FromPerson.is_in(empty.iter().copied()))
        .into_tuple()
        .all(transaction)
        .await?;
    let gone = empty.into_iter().filter(|id| !wanted.contains(id));
    person::Entity::delete_many().filter(person::Column::Id.is_in(gone)).exec(transaction).await?;
    Ok(())
}
