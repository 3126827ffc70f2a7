//! Changing and deleting an event.

use domain::event::{Event, EventDraft};
use domain::{EventId, Problem};
use entities::event;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set, Unchanged};

use super::create::CheckedDraft;
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

impl Services {
    /// Changes what an event says of itself.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `invalid_fields`.
    pub async fn update_event(&self, caller: &Caller, id: EventId, draft: EventDraft) -> Result<Event, Problem> {
        let row = self.own_event_to_edit(caller, id).await?;
        let draft = CheckedDraft::check(&draft)?;
        let change = event::ActiveModel {
            id: Unchanged(id),
            name: Set(draft.name),
            location: Set(draft.location),
            date: Set(draft.date),
            category: Set(draft.category),
            ..Default::default()
        };
        let renamed = row.watermark_text.is_none() && change.name.as_ref() != &row.name;
        let transaction = begin_write(self.db()).await.or_internal()?;
        if renamed {
            mark_follows_name(&transaction, row.id).await.or_internal()?;
        }
        raise_version(&transaction, row.id).await.or_internal()?;
        let row = change.update(&transaction).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        if renamed {
            self.tell_work();
        }
        self.describe_event(row).await
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
