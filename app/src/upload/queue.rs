//! The files of this page, each on its way.

use std::collections::{HashMap, HashSet, VecDeque};

use domain::EventId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use web_sys::File;

use super::check::{Verdict, check};
use super::line::Line;
use super::send::{Outcome, send};
use super::state::{Counts, State, Upload};

/// Files on their way at once: enough to fill a line, few enough that each moves.
const AT_ONCE: usize = 3;

/// The files of this page.
#[derive(Clone, Copy)]
pub struct Queue {
    event: EventId,
    uploads: RwSignal<Vec<Upload>>,
    waiting: StoredValue<VecDeque<u32>>,
    /// Looked at, next to be sent.
    checked: StoredValue<VecDeque<u32>>,
    /// Whether one is looked at: one at a time, one ahead of those on their way.
    checking: StoredValue<bool>,
    /// Sent without an answer: when the server knows such a file, it is no duplicate, it has come through.
    unanswered: StoredValue<HashSet<u32>>,
    line: Line,
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
            checked: StoredValue::default(),
            checking: StoredValue::new(false),
            unanswered: StoredValue::default(),
            line: Line::new(),
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

    /// Whether files may go.
    pub fn line(self) -> Line {
        self.line
    }

    /// Goes on by itself when the browser says that the connection is back, for as long as the component lives.
    pub fn go_on_when_online(self) {
        self.line.listen(move || self.go_on());
    }

    /// Pauses, or goes on. What is on its way already arrives.
    pub fn toggle_pause(self) {
        self.line.paused().update(|paused| *paused = !*paused);
        self.go_on();
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
        self.uploads
            .update(|uploads| uploads.retain(|u| matches!(u.state, State::Waiting | State::Checking | State::Sending)));
        let kept: Vec<u32> = self.uploads.with_untracked(|uploads| uploads.iter().map(|u| u.id).collect());
        self.files.update_value(|files| {
            if let Some(files) = files {
                files.retain(|id, _| kept.contains(id));
            }
        });
    }

    fn go_on(self) {
        if self.uploads.is_disposed() || !self.line.is_open() {
            return;
        }
        let sending = self.uploads.with_untracked(|us| us.iter().filter(|u| u.state == State::Sending).count());
        for _ in sending..AT_ONCE {
            let Some(id) = self.checked.try_update_value(VecDeque::pop_front).flatten() else { break };
            self.begin(id);
        }
        self.check_ahead();
    }

    fn check_ahead(self) {
        if self.checking.get_value() || self.checked.with_value(|checked| !checked.is_empty()) {
            return;
        }
        let Some(id) = self.waiting.try_update_value(VecDeque::pop_front).flatten() else { return };
        let Some(file) = self.file(id) else { return };
        self.checking.set_value(true);
        self.set(id, State::Checking);
        spawn_local(async move {
            let verdict = check(self.event, &file).await;
            // The page may have been left meanwhile.
            if self.uploads.is_disposed() {
                return;
            }
            self.checking.set_value(false);
            self.judge(id, verdict);
            self.go_on();
        });
    }

    fn judge(self, id: u32, verdict: Verdict) {
        match verdict {
            Verdict::New => {
                self.checked.update_value(|checked| checked.push_back(id));
                self.set(id, State::Waiting);
            }
            Verdict::Known => {
                self.line.holds();
                let came_through = self.unanswered.try_update_value(|sent| sent.remove(&id)) == Some(true);
                self.settle(id, State::Sent { duplicate: !came_through });
            }
            Verdict::Refused(reason) => self.settle(id, State::Refused(reason)),
            Verdict::Lost => self.lose(id),
        }
    }

    fn begin(self, id: u32) {
        let share = self.uploads.with_untracked(|us| us.iter().find(|u| u.id == id).map(|u| u.share.clone()));
        let (Some(file), Some(share)) = (self.file(id), share) else { return };
        self.set(id, State::Sending);
        share.set(0.0);
        send(
            self.event,
            &file,
            move |sent| share.set(sent),
            // The page may be gone by then; the file is stored all the same.
            move |outcome| {
                if self.uploads.is_disposed() {
                    return;
                }
                match outcome {
                    Outcome::Settled(state) => {
                        self.line.holds();
                        self.settle(id, state);
                    }
                    Outcome::Lost => {
                        self.unanswered.update_value(|sent| {
                            sent.insert(id);
                        });
                        self.lose(id);
                    }
                }
                self.go_on();
            },
        );
    }

    /// Back to the front of the queue: it is asked about again before it is sent again.
    fn lose(self, id: u32) {
        self.set(id, State::Waiting);
        self.waiting.update_value(|waiting| waiting.push_front(id));
        self.line.lose(move || self.go_on());
    }

    fn settle(self, id: u32, state: State) {
        if matches!(state, State::Sent { .. }) {
            self.files.update_value(|files| {
                if let Some(files) = files {
                    files.remove(&id);
                }
            });
        }
        self.set(id, state);
    }

    fn file(self, id: u32) -> Option<File> {
        self.files.with_value(|files| files.as_ref().and_then(|files| files.get(&id).cloned()))
    }

    fn set(self, id: u32, state: State) {
        self.uploads.update(|uploads| {
            if let Some(upload) = uploads.iter_mut().find(|upload| upload.id == id) {
                upload.state = state;
            }
        });
    }
}
