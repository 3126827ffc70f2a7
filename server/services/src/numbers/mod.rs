//! An event in numbers. Scans and downloads are counted by the day as they happen: a count knows nobody.

mod scans;

pub(crate) use scans::count_scan;

use std::collections::BTreeMap;

use domain::numbers::{DayNumbers, Numbers, PhotoNumbers};
use domain::photo::{PhotoState, Rendition};
use domain::{EventId, Problem};
use entities::{download_day, event, face, person, photo, photo_download, scan_day};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use time::Date;

use crate::fault::OrInternal;
use crate::photos::picture_url;
use crate::{Caller, Services};

/// How many of the most downloaded photos the page shows.
const MOST: u64 = 10;

/// The longest stretch of days without gaps: an event that is older shows its latest days.
const MOST_DAYS: usize = 366;

impl Services {
    /// The caller's own event in numbers. Six queries, whatever the event's size.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn numbers(&self, caller: &Caller, event: EventId) -> Result<Numbers, Problem> {
        let event = self.own_event(caller, event).await?;
        let days = self.days_of(event.id).await?;
        let sum = |of: fn(&DayNumbers) -> u64| days.values().map(of).sum();
        Ok(Numbers {
            photos: self.progress_of(event.id).await?.ready,
            faces: face::Entity::find()
                .filter(face::Column::EventId.eq(event.id))
                .count(self.db())
                .await
                .or_internal()?,
            people: self.people_of(event.id).await?,
            scans: sum(|day| day.scans),
            matched: sum(|day| day.matched),
            downloads: sum(|day| day.downloads),
            most_downloaded: self.downloads_by_photo(&event, Some(MOST)).await?,
            days: without_gaps(&days),
        })
    }

    /// How often each photo of the caller's own event was downloaded, those that were, the most downloaded first.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn photo_numbers(&self, caller: &Caller, event: EventId) -> Result<Vec<PhotoNumbers>, Problem> {
        let event = self.own_event(caller, event).await?;
        self.downloads_by_photo(&event, None).await
    }

    /// The days on which something happened.
    async fn days_of(&self, event: EventId) -> Result<BTreeMap<Date, DayNumbers>, Problem> {
        let scans = scan_day::Entity::find().filter(scan_day::Column::EventId.eq(event));
        let downloads = download_day::Entity::find().filter(download_day::Column::EventId.eq(event));
        let mut days = BTreeMap::new();
        for row in scans.all(self.db()).await.or_internal()? {
            let day = days.entry(row.day).or_insert(quiet(row.day));
            day.scans = row.scans.unsigned_abs();
            day.matched = row.matched.unsigned_abs();
        }
        for row in downloads.all(self.db()).await.or_internal()? {
            days.entry(row.day).or_insert(quiet(row.day)).downloads = row.downloads.unsigned_abs();
        }
        Ok(days)
    }

    /// How many different people are in an event's photos, but for those that were hidden.
    async fn people_of(&self, event: EventId) -> Result<u64, Problem> {
        let people = person::Entity::find().filter(person::Column::EventId.eq(event));
        people.filter(person::Column::Hidden.eq(false)).count(self.db()).await.or_internal()
    }

    async fn downloads_by_photo(&self, event: &event::Model, most: Option<u64>) -> Result<Vec<PhotoNumbers>, Problem> {
        let rows = photo_download::Entity::find()
            .filter(photo_download::Column::EventId.eq(event.id))
            .find_also_related(photo::Entity)
            .order_by_desc(photo_download::Column::Downloads)
            .order_by_asc(photo_download::Column::PhotoId)
            .limit(most)
            .all(self.db())
            .await
            .or_internal()?;
        let numbers = rows.into_iter().filter_map(|(row, photo)| {
            let photo = photo?;
            let thumb_url = (photo.state == PhotoState::Ready)
                .then(|| picture_url(&event.code, photo.id, photo.version, Rendition::Thumb));
            let downloads = row.downloads.unsigned_abs();
            Some(PhotoNumbers { photo_id: photo.id, filename: photo.filename, thumb_url, downloads })
        });
        Ok(numbers.collect())
    }
}

const fn quiet(day: Date) -> DayNumbers {
    DayNumbers { day, scans: 0, matched: 0, downloads: 0 }
}

/// Every day from the first to the last, the latest [`MOST_DAYS`] of them.
fn without_gaps(days: &BTreeMap<Date, DayNumbers>) -> Vec<DayNumbers> {
    let Some((&last, _)) = days.last_key_value() else { return Vec::new() };
    let first = days.first_key_value().map_or(last, |(&first, _)| first);
    let mut all = Vec::new();
    let mut day = Some(last);
    while let Some(date) = day.filter(|&date| date >= first && all.len() < MOST_DAYS) {
        all.push(days.get(&date).copied().unwrap_or(quiet(date)));
        day = date.previous_day();
    }
    all.reverse();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn quiet_days_between_are_there() {
        let (first, last) = (date!(2026 - 06 - 29), date!(2026 - 07 - 02));
        let days = [first, last].map(|day| (day, DayNumbers { downloads: 3, ..quiet(day) })).into();
        let all = without_gaps(&days);
        assert_eq!(all.iter().map(|day| day.downloads).collect::<Vec<_>>(), [3, 0, 0, 3]);
        assert_eq!(all[1].day, date!(2026 - 06 - 30));
        assert!(without_gaps(&BTreeMap::new()).is_empty());
    }

    #[test]
    fn years_apart_are_not_all_listed() {
        let days = [date!(2020 - 01 - 01), date!(2026 - 01 - 01)].map(|day| (day, quiet(day))).into();
        let all = without_gaps(&days);
        assert_eq!((all.len(), all[MOST_DAYS - 1].day), (MOST_DAYS, date!(2026 - 01 - 01)));
    }
}
