//! A guest's scan: what the server offers, what the phone sends, what comes back.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::embedding::ModelId;
use crate::ids::{EventId, FaceId, PhotoId};

/// How many frames a scan may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct FrameCounts {
    /// The fewest.
    pub min: u8,
    /// What the camera view collects.
    pub wanted: u8,
    /// The most.
    pub max: u8,
}

/// The frames of every scan: one from a picture, three from the camera, never more than five.
pub const FRAMES: FrameCounts = FrameCounts { min: 1, wanted: 3, max: 5 };

/// Two frames whose cosine is above this are copies of one picture, not two looks at a face: even a head that is
/// held still moves two camera frames further apart. The camera view and the server hold the same line.
pub const COPY_COSINE: f32 = 0.999_99;

/// Two frames whose cosine is below this show different people. Frames of one person and one camera stay above 0.96;
/// any two people of 7,701 photos of faces reach 0.911 once in a hundred pairs.
pub const AGREE_COSINE: f32 = 0.90;

/// Leave to scan once: `GET /api/events/{id}/scan`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct ScanOffer {
    /// The event to look in: the phone knows its code only.
    pub event_id: EventId,
    /// Spent by the first `/recognize` that names it.
    pub nonce: String,
    /// The model the vectors must come from.
    pub model_id: ModelId,
    /// How many frames are wanted.
    pub frames: FrameCounts,
    /// When the nonce dies.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// What leaves the phone, all of it: `POST /recognize`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecognizeRequest {
    /// The event to look in.
    pub event_id: EventId,
    /// From the offer.
    pub nonce: String,
    /// Which model made the vectors.
    pub model_id: ModelId,
    /// The guest said yes.
    pub consent: bool,
    /// 1 to 5 embeddings of 128 numbers each.
    pub frames: Vec<Vec<f32>>,
}

/// What a scan found: counts only, never a score, never a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct RecognizeAnswer {
    /// Photos that are open to this session now.
    pub certain: u64,
    /// Faces that may be the guest's: `GET …/maybe` shows their crops.
    pub maybe: u64,
    /// When the grant ends.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// A face that may be the guest's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct MaybeFace {
    /// The face to answer about.
    pub face_id: FaceId,
    /// Address of its crop.
    pub crop_url: String,
}

/// The guest's answer to "Is this you?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct MaybeAnswer {
    /// Yes opens the photo, no is remembered.
    pub mine: bool,
}

/// What a session's scan has opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct MyPhotos {
    /// The photos, newest first.
    pub items: Vec<crate::photo::Photo>,
    /// Faces still to be answered.
    pub maybe: Vec<MaybeFace>,
    /// When the grant ends.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// How far processing is: more photos may still come.
    pub progress: crate::photo::Progress,
    /// Which of them are favourites.
    #[serde(default)]
    pub favourites: Vec<PhotoId>,
}

/// Recorded when a guest downloads a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct DownloadRequest {
    /// Which photo.
    pub photo_id: PhotoId,
}
