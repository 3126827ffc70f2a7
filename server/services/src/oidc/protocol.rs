//! The protocol itself: where to send somebody, and what their coming back is worth.

use std::time::Duration;

use domain::{Problem, ProblemCode};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse, reqwest,
};

use super::{OidcSettings, Vouched};
use crate::fault::{OrInternal, chain};

/// How long the other house may take for one answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A client of a house whose configuration has been read.
type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Where to go, and what to come back with.
pub(super) struct Way {
    pub(super) address: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

/// What came back, beside what was kept for it.
pub(super) struct Back {
    pub(super) code: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

pub(super) async fn begin(settings: &OidcSettings, redirect: &str) -> Result<Way, Problem> {
    let client = client(settings, redirect, &http()?).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Way {
        address: address.into(),
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
    })
}

pub(super) async fn finish(settings: &OidcSettings, redirect: &str, back: Back) -> Result<Vouched, Problem> {
    let http = http()?;
    let client = client(settings, redirect, &http).await?;
    let answer = client
        .exchange_code(AuthorizationCode::new(back.code))
        .map_err(refused)?
        .set_pkce_verifier(PkceCodeVerifier::new(back.verifier))
        .request_async(&http)
        .await
        .map_err(refused)?;
    let token = answer.id_token().ok_or(ProblemCode::OidcFailed)?;
    let verifier = client.id_token_verifier();
    let claims = token.claims(&verifier, &Nonce::new(back.nonce)).map_err(refused)?;
    if let Some(expected) = claims.access_token_hash() {
        let key = token.signing_key(&verifier).map_err(refused)?;
        let algorithm = token.signing_alg().map_err(refused)?;
        let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key).map_err(refused)?;
        if actual != *expected {
            return Err(ProblemCode::OidcFailed.into());
        }
    }
    vouched(settings, claims)
}

/// Only an address that the other house has verified is worth anything here.
fn vouched(settings: &OidcSettings, claims: &CoreIdTokenClaims) -> Result<Vouched, Problem> {
    let email = claims.email().map(|email| email.trim().to_lowercase()).unwrap_or_default();
    if email.is_empty() || claims.email_verified() != Some(true) {
        return Err(ProblemCode::OidcUnverified.into());
    }
    let name = claims.name().and_then(|name| name.get(None)).map(|name| name.trim().chars().take(200).collect());
    Ok(Vouched {
        issuer: settings.issuer.clone(),
        subject: claims.subject().to_string(),
        full_name: name.unwrap_or_default(),
        email,
    })
}

/// Reads the house's configuration and keys anew each time: keys are changed without notice, and sign-ins are rare.
async fn client(settings: &OidcSettings, redirect: &str, http: &reqwest::Client) -> Result<Client, Problem> {
    let issuer = IssuerUrl::new(settings.issuer.clone()).or_internal()?;
    let metadata = CoreProviderMetadata::discover_async(issuer, http).await.map_err(|error| {
        tracing::warn!(error = %chain(&error), "the OpenID Connect provider does not answer");
        Problem::new(ProblemCode::Unavailable)
    })?;
    let secret = settings.client_secret.clone().map(ClientSecret::new);
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(settings.client_id.clone()), secret);
    Ok(client.set_redirect_uri(RedirectUrl::new(redirect.to_owned()).or_internal()?))
}

fn http() -> Result<reqwest::Client, Problem> {
    // What answers with a redirect is not the endpoint that the configuration names.
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(TIMEOUT).build().or_internal()
}

/// What the other house or its token says stays in the log: it may name an address.
fn refused(error: impl std::error::Error) -> Problem {
    tracing::info!(kind = std::any::type_name_of_val(&error), "a sign-in by OpenID Connect was refused");
    ProblemCode::OidcFailed.into()
}
