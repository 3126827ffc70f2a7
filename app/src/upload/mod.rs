//! Uploads: many files at once, three on their way at a time, each with its own progress and its own answer. What is there
//! already is not sent, and a lost connection only takes time.

mod check;
mod drop;
mod line;
mod list;
mod plain_answer;
mod queue;
mod send;
mod state;
mod zone;

pub use zone::UploadZone;
