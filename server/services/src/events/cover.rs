//! The cover of an event: taken, scaled, replaced at once.

use domain::event::{CoverSize, Event};
use domain::{EventCode, EventId, Problem, ProblemCode};
use entities::event;
use faces::{DecodeLimits, Pixels};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::RgbImage;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::raise_version;
use crate::database::begin_write;
use crate::fault::{OrInternal, chain};
use crate::storage::{CopyFormat, StorageKey};
use crate::work::encode;
use crate::{Caller, Picture, Services};

/// Bytes of a cover's file.
pub const COVER_BYTES: usize = 5_000_000;
/// Pixels of a cover: what a 5 MB file of today's cameras has, and little enough to decode beside other requests.
const COVER_PIXELS: u64 = 60_000_000;

/// Address of an event's cover, when it has one.
pub(super) fn address(event: &event::Model) -> Option<String> {
    let (code, version) = (&event.code, event.cover_version);
    (version > 0).then(|| format!("/covers/{code}/{version}/{}", CoverSize::Large))
}

/// Why a copy of a cover could not be made.
#[derive(Debug, thiserror::Error)]
enum CoverError {
    #[error("the file is no picture that is decoded")]
    Decode(#[from] faces::DecodeError),
    #[error("a copy could not be scaled")]
    Buffer(#[from] fast_image_resize::ImageBufferError),
    #[error("a copy could not be scaled")]
    Resize(#[from] fast_image_resize::ResizeError),
    #[error("a copy could not be encoded")]
    Encode(#[from] encode::NotEncoded),
    #[error("a copy's pixels are not width × height × 3 bytes")]
    Pixels,
}

impl Services {
    /// Replaces the cover of an event of the caller's organization. Readers have the old one or the new one: the new
    /// files are in their place before the row names them, and the old ones go after.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `too_large`, `not_a_picture`.
    pub async fn set_cover(&self, caller: &Caller, event: EventId, file: Vec<u8>) -> Result<Event, Problem> {
        let before = self.own_event_to_edit(caller, event).await?;
        if file.len() > COVER_BYTES {
            return Err(ProblemCode::TooLarge.into());
        }
        let copies = match tokio::task::spawn_blocking(move || copies(&file)).await.or_internal()? {
            Err(CoverError::Decode(_)) => return Err(ProblemCode::NotAPicture.into()),
            made => made.or_internal()?,
        };
        let version = self.next_version(event).await?;
        for (size, bytes) in copies {
            let key = StorageKey::Cover { event, version, size, format: CopyFormat::WebP };
            self.parts.store.put(&key, bytes).await.or_internal()?;
        }
        let replaced = self.switch_cover(event, version).await?;
        // Nothing was switched when a later cover came first, or the event is gone: then these files are nobody's.
        let gone = replaced.unwrap_or(version);
        if gone > 0
            && let Err(error) = self.parts.store.delete_all(&StorageKey::CoverVersion(event, gone)).await
        {
            tracing::warn!(event = %before.id, error = %chain(&error), "an old cover was left behind");
        }
        self.describe_event(self.own_event(caller, event).await?).await
    }

    /// Whether the caller may set an event's cover: asked before the file is read.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn may_set_cover(&self, caller: &Caller, event: EventId) -> Result<(), Problem> {
        self.own_event_to_edit(caller, event).await.map(drop)
    }

    /// A version that no other cover of the event has.
    async fn next_version(&self, event: EventId) -> Result<i64, Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        raise_version(&transaction, event).await.or_internal()?;
        let row = event::Entity::find_by_id(event).one(&transaction).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        row.map(|row| row.version).ok_or_else(|| ProblemCode::Forbidden.into())
    }

    /// Makes a version the event's cover; answers the one it replaced, or `None` where it came too late.
    async fn switch_cover(&self, event: EventId, version: i64) -> Result<Option<i64>, Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        // The write transaction is the lock on SQLite; on PostgreSQL it is the row's.
        let row = event::Entity::find_by_id(event).lock_exclusive().one(&transaction).await.or_internal()?;
        let Some(row) = row.filter(|row| row.cover_version < version) else { return Ok(None) };
        event::Entity::update_many()
            .col_expr(event::Column::CoverVersion, Expr::value(version))
            .filter(event::Column::Id.eq(event))
            .exec(&transaction)
            .await
            .or_internal()?;
        transaction.commit().await.or_internal()?;
        Ok(Some(row.cover_version))
    }

    /// A copy of an event's cover, to whoever passes its door.
    ///
    /// Errors: `forbidden` (also where there is none), `event_closed`, `pin_required`.
    pub async fn cover(
        &self,
        caller: &Caller,
        code: &EventCode,
        version: i64,
        size: CoverSize,
    ) -> Result<Picture, Problem> {
        let event = self.door_of_picture(caller, code).await?;
        if event.cover_version == 0 || event.cover_version != version {
            return Err(ProblemCode::Forbidden.into());
        }
        let key = |format| StorageKey::Cover { event: event.id, version, size, format };
        // Replaced between the row and the file: the address is an old one.
        let (format, bytes) = self.parts.store.read_copy(key).await.map_err(|_| ProblemCode::Forbidden)?;
        Ok(Picture::copy(format, bytes))
    }
}

/// The copies of a cover, as WebP without metadata.
fn copies(file: &[u8]) -> Result<Vec<(CoverSize, Vec<u8>)>, CoverError> {
    let picture = faces::decode(file, &DecodeLimits { max_pixels: COVER_PIXELS })?.pixels;
    CoverSize::ALL.into_iter().map(|size| Ok((size, copy(&picture, size.width())?))).collect()
}

/// A copy at most so many pixels wide, and no higher than its format can say; a picture is never made larger.
fn copy(picture: &Pixels, most: u32) -> Result<Vec<u8>, CoverError> {
    let (across, down) = (f64::from(picture.width), f64::from(picture.height));
    let smaller = (f64::from(most) / across).min(f64::from(encode::LONGEST) / down).min(1.0);
    let (width, height) = ((across * smaller).round().max(1.0) as u32, (down * smaller).round().max(1.0) as u32);
    let source = ImageRef::new(picture.width, picture.height, &picture.rgb, PixelType::U8x3)?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut target, None)?;
    let copy = RgbImage::from_raw(width, height, target.into_vec()).ok_or(CoverError::Pixels)?;
    Ok(encode::webp(&copy)?)
}
