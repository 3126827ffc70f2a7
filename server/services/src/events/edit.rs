//! Changing and deleting an event.

use domain::event::{Event, EventDraft};
use domain::{EventId, Problem};
use entities::event;
use sea_orm::{ActiveModelTrait, EntityTrait, Set, Unchanged};

use super::create::CheckedDraft;
use crate::fault::OrInternal;
use crate::storage::StorageKey;
use crate::{Caller, Services};

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
            version: Set(row.version + 1),
            ..Default::default()
        };
        let row = change.update(self.db()).await.or_internal()?;
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
