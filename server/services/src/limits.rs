//! Rate limits: what one address, one visit or one account may try in a minute.
//!
//! Guests of one event share the venue's network address, so limits by address are generous where guests
//! meet them; what must be strict is limited by visit or by account.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{EventId, Problem, ProblemCode};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

pub(crate) struct Limits {
    sign_in_by_address: DefaultKeyedRateLimiter<IpAddr>,
    sign_in_by_email: DefaultKeyedRateLimiter<String>,
    register_by_address: DefaultKeyedRateLimiter<IpAddr>,
    letter_by_address: DefaultKeyedRateLimiter<IpAddr>,
    letter_by_email: DefaultKeyedRateLimiter<String>,
    code_by_address: DefaultKeyedRateLimiter<IpAddr>,
    code_by_email: DefaultKeyedRateLimiter<String>,
    invite_by_account: DefaultKeyedRateLimiter<Uuid>,
    offer_by_address: DefaultKeyedRateLimiter<IpAddr>,
    offer_by_visit: DefaultKeyedRateLimiter<Uuid>,
    scan_by_address: DefaultKeyedRateLimiter<IpAddr>,
    scan_by_visit: DefaultKeyedRateLimiter<Uuid>,
    pub(crate) wrong_pins: WrongPins,
}

/// Wrong PINs by address and event. Right ones cost nothing: a whole party types the same PIN behind one address.
#[derive(Default)]
pub(crate) struct WrongPins(Mutex<HashMap<(IpAddr, EventId), (Instant, u32)>>);

impl WrongPins {
    /// Wrong tries in a minute: at this rate trying all of four digits takes eight hours.
    const MOST: u32 = 20;
    const WHILE: Duration = Duration::from_mins(1);

    /// Counts a try as wrong until [`Self::was_right`] says otherwise; refuses it where there were too many.
    pub(crate) fn begin(&self, address: IpAddr, event: EventId) -> Result<(), Problem> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, count) = tries.entry((address, event)).or_insert_with(|| (Instant::now(), 0));
        if since.elapsed() >= Self::WHILE {
            (*since, *count) = (Instant::now(), 0);
        }
        if *count >= Self::MOST {
            return Err(ProblemCode::RateLimited.into());
        }
        *count += 1;
        Ok(())
    }

    /// Takes back a try that was right.
    pub(crate) fn was_right(&self, address: IpAddr, event: EventId) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = tries.get_mut(&(address, event)) {
            *count = count.saturating_sub(1);
        }
    }

    fn sweep(&self) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.retain(|_, (since, _)| since.elapsed() < Self::WHILE);
    }
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            sign_in_by_address: per_minute(60),
            sign_in_by_email: per_minute(10),
            register_by_address: per_minute(60),
            letter_by_address: per_minute(60),
            letter_by_email: letters_to_one_address(),
            code_by_address: per_minute(60),
            code_by_email: per_minute(10),
            invite_by_account: per_minute(20),
            offer_by_address: per_minute(600),
            offer_by_visit: per_minute(30),
            scan_by_address: per_minute(300),
            scan_by_visit: per_minute(12),
            wrong_pins: WrongPins::default(),
        }
    }

    pub(crate) fn sign_in(&self, address: IpAddr, email: &str) -> Result<(), Problem> {
        check(&self.sign_in_by_address, &address)?;
        check(&self.sign_in_by_email, &email.to_owned())
    }

    /// Sign-ins that begin here and go on at another house: nobody has named an account yet.
    pub(crate) fn sign_in_elsewhere(&self, address: IpAddr) -> Result<(), Problem> {
        check(&self.sign_in_by_address, &address)
    }

    pub(crate) fn register(&self, address: IpAddr) -> Result<(), Problem> {
        check(&self.register_by_address, &address)
    }

    /// A letter to an address that somebody has typed: known or not, it counts the same.
    pub(crate) fn letter(&self, address: IpAddr, email: &str) -> Result<(), Problem> {
        check(&self.letter_by_address, &address)?;
        check(&self.letter_by_email, &email.to_owned())
    }

    /// One try at a code.
    pub(crate) fn code(&self, address: IpAddr, email: &str) -> Result<(), Problem> {
        check(&self.code_by_address, &address)?;
        check(&self.code_by_email, &email.to_owned())
    }

    /// Letters that somebody has us write to others.
    pub(crate) fn invite(&self, account: Uuid) -> Result<(), Problem> {
        check(&self.invite_by_account, &account)
    }

    pub(crate) fn offer(&self, address: IpAddr, visit: Uuid) -> Result<(), Problem> {
        check(&self.offer_by_address, &address)?;
        check(&self.offer_by_visit, &visit)
    }

    pub(crate) fn scan(&self, address: IpAddr, visit: Uuid) -> Result<(), Problem> {
        check(&self.scan_by_address, &address)?;
        check(&self.scan_by_visit, &visit)
    }

    /// Forgets who has not come back: the tables must not grow with every visitor.
    pub(crate) fn sweep(&self) {
        self.sign_in_by_address.retain_recent();
        self.sign_in_by_email.retain_recent();
        self.register_by_address.retain_recent();
        self.letter_by_address.retain_recent();
        self.letter_by_email.retain_recent();
        self.code_by_address.retain_recent();
        self.code_by_email.retain_recent();
        self.invite_by_account.retain_recent();
        self.offer_by_address.retain_recent();
        self.offer_by_visit.retain_recent();
        self.scan_by_address.retain_recent();
        self.scan_by_visit.retain_recent();
        self.wrong_pins.sweep();
    }
}

fn per_minute<K: Hash + Eq + Clone>(tries: u32) -> DefaultKeyedRateLimiter<K> {
    RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN)))
}

/// Six at once, then one in three minutes: enough for everybody who looks into the wrong mailbox first, and no way to
/// fill a stranger's. With five tries a code, guessing one takes years.
fn letters_to_one_address() -> DefaultKeyedRateLimiter<String> {
    let quota = Quota::with_period(Duration::from_mins(3)).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(NonZeroU32::new(6).unwrap_or(NonZeroU32::MIN)))
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Problem> {
    limiter.check_key(key).map_err(|_| ProblemCode::RateLimited.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn wrong_pins_are_counted_and_right_ones_are_not() {
        let (limits, venue, event) = (Limits::new(), IpAddr::V4(Ipv4Addr::LOCALHOST), EventId::new());
        for _ in 0..200 {
            assert_eq!(limits.wrong_pins.begin(venue, event), Ok(()));
            limits.wrong_pins.was_right(venue, event);
        }
        let refused = (0..30).filter(|_| limits.wrong_pins.begin(venue, event).is_err()).count();
        assert_eq!(refused, 10);
        assert_eq!(limits.wrong_pins.begin(venue, EventId::new()), Ok(()), "another event");
    }

    #[test]
    fn one_visit_is_stopped_and_its_neighbours_are_not() {
        let limits = Limits::new();
        let venue = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let (eager, patient) = (Uuid::new_v4(), Uuid::new_v4());
        let refused = (0..20).filter(|_| limits.scan(venue, eager).is_err()).count();
        assert!(refused >= 7, "20 scans in no time, {refused} refused");
        assert_eq!(limits.scan(venue, patient), Ok(()));
    }
    #[test]
    fn nobody_fills_a_strangers_mailbox() {
        let limits = Limits::new();
        let addresses = (1..=50).map(|last| IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)));
        let sent = addresses.filter(|address| limits.letter(*address, "anna@example.org").is_ok()).count();
        assert_eq!(sent, 6);
        assert_eq!(limits.letter(IpAddr::V4(Ipv4Addr::LOCALHOST), "ben@example.org"), Ok(()));
    }
}
