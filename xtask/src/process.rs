//! Starting programs.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use crate::places::Places;
use crate::steps::Failure;
use crate::tally::{Tally, Teller};

/// A program to start, with its arguments; runs in the workspace unless told otherwise.
#[derive(Debug)]
pub(crate) struct Program {
    command: Command,
    words: Vec<String>,
}

/// A program that runs beside us, until this is dropped.
pub(crate) struct Beside(Child);

impl Drop for Beside {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    pub(crate) fn new(places: &Places, program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(&program);
        command.current_dir(&places.root);
        for (name, _) in std::env::vars_os() {
            if ours_alone(&name) {
                command.env_remove(name);
            }
        }
        let name = Path::new(program.as_ref()).file_stem().unwrap_or(program.as_ref());
        Self { command, words: vec![name.to_string_lossy().into_owned()] }
    }

    /// `cargo`, the very one that started us.
    pub(crate) fn cargo(places: &Places) -> Self {
        let mut program = Self::new(places, &places.cargo);
        program.command.env("CARGO_TARGET_DIR", &places.target);
        // Set, leptos would ask for the page's module by another name than wasm-bindgen gives it.
        program.command.env_remove("LEPTOS_OUTPUT_NAME");
        program
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.words.push(argument.as_ref().to_string_lossy().into_owned());
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Without a variable of our own environment.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it, its output being ours.
    pub(crate) fn run(mut self) -> Result<(), Failure> {
        let status = self.command.status().map_err(|error| self.did_not_start(&error))?;
        self.judge(status)
    }

    /// Runs it silently; what it wrote to its standard output, where it went well.
    pub(crate) fn ask(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Starts it, silently, beside us.
    pub(crate) fn beside(mut self) -> Result<Beside, Failure> {
        let child = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        child.map(Beside).map_err(|error| self.did_not_start(&error))
    }

    /// Runs it, shows its output, and counts the tests that it reports.
    pub(crate) fn tests(mut self) -> Result<Tally, Failure> {
        if std::io::stderr().is_terminal() {
            self.command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
        }
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| self.did_not_start(&error))?;
        let errors = child.stderr.take().map(|pipe| thread::spawn(move || show(pipe, std::io::stderr())));
        let heard = child.stdout.take().map(|pipe| show(pipe, std::io::stdout())).unwrap_or_default();
        let also_heard = errors.and_then(|listener| listener.join().ok()).unwrap_or_default();
        let status = child.wait().map_err(|error| self.did_not_start(&error))?;
        let tally = heard.plus(also_heard);
        self.judge(status)
            .map_err(|failure| if tally.any() { Failure::new(format!("{failure} ({tally})")) } else { failure })?;
        Ok(tally)
    }

    fn judge(&self, status: ExitStatus) -> Result<(), Failure> {
        if status.success() { Ok(()) } else { Err(Failure::new(format!("`{}` failed ({status}).", self.line()))) }
    }

    fn did_not_start(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("`{}` could not be started: {error}.", self.line()))
    }

    /// The command as one would type it, cut to a readable length.
    fn line(&self) -> String {
        let line = self.words.join(" ");
        match line.char_indices().nth(160) {
            Some((end, _)) => format!("{} …", &line[..end]),
            None => line,
        }
    }
}

/// What cargo sets for xtask alone. Handed on, `CARGO_MANIFEST_DIR` and its like would be read by
/// build scripts' tools as theirs and make cargo rebuild what is already there.
fn ours_alone(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO_BIN_NAME"
}

/// Passes every line on to `to` and counts the tests that are reported in them.
fn show(from: impl Read, mut to: impl Write) -> Tally {
    let mut teller = Teller::default();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        // A closed terminal must not end the tests.
        let _shown = to.write_all(&line).and_then(|()| to.flush());
        teller.hear(&String::from_utf8_lossy(&line));
        line.clear();
    }
    teller.tally()
}
