//! Lists of events: the public one, and an organizer's own.

use domain::event::{Event, EventList, EventQuery, OrganizerEvent, Page};
use domain::{EventId, EventRef, Problem};
use entities::event;

use super::event_of;
use super::search::{ids, narrowed};
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// The events on the public list that are open now, of all organizations. Four queries, however many events.
    ///
    /// What stands behind a PIN is not shown here: such an event comes without its cover.
    ///
    /// Errors: `invalid_fields`.
    pub async fn listed_events(&self, _caller: &Caller, query: &EventQuery) -> Result<Page<Event>, Problem> {
        let Page { items, page, per_page, total } =
            self.event_page(event::Entity::on_the_list(self.now()), query).await?;
        let hosts = self.hosts_of(&items).await?;
        let progress = self.progress_of_all(&ids(&items)).await?;
        let show = |row: event::Model| {
            let host = hosts.get(&row.organization_id).cloned().unwrap_or_default();
            let ready = progress.get(&row.id).copied().unwrap_or_default().ready;
            let event = event_of(row, host, ready);
            Event { cover_thumbnail: event.cover_thumbnail.filter(|_| !event.pin), ..event }
        };
        Ok(Page { items: items.into_iter().map(show).collect(), page, per_page, total })
    }

    /// The public list with the categories it can be filtered by.
    ///
    /// Errors: `invalid_fields`.
    pub async fn event_list(&self, caller: &Caller, query: &EventQuery) -> Result<EventList<Event>, Problem> {
        let categories = self.categories_of(event::Entity::on_the_list(self.now())).await?;
        Ok(EventList { events: self.listed_events(caller, query).await?, categories })
    }

    /// All events of the caller's organization that the query asks for, whatever page it names; the latest date first.
    /// Three queries, however many events.
    ///
    /// Errors: `sign_in_required`, `invalid_fields`.
    pub async fn my_events(&self, caller: &Caller, query: &EventQuery) -> Result<Vec<OrganizerEvent>, Problem> {
        let member = caller.organizer()?;
        let rows = narrowed(event::Entity::of(member.organization), query)?.all(self.db()).await.or_internal()?;
        self.organizer_events(caller, rows).await
    }

    /// One page of the events of the caller's organization.
    ///
    /// Errors: `sign_in_required`, `invalid_fields`.
    pub async fn my_event_page(&self, caller: &Caller, query: &EventQuery) -> Result<Page<OrganizerEvent>, Problem> {
        let member = caller.organizer()?;
        let Page { items, page, per_page, total } =
            self.event_page(event::Entity::of(member.organization), query).await?;
        Ok(Page { items: self.organizer_events(caller, items).await?, page, per_page, total })
    }

    /// One page of the caller's events with the categories they can be filtered by.
    ///
    /// Errors: `sign_in_required`, `invalid_fields`.
    pub async fn my_event_list(
        &self,
        caller: &Caller,
        query: &EventQuery,
    ) -> Result<EventList<OrganizerEvent>, Problem> {
        let member = caller.organizer()?;
        let categories = self.categories_of(event::Entity::of(member.organization)).await?;
        Ok(EventList { events: self.my_event_page(caller, query).await?, categories })
    }

    async fn organizer_events(&self, caller: &Caller, rows: Vec<event::Model>) -> Result<Vec<OrganizerEvent>, Problem> {
        let hosts = self.hosts_of(&rows).await?;
        let progress = self.progress_of_all(&ids(&rows)).await?;
        let may_edit = caller.may_edit().is_ok();
        let show = |row: event::Model| {
            let host = hosts.get(&row.organization_id).cloned().unwrap_or_default();
            let progress = progress.get(&row.id).copied().unwrap_or_default();
            let landing_url = self.landing_url(&row);
            OrganizerEvent { event: event_of(row, host, progress.ready), progress, landing_url, may_edit }
        };
        Ok(rows.into_iter().map(show).collect())
    }

    /// One event of the caller's organization.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn organizer_event(&self, caller: &Caller, id: EventId) -> Result<OrganizerEvent, Problem> {
        let row = self.own_event(caller, id).await?;
        let progress = self.progress_of(row.id).await?;
        let landing_url = self.landing_url(&row);
        let may_edit = caller.may_edit().is_ok();
        let event = self.describe_counted(row, progress.ready).await?;
        Ok(OrganizerEvent { event, progress, landing_url, may_edit })
    }

    /// What an event's QR code says: the landing page's full address. It needs no PIN: whoever asks knows the code.
    ///
    /// Errors: `event_not_found`.
    pub async fn qr_text(&self, caller: &Caller, event: EventRef) -> Result<String, Problem> {
        Ok(self.landing_url(&self.found_event(caller, &event).await?))
    }
}
