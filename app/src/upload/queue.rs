//! The files of this page, each on its way.

use std::collections::{HashMap, VecDeque};

use domain::photo::FailureCode;
use domain::{EventId, ProblemCode};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::File;

use super::send::send;

/// Files on their way at once: enough to fill a line, few enough that each moves.
const AT_ONCE: usize = 3;

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

    fn of(uploads: &[Upload]) -> Self {
        let mut counts = Self { total: uploads.len() as u64, ..Self::default() };
        for upload in uploads {
            match upload.state {
                State::Sent { duplicate } => {
                    counts.sent += 1;
                    counts.duplicates += u64::from(duplicate);
                }
                State::Refused(_) => counts.refused += 1,
                State::Waiting | State::Sending => {}
            }
        }
        counts
    }
}

/// The files of this page.
#[derive(Clone, Copy)]
pub struct Queue {
    event: EventId,
    uploads: RwSignal<Vec<Upload>>,
    waiting: StoredValue<VecDeque<u32>>,
    /// The files' contents, or rather the browser's handles to them, until they are sent. The server has none: what
    /// belongs to one thread must not be there when a page is dropped on another.
    files: StoredValue<Option<SendWrapper<HashMap<u32, File>>>>,
}

impl Queue {
    /// No files yet.
    pub fn new(event: EventId) -> Self {
        Self {
            event,
            uploads: RwSignal::new(Vec::new()),
            waiting: StoredValue::default(),
            files: StoredValue::default(),
        }
    }

    /// The files, in the order in which they came.
    pub fn uploads(self) -> Signal<Vec<Upload>> {
        self.uploads.into()
    }

    /// How many files are how far.
    pub fn counts(self) -> Memo<Counts> {
        Memo::new(move |_| self.uploads.with(|uploads| Counts::of(uploads)))
    }

    /// Takes files in and begins to send.
    pub fn add(self, files: Vec<File>) {
        self.uploads.update(|uploads| {
            for file in files {
                let id = uploads.last().map_or(0, |last| last.id + 1);
                let share = ArcRwSignal::new(0.0);
                uploads.push(Upload { id, name: file.name(), state: State::Waiting, share });
                self.waiting.update_value(|waiting| waiting.push_back(id));
                self.files.update_value(|files| {
                    files.get_or_insert_with(|| SendWrapper::new(HashMap::new())).insert(id, file);
                });
            }
        });
        self.go_on();
    }

    /// Sends a refused file once more.
    pub fn retry(self, id: u32) {
        self.set(id, State::Waiting);
        self.waiting.update_value(|waiting| waiting.push_back(id));
        self.go_on();
    }

    /// Sends every refused file once more.
    pub fn retry_all(self) {
        let refused = self.uploads.with_untracked(|uploads| {
            uploads.iter().filter(|u| matches!(u.state, State::Refused(_))).map(|u| u.id).collect::<Vec<_>>()
        });
        for id in refused {
            self.retry(id);
        }
    }

    /// Forgets what is settled.
    pub fn clear(self) {
        self.uploads.update(|uploads| uploads.retain(|u| matches!(u.state, State::Waiting | State::Sending)));
        let kept: Vec<u32> = self.uploads.with_untracked(|uploads| uploads.iter().map(|u| u.id).collect());
        self.files.update_value(|files| {
            if let Some(files) = files {
                files.retain(|id, _| kept.contains(id));
            }
        });
    }

    fn go_on(self) {
        let sending = self.uploads.with_untracked(|us| us.iter().filter(|u| u.state == State::Sending).count());
        for _ in sending..AT_ONCE {
            let Some(id) = self.waiting.try_update_value(VecDeque::pop_front).flatten() else { return };
            self.begin(id);
        }
    }

    fn begin(self, id: u32) {
        let file = self.files.with_value(|files| files.as_ref().and_then(|files| files.get(&id).cloned()));
        let share = self.uploads.with_untracked(|us| us.iter().find(|u| u.id == id).map(|u| u.share.clone()));
        let (Some(file), Some(share)) = (file, share) else { return };
        self.set(id, State::Sending);
        share.set(0.0);
        send(
            self.event,
            &file,
            move |sent| share.set(sent),
            // The page may be gone by then; the file is stored all the same.
            move |state| {
                if self.uploads.is_disposed() {
                    return;
                }
                if matches!(state, State::Sent { .. }) {
                    self.files.update_value(|files| {
                        if let Some(files) = files {
                            files.remove(&id);
                        }
                    });
                }
                self.set(id, state);
                self.go_on();
            },
        );
    }

    fn set(self, id: u32, state: State) {
        self.uploads.update(|uploads| {
            if let Some(upload) = uploads.iter_mut().find(|upload| upload.id == id) {
                upload.state = state;
            }
        });
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
