//! RFC 9457 problems with stable codes: what a client is told when something is refused.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal, $title:literal;)+) => {
        /// What went wrong, for programs. The page translates it; the log has the details.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ProblemCode { $($(#[$doc])* #[serde(rename = $text)] $variant,)+ }

        impl ProblemCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ }
            }

            /// One English sentence that says what to do.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

#[cfg(feature = "utoipa")]
impl utoipa::PartialSchema for ProblemCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        crate::schema::one_of(Self::ALL.iter().map(|code| code.as_str()))
    }
}

#[cfg(feature = "utoipa")]
impl utoipa::ToSchema for ProblemCode {}

codes! {
    /// A body or parameter could not be read.
    BadRequest = "bad_request", 400, "The request could not be read.";
    /// One or more fields need another look; `fields` says which.
    InvalidFields = "invalid_fields", 422, "Some fields need another look.";
    /// Nobody is signed in.
    SignInRequired = "sign_in_required", 401, "Sign in first.";
    /// The address or the password is wrong.
    WrongCredentials = "wrong_credentials", 401, "That address and password do not go together.";
    /// The password is right, and the address is not verified yet: a new code is on its way.
    VerifyRequired = "verify_required", 403, "Enter the code we have sent to your address.";
    /// The code is wrong, too old, replaced by a newer one, or tried too often.
    WrongCode = "wrong_code", 422, "That code is wrong or too old. Look for the newest letter, or ask for a new code.";
    /// Not allowed, or not there: which of the two is not said.
    Forbidden = "forbidden", 403, "This is not open to you.";
    /// The request came from another site.
    CrossSite = "cross_site", 403, "This request came from another site.";
    /// No scan of this event in this session, or its grant is over.
    ScanRequired = "scan_required", 403, "Scan your face first: then your photos open.";
    /// The invitation was used, withdrawn, or is over.
    InvitationOver = "invitation_over", 404, "This invitation has been used, withdrawn or has expired. Ask for a new one.";
    /// The organization would be left without an owner.
    LastOwner = "last_owner", 409, "An organization needs an owner. Make another member owner first, or delete the organization.";
    /// The other house did not vouch for who signs in.
    OidcFailed = "oidc_failed", 401, "Signing in there did not work. Start it again.";
    /// The other house has not verified the address.
    OidcUnverified = "oidc_unverified", 403, "That account's e-mail address is not verified there, so it cannot be used here.";
    /// No event with this code or id.
    EventNotFound = "event_not_found", 404, "There is no event with this code. Check the letters on the poster.";
    /// The event asks for a PIN that this session has not given.
    PinRequired = "pin_required", 401, "This event asks for a PIN.";
    /// Not the event's PIN.
    WrongPin = "wrong_pin", 401, "That is not the PIN of this event.";
    /// Before its first day or after its last one.
    EventClosed = "event_closed", 403, "This event is not open now.";
    /// Several photos of the event have this file name.
    Ambiguous = "ambiguous", 409, "Several photos have this name. Name the one by its id.";
    /// Somebody else has changed the event since it was read.
    EditConflict = "edit_conflict", 409, "Somebody else has changed this event in the meantime. Read it again, then save.";
    /// Not a JPEG, PNG or WebP by its content, or damaged.
    NotAPicture = "not_a_picture", 422, "This is not a JPEG, PNG or WebP picture.";
    /// No page or route.
    NotFound = "not_found", 404, "There is nothing at this address.";
    /// The route exists for another method.
    MethodNotAllowed = "method_not_allowed", 405, "This address does not take that method.";
    /// The body is too large.
    TooLarge = "too_large", 413, "That is too large.";
    /// Too many tries.
    RateLimited = "rate_limited", 429, "Too many tries. Wait a minute, then try again.";
    /// The nonce was used, has expired, or belongs to another session.
    ScanExpired = "scan_expired", 409, "This scan has expired. Start it again.";
    /// No consent, no scan.
    ConsentRequired = "consent_required", 422, "A scan needs your consent.";
    /// The vectors come from another model.
    ModelMismatch = "model_mismatch", 409, "This page is older than the server. Reload it, then scan again.";
    /// Wrong number of frames, wrong length, not finite, not of unit length.
    InvalidFrames = "invalid_frames", 422, "These frames are not a scan.";
    /// The frames do not show the same face.
    FramesDisagree = "frames_disagree", 422, "These frames show different faces. Scan again, alone in the picture.";
    /// The frames are copies of one another.
    FramesRepeat = "frames_repeat", 422, "These frames are copies of one picture. Scan again.";
    /// Faces of one photo would become one person.
    PeopleShareAPhoto = "people_share_a_photo", 409, "They are in one photo together, so they are two people.";
    /// None was chosen, or all were.
    ChooseSome = "choose_some", 422, "Choose at least one, but not all.";
    /// A part of the server is down.
    Unavailable = "unavailable", 503, "A part of the server is down. Try again in a minute.";
    /// A fault of ours. The log knows more than the client is told.
    Internal = "internal", 500, "Something failed on our side. Try again; if it stays, tell the organizer.";
}

/// A problem as it goes over the wire (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The stable code.
    pub code: ProblemCode,
    /// One sentence for people.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is special about this case, when there is something to add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which fields, when the code is `invalid_fields`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// When it opens, when the code is `event_closed` and it has not been open yet.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub opens_at: Option<OffsetDateTime>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name in the request.
    pub field: String,
    /// What is wrong, for programs.
    pub code: FieldProblemCode,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldProblemCode {
    /// It is empty.
    Required,
    /// More than 200 characters.
    TooLong,
    /// A password of fewer than 12 characters.
    TooShort,
    /// A password that many people have, or that others would guess of this person.
    TooCommon,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a date.
    NotADate,
    /// Before the date that it has to come after.
    TooEarly,
    /// Not 4 to 8 digits.
    NotAPin,
    /// Not the name that was asked for.
    NotTheName,
    /// Not the account's password.
    WrongPassword,
    /// Not what has to be typed to confirm.
    DoesNotMatch,
    /// Somebody with this address is a member already.
    AlreadyMember,
}

impl Problem {
    /// The problem of a code, in its own words.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            title: code.title().to_owned(),
            status: code.status(),
            detail: None,
            fields: Vec::new(),
            opens_at: None,
        }
    }

    /// Adds what is special about this case.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// `invalid_fields` with these fields.
    pub fn invalid_fields(fields: Vec<FieldProblem>) -> Self {
        Self { fields, ..Self::new(ProblemCode::InvalidFields) }
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        if let Some(detail) = &self.detail {
            write!(f, " {detail}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
