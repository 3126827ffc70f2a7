//! How an event's public copies are marked: the organizer's settings, the logo, a preview.

use bytes::Bytes;
use domain::photo::{PhotoState, Rendition, Watermark, WatermarkDraft};
use domain::{EventId, Problem, ProblemCode};
use entities::{event, photo};
use image::{ImageFormat, RgbImage, RgbaImage};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select, UpdateMany,
};

use super::picture::Picture;
use crate::accounts::FieldCheck;
use crate::database::begin_write;
use crate::events::raise_version;
use crate::fault::{OrInternal, chain};
use crate::storage::{CopyFormat, StorageKey};
use crate::work::remark::all_stale;
use crate::work::watermark::{self, Mark};
use crate::work::{encode, renditions};
use crate::{Caller, Services};

/// Bytes of a logo's file.
pub const LARGEST_LOGO: usize = 5_000_000;
/// Pixels of a logo before it is made smaller.
const LOGO_PIXELS: u64 = 40_000_000;
/// Long side of a stored logo: no copy shows it larger.
const LOGO_SIDE: u32 = 1024;
/// Long side of a preview.
const PREVIEW: u32 = 1024;

impl Services {
    /// How the public copies of the caller's own event are marked.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn watermark(&self, caller: &Caller, event: EventId) -> Result<Watermark, Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let stale = photo::Entity::of(event.id)
            .filter(photo::Column::MarkStale.eq(true))
            .filter(photo::Column::State.eq(PhotoState::Ready));
        Ok(Watermark {
            text: event.watermark_text,
            position: event.watermark_position,
            opacity: u8::try_from(event.watermark_opacity).unwrap_or(WatermarkDraft::USUAL),
            has_logo: event.watermark_logo_version > 0,
            waiting: stale.count(self.db()).await.or_internal()?,
        })
    }

    /// Changes the mark. Public copies are made anew in the background; until its turn comes, each keeps the mark it has.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `invalid_fields`.
    pub async fn set_watermark(
        &self,
        caller: &Caller,
        event: EventId,
        draft: WatermarkDraft,
    ) -> Result<Watermark, Problem> {
        let row = self.own_event_to_edit(caller, event).await?;
        let opacity = i16::from(draft.bounded_opacity());
        let text = checked_text(&draft)?;
        if (&row.watermark_text, row.watermark_position, row.watermark_opacity) != (&text, draft.position, opacity) {
            let change = next_mark()
                .col_expr(event::Column::WatermarkText, Expr::value(text))
                .col_expr(event::Column::WatermarkPosition, Expr::value(draft.position))
                .col_expr(event::Column::WatermarkOpacity, Expr::value(opacity));
            self.change_mark(row.id, change).await?;
        }
        self.watermark(caller, event).await
    }

    /// Sets the logo that takes the place of the words: JPEG, PNG or WebP, checked by content, at most [`LARGEST_LOGO`] bytes.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `too_large`, `bad_request` (no such picture).
    pub async fn set_watermark_logo(&self, caller: &Caller, event: EventId, file: Bytes) -> Result<Watermark, Problem> {
        let row = self.own_event_to_edit(caller, event).await?;
        let logo = checked_logo(file).await?;
        // The mark's own next number: it grows with every change, so that no logo's name comes back.
        let version = row.watermark_version + 1;
        self.parts.store.put(&StorageKey::Logo(row.id, version), logo).await.or_internal()?;
        self.change_logo(&row, version).await?;
        self.watermark(caller, event).await
    }

    /// Takes the logo away: the words mark the copies again.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn remove_watermark_logo(&self, caller: &Caller, event: EventId) -> Result<Watermark, Problem> {
        let row = self.own_event_to_edit(caller, event).await?;
        if row.watermark_logo_version > 0 {
            self.change_logo(&row, 0).await?;
        }
        self.watermark(caller, event).await
    }

    /// What the mark would look like on the event's newest photo, or on a grey one where there is none.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `invalid_fields`.
    pub async fn watermark_preview(
        &self,
        caller: &Caller,
        event: EventId,
        draft: WatermarkDraft,
    ) -> Result<Picture, Problem> {
        let row = self.own_event_to_edit(caller, event).await?;
        let mut mark = self.mark_of_row(&row).await;
        mark.text = checked_text(&draft)?.unwrap_or(row.name);
        mark.position = draft.position;
        mark.opacity = f32::from(draft.bounded_opacity()) / 100.0;
        self.preview_of(photo::Entity::of(row.id), mark).await
    }

    /// A mark on the newest of these photos that is ready, or on a grey one where there is none.
    pub(crate) async fn preview_of(&self, photos: Select<photo::Entity>, mark: Mark) -> Result<Picture, Problem> {
        let newest = photos
            .filter(photo::Column::State.eq(PhotoState::Ready))
            .order_by_desc(photo::Column::Id)
            .one(self.db())
            .await
            .or_internal()?;
        let clean = match newest {
            Some(row) => {
                let (event, photo, version) = (row.event_id, row.id, row.version);
                let rendition = Rendition::View;
                let key = |format| StorageKey::Rendition { event, photo, version, rendition, format };
                Some(self.parts.store.read_copy(key).await.or_internal()?.1)
            }
            None => None,
        };
        let drawn = tokio::task::spawn_blocking(move || draw_preview(clean.as_deref(), &mark));
        let bytes = drawn.await.or_internal()?.or_internal()?.into();
        Ok(Picture::copy(CopyFormat::WebP, bytes))
    }

    async fn change_logo(&self, row: &event::Model, version: i32) -> Result<(), Problem> {
        let change = next_mark().col_expr(event::Column::WatermarkLogoVersion, Expr::value(version));
        self.change_mark(row.id, change).await?;
        let old = StorageKey::Logo(row.id, row.watermark_logo_version);
        if row.watermark_logo_version > 0
            && let Err(error) = self.parts.store.delete_file(&old).await
        {
            tracing::warn!(event = %row.id, error = %chain(&error), "an old logo was left behind");
        }
        Ok(())
    }

    async fn change_mark(&self, event: EventId, change: UpdateMany<event::Entity>) -> Result<(), Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        all_stale(&transaction, event).await.or_internal()?;
        change.filter(event::Column::Id.eq(event)).exec(&transaction).await.or_internal()?;
        raise_version(&transaction, event).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        self.tell_work();
        Ok(())
    }
}

/// Says that the mark is another one, as the event has another name and its name is the mark. Before anything is written to
/// the event's own row: photos before events, as everywhere.
pub(crate) async fn mark_follows_name(transaction: &DatabaseTransaction, event: EventId) -> Result<(), DbErr> {
    all_stale(transaction, event).await?;
    next_mark().filter(event::Column::Id.eq(event)).exec(transaction).await?;
    Ok(())
}

/// A change of an event's row that makes its mark another one.
fn next_mark() -> UpdateMany<event::Entity> {
    let next = Expr::col(event::Column::WatermarkVersion).add(1);
    event::Entity::update_many().col_expr(event::Column::WatermarkVersion, next)
}

/// The words of a mark; `None` for the event's name.
pub(crate) fn checked_text(draft: &WatermarkDraft) -> Result<Option<String>, Problem> {
    let mut fields = FieldCheck::default();
    let text = fields.optional("text", &draft.text);
    fields.finish()?;
    Ok((!text.is_empty()).then_some(text))
}

/// The logo as it is stored, of a file that is at most [`LARGEST_LOGO`] bytes.
///
/// Errors: `too_large`, `bad_request` (no such picture).
pub(crate) async fn checked_logo(file: Bytes) -> Result<Vec<u8>, Problem> {
    if file.len() > LARGEST_LOGO {
        return Err(ProblemCode::TooLarge.into());
    }
    let read = tokio::task::spawn_blocking(move || read_logo(&file)).await.or_internal()?;
    read.ok_or_else(|| Problem::new(ProblemCode::BadRequest).with_detail("A logo is a JPEG, PNG or WebP picture."))
}

/// The logo as it is stored: a PNG of bounded size, without metadata. `None` when it is no picture that we read.
fn read_logo(file: &[u8]) -> Option<Vec<u8>> {
    let header = faces::probe(file).ok()?;
    if u64::from(header.width) * u64::from(header.height) > LOGO_PIXELS {
        return None;
    }
    let logo = image::load_from_memory_with_format(file, header.format.image_format()?).ok()?;
    let fits = logo.width() <= LOGO_SIDE && logo.height() <= LOGO_SIDE;
    let logo: RgbaImage = if fits { logo } else { logo.thumbnail(LOGO_SIDE, LOGO_SIDE) }.into_rgba8();
    let mut png = std::io::Cursor::new(Vec::new());
    logo.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

/// Why a preview could not be drawn.
#[derive(Debug, thiserror::Error)]
enum NotDrawn {
    #[error("the photo could not be decoded")]
    Decode(#[from] image::ImageError),
    #[error("the copy could not be made")]
    Copy(#[from] renditions::RenditionError),
    #[error("the copy could not be encoded")]
    Encode(#[from] encode::NotEncoded),
}

fn draw_preview(clean: Option<&[u8]>, mark: &Mark) -> Result<Vec<u8>, NotDrawn> {
    let picture = match clean {
        Some(bytes) => renditions::fit_image(&image::load_from_memory(bytes)?.into_rgb8(), PREVIEW)?,
        None => RgbImage::from_fn(PREVIEW, PREVIEW * 2 / 3, |_, y| {
            let grey = 205 - (y / 6) as u8;
            image::Rgb([grey, grey, grey])
        }),
    };
    let marked = watermark::draw(picture, mark).map_err(renditions::RenditionError::from)?;
    Ok(encode::webp(&marked)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_read_by_content_and_made_small() {
        let large = RgbaImage::from_pixel(2048, 300, image::Rgba([9, 9, 9, 128]));
        let mut png = std::io::Cursor::new(Vec::new());
        large.write_to(&mut png, ImageFormat::Png).expect("encoded");
        let stored = read_logo(png.get_ref()).expect("a logo");
        let stored = image::load_from_memory(&stored).expect("a picture").into_rgba8();
        assert_eq!(stored.dimensions(), (1024, 150));
        assert_eq!(stored.get_pixel(5, 5).0[3], 128, "it stays see-through");
        assert_eq!(read_logo(b"<svg onload=alert(1)>"), None);
    }
}
