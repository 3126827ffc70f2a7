//! One photo with all that its organization knows of it, and deciding its kind by hand.

use std::collections::HashMap;

use domain::people::{KindDecision, PersonInPhoto, PhotoDetails};
use domain::photo::PhotoState;
use domain::{EventId, FaceId, PersonId, PhotoId, Problem, ProblemCode};
use entities::{event, face, person, photo};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::list::admin_photo;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::OrInternal;
use crate::people::{crop_url, describe};
use crate::{Caller, Services};

impl Services {
    /// A photo of the caller's own event, with who is in it for those who may edit, and its neighbours in the list of all photos.
    /// A photographer's list is what they uploaded.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`.
    pub async fn photo_details(
        &self,
        caller: &Caller,
        event: EventId,
        photo: PhotoId,
    ) -> Result<PhotoDetails, Problem> {
        let event = self.own_event(caller, event).await?;
        let found = caller.photos_of(event.id)?.filter(photo::Column::Id.eq(photo)).one(self.db()).await;
        let row = found.or_internal()?.ok_or(ProblemCode::NotFound)?;
        let faces = self.face_boxes([photo].into_iter()).await?.remove(&photo).unwrap_or_default();
        let may_edit = caller.may_edit().is_ok();
        let people = if may_edit { self.people_in(&event, photo).await? } else { Vec::new() };
        Ok(PhotoDetails {
            people,
            taken_at: row.taken_at,
            decided: row.decided_kind.is_some(),
            may_edit,
            previous: self.neighbour(caller, event.id, photo, true).await?,
            next: self.neighbour(caller, event.id, photo, false).await?,
            photo: admin_photo(&event.code, row, faces),
            event: self.describe_event(event).await?,
        })
    }

    /// Says by hand what kind a ready photo is, and so who sees it: processing it again does not change that. Without a kind the engine decides when it
    /// is processed the next time.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found` (also when it is not ready).
    pub async fn decide_kind(
        &self,
        caller: &Caller,
        event: EventId,
        photo: PhotoId,
        decision: KindDecision,
    ) -> Result<(), Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        let mut update = photo::Entity::update_many()
            .col_expr(photo::Column::DecidedKind, Expr::value(decision.kind))
            .filter(photo::Column::Id.eq(photo))
            .filter(photo::Column::EventId.eq(event.id))
            .filter(photo::Column::State.eq(PhotoState::Ready));
        if let Some(kind) = decision.kind {
            update = update.col_expr(photo::Column::Kind, Expr::value(kind));
        }
        if update.exec(&transaction).await.or_internal()?.rows_affected == 0 {
            return Err(ProblemCode::NotFound.into());
        }
        raise_version(&transaction, event.id).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        self.tell_change(event.id);
        Ok(())
    }

    async fn people_in(&self, event: &event::Model, photo: PhotoId) -> Result<Vec<PersonInPhoto>, Problem> {
        let faces: Vec<(FaceId, Option<PersonId>)> = face::Entity::find()
            .select_only()
            .columns([face::Column::Id, face::Column::PersonId])
            .filter(face::Column::PhotoId.eq(photo))
            .order_by_asc(face::Column::X)
            .order_by_asc(face::Column::Id)
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        let ids = faces.iter().filter_map(|(_, person)| *person);
        let rows = person::Entity::of(event.id).filter(person::Column::Id.is_in(ids)).all(self.db()).await;
        let mut rows: HashMap<PersonId, person::Model> =
            rows.or_internal()?.into_iter().map(|row| (row.id, row)).collect();
        let named = faces.into_iter().filter_map(|(face, person)| {
            let person = describe(&event.code, rows.remove(&person?)?)?;
            Some(PersonInPhoto { face, crop_url: crop_url(&event.code, face), person })
        });
        Ok(named.collect())
    }

    /// The photo before or after one in the caller's list of all, which begins with the newest.
    async fn neighbour(
        &self,
        caller: &Caller,
        event: EventId,
        photo: PhotoId,
        before: bool,
    ) -> Result<Option<PhotoId>, Problem> {
        let id = photo::Column::Id;
        let all = caller.photos_of(event)?.select_only().column(id);
        let all =
            if before { all.filter(id.gt(photo)).order_by_asc(id) } else { all.filter(id.lt(photo)).order_by_desc(id) };
        all.into_tuple().one(self.db()).await.or_internal()
    }
}
