//! One file of this page, and how far it is; all of them, counted.

use domain::ProblemCode;
use domain::photo::FailureCode;
use leptos::prelude::*;

/// One file.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Which one; in this page only.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: State,
    /// How much of it is sent, 0 to 1.
    pub share: ArcRwSignal<f64>,
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Others go first.
    Waiting,
    /// It is looked at, and asked whether it is there already.
    Checking,
    /// On its way.
    Sending,
    /// Stored for good.
    Sent {
        /// It was there already.
        duplicate: bool,
    },
    /// Not taken.
    Refused(Reason),
}

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something about the file.
    File(FailureCode),
    /// Something about the request: signed out, no connection.
    Request(ProblemCode),
}

/// How many files are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub total: u64,
    /// Stored for good.
    pub sent: u64,
    /// Of these, how many were there before.
    pub duplicates: u64,
    /// Not taken.
    pub refused: u64,
}

impl Counts {
    /// Whether nothing is on its way any more.
    pub const fn is_settled(self) -> bool {
        self.sent + self.refused == self.total
    }

    /// Counts files.
    pub fn of(uploads: &[Upload]) -> Self {
        let mut counts = Self { total: uploads.len() as u64, ..Self::default() };
        for upload in uploads {
            match upload.state {
                State::Sent { duplicate } => {
                    counts.sent += 1;
                    counts.duplicates += u64::from(duplicate);
                }
                State::Refused(_) => counts.refused += 1,
                State::Waiting | State::Checking | State::Sending => {}
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(state: State) -> Upload {
        Upload { id: 0, name: String::new(), state, share: ArcRwSignal::new(0.0) }
    }

    #[test]
    fn settled_means_that_every_file_has_its_answer() {
        let refused = State::Refused(Reason::File(FailureCode::Empty));
        let counts = Counts::of(&[upload(State::Sent { duplicate: true }), upload(refused)]);
        assert_eq!(counts, Counts { total: 2, sent: 1, duplicates: 1, refused: 1 });
        assert!(counts.is_settled());
        assert!(!Counts::of(&[upload(State::Waiting)]).is_settled());
    }
}
