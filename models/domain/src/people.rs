//! The people of an event, as its organization sees them. Guests are never shown people.

use serde::{Deserialize, Serialize};

use crate::event::{Event, Page};
use crate::ids::{ActId, FaceId, PersonId, PhotoId};
use crate::photo::{AdminPhoto, PhotoKind, text_enum};

/// Somebody who is in photos of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Person {
    /// Their id; it stays theirs while they keep most of their faces.
    pub id: PersonId,
    /// What the organization calls them.
    pub name: Option<String>,
    /// Whether they are listed apart from the others.
    pub hidden: bool,
    /// How many photos they are in: as many as faces, because two faces of one photo are two people.
    pub photos: u64,
    /// Address of a picture of their best face.
    pub crop_url: String,
}

/// The people of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct People {
    /// Those in most photos first.
    pub people: Vec<Person>,
    /// Those who were hidden, in the same order.
    pub hidden: Vec<Person>,
    /// Whether photos wait, or faces are still being put in order: people may change by themselves.
    pub sorting: bool,
    /// The last thing that was done, when it can be undone.
    pub undo: Option<Act>,
}

/// One thing that was done to an event's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// What was done.
    pub kind: ActKind,
}

text_enum!(
    /// What can be done to people.
    ActKind {
        /// People became one.
        Merged = "merged",
        /// Faces of a person became a new one.
        Split = "split",
        /// Faces were taken out of a person.
        TakenOut = "taken_out",
        /// A person was given another name.
        Named = "named",
        /// A person was hidden.
        Hidden = "hidden",
        /// A person was shown again.
        Shown = "shown",
    }
);

/// One person with the photos they are in, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PersonPhotos {
    /// The person.
    pub person: Person,
    /// A page of their photos.
    pub photos: Page<PersonPhoto>,
    /// Whom they could be merged with: the event's other people, those in most photos first.
    pub others: Vec<Person>,
    /// The last thing that was done to the event's people, when it can be undone.
    pub undo: Option<Act>,
}

/// A photo that a person is in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PersonPhoto {
    /// The photo.
    pub photo: AdminPhoto,
    /// Their face in it.
    pub face: FaceId,
    /// Address of a picture of that face.
    pub crop_url: String,
}

/// People who are to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// Two or more people.
    pub people: Vec<PersonId>,
    /// Who of them stays; without it the one with a name, then the one in most photos.
    #[serde(default)]
    pub into: Option<PersonId>,
}

/// Faces of a person that something is to be done with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChosenFaces {
    /// One or more, but not all of the person's.
    pub faces: Vec<FaceId>,
}

/// What of a person is to change; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// At most 200 characters; empty: no name.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether they are listed apart.
    #[serde(default)]
    pub hidden: Option<bool>,
}

/// Which act is to be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The event's last one.
    pub act: ActId,
}

/// One photo with all that its organization knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PhotoDetails {
    /// The event it belongs to.
    pub event: Event,
    /// The photo, with its faces.
    pub photo: AdminPhoto,
    /// Whose face each one is, from left to right; the faces of nobody in particular are left out.
    pub people: Vec<PersonInPhoto>,
    /// When the camera took it, where it says.
    #[serde(with = "time::serde::rfc3339::option")]
    pub taken_at: Option<time::OffsetDateTime>,
    /// Whether its kind was decided by hand.
    pub decided: bool,
    /// Whether whoever asks may decide its kind: photographers may not.
    pub may_edit: bool,
    /// The photo that comes before it in the list of all.
    pub previous: Option<PhotoId>,
    /// The photo that comes after it in the list of all.
    pub next: Option<PhotoId>,
}

/// Somebody in a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PersonInPhoto {
    /// Their face in it.
    pub face: FaceId,
    /// Address of a picture of that face.
    pub crop_url: String,
    /// Who they are.
    pub person: Person,
}

/// What kind a photo is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KindDecision {
    /// The kind; without one the engine decides again the next time the photo is processed.
    pub kind: Option<PhotoKind>,
}
