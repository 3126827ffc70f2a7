//! What a command does, step by step, said aloud and timed.

use std::fmt;
use std::time::{Duration, Instant};

use crate::tally::Tally;

/// Why a command stopped: one sentence that says what to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a step went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Went {
    /// It did its work.
    Done,
    /// There was nothing to do.
    UpToDate,
    /// It needs a tool that is optional and not there.
    Skipped,
    /// It ran tests, all of which passed.
    Tested(Tally),
}

/// One finished step.
#[derive(Debug)]
struct Finished {
    name: &'static str,
    went: Result<Went, Failure>,
    took: Duration,
}

/// The steps so far.
#[derive(Debug)]
pub(crate) struct Steps {
    finished: Vec<Finished>,
    started: Instant,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { finished: Vec::new(), started: Instant::now() }
    }

    /// Says what is about to happen, does it, and says how long it took.
    /// The step that fails ends the command.
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        what: &str,
        work: impl FnOnce() -> Result<Went, Failure>,
    ) -> Result<(), Failure> {
        self.check(name, what, work);
        match self.finished.last() {
            Some(Finished { name, went: Err(Failure(sentence)), .. }) => {
                Err(Failure::new(format!("{name}: {sentence}")))
            }
            _ => Ok(()),
        }
    }

    /// As [`Steps::step`], but the command goes on after a failure; [`Steps::close`] reports it.
    pub(crate) fn check(&mut self, name: &'static str, what: &str, work: impl FnOnce() -> Result<Went, Failure>) {
        eprintln!("\n▸ {name}: {what}");
        let begun = Instant::now();
        let went = work();
        let took = begun.elapsed();
        eprintln!("  {name}: {}, {}", describe(&went), seconds(took));
        self.finished.push(Finished { name, went, took });
    }

    /// Prints the table of all steps and the totals; fails where a step did.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        let mut total = Tally::default();
        let mut failed = Vec::new();
        println!("\n{:<16} {:<44} {:>10}", "step", "result", "time");
        for Finished { name, went, took } in &self.finished {
            println!("{name:<16} {:<44} {:>10}", describe(went), seconds(*took));
            match went {
                Ok(Went::Tested(tally)) => total = total.plus(*tally),
                Ok(_) => {}
                Err(_) => failed.push(*name),
            }
        }
        for Finished { name, went, .. } in &self.finished {
            if let Err(Failure(sentence)) = went {
                println!("\nFAILED {name}: {sentence}");
            }
        }
        let verdict = if failed.is_empty() { "ok" } else { "FAILED" };
        println!(
            "\ntest result: {verdict}. {} passed; {} failed; {} ignored; finished in {}",
            total.passed,
            total.failed,
            total.skipped,
            seconds(self.started.elapsed())
        );
        if failed.is_empty() { Ok(()) } else { Err(Failure::new(format!("failed: {}", failed.join(", ")))) }
    }

    /// One line at the end of a command that builds.
    pub(crate) fn total(&self) -> String {
        seconds(self.started.elapsed())
    }
}

fn describe(went: &Result<Went, Failure>) -> String {
    match went {
        Ok(Went::Done) => "done".to_owned(),
        Ok(Went::UpToDate) => "up to date".to_owned(),
        Ok(Went::Skipped) => "skipped".to_owned(),
        Ok(Went::Tested(tally)) => tally.to_string(),
        Err(_) => "FAILED".to_owned(),
    }
}

/// `0.4 s`, `12.0 s`, `3 min 5 s`.
fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 100 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_ends_the_command_and_a_failing_check_does_not() {
        let mut steps = Steps::new();
        assert!(steps.step("good", "goes well", || Ok(Went::Done)).is_ok());
        assert_eq!(steps.step("bad", "goes wrong", || Err(Failure::new("do this"))), Err(Failure::new("bad: do this")));
        steps.check("worse", "goes wrong, too", || Err(Failure::new("do that")));
        assert_eq!(steps.close(), Err(Failure::new("failed: bad, worse")));
    }

    #[test]
    fn times_are_read_at_a_glance() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 5 s");
    }
}
