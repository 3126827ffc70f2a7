//! An organizer's own events.

use std::collections::HashMap;

use domain::event::OrganizerEvent;
use domain::{EventId, Problem};
use entities::{event, organization};
use sea_orm::{EntityTrait, QueryOrder};

use super::event_of;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// The events of the caller's organization, the latest date first. Three queries, however many events.
    ///
    /// Errors: `sign_in_required`.
    pub async fn my_events(&self, caller: &Caller) -> Result<Vec<OrganizerEvent>, Problem> {
        let member = caller.organizer()?;
        let rows = event::Entity::of(member.organization)
            .order_by_desc(event::Column::Date)
            .order_by_desc(event::Column::Id)
            .all(self.db())
            .await
            .or_internal()?;
        let host = organization::Entity::find_by_id(member.organization).one(self.db()).await.or_internal()?;
        let host = host.map(|host| host.name).unwrap_or_default();
        let ids: Vec<EventId> = rows.iter().map(|row| row.id).collect();
        let progress: HashMap<EventId, _> = self.progress_of_all(&ids).await?.into_iter().collect();
        Ok(rows
            .into_iter()
            .map(|row| {
                let progress = progress.get(&row.id).copied().unwrap_or_default();
                let landing_url = self.landing_url(&row);
                OrganizerEvent { event: event_of(row, host.clone(), progress.ready), progress, landing_url }
            })
            .collect())
    }

    /// One event of the caller's organization.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn organizer_event(&self, caller: &Caller, id: EventId) -> Result<OrganizerEvent, Problem> {
        let row = self.own_event(caller, id).await?;
        let progress = self.progress_of(row.id).await?;
        let landing_url = self.landing_url(&row);
        Ok(OrganizerEvent { event: self.describe_event(row).await?, progress, landing_url })
    }

    /// What an event's QR code says: the landing page's full address.
    ///
    /// Errors: `event_not_found`.
    pub async fn qr_text(&self, caller: &Caller, event: domain::EventRef) -> Result<String, Problem> {
        Ok(self.landing_url(&self.event_past_door(caller, &event).await?))
    }
}
