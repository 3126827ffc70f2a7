//! Changing and deleting an event.

use domain::event::{Event, EventEdit};
use domain::problem::{FieldProblem, FieldProblemCode};
use domain::{EventId, Problem, ProblemCode};
use entities::{event, face};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set};

use super::draft::CheckedDraft;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::photos::watermark::mark_follows_name;
use crate::storage::StorageKey;
use crate::{Caller, Services};

/// Says that the event, its photos or its faces have changed: what was made of them before is out of date. Counted by the database, so that
/// changes at the same time are two.
pub(crate) async fn raise_version(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    event::Entity::update_many()
        .col_expr(event::Column::Version, Expr::col(event::Column::Version).add(1))
        .filter(event::Column::Id.eq(event))
        .exec(transaction)
        .await?;
    Ok(())
}

/// The version that a face's event gets with the transaction that changes the face. To be called while the event is locked, and with a later
/// [`raise_version`] in the same transaction: who reads an event of some version then sees all faces that changed up to it.
pub(crate) fn coming_version() -> Expr {
    let version = Query::select()
        .expr(Expr::col((event::Entity, event::Column::Version)).add(1))
        .from(event::Entity)
        .and_where(Expr::col((event::Entity, event::Column::Id)).equals((face::Entity, face::Column::EventId)))
        .to_owned();
    Expr::SubQuery(None, Box::new(version.into()))
}

impl Services {
    /// Changes what an event says of itself, when nobody else has since the version that the edit was made of.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `invalid_fields`, `edit_conflict`.
    pub async fn update_event(&self, caller: &Caller, id: EventId, edit: EventEdit) -> Result<Event, Problem> {
        let row = self.own_event_to_edit(caller, id).await?;
        let draft = CheckedDraft::check(&edit.draft)?;
        if row.edit_version != edit.version {
            return Err(ProblemCode::EditConflict.into());
        }
        let search = draft.search();
        let change = event::ActiveModel {
            name: Set(draft.name),
            location: Set(draft.location),
            date: Set(draft.date),
            category: Set(draft.category),
            listed: Set(draft.listed),
            pin_hash: Set(draft.pin.hash(row.pin_hash).await?),
            opens_at: Set(draft.opens_at),
            closes_at: Set(draft.closes_at),
            downloads: Set(draft.downloads),
            camera_only: Set(draft.camera_only),
            edit_version: Set(edit.version + 1),
            search: Set(search),
            ..Default::default()
        };
        let renamed = row.watermark_text.is_none() && change.name.as_ref() != &row.name;
        let transaction = begin_write(self.db()).await.or_internal()?;
        // Two edits of the same version: the database lets one of them find its row.
        let update = event::Entity::update_many()
            .set(change)
            .filter(event::Column::Id.eq(row.id))
            .filter(event::Column::EditVersion.eq(edit.version));
        if update.exec(&transaction).await.or_internal()?.rows_affected == 0 {
            return Err(ProblemCode::EditConflict.into());
        }
        if renamed {
            mark_follows_name(&transaction, row.id).await.or_internal()?;
        }
        raise_version(&transaction, row.id).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        if renamed {
            self.tell_work();
        }
        self.describe_event(self.own_event(caller, id).await?).await
    }

    /// Whether the caller may change an event: asked before anything is filled in.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn may_edit_event(&self, caller: &Caller, id: EventId) -> Result<(), Problem> {
        self.own_event_to_edit(caller, id).await.map(drop)
    }

    /// Deletes an event whose name has been typed to say that it is meant.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `invalid_fields` (another name).
    pub async fn delete_named_event(&self, caller: &Caller, id: EventId, name: &str) -> Result<(), Problem> {
        let row = self.own_event_to_edit(caller, id).await?;
        if name.trim() != row.name {
            let field = FieldProblem { field: "confirm_name".to_owned(), code: FieldProblemCode::NotTheName };
            return Err(Problem::invalid_fields(vec![field]));
        }
        self.delete_event(caller, id).await
    }

    /// Deletes an event with everything of it: photos, faces, grants and the secret of its templates.
    /// The rows go first, in one transaction; files without a row are nothing to anyone and are removed after.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn delete_event(&self, caller: &Caller, id: EventId) -> Result<(), Problem> {
        let row = self.own_event_to_edit(caller, id).await?;
        event::Entity::delete_by_id(row.id).exec(self.db()).await.or_internal()?;
        self.parts.store.delete_all(&StorageKey::Event(row.id)).await.or_internal()?;
        self.tell_change(row.id);
        Ok(())
    }
}
