//! Which photos of an event, in which order, and how many there are of each.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AdminPhoto, FailureCode, PhotoKind, PhotoState};
use crate::event::Page;
use crate::ids::PhotoId;

/// Photos that one request may change.
pub const MOST_AT_ONCE: usize = 500;

text_enum!(
    /// Which photos of an event.
    PhotoFilter {
        /// All of them.
        All = "all",
        /// Processed.
        Ready = "ready",
        /// Not processed yet: waiting, or with a worker.
        Waiting = "waiting",
        /// Failed.
        Failed = "failed",
        /// Ready, with one person.
        Individual = "individual",
        /// Ready, with several people.
        Group = "group",
        /// Ready, with nobody.
        Scenery = "scenery",
        /// Ready, and undecided.
        Unsure = "unsure",
    }
);

impl PhotoFilter {
    /// The kind it asks for, when it asks for one.
    pub const fn kind(self) -> Option<PhotoKind> {
        match self {
            Self::Individual => Some(PhotoKind::Individual),
            Self::Group => Some(PhotoKind::Group),
            Self::Scenery => Some(PhotoKind::Scenery),
            Self::Unsure => Some(PhotoKind::Unsure),
            Self::All | Self::Ready | Self::Waiting | Self::Failed => None,
        }
    }
}

text_enum!(
    /// In which order.
    PhotoSort {
        /// The last uploaded first.
        Uploaded = "uploaded",
        /// As they were taken; photos that do not say when come last.
        Taken = "taken",
        /// By file name.
        Name = "name",
    }
);

/// Which photos of an event, in which order, which page of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoQuery {
    /// Which ones.
    pub filter: PhotoFilter,
    /// Of these, the ones that a person is in.
    pub person: Option<Uuid>,
    /// In which order.
    pub sort: PhotoSort,
    /// Which page, from 1.
    pub page: u32,
    /// How many a page holds, 1 to 200.
    pub per_page: u32,
}

/// A page of an event's photos, and how many there are of each sort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct EventPhotos {
    /// The page.
    #[serde(flatten)]
    pub photos: Page<AdminPhoto>,
    /// How many photos of the event each filter has.
    pub counts: PhotoCounts,
}

/// How many photos of an event each filter has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PhotoCounts {
    /// All.
    pub all: u64,
    /// Processed.
    pub ready: u64,
    /// Not processed yet.
    pub waiting: u64,
    /// Failed.
    pub failed: u64,
    /// With one person.
    pub individual: u64,
    /// With several people.
    pub group: u64,
    /// With nobody.
    pub scenery: u64,
    /// Undecided.
    pub unsure: u64,
    /// Why how many failed.
    pub failures: Vec<FailureCount>,
}

/// How many photos failed for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct FailureCount {
    /// The reason.
    pub code: FailureCode,
    /// How many.
    pub photos: u64,
}

impl PhotoCounts {
    /// How many a filter has.
    pub const fn of(&self, filter: PhotoFilter) -> u64 {
        match filter {
            PhotoFilter::All => self.all,
            PhotoFilter::Ready => self.ready,
            PhotoFilter::Waiting => self.waiting,
            PhotoFilter::Failed => self.failed,
            PhotoFilter::Individual => self.individual,
            PhotoFilter::Group => self.group,
            PhotoFilter::Scenery => self.scenery,
            PhotoFilter::Unsure => self.unsure,
        }
    }

    /// Counts in so many photos in this state, of this kind, failed for this reason.
    pub fn add(&mut self, state: PhotoState, kind: Option<PhotoKind>, failure: Option<FailureCode>, photos: u64) {
        self.all += photos;
        match state {
            PhotoState::Queued | PhotoState::Processing => self.waiting += photos,
            PhotoState::Failed => {
                self.failed += photos;
                let code = failure.unwrap_or(FailureCode::Internal);
                match self.failures.iter_mut().find(|count| count.code == code) {
                    Some(count) => count.photos += photos,
                    None => self.failures.push(FailureCount { code, photos }),
                }
            }
            PhotoState::Ready => {
                self.ready += photos;
                match kind {
                    Some(PhotoKind::Individual) => self.individual += photos,
                    Some(PhotoKind::Group) => self.group += photos,
                    Some(PhotoKind::Scenery) => self.scenery += photos,
                    Some(PhotoKind::Unsure) | None => self.unsure += photos,
                }
            }
        }
    }
}

/// Several photos of one event, at most [`MOST_AT_ONCE`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct PhotoIds {
    /// Their ids.
    pub ids: Vec<PhotoId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_photo_is_counted_once_by_state_and_once_by_kind() {
        let mut counts = PhotoCounts::default();
        counts.add(PhotoState::Ready, Some(PhotoKind::Group), None, 4);
        counts.add(PhotoState::Queued, None, None, 2);
        // One that is processed anew keeps its kind until it is done.
        counts.add(PhotoState::Processing, Some(PhotoKind::Unsure), None, 1);
        counts.add(PhotoState::Failed, None, Some(FailureCode::Unreadable), 3);
        let of = |filter| counts.of(filter);
        assert_eq!(of(PhotoFilter::All), 10);
        assert_eq!((of(PhotoFilter::Ready), of(PhotoFilter::Waiting), of(PhotoFilter::Failed)), (4, 3, 3));
        assert_eq!((of(PhotoFilter::Group), of(PhotoFilter::Unsure)), (4, 0));
        assert_eq!(counts.failures, [FailureCount { code: FailureCode::Unreadable, photos: 3 }]);
    }
}
