//! A guest's scan: an offer, the vectors, the match, the grant.

mod forget;
mod frames;
pub(crate) mod galleries;
mod maybe;
mod mine;
mod offer;
mod recognize;
mod vouch;

/// Which wording of the consent text a grant was given under. Changes with the text.
pub const CONSENT_VERSION: &str = "2026-11";
