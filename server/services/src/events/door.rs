//! The door of an event: what a guest needs to get in.

use domain::event::DoorKey;
use domain::{EventId, EventRef, Problem, ProblemCode};
use entities::event;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::pin;
use crate::fault::OrInternal;
use crate::{Caller, Services};

/// A door that a session has passed with a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PassedDoor {
    pub(crate) event: EventId,
    /// Of the PIN that was given: the next PIN is asked for anew.
    pub(crate) mark: String,
}

impl Services {
    /// The event a guest names, past its door: found, open today, and its PIN given. Members always pass.
    ///
    /// Errors: `event_not_found`, `event_closed`, `pin_required`.
    pub(crate) async fn event_past_door(&self, caller: &Caller, event: &EventRef) -> Result<event::Model, Problem> {
        let row = self.found_event(caller, event).await?;
        self.pass(caller, row).await
    }

    /// The event of an offer to scan: the offer was made past the door, so its id is enough to find it.
    ///
    /// Errors: as for [`Self::event_past_door`].
    pub(crate) async fn event_of_offer(&self, caller: &Caller, event: EventId) -> Result<event::Model, Problem> {
        let row = event::Entity::find_by_id(event).one(self.db()).await.or_internal()?;
        self.pass(caller, row.ok_or(ProblemCode::EventNotFound)?).await
    }

    /// The event of a guest who wants to be forgotten: whoever has scanned may, even when the door is shut by now.
    ///
    /// Errors: as for [`Self::event_past_door`].
    pub(crate) async fn event_to_forget(&self, caller: &Caller, event: &EventRef) -> Result<event::Model, Problem> {
        let row = self.found_event(caller, event).await?;
        if caller.grant(row.id).await?.is_some() { Ok(row) } else { self.pass(caller, row).await }
    }

    /// The event a guest names, before its door. One that is not listed is found by its code only, unless the
    /// session has been in.
    pub(crate) async fn found_event(&self, caller: &Caller, event: &EventRef) -> Result<event::Model, Problem> {
        let row = event::Entity::named(event).one(self.db()).await.or_internal()?.ok_or(ProblemCode::EventNotFound)?;
        let by_id = matches!(event, EventRef::Id(_));
        if by_id && !row.listed && !caller.is_member_of(&row) && !self.has_been_in(caller, row.id).await? {
            return Err(ProblemCode::EventNotFound.into());
        }
        Ok(row)
    }

    async fn has_been_in(&self, caller: &Caller, event: EventId) -> Result<bool, Problem> {
        let passed = caller.doors().await?.iter().any(|door| door.event == event);
        // Also on another device of the guest's account.
        Ok(passed || caller.grant(event).await?.is_some() || self.account_grant(caller, event).await?.is_some())
    }

    async fn pass(&self, caller: &Caller, row: event::Model) -> Result<event::Model, Problem> {
        if caller.is_member_of(&row) {
            return Ok(row);
        }
        open_at(&row, self.now())?;
        if has_given_pin(&row, &caller.doors().await?) { Ok(row) } else { Err(ProblemCode::PinRequired.into()) }
    }

    /// Takes the PIN of an event: what this session is then let in to. Where none is asked for, any will do.
    ///
    /// Errors: `event_not_found`, `event_closed`, `wrong_pin`, `rate_limited`.
    pub async fn pass_door(&self, caller: &Caller, event: EventRef, key: DoorKey) -> Result<(), Problem> {
        let row = self.found_event(caller, &event).await?;
        if caller.is_member_of(&row) {
            return Ok(());
        }
        open_at(&row, self.now())?;
        let Some(hash) = row.pin_hash else { return Ok(()) };
        // Counted before it is looked at, so that many tries at once are as many.
        self.limits.wrong_pins.begin(caller.address(), row.id)?;
        let mark = pin::mark(&hash);
        let right = match pin::digits(&key.pin) {
            Some(digits) => pin::verify(digits, hash).await?,
            None => false,
        };
        if !right {
            return Err(ProblemCode::WrongPin.into());
        }
        self.limits.wrong_pins.was_right(caller.address(), row.id);
        caller.hold_door(PassedDoor { event: row.id, mark }).await
    }

    /// Whether the caller may have originals of an event whose door they have passed.
    pub(crate) fn downloads_allowed(caller: &Caller, event: &event::Model) -> bool {
        event.downloads || caller.is_member_of(event)
    }
}

impl Caller {
    /// Whether the event is their organization's.
    pub(crate) fn is_member_of(&self, event: &event::Model) -> bool {
        self.identity().is_some_and(|member| member.organization == event.organization_id)
    }
}

/// Whether an event asks for no PIN, or these doors have been passed with it.
pub(crate) fn has_given_pin(row: &event::Model, doors: &[PassedDoor]) -> bool {
    let Some(hash) = &row.pin_hash else { return true };
    doors.contains(&PassedDoor { event: row.id, mark: pin::mark(hash) })
}

/// Whether guests are let in at this moment.
pub(crate) fn open_at(event: &event::Model, now: OffsetDateTime) -> Result<(), Problem> {
    let not_yet = event.opens_at.filter(|&opens| now < opens);
    if not_yet.is_none() && event.closes_at.is_none_or(|closes| now < closes) {
        return Ok(());
    }
    Err(Problem { opens_at: not_yet, ..ProblemCode::EventClosed.into() })
}
