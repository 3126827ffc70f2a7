//! Two people who are one.

use std::collections::HashSet;

use domain::people::{ActKind, Merge};
use domain::{EventId, FaceId, PersonId, PhotoId, Problem, ProblemCode};
use entities::people_fact::Kind;
use entities::person;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{acts, faces_of, facts, outdate_repair, place, summary};
use crate::events::raise_version;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Makes one person of several; every repair keeps them one. Without `into` the one who has a name stays, then the one in most photos.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `choose_some` (fewer than two), `not_found`, `people_share_a_photo`.
    pub async fn merge_people(&self, caller: &Caller, event: EventId, merge: Merge) -> Result<(), Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let wanted: HashSet<PersonId> = merge.people.iter().copied().chain(merge.into).collect();
        if wanted.len() < 2 {
            return Err(ProblemCode::ChooseSome.into());
        }
        let transaction = self.change_people(&event).await?;
        let rows = chosen(&transaction, event.id, &wanted).await?;
        let at = match merge.into {
            Some(into) => rows.iter().position(|row| row.id == into),
            None => rows.iter().position(|row| row.name.is_some()),
        };
        let into = &rows[at.unwrap_or(0)];
        let ids: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
        let faces = faces_of(&transaction, &ids).await.or_internal()?;
        let photos: HashSet<PhotoId> = faces.iter().map(|face| face.photo_id).collect();
        if photos.len() < faces.len() {
            return Err(ProblemCode::PeopleShareAPhoto.into());
        }

        let act = self.record_act(&transaction, caller, ActKind::Merged, into).await?;
        let moves: Vec<(FaceId, PersonId)> = faces
            .iter()
            .filter_map(|face| Some((face.id, face.person_id?)))
            .filter(|(_, person)| *person != into.id)
            .collect();
        acts::record_moves(&transaction, act, &moves).await.or_internal()?;
        // What was said to the contrary holds no more.
        let all: HashSet<FaceId> = faces.iter().map(|face| face.id).collect();
        let said = facts::of_event(&transaction, event.id).await.or_internal()?;
        let contrary = said.iter().filter(|fact| fact.kind == Kind::Different);
        let contrary = contrary.filter(|fact| all.contains(&fact.face_a) && all.contains(&fact.face_b));
        let contrary: Vec<Uuid> = contrary.map(|fact| fact.id).collect();
        facts::end(&transaction, act, &contrary).await.or_internal()?;
        let cover = |row: &person::Model| row.cover_face;
        let same: Vec<(FaceId, FaceId)> =
            rows.iter().filter(|row| row.id != into.id).filter_map(|row| Some((cover(into)?, cover(row)?))).collect();
        facts::say(&transaction, (event.id, act), Kind::Same, &same).await.or_internal()?;

        let moved: Vec<FaceId> = moves.iter().map(|(face, _)| *face).collect();
        place(&transaction, &moved, Some(into.id)).await.or_internal()?;
        let name = into.name.clone().or_else(|| rows.iter().find_map(|row| row.name.clone()));
        person::Entity::update_many()
            .col_expr(person::Column::Name, Expr::value(name))
            .filter(person::Column::Id.eq(into.id))
            .exec(&transaction)
            .await
            .or_internal()?;
        raise_version(&transaction, event.id).await.or_internal()?;
        summary::refresh(&transaction, event.id, &ids).await.or_internal()?;
        outdate_repair(&transaction, event.id).await.or_internal()?;
        transaction.commit().await.or_internal()
    }
}

/// The rows of these people, those in most photos first; all of them, or `not_found`.
async fn chosen(
    transaction: &DatabaseTransaction,
    event: EventId,
    wanted: &HashSet<PersonId>,
) -> Result<Vec<person::Model>, Problem> {
    let rows = person::Entity::of(event)
        .filter(person::Column::Id.is_in(wanted.iter().copied()))
        .filter(person::Column::Photos.gt(0))
        .order_by_desc(person::Column::Photos)
        .order_by_asc(person::Column::Id)
        .all(transaction)
        .await
        .or_internal()?;
    if rows.len() == wanted.len() { Ok(rows) } else { Err(ProblemCode::NotFound.into()) }
}
