//! What pages share: the frame around them, what stands in for missing data, fields, empty states.

mod empty;
mod field;
mod form;
mod frame;
mod loaded;
mod not_found;
mod pager;
mod problem;

pub use empty::Empty;
pub use field::{Field, FieldKind};
pub use form::{FormErrors, FormProblem, SubmitButton};
pub use frame::{Frame, Header, PageTitle, Unlisted};
pub use loaded::loaded;
pub use not_found::NotFoundPage;
pub use pager::{Pager, Pages};
pub use problem::{ProblemPage, RefusedPage};
