//! Downloads: recorded once for each photo and visitor, listed again, many at once as a ZIP archive.

mod list;
mod names;
mod record;
mod zip;

use domain::{Problem, ProblemCode};
use entities::event;

pub use self::zip::{Zip, ZipWish};

/// Refuses guests where the organizer has switched downloads off. The one place that says so.
pub(crate) fn open_to_guests(event: &event::Model) -> Result<(), Problem> {
    if event.downloads { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
}
