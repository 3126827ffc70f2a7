//! Accounts of both kinds: getting one, signing in, and what their owners do with them.

use domain::account::{CodeRequest, Credentials, Guest, GuestRegistration, Next, PasswordReset, Verification};
use domain::device::Device;
use domain::organizer::{Organizer, OrganizerRegistration};
use domain::profile::{AccountEnd, NewName, PasswordChange, Profile};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::{Described, Query, Schemas, delete, form_with, get, post, put};

/// What follows comes by mail, or not at all.
const BY_MAIL: &str = "How it goes on. The same whether or not the address is known.";
/// What the other house sends along.
const ANSWER: Query = &[("code", "What the other house knows the answer by."), ("state", "What we sent along.")];
/// Redirects that follow from signing in elsewhere.
const THERE: &str = "To the other house, or back to the sign-in page with the reason.";
const BACK: &str = "To the first page of who is signed in, or back to the sign-in page with the reason.";

fn picture_form(_: &mut Schemas) -> RefOr<Schema> {
    form_with("picture")
}

pub(super) fn accounts() -> Vec<Described> {
    vec![
        post("/admin/register", "Open an organizer's account")
            .takes::<OrganizerRegistration>()
            .gives::<Next>()
            .with_status(202, BY_MAIL),
        post("/admin/verify", "Prove an organizer's address with the code that came by mail, and sign in")
            .takes::<Verification>()
            .gives::<Organizer>(),
        post("/admin/verify/again", "Send the code to an organizer once more")
            .takes::<CodeRequest>()
            .gives::<Next>()
            .with_status(202, BY_MAIL),
        post("/admin/login", "Sign in as an organizer").takes::<Credentials>().gives::<Organizer>(),
        post("/admin/logout", "Sign out"),
        post("/admin/forgot", "Ask for a code to choose a new password for an organizer's account")
            .takes::<CodeRequest>()
            .gives::<Next>()
            .with_status(202, BY_MAIL),
        post(
            "/admin/reset",
            "Choose a new password for an organizer's account with the code that came by mail, and sign in",
        )
        .takes::<PasswordReset>()
        .gives::<Organizer>(),
        get("/admin/oidc/start", "Sign in as an organizer with another house's account").with_status(303, THERE),
        get("/admin/oidc/callback", "The way back from the other house, as an organizer")
            .with_query(ANSWER)
            .with_status(303, BACK),
        post("/register", "Open a guest's account; scanning needs none")
            .takes::<GuestRegistration>()
            .gives::<Next>()
            .with_status(202, BY_MAIL),
        post("/verify", "Prove a guest's address with the code that came by mail, and sign in")
            .takes::<Verification>()
            .gives::<Guest>(),
        post("/verify/again", "Send the code to a guest once more")
            .takes::<CodeRequest>()
            .gives::<Next>()
            .with_status(202, BY_MAIL),
        post("/login", "Sign in as a guest").takes::<Credentials>().gives::<Guest>(),
        post("/logout", "Sign out"),
        post("/forgot", "Ask for a code to choose a new password for a guest's account")
            .takes::<CodeRequest>()
            .gives::<Next>()
            .with_status(202, BY_MAIL),
        post("/reset", "Choose a new password for a guest's account with the code that came by mail, and sign in")
            .takes::<PasswordReset>()
            .gives::<Guest>(),
        get("/oidc/start", "Sign in as a guest with another house's account").with_status(303, THERE),
        get("/oidc/callback", "The way back from the other house, as a guest")
            .with_query(ANSWER)
            .with_status(303, BACK),
    ]
}

/// An account in its owner's hands.
pub(super) fn own() -> Vec<Described> {
    const VERSION: Query = &[("v", "Which version: a new picture has a new address.")];
    vec![
        get("/api/me/profile", "The own account").gives::<Profile>(),
        put("/api/me/profile", "Change the own name").takes::<NewName>().gives::<Profile>(),
        put("/api/me/password", "Change the own password; every other device is signed out").takes::<PasswordChange>(),
        get("/api/me/picture", "The own picture").gives_bytes("image/jpeg").with_query(VERSION),
        post("/api/me/picture", "Set the own picture: JPEG, PNG or WebP, up to 5 MB")
            .takes_files(picture_form)
            .gives::<Profile>(),
        delete("/api/me/picture", "Remove the own picture").gives::<Profile>(),
        delete("/api/me/account", "Delete the own account").takes::<AccountEnd>(),
        get("/api/me/devices", "Where the account is signed in").gives_list::<Device>(),
        delete("/api/me/devices", "Sign out every device but this one"),
        delete("/api/me/devices/{device}", "Sign out one device"),
        get("/api/admin/members/{member}/picture", "The picture of a fellow member")
            .gives_bytes("image/jpeg")
            .with_query(VERSION),
    ]
}
