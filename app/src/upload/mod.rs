//! Uploads: many files at once, three on their way at a time, each with its own progress and its own answer.

mod drop;
mod list;
mod plain_answer;
mod queue;
mod send;
mod zone;

pub use zone::UploadZone;
