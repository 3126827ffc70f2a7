//! Events: made by organizers, found by guests through their code.

mod cover;
mod create;
mod door;
mod draft;
mod edit;
mod landing;
mod list;
mod pin;
mod progress;
mod search;

pub use cover::COVER_BYTES;
pub(crate) use door::{PassedDoor, has_given_pin, open_at};
pub(crate) use edit::{coming_version, raise_version};

use domain::event::Event;
use domain::{EventId, Problem, ProblemCode};
use entities::{event, organization, photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::fault::OrInternal;
use crate::{Caller, Services};
use domain::photo::PhotoState;

impl Services {
    /// The caller's own event. Somebody else's is forbidden just as one that does not exist.
    pub(crate) async fn own_event(&self, caller: &Caller, event: EventId) -> Result<event::Model, Problem> {
        let member = caller.organizer()?;
        let own = event::Entity::of(member.organization).filter(event::Column::Id.eq(event));
        own.one(self.db()).await.or_internal()?.ok_or_else(|| ProblemCode::Forbidden.into())
    }

    /// The caller's own event, which they may change.
    pub(crate) async fn own_event_to_edit(&self, caller: &Caller, event: EventId) -> Result<event::Model, Problem> {
        caller.may_edit()?;
        self.own_event(caller, event).await
    }

    /// An event as the API shows it.
    pub(crate) async fn describe_event(&self, row: event::Model) -> Result<Event, Problem> {
        let ready = photo::Entity::of(row.id).filter(photo::Column::State.eq(PhotoState::Ready));
        let ready = ready.count(self.db()).await.or_internal()?;
        self.describe_counted(row, ready).await
    }

    /// The same where the photos that are ready have been counted.
    async fn describe_counted(&self, row: event::Model, ready: u64) -> Result<Event, Problem> {
        let host = organization::Entity::find_by_id(row.organization_id).one(self.db()).await.or_internal()?;
        Ok(event_of(row, host.map(|host| host.name).unwrap_or_default(), ready))
    }

    /// The landing page's full address.
    pub(crate) fn landing_url(&self, event: &event::Model) -> String {
        format!("{}/e/{}", self.parts.public_url, event.code)
    }
}

impl Caller {
    pub(crate) fn may_edit(&self) -> Result<(), Problem> {
        if self.organizer()?.role.may_edit() { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
    }
}

fn event_of(row: event::Model, organization_name: String, photos_count: u64) -> Event {
    Event {
        qr_code: format!("/api/qr_code/{}", row.code),
        cover_thumbnail: cover::address(&row),
        pin: row.pin_hash.is_some(),
        id: row.id,
        name: row.name,
        location: row.location,
        date: row.date,
        category: row.category,
        organization_name,
        photos_count,
        code: row.code,
        created_by: row.created_by,
        created_at: row.created_at,
        listed: row.listed,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        downloads: row.downloads,
        camera_only: row.camera_only,
        version: row.edit_version,
    }
}
