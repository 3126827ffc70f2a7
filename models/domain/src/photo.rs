//! Photos as the API shows them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::ids::{EventId, FaceId, PhotoId};

/// A word that stands for none of the values it is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this word is not one of the known ones")]
pub struct UnknownWord;

/// An enum whose values are words in the API and in the database.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in the API and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

        }

        #[cfg(feature = "utoipa")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                crate::schema::one_of(Self::ALL.iter().map(|word| word.as_str()))
            }
        }

        #[cfg(feature = "utoipa")]
        impl utoipa::ToSchema for $name {}

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::photo::UnknownWord;

            /// Reads the word back.
            fn from_str(text: &str) -> Result<Self, $crate::photo::UnknownWord> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text).ok_or($crate::photo::UnknownWord)
            }
        }
    };
}

pub(crate) use text_enum;
mod foreign;
mod lists;
mod watermark;

pub use foreign::foreign_format;
pub use lists::{EventPhotos, FailureCount, MOST_AT_ONCE, PhotoCounts, PhotoFilter, PhotoIds, PhotoQuery, PhotoSort};
pub use watermark::{Watermark, WatermarkDraft, WatermarkPosition};

text_enum!(
    /// Who a photo is about, which decides who sees it.
    PhotoKind {
        /// One sure face and no second candidate: private to that person.
        Individual = "individual",
        /// Two or more sure faces: public, watermarked.
        Group = "group",
        /// Surely nobody, not even at a low score: public, watermarked.
        Scenery = "scenery",
        /// All else: private, until a person of the organization decides.
        Unsure = "unsure",
    }
);

impl PhotoKind {
    /// Whether everyone past the event's door may see it, watermarked.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Group | Self::Scenery)
    }
}

text_enum!(
    /// Where a photo is on its way.
    PhotoState {
        /// Stored safely, waiting for a worker.
        Queued = "queued",
        /// A worker has leased it.
        Processing = "processing",
        /// Faces found, renditions made.
        Ready = "ready",
        /// It could not be processed; `failure` says why.
        Failed = "failed",
    }
);

text_enum!(
    /// A copy of a photo as it is served. Each has an address of its own, so that no cache can mix them up.
    Rendition {
        /// 480 px on the long side, watermarked: for everyone.
        PublicThumb = "public-thumb",
        /// 2048 px on the long side, watermarked: for everyone.
        PublicView = "public-view",
        /// 480 px on the long side, clean.
        Thumb = "thumb",
        /// 2048 px on the long side, clean.
        View = "view",
        /// The file as it was uploaded, without position, serial numbers and other metadata.
        Original = "original",
    }
);

/// A photo in a gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// The event it belongs to.
    pub event_id: EventId,
    /// The name of the uploaded file.
    pub filename: String,
    /// Who it is about.
    pub kind: PhotoKind,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// When the camera took it, where it says.
    #[serde(with = "time::serde::rfc3339::option")]
    pub taken_at: Option<OffsetDateTime>,
    /// Address of the small picture.
    pub thumb_url: String,
    /// Address of the screen-sized picture.
    pub view_url: String,
    /// Address of the original, for those who may have it.
    pub download_url: Option<String>,
    /// A few blurred pixels as a `data:` address, to stand there until the picture has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}

/// A photo as the organization sees it: with its state and its faces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct AdminPhoto {
    /// Its id.
    pub id: PhotoId,
    /// The event it belongs to.
    pub event_id: EventId,
    /// The name of the uploaded file.
    pub filename: String,
    /// Where it is on its way.
    pub state: PhotoState,
    /// Why it failed, when it did.
    pub failure: Option<Failure>,
    /// Who it is about, once ready.
    pub kind: Option<PhotoKind>,
    /// Width in pixels, upright; 0 until it is ready.
    pub width: u32,
    /// Height in pixels, upright; 0 until it is ready.
    pub height: u32,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The faces found in it.
    pub faces: Vec<FaceBox>,
    /// Address of the small picture, once ready.
    pub thumb_url: Option<String>,
    /// Address of the screen-sized picture, once ready.
    pub view_url: Option<String>,
    /// Address of the original.
    pub download_url: String,
    /// A few blurred pixels as a `data:` address, once ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// When it was uploaded.
    #[serde(with = "time::serde::rfc3339")]
    pub uploaded_at: OffsetDateTime,
}

/// Where a face is in a photo, as shares of its width and height.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct FaceBox {
    /// The face.
    pub id: FaceId,
    /// Left edge, 0 to 1 of the photo's width.
    pub x: f32,
    /// Top edge, 0 to 1 of the photo's height.
    pub y: f32,
    /// Width, 0 to 1 of the photo's width.
    pub width: f32,
    /// Height, 0 to 1 of the photo's height.
    pub height: f32,
    /// The detector's score, 0 to 1.
    pub score: f32,
    /// Whether it counts when the photo's kind is decided.
    pub sure: bool,
}

/// Why a photo failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Failure {
    /// A stable code, translated by the page.
    pub code: FailureCode,
    /// One sentence with the file's name in it, and what to do.
    pub detail: String,
}

text_enum!(
    /// Why a file was refused or a photo failed.
    FailureCode {
        /// 0 bytes.
        Empty = "empty",
        /// More bytes than an event takes for one file.
        TooLarge = "too_large",
        /// More pixels than the server decodes.
        TooManyPixels = "too_many_pixels",
        /// Not a JPEG, PNG or WebP by its content, nor one of the formats that have a code of their own.
        UnsupportedFormat = "unsupported_format",
        /// HEIC or HEIF, as iPhones take photos.
        Heic = "heic",
        /// AVIF.
        Avif = "avif",
        /// A camera's raw file, or TIFF.
        Raw = "raw",
        /// It ends early or is damaged.
        Unreadable = "unreadable",
        /// The upload was cut off before its end.
        Incomplete = "incomplete",
        /// The server failed; trying again may help.
        Internal = "internal",
    }
);

/// How far an event's photos are. `total` is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Progress {
    /// All photos.
    pub total: u64,
    /// Ready to be seen.
    pub ready: u64,
    /// Waiting for a worker.
    pub waiting: u64,
    /// With a worker now.
    pub processing: u64,
    /// Failed.
    pub failed: u64,
}

impl Progress {
    /// Whether nothing waits any more.
    pub const fn is_settled(&self) -> bool {
        self.waiting == 0 && self.processing == 0
    }
}

/// What became of an upload: one line per file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct UploadAnswer {
    /// Stored for good; these will be processed.
    pub accepted: Vec<AcceptedFile>,
    /// Refused, each with its reason.
    pub rejected: Vec<RejectedFile>,
}

/// A file that is safely stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct AcceptedFile {
    /// The photo it became.
    pub id: PhotoId,
    /// Its name.
    pub filename: String,
    /// The same file was there already; `id` is that photo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duplicate: bool,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct RejectedFile {
    /// Its name.
    pub filename: String,
    /// A stable code.
    pub code: FailureCode,
    /// One sentence: what is wrong and what to do.
    pub detail: String,
}
