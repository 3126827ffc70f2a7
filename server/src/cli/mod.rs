//! The commands. Every error is one sentence on stderr that says what to do; the exit status is 0, 1 (it failed)
//! or 2 (used wrongly: clap's own).

mod demo_photos;
mod evaluate;
mod faces;
mod house;
mod migrate;
mod reset_password;
mod serve;
mod work;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Finds everyone's photos of an event, and shows them to nobody else.
#[derive(Debug, Parser)]
#[command(name = "picme", version, about)]
pub struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Serve the site and the API, and process photos.
    Serve(serve::Serve),
    /// Process photos only, beside any number of servers.
    Work(work::Work),
    /// Bring the database's schema up to date.
    Migrate(migrate::Migrate),
    /// Print a one-time link for a new password, where there is no mail.
    ResetPassword(reset_password::ResetPassword),
    /// Find and describe the faces of pictures.
    Faces(faces::Faces),
    /// Measure accuracy on labelled photos.
    #[command(subcommand)]
    Evaluate(evaluate::Evaluate),
    /// Write the demo photos, and single-person pictures made of them, to a folder.
    DemoPhotos(demo_photos::DemoPhotos),
}

/// Runs a command and says how it went.
pub fn run(command: Command) -> ExitCode {
    let done = match command.what {
        What::Serve(command) => command.run(),
        What::Work(command) => command.run(),
        What::Migrate(command) => command.run(),
        What::ResetPassword(command) => command.run(),
        What::Faces(command) => command.run(),
        What::Evaluate(command) => command.run(),
        What::DemoPhotos(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

/// How a command ends.
type Outcome = Result<(), Failure>;

/// Why a command failed.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// An error and its causes as one line.
fn sentence(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
