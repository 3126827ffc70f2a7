//! Which code reads how: the one place where codes, numbers, days and sizes become words.

use domain::ProblemCode;
use domain::organization::Role;
use domain::photo::{FailureCode, PhotoKind, PhotoState};
use domain::problem::FieldProblemCode;
use leptos_i18n::{Direction, I18nContext, Locale as _, tu_string as say};
use time::{Date, OffsetDateTime};

use crate::i18n::Locale;

/// The words of the reader's language. A page's language does not change while it is open.
pub type Words = I18nContext<Locale>;

/// Whether the reader's eyes go from right to left: what comes next is then on the left.
pub fn reads_leftwards(i18n: Words) -> bool {
    i18n.get_locale_untracked().direction() == Direction::RightToLeft
}

/// Why a request was refused, and the way out.
pub fn problem(i18n: Words, code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::BadRequest => say!(i18n, problems.codes.bad_request),
        ProblemCode::InvalidFields => say!(i18n, problems.codes.invalid_fields),
        ProblemCode::SignInRequired => say!(i18n, problems.codes.sign_in_required),
        ProblemCode::WrongCredentials => say!(i18n, problems.codes.wrong_credentials),
        ProblemCode::VerifyRequired => say!(i18n, problems.codes.verify_required),
        ProblemCode::WrongCode => say!(i18n, problems.codes.wrong_code),
        ProblemCode::Forbidden => say!(i18n, problems.codes.forbidden),
        ProblemCode::CrossSite => say!(i18n, problems.codes.cross_site),
        ProblemCode::ScanRequired => say!(i18n, problems.codes.scan_required),
        ProblemCode::InvitationOver => say!(i18n, problems.codes.invitation_over),
        ProblemCode::LastOwner => say!(i18n, problems.codes.last_owner),
        ProblemCode::OidcFailed => say!(i18n, problems.codes.oidc_failed),
        ProblemCode::OidcUnverified => say!(i18n, problems.codes.oidc_unverified),
        ProblemCode::NotAPicture => say!(i18n, problems.codes.not_a_picture),
        ProblemCode::EventNotFound => say!(i18n, problems.codes.event_not_found),
        ProblemCode::PinRequired => say!(i18n, problems.codes.pin_required),
        ProblemCode::WrongPin => say!(i18n, problems.codes.wrong_pin),
        ProblemCode::EventClosed => say!(i18n, problems.codes.event_closed),
        ProblemCode::Ambiguous => say!(i18n, problems.codes.ambiguous),
        ProblemCode::EditConflict => say!(i18n, problems.codes.edit_conflict),
        ProblemCode::NotFound => say!(i18n, problems.codes.not_found),
        ProblemCode::MethodNotAllowed => say!(i18n, problems.codes.method_not_allowed),
        ProblemCode::TooLarge => say!(i18n, problems.codes.too_large),
        ProblemCode::RateLimited => say!(i18n, problems.codes.rate_limited),
        ProblemCode::ScanExpired => say!(i18n, problems.codes.scan_expired),
        ProblemCode::ConsentRequired => say!(i18n, problems.codes.consent_required),
        ProblemCode::ModelMismatch => say!(i18n, problems.codes.model_mismatch),
        ProblemCode::InvalidFrames => say!(i18n, problems.codes.invalid_frames),
        ProblemCode::FramesDisagree => say!(i18n, problems.codes.frames_disagree),
        ProblemCode::FramesRepeat => say!(i18n, problems.codes.frames_repeat),
        ProblemCode::PeopleShareAPhoto => say!(i18n, problems.codes.people_share_a_photo),
        ProblemCode::ChooseSome => say!(i18n, problems.codes.choose_some),
        ProblemCode::Unavailable => say!(i18n, problems.codes.unavailable),
        ProblemCode::Internal => say!(i18n, problems.codes.internal),
    }
}

/// What stands above it, where it takes a whole page.
pub fn problem_title(i18n: Words, code: ProblemCode) -> &'static str {
    match code.status() {
        403 => say!(i18n, problems.pages.forbidden),
        429 => say!(i18n, problems.pages.too_many),
        500 => say!(i18n, problems.pages.internal),
        503 => say!(i18n, problems.pages.unavailable),
        _ => say!(i18n, problems.title),
    }
}

/// What is wrong with a field, beside the field.
pub fn field_problem(i18n: Words, code: FieldProblemCode) -> &'static str {
    match code {
        FieldProblemCode::Required => say!(i18n, problems.fields.required),
        FieldProblemCode::TooLong => say!(i18n, problems.fields.too_long),
        FieldProblemCode::TooShort => say!(i18n, problems.fields.too_short),
        FieldProblemCode::TooCommon => say!(i18n, problems.fields.too_common),
        FieldProblemCode::NotAnEmail => say!(i18n, problems.fields.not_an_email),
        FieldProblemCode::NotADate => say!(i18n, problems.fields.not_a_date),
        FieldProblemCode::TooEarly => say!(i18n, problems.fields.too_early),
        FieldProblemCode::NotAPin => say!(i18n, problems.fields.not_a_pin),
        FieldProblemCode::NotTheName => say!(i18n, problems.fields.not_the_name),
        FieldProblemCode::WrongPassword => say!(i18n, problems.fields.wrong_password),
        FieldProblemCode::DoesNotMatch => say!(i18n, problems.fields.does_not_match),
        FieldProblemCode::AlreadyMember => say!(i18n, problems.fields.already_member),
    }
}

/// Why a file was not taken, and what to do with it.
pub fn failure(i18n: Words, code: FailureCode) -> &'static str {
    match code {
        FailureCode::Empty => say!(i18n, problems.files.empty),
        FailureCode::TooLarge => say!(i18n, problems.files.too_large),
        FailureCode::TooManyPixels => say!(i18n, problems.files.too_many_pixels),
        FailureCode::UnsupportedFormat => say!(i18n, problems.files.unsupported_format),
        FailureCode::Heic => say!(i18n, problems.files.heic),
        FailureCode::Avif => say!(i18n, problems.files.avif),
        FailureCode::Raw => say!(i18n, problems.files.raw),
        FailureCode::Unreadable => say!(i18n, problems.files.unreadable),
        FailureCode::Incomplete => say!(i18n, problems.files.incomplete),
        FailureCode::Internal => say!(i18n, problems.files.internal),
    }
}

/// Who a photo is about, and so who sees it.
pub fn kind(i18n: Words, kind: PhotoKind) -> &'static str {
    match kind {
        PhotoKind::Individual => say!(i18n, events.photos.kinds.individual),
        PhotoKind::Group => say!(i18n, events.photos.kinds.group),
        PhotoKind::Scenery => say!(i18n, events.photos.kinds.scenery),
        PhotoKind::Unsure => say!(i18n, events.photos.kinds.unsure),
    }
}

/// What a member is.
pub fn role(i18n: Words, role: Role) -> &'static str {
    match role {
        Role::Owner => say!(i18n, organization.roles.owner),
        Role::Editor => say!(i18n, organization.roles.editor),
        Role::Photographer => say!(i18n, organization.roles.photographer),
    }
}

/// Where a photo is on its way.
pub fn state(i18n: Words, state: PhotoState) -> &'static str {
    match state {
        PhotoState::Queued => say!(i18n, events.photos.states.queued),
        PhotoState::Processing => say!(i18n, events.photos.states.processing),
        PhotoState::Ready => say!(i18n, events.photos.states.ready),
        PhotoState::Failed => say!(i18n, events.photos.states.failed),
    }
}

/// A number with its thousands apart: `2,000`.
pub fn number(i18n: Words, n: u64) -> String {
    grouped(n, say!(i18n, common.thousands))
}

/// `1 photo`, `2,000 photos`.
pub fn photos(i18n: Words, n: u64) -> String {
    say!(i18n, common.photos, count = n, n = number(i18n, n))
}

/// A day: `21 June 2026`.
pub fn date(i18n: Words, date: Date) -> String {
    let month = match u8::from(date.month()) {
        1 => say!(i18n, common.months.m1),
        2 => say!(i18n, common.months.m2),
        3 => say!(i18n, common.months.m3),
        4 => say!(i18n, common.months.m4),
        5 => say!(i18n, common.months.m5),
        6 => say!(i18n, common.months.m6),
        7 => say!(i18n, common.months.m7),
        8 => say!(i18n, common.months.m8),
        9 => say!(i18n, common.months.m9),
        10 => say!(i18n, common.months.m10),
        11 => say!(i18n, common.months.m11),
        _ => say!(i18n, common.months.m12),
    };
    say!(i18n, common.day, day = date.day(), month = month, year = date.year())
}

/// A moment: `21 June 2026, 14:05`, in the offset it carries.
pub fn moment(i18n: Words, at: OffsetDateTime) -> String {
    let time = say!(i18n, common.time, hour = two_digits(at.hour()), minute = two_digits(at.minute()));
    say!(i18n, common.day_and_time, day = date(i18n, at.date()), time = time)
}

/// A size: `840 bytes`, `6 KB`, `12 MB`. Rounded up: a size is never told smaller than it is.
pub fn bytes(i18n: Words, n: u64) -> String {
    match n {
        0..10_000 => say!(i18n, common.size.bytes, n = number(i18n, n)),
        10_000..1_000_000 => say!(i18n, common.size.kilobytes, n = number(i18n, n.div_ceil(1000))),
        _ => say!(i18n, common.size.megabytes, n = number(i18n, n.div_ceil(1_000_000))),
    }
}

fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

fn two_digits(n: u8) -> String {
    format!("{n:02}")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0, ","), "0");
        assert_eq!(grouped(999, ","), "999");
        assert_eq!(grouped(2000, ","), "2,000");
        assert_eq!(grouped(1_234_567, "."), "1.234.567");
    }
}
