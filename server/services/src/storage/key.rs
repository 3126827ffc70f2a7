//! Every path in the photo store.

use domain::event::CoverSize;
use domain::photo::Rendition;
use domain::{AccountId, EventId, GuestId, OrganizationId, PhotoId};

/// A format in which copies of pictures are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFormat {
    /// What is written.
    WebP,
    /// What was written before; such copies stay until their photo is processed anew.
    Jpeg,
}

impl CopyFormat {
    /// All of them, in the order in which a copy is looked for.
    pub const ALL: [Self; 2] = [Self::WebP, Self::Jpeg];

    /// As HTTP says it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
        }
    }
}

/// What a file is; the path follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageKey {
    /// Everything of an event.
    Event(EventId),
    /// Everything of a photo.
    Photo(EventId, PhotoId),
    /// The file as it was uploaded.
    Original(EventId, PhotoId),
    /// A copy made by processing; `version` grows when the photo is processed anew.
    Rendition {
        /// Of which event.
        event: EventId,
        /// Of which photo.
        photo: PhotoId,
        /// Of which processing.
        version: i32,
        /// Which copy.
        rendition: Rendition,
        /// In which format.
        format: CopyFormat,
    },
    /// One version of an event's cover.
    CoverVersion(EventId, i64),
    /// A copy of an event's cover.
    Cover {
        /// Of which event.
        event: EventId,
        /// Of which version.
        version: i64,
        /// How large.
        size: CoverSize,
        /// In which format.
        format: CopyFormat,
    },
    /// Everything of an organizer's account.
    Account(AccountId),
    /// Everything of a guest's account.
    Guest(GuestId),
    /// The picture of an organizer's account; the version grows with every new one.
    AccountPicture(AccountId, i32),
    /// The picture of a guest's account; the version grows with every new one.
    GuestPicture(GuestId, i32),
    /// The logo that marks an event's public copies; each one that is sent has a number of its own.
    Logo(EventId, i32),
    /// Everything of an organization that is not of one of its events.
    Organization(OrganizationId),
    /// The logo of an organization's own mark; each one that is sent has a number of its own.
    OrganizationLogo(OrganizationId, i32),
    /// The crop of one face.
    FaceCrop {
        /// Of which event.
        event: EventId,
        /// Of which photo.
        photo: PhotoId,
        /// Of which processing.
        version: i32,
        /// Which face of the photo, from 0.
        ordinal: i16,
        /// In which format.
        format: CopyFormat,
    },
}

impl StorageKey {
    /// The path below the store's root.
    pub fn path(&self) -> String {
        match self {
            Self::Event(event) => format!("events/{event}"),
            Self::Photo(event, photo) => format!("events/{event}/{photo}"),
            Self::Original(event, photo) => format!("events/{event}/{photo}/original"),
            Self::Rendition { event, photo, version, rendition, format } => {
                format!("events/{event}/{photo}/v{version}/{rendition}.{}", format.ending())
            }
            Self::CoverVersion(event, version) => format!("events/{event}/cover/v{version}"),
            Self::Cover { event, version, size, format } => {
                format!("events/{event}/cover/v{version}/{size}.{}", format.ending())
            }
            Self::Account(account) => format!("accounts/{account}"),
            Self::Guest(guest) => format!("guests/{guest}"),
            Self::AccountPicture(account, version) => format!("accounts/{account}/v{version}/picture.jpg"),
            Self::GuestPicture(guest, version) => format!("guests/{guest}/v{version}/picture.jpg"),
            Self::Logo(event, version) => format!("events/{event}/logo-{version}.png"),
            Self::Organization(organization) => format!("organizations/{organization}"),
            Self::OrganizationLogo(organization, version) => {
                format!("organizations/{organization}/logo-{version}.png")
            }
            Self::FaceCrop { event, photo, version, ordinal, format } => {
                format!("events/{event}/{photo}/v{version}/face-{ordinal}.{}", format.ending())
            }
        }
    }
}
