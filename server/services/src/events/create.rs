//! A new event: its code, its secret.

use domain::event::{Event, EventDraft};
use domain::{EventCode, EventId, Problem};
use entities::event;
use rand::RngCore;
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::draft::CheckedDraft;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Whether the caller may create events: asked before anything is filled in.
    ///
    /// Errors: `sign_in_required`, `forbidden` (photographers).
    pub fn may_create_event(&self, caller: &Caller) -> Result<(), Problem> {
        caller.may_edit()
    }

    /// Creates an event of the caller's organization.
    ///
    /// Errors: `sign_in_required`, `forbidden` (photographers), `invalid_fields`.
    pub async fn create_event(&self, caller: &Caller, draft: EventDraft) -> Result<Event, Problem> {
        caller.may_edit()?;
        let member = caller.organizer()?;
        let draft = CheckedDraft::check(&draft)?;
        let id = EventId::new();
        let secret = self.parts.master_key.new_event_secret(id).or_internal()?;
        let search = draft.search();
        let mark = self.mark_for_new_event(member.organization, id).await?;
        let row = event::Model {
            id,
            organization_id: member.organization,
            created_by: member.account,
            code: new_code(),
            name: draft.name,
            location: draft.location,
            date: draft.date,
            category: draft.category,
            secret,
            version: 1,
            created_at: self.now(),
            listed: draft.listed,
            pin_hash: draft.pin.hash(None).await?,
            opens_at: draft.opens_at,
            closes_at: draft.closes_at,
            downloads: draft.downloads,
            camera_only: draft.camera_only,
            cover_version: 0,
            edit_version: 1,
            search,
            face_days: crate::retention::USUAL_FACE_DAYS,
            watermark_text: mark.text,
            watermark_position: mark.position,
            watermark_opacity: mark.opacity,
            watermark_logo_version: mark.logo_version,
            // A logo has the number of its mark.
            watermark_version: mark.logo_version,
        };
        let insert: event::ActiveModel = row.clone().into();
        event::Entity::insert(insert.reset_all()).exec_without_returning(self.db()).await.or_internal()?;
        self.describe_event(row).await
    }
}

fn new_code() -> EventCode {
    let mut random = [0; EventCode::LENGTH];
    rand::rng().fill_bytes(&mut random);
    EventCode::from_random(random)
}
