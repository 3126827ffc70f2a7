//! "My downloads", and the page that has them.

use std::collections::{HashMap, HashSet};

use domain::download::{Download, Me, VisitedEvent};
use domain::event::Page;
use domain::photo::{PhotoState, Rendition};
use domain::{EventId, GrantId, PhotoId, Problem};
use entities::{download, event, favourite, grant, grant_photo, guest, photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::events::{has_given_pin, open_at};
use crate::fault::OrInternal;
use crate::photos::picture_url;
use crate::{Caller, Services};

/// Most items of one page.
const LARGEST_PAGE: u32 = 200;

impl Services {
    /// What the caller has downloaded, in all events, the latest first: the account's, or this visit's. `page` counts
    /// from 1. Nobody has downloaded nothing.
    pub async fn my_downloads(&self, caller: &Caller, page: u32, per_page: u32) -> Result<Page<Download>, Problem> {
        let (page, per_page) = (page.max(1), per_page.clamp(1, LARGEST_PAGE));
        let Some(holder) = caller.holder().await? else {
            return Ok(Page { items: Vec::new(), page, per_page, total: 0 });
        };
        let pages = download::Entity::find()
            .filter(download::Column::HolderId.eq(holder.id))
            .find_also_related(photo::Entity)
            .order_by_desc(download::Column::CreatedAt)
            .order_by_desc(download::Column::PhotoId)
            .paginate(self.db(), u64::from(per_page));
        let total = pages.num_items().await.or_internal()?;
        let rows = pages.fetch_page(u64::from(page - 1)).await.or_internal()?;
        let rows: Vec<(download::Model, photo::Model)> =
            rows.into_iter().filter_map(|(download, photo)| Some((download, photo?))).collect();
        let events = self.events_by_id(rows.iter().map(|(download, _)| download.event_id)).await?;
        let open = self.open_among(caller, rows.iter().map(|(download, _)| download.photo_id)).await?;
        let doors = caller.doors().await?;
        let items = rows.into_iter().filter_map(|(download, photo)| {
            let event = events.get(&download.event_id)?;
            let own = caller.identity().is_some_and(|member| member.organization == event.organization_id);
            let to_guests = || {
                open.contains(&photo.id) && super::open_to_guests(event).is_ok() && open_at(event, self.now()).is_ok()
            };
            let is_open = photo.state == PhotoState::Ready && (own || to_guests());
            let way = if !is_open {
                Way::Shut
            } else if own || has_given_pin(event, &doors) {
                Way::Open
            } else {
                Way::Pin
            };
            Some(describe(event, download, photo, way))
        });
        Ok(Page { items: items.collect(), page, per_page, total })
    }

    /// Whose page this is and where they have been.
    pub async fn me(&self, caller: &Caller) -> Result<Me, Problem> {
        let account = match caller.guest() {
            Some(id) => guest::Entity::find_by_id(id).one(self.db()).await.or_internal()?,
            None => None,
        };
        let grants = self.live_grants(caller).await?;
        let counts = self.opened_counts(&grants).await?;
        let mut visited: HashSet<EventId> = grants.iter().map(|grant| grant.event_id).collect();
        if let Some(holder) = caller.holder().await? {
            visited.extend(self.kept_events(holder.id).await?);
        }
        let mut events: Vec<event::Model> = self.events_by_id(visited.into_iter()).await?.into_values().collect();
        events.sort_by_key(|event| std::cmp::Reverse((event.date, event.id)));
        let events = events.into_iter().map(|event| {
            let grant = grants.iter().find(|grant| grant.event_id == event.id);
            VisitedEvent {
                photos: grant.map(|grant| counts.get(&grant.id).copied().unwrap_or_default()),
                open_until: grant.map(|grant| grant.expires_at),
                code: event.code,
                name: event.name,
                date: event.date,
            }
        });
        let events = events.collect();
        let (full_name, email) = account.map(|account| (account.full_name, account.email)).unzip();
        Ok(Me { full_name, email, events })
    }

    /// The events in which somebody has favourites or downloads.
    async fn kept_events(&self, holder: Uuid) -> Result<Vec<EventId>, Problem> {
        let downloads = download::Entity::find()
            .select_only()
            .column(download::Column::EventId)
            .distinct()
            .filter(download::Column::HolderId.eq(holder));
        let favourites = favourite::Entity::find()
            .select_only()
            .column(favourite::Column::EventId)
            .distinct()
            .filter(favourite::Column::HolderId.eq(holder));
        let mut events: Vec<EventId> = downloads.into_tuple().all(self.db()).await.or_internal()?;
        events.extend(favourites.into_tuple::<EventId>().all(self.db()).await.or_internal()?);
        Ok(events)
    }

    async fn events_by_id(
        &self,
        ids: impl Iterator<Item = EventId>,
    ) -> Result<HashMap<EventId, event::Model>, Problem> {
        let ids: HashSet<EventId> = ids.collect();
        let found = event::Entity::find().filter(event::Column::Id.is_in(ids)).all(self.db()).await.or_internal()?;
        Ok(found.into_iter().map(|event| (event.id, event)).collect())
    }

    /// Which of these photos the caller's scans have opened.
    async fn open_among(
        &self,
        caller: &Caller,
        photos: impl Iterator<Item = PhotoId>,
    ) -> Result<HashSet<PhotoId>, Problem> {
        let grants = self.live_grants(caller).await?;
        let open: Vec<PhotoId> = grant_photo::Entity::find()
            .select_only()
            .column(grant_photo::Column::PhotoId)
            .filter(grant_photo::Column::GrantId.is_in(grants.iter().map(|grant| grant.id)))
            .filter(grant_photo::Column::PhotoId.is_in(photos))
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        Ok(open.into_iter().collect())
    }

    async fn opened_counts(&self, grants: &[grant::Model]) -> Result<HashMap<GrantId, u64>, Problem> {
        let counts: Vec<(GrantId, i64)> = grant_photo::Entity::find()
            .select_only()
            .column(grant_photo::Column::GrantId)
            .column_as(grant_photo::Column::PhotoId.count(), "photos")
            .filter(grant_photo::Column::GrantId.is_in(grants.iter().map(|grant| grant.id)))
            .group_by(grant_photo::Column::GrantId)
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()?;
        Ok(counts.into_iter().map(|(grant, count)| (grant, count.unsigned_abs())).collect())
    }
}

/// The caller's way to a photo that they have downloaded before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    /// Past the event's PIN.
    Pin,
    Shut,
}

fn describe(event: &event::Model, download: download::Model, photo: photo::Model, way: Way) -> Download {
    let url = |rendition| (way == Way::Open).then(|| picture_url(&event.code, photo.id, photo.version, rendition));
    Download {
        pin_required: way == Way::Pin,
        thumb_url: url(Rendition::Thumb),
        download_url: url(Rendition::Original),
        photo_id: photo.id,
        event_id: event.id,
        event_code: event.code.clone(),
        event_name: event.name.clone(),
        filename: photo.filename,
        downloaded_at: download.created_at,
    }
}
