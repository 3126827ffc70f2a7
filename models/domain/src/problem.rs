//! RFC 9457 problems with stable codes: what a client is told when something is refused.

use std::fmt;

use serde::{Deserialize, Serialize};

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
    /// Not allowed, or not there: which of the two is not said.
    Forbidden = "forbidden", 403, "This is not open to you.";
    /// The request came from another site.
    CrossSite = "cross_site", 403, "This request came from another site.";
    /// No scan of this event in this session, or its grant is over.
    ScanRequired = "scan_required", 403, "Scan your face first: then your photos open.";
    /// No event with this code or id.
    EventNotFound = "event_not_found", 404, "There is no event with this code. Check the letters on the poster.";
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
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a date.
    NotADate,
}

impl Problem {
    /// The problem of a code, in its own words.
    pub fn new(code: ProblemCode) -> Self {
        Self { code, title: code.title().to_owned(), status: code.status(), detail: None, fields: Vec::new() }
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
