//! Signing in with another house's account, by `OpenID` Connect: the authorization code flow with PKCE.
//!
//! Off unless configured. What the flow has to come back with (state, nonce, verifier) waits in the session, is good
//! once and for ten minutes.

mod identity;
mod protocol;

use std::fmt;

use domain::account::AccountKind;
use domain::{Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use crate::{Caller, Services};

/// How long somebody may take at the other house.
const PATIENCE: Duration = Duration::minutes(10);

/// Another house whose accounts people may sign in with.
#[derive(Clone, PartialEq, Eq)]
pub struct OidcSettings {
    /// Its address; its configuration is found below it.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What proves to it that it is us, where it asks for that.
    pub client_secret: Option<String>,
    /// What people call it: the word on the button.
    pub name: String,
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secret belongs in no log.
        f.debug_struct("OidcSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// What the browser brings back from the other house.
#[derive(Clone, Default, Deserialize)]
pub struct OidcAnswer {
    /// What the identity is asked for with.
    #[serde(default)]
    pub code: String,
    /// What we sent along.
    #[serde(default)]
    pub state: String,
}

/// What the flow has to come back with.
#[derive(Serialize, Deserialize)]
struct Attempt {
    kind: AccountKind,
    state: String,
    nonce: String,
    verifier: String,
    #[serde(with = "time::serde::timestamp")]
    begun_at: OffsetDateTime,
}

/// Whom the other house vouches for.
struct Vouched {
    issuer: String,
    subject: String,
    /// Lower case; verified there.
    email: String,
    full_name: String,
}

impl Services {
    /// What the other house is called, when people may sign in through it.
    pub fn oidc_name(&self) -> Option<String> {
        self.parts.oidc.as_ref().map(|oidc| oidc.name.clone())
    }

    /// Begins to sign in: the other house's address to go to.
    ///
    /// Errors: `not_found` (none is configured), `unavailable` (it does not answer), `rate_limited`.
    pub async fn oidc_start(&self, caller: &Caller, kind: AccountKind) -> Result<String, Problem> {
        let settings = self.oidc_settings()?;
        self.limits.sign_in_elsewhere(caller.address())?;
        let way = protocol::begin(settings, &self.redirect_to(kind)).await?;
        let attempt =
            Attempt { kind, state: way.state, nonce: way.nonce, verifier: way.verifier, begun_at: self.now() };
        caller.keep_oidc(&attempt).await?;
        Ok(way.address)
    }

    /// Comes back from the other house: signs in, making or linking an account where there is none yet. Answers the
    /// page to go on to.
    ///
    /// Errors: `not_found` (none is configured), `oidc_failed`, `oidc_unverified`, `unavailable`.
    pub async fn oidc_finish(
        &self,
        caller: &Caller,
        kind: AccountKind,
        answer: OidcAnswer,
    ) -> Result<&'static str, Problem> {
        let settings = self.oidc_settings()?;
        let attempt: Attempt = caller.take_oidc().await?.ok_or(ProblemCode::OidcFailed)?;
        let in_time = self.now() - attempt.begun_at < PATIENCE;
        if attempt.kind != kind || !in_time || !same(&attempt.state, &answer.state) || answer.code.is_empty() {
            return Err(ProblemCode::OidcFailed.into());
        }
        let back = protocol::Back { code: answer.code, nonce: attempt.nonce, verifier: attempt.verifier };
        let vouched = protocol::finish(settings, &self.redirect_to(kind), back).await?;
        match kind {
            AccountKind::Organizer => self.sign_in_vouched_organizer(caller, vouched).await,
            AccountKind::Guest => self.sign_in_vouched_guest(caller, vouched).await,
        }
    }

    fn oidc_settings(&self) -> Result<&OidcSettings, Problem> {
        self.parts.oidc.as_ref().ok_or_else(|| ProblemCode::NotFound.into())
    }

    fn redirect_to(&self, kind: AccountKind) -> String {
        let path = match kind {
            AccountKind::Organizer => "/admin/oidc/callback",
            AccountKind::Guest => "/oidc/callback",
        };
        format!("{}{path}", self.parts.public_url)
    }
}

/// Whether two secrets are the same. Of hashes, so that the time it takes tells nothing of them.
fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes()) == Sha256::digest(other.as_bytes())
}
