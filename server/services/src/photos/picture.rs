//! Pictures as bytes, after asking who may see them.

use bytes::Bytes;
use domain::photo::{PhotoState, Rendition};
use domain::{EventCode, FaceId, PhotoId, Problem, ProblemCode};
use entities::{event, face, photo};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::metadata;
use crate::access::{Asset, Downloads, may_see};
use crate::fault::OrInternal;
use crate::storage::{CopyFormat, StorageKey};
use crate::{Caller, Services};

/// What a picture's address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureAddress {
    /// The event's code: the key to its door.
    pub event: EventCode,
    /// The photo.
    pub photo: PhotoId,
    /// Which processing of it; an old one is gone.
    pub version: i32,
    /// Which copy.
    pub rendition: Rendition,
}

/// A picture to send.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The file.
    pub bytes: Bytes,
    /// `image/jpeg`…
    pub media_type: String,
    /// The name to save it under, for originals.
    pub filename: Option<String>,
}

impl Picture {
    /// A copy that PicMe has made.
    pub(crate) fn copy(format: CopyFormat, bytes: Bytes) -> Self {
        Self { bytes, media_type: format.media_type().to_owned(), filename: None }
    }
}

impl Services {
    /// A copy of a photo.
    ///
    /// Errors: `forbidden`, with no difference between a picture that is not the caller's, one that is not
    /// ready and one that does not exist.
    pub async fn picture(&self, caller: &Caller, address: &PictureAddress) -> Result<Picture, Problem> {
        let (event, photo) = self.find_photo(caller, address).await?;
        let kind = self.shown_kind(caller, &event, &photo, address.rendition).await?;
        let viewer = self.viewer(caller, &event, photo.id).await?;
        if !may_see(viewer, kind, Asset::Rendition(address.rendition), Downloads::of(event.downloads)) {
            return Err(ProblemCode::Forbidden.into());
        }
        if address.rendition == Rendition::Original && photo.state == PhotoState::Ready {
            // Whichever way it is asked for: a link works where no script records anything.
            self.record_downloads(caller, &event, viewer, &[photo.id]).await?;
        }
        self.read_picture(&event, photo, address.rendition).await
    }

    /// The crop of a face that may be the caller's.
    ///
    /// Errors: `forbidden`.
    pub async fn face_crop(&self, caller: &Caller, code: &EventCode, face: FaceId) -> Result<Picture, Problem> {
        let event = self.door_of_picture(caller, code).await?;
        let found = face::Entity::find_by_id(face)
            .filter(face::Column::EventId.eq(event.id))
            .find_also_related(photo::Entity)
            .one(self.db())
            .await
            .or_internal()?;
        let Some((face, Some(photo))) = found else { return Err(ProblemCode::Forbidden.into()) };
        let member = self.sees_as_member(caller, &event, photo.id).await?;
        if !member && !self.is_maybe(caller, event.id, face.id).await? {
            return Err(ProblemCode::Forbidden.into());
        }
        let (event, photo, version, ordinal) = (event.id, photo.id, photo.version, face.ordinal);
        let key = |format| StorageKey::FaceCrop { event, photo, version, ordinal, format };
        let (format, bytes) = self.parts.store.read_copy(key).await.or_internal()?;
        Ok(Picture::copy(format, bytes))
    }

    async fn find_photo(
        &self,
        caller: &Caller,
        address: &PictureAddress,
    ) -> Result<(event::Model, photo::Model), Problem> {
        let event = self.door_of_picture(caller, &address.event).await?;
        let found = photo::Entity::of(event.id)
            .filter(photo::Column::Id.eq(address.photo))
            .filter(photo::Column::Version.eq(address.version))
            .one(self.db())
            .await
            .or_internal()?;
        found.map(|photo| (event, photo)).ok_or_else(|| ProblemCode::Forbidden.into())
    }

    /// Who does not know an event's code is not told that it does not exist.
    pub(crate) async fn door_of_picture(&self, caller: &Caller, code: &EventCode) -> Result<event::Model, Problem> {
        self.event_past_door(caller, &code.clone().into()).await.map_err(|problem| match problem.code {
            ProblemCode::EventNotFound => ProblemCode::Forbidden.into(),
            _ => problem,
        })
    }

    /// The kind by which the table is asked. Until a photo is ready it has none: only its organization may
    /// have it, and only the file they uploaded.
    async fn shown_kind(
        &self,
        caller: &Caller,
        event: &event::Model,
        photo: &photo::Model,
        rendition: Rendition,
    ) -> Result<domain::photo::PhotoKind, Problem> {
        match photo.kind {
            Some(kind) if photo.state == PhotoState::Ready => Ok(kind),
            _ if rendition == Rendition::Original && self.own_event(caller, event.id).await.is_ok() => {
                Ok(domain::photo::PhotoKind::Unsure)
            }
            _ => Err(ProblemCode::Forbidden.into()),
        }
    }

    async fn read_picture(
        &self,
        event: &event::Model,
        photo: photo::Model,
        rendition: Rendition,
    ) -> Result<Picture, Problem> {
        if rendition == Rendition::Original {
            let bytes = self.parts.store.read(&StorageKey::Original(event.id, photo.id)).await.or_internal()?;
            let bytes = metadata::strip(bytes).or_internal()?;
            return Ok(Picture { bytes, media_type: photo.media_type, filename: Some(photo.filename) });
        }
        let (event, photo, version) = (event.id, photo.id, photo.version);
        let key = |format| StorageKey::Rendition { event, photo, version, rendition, format };
        let (format, bytes) = self.parts.store.read_copy(key).await.or_internal()?;
        Ok(Picture::copy(format, bytes))
    }
}
