//! Rate limits: what one address, one visit or one account may try in a minute.
//!
//! Guests of one event share the venue's network address, so limits by address are generous where guests
//! meet them; what must be strict is limited by visit or by account.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use domain::{Problem, ProblemCode};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

pub(crate) struct Limits {
    sign_in_by_address: DefaultKeyedRateLimiter<IpAddr>,
    sign_in_by_email: DefaultKeyedRateLimiter<String>,
    register_by_address: DefaultKeyedRateLimiter<IpAddr>,
    invite_by_account: DefaultKeyedRateLimiter<Uuid>,
    offer_by_address: DefaultKeyedRateLimiter<IpAddr>,
    offer_by_visit: DefaultKeyedRateLimiter<Uuid>,
    scan_by_address: DefaultKeyedRateLimiter<IpAddr>,
    scan_by_visit: DefaultKeyedRateLimiter<Uuid>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            sign_in_by_address: per_minute(60),
            sign_in_by_email: per_minute(10),
            register_by_address: per_minute(20),
            invite_by_account: per_minute(20),
            offer_by_address: per_minute(600),
            offer_by_visit: per_minute(30),
            scan_by_address: per_minute(300),
            scan_by_visit: per_minute(12),
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
        self.invite_by_account.retain_recent();
        self.offer_by_address.retain_recent();
        self.offer_by_visit.retain_recent();
        self.scan_by_address.retain_recent();
        self.scan_by_visit.retain_recent();
    }
}

fn per_minute<K: Hash + Eq + Clone>(tries: u32) -> DefaultKeyedRateLimiter<K> {
    RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN)))
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Problem> {
    limiter.check_key(key).map_err(|_| ProblemCode::RateLimited.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn one_visit_is_stopped_and_its_neighbours_are_not() {
        let limits = Limits::new();
        let venue = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let (eager, patient) = (Uuid::new_v4(), Uuid::new_v4());
        let refused = (0..20).filter(|_| limits.scan(venue, eager).is_err()).count();
        assert!(refused >= 7, "20 scans in no time, {refused} refused");
        assert_eq!(limits.scan(venue, patient), Ok(()));
    }
}
