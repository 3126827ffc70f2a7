//! A new event: its code, its secret.

use domain::event::{Event, EventDraft};
use domain::photo::{WatermarkDraft, WatermarkPosition};
use domain::problem::FieldProblemCode;
use domain::{EventCode, EventId, Problem};
use entities::event;
use rand::RngCore;
use sea_orm::{ActiveModelTrait, EntityTrait};
use time::Date;
use time::format_description::well_known::Iso8601;

use crate::accounts::FieldCheck;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Creates an event of the caller's organization.
    ///
    /// Errors: `sign_in_required`, `forbidden` (photographers), `invalid_fields`.
    pub async fn create_event(&self, caller: &Caller, draft: EventDraft) -> Result<Event, Problem> {
        caller.may_edit()?;
        let member = caller.organizer()?;
        let draft = CheckedDraft::check(&draft)?;
        let id = EventId::new();
        let secret = self.parts.master_key.new_event_secret(id).or_internal()?;
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
            watermark_text: None,
            watermark_position: WatermarkPosition::Tiled,
            watermark_opacity: i16::from(WatermarkDraft::USUAL),
            watermark_logo_version: 0,
            watermark_version: 0,
        };
        let insert: event::ActiveModel = row.clone().into();
        event::Entity::insert(insert.reset_all()).exec_without_returning(self.db()).await.or_internal()?;
        self.describe_event(row).await
    }
}

/// What an organizer filled in, checked.
pub(super) struct CheckedDraft {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) date: Date,
    pub(super) category: String,
}

impl CheckedDraft {
    pub(super) fn check(draft: &EventDraft) -> Result<Self, Problem> {
        let mut fields = FieldCheck::default();
        let name = fields.required("name", &draft.name);
        let location = fields.optional("location", &draft.location);
        let category = fields.optional("category", &draft.category);
        let written = draft.date.trim();
        let date = Date::parse(written, &Iso8601::DATE);
        if date.is_err() {
            let code = if written.is_empty() { FieldProblemCode::Required } else { FieldProblemCode::NotADate };
            fields.fail("date", code);
        }
        fields.finish()?;
        // `finish` has refused a date that does not parse.
        Ok(Self { name, location, date: date.unwrap_or(Date::MIN), category })
    }
}

fn new_code() -> EventCode {
    let mut random = [0; EventCode::LENGTH];
    rand::rng().fill_bytes(&mut random);
    EventCode::from_random(random)
}
