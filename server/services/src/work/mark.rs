//! What an event's public copies are marked with, read from its row and its logo.

use domain::EventId;
use entities::event;
use image::RgbaImage;
use sea_orm::{DbErr, EntityTrait};

use super::watermark::Mark;
use crate::Services;
use crate::fault::chain;
use crate::storage::StorageKey;

impl Services {
    /// The mark of an event's public copies.
    pub(super) async fn mark_of(&self, event: EventId) -> Result<Mark, DbErr> {
        let found = event::Entity::find_by_id(event).one(self.db()).await?;
        let row = found.ok_or_else(|| DbErr::RecordNotFound("the photo's event is gone".to_owned()))?;
        Ok(self.mark_of_row(&row).await)
    }

    /// The mark that an event's row describes. A logo that cannot be read gives way to the words: never no mark.
    pub(crate) async fn mark_of_row(&self, row: &event::Model) -> Mark {
        Mark {
            text: row.watermark_text.clone().unwrap_or_else(|| row.name.clone()),
            position: row.watermark_position,
            opacity: f32::from(row.watermark_opacity) / 100.0,
            logo: match row.watermark_logo_version {
                0 => None,
                version => self.read_logo(&StorageKey::Logo(row.id, version)).await,
            },
            version: row.watermark_version,
        }
    }

    /// A stored logo; `None`, and a line in the log, where it cannot be read.
    pub(crate) async fn read_logo(&self, key: &StorageKey) -> Option<RgbaImage> {
        let read = self.parts.store.read(key).await.map_err(|error| chain(&error));
        let decoded = read.and_then(|bytes| image::load_from_memory(&bytes).map_err(|error| chain(&error)));
        decoded
            .map_err(|error| tracing::warn!(logo = key.path(), error, "a logo could not be read"))
            .ok()
            .map(Into::into)
    }
}
