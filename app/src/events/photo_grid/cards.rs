//! The photos that have come so far, page by page.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use domain::EventId;
use domain::event::Page;
use domain::photo::{AdminPhoto, EventPhotos, PhotoCounts};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::error::AppError;
use crate::events::choice::Choice;
use crate::events::read_event_photos::{PER_PAGE, read_event_photos};

/// The photos of one list. Pages are fetched when they are needed, and again when they may be out of date.
#[derive(Clone, Copy)]
pub struct Cards {
    event: EventId,
    choice: StoredValue<Choice>,
    pages: RwSignal<HashMap<u32, Vec<AdminPhoto>>>,
    total: RwSignal<u64>,
    counts: RwSignal<PhotoCounts>,
    problem: RwSignal<Option<AppError>>,
    /// Pages on their way.
    asked: StoredValue<HashSet<u32>>,
    /// Pages that are shown until they have come again.
    stale: StoredValue<HashSet<u32>>,
    /// Grows when all becomes out of date: an answer to an older question is not taken.
    round: StoredValue<u32>,
}

impl Cards {
    /// The list, with the page that the server wrote.
    pub fn new(event: EventId, choice: Choice, first: EventPhotos) -> Self {
        let EventPhotos { photos, counts } = first;
        let Page { items, page, total, .. } = photos;
        Self {
            event,
            choice: StoredValue::new(choice),
            pages: RwSignal::new(HashMap::from([(page, items)])),
            total: RwSignal::new(total),
            counts: RwSignal::new(counts),
            problem: RwSignal::new(None),
            asked: StoredValue::default(),
            stale: StoredValue::default(),
            round: StoredValue::new(0),
        }
    }

    /// How many photos the list has.
    pub fn total(self) -> Signal<u64> {
        self.total.into()
    }

    /// How many photos each filter has.
    pub fn counts(self) -> Signal<PhotoCounts> {
        self.counts.into()
    }

    /// Why the last page did not come.
    pub fn problem(self) -> Signal<Option<AppError>> {
        self.problem.into()
    }

    /// The photos of the page that the server wrote, before anything is known of the screen.
    pub fn first_page(self) -> Range<u64> {
        let page = self.choice.with_value(|choice| choice.page);
        let start = u64::from(page - 1) * u64::from(PER_PAGE);
        let total = self.total.get();
        start.min(total)..(start + u64::from(PER_PAGE)).min(total)
    }

    /// The photo at a place of the list, when it has come.
    pub fn at(self, place: u64) -> Option<AdminPhoto> {
        let (page, index) = page_of(place);
        self.pages.with(|pages| pages.get(&page)?.get(index).cloned())
    }

    /// Fetches what is missing or out of date of these.
    pub fn need(self, range: &Range<u64>) {
        if range.is_empty() {
            return;
        }
        for page in page_of(range.start).0..=page_of(range.end - 1).0 {
            let there = self.pages.with_untracked(|pages| pages.contains_key(&page));
            let fresh = there && !self.stale.with_value(|stale| stale.contains(&page));
            if !fresh && self.asked.try_update_value(|asked| asked.insert(page)) == Some(true) {
                self.fetch(page);
            }
        }
    }

    /// Says that all of it may be out of date, and fetches these again. The others come again when they are needed.
    pub fn refresh(self, seen: &Range<u64>) {
        self.round.update_value(|round| *round += 1);
        self.asked.update_value(HashSet::clear);
        let there = self.pages.with_untracked(|pages| pages.keys().copied().collect());
        self.stale.set_value(there);
        // An empty list may have got its first photo.
        self.need(if seen.is_empty() { &(0..1) } else { seen });
    }

    fn fetch(self, page: u32) {
        let round = self.round.get_value();
        let Choice { filter, sort, person, .. } = self.choice.get_value();
        spawn_local(async move {
            let answer = read_event_photos(self.event.to_string(), page, filter, sort, person).await;
            // The page may have been left meanwhile, or everything changed.
            if self.round.try_get_value() == Some(round) {
                self.take(page, answer);
            }
        });
    }

    fn take(self, page: u32, answer: Result<EventPhotos, AppError>) {
        self.asked.update_value(|asked| {
            asked.remove(&page);
        });
        match answer {
            Ok(EventPhotos { photos, counts }) => {
                self.stale.update_value(|stale| {
                    stale.remove(&page);
                });
                self.problem.set(None);
                self.counts.set(counts);
                self.pages.update(|pages| {
                    pages.insert(page, photos.items);
                });
                if self.total.get_untracked() != photos.total {
                    self.total.set(photos.total);
                }
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }
}

/// The page a place is on, from 1, and where on it.
fn page_of(place: u64) -> (u32, usize) {
    let per_page = u64::from(PER_PAGE);
    (u32::try_from(place / per_page + 1).unwrap_or(u32::MAX), (place % per_page) as usize)
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn places_are_on_pages() {
        assert_eq!(page_of(0), (1, 0));
        assert_eq!(page_of(59), (1, 59));
        assert_eq!(page_of(60), (2, 0));
        assert_eq!(page_of(4999), (84, 19));
    }
}
