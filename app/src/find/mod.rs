//! `/events`: the public list; and the filter that every list of events has.

mod filter;
mod page;
mod query;
mod read_event_list;

pub use filter::EventFilter;
pub use page::FindPage;
pub use query::{address_of, query_of};
