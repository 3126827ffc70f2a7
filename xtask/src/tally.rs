//! How many tests ran, read from what the test runners print.

use std::fmt;

/// Counts of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Tally {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// Whether anything was counted.
    pub(crate) fn any(self) -> bool {
        self != Self::default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Listens to a runner's lines. Knows the summaries of `cargo nextest`, `cargo test`, `node --test` and Playwright.
#[derive(Debug, Default)]
pub(crate) struct Teller(Tally);

impl Teller {
    pub(crate) fn tally(&self) -> Tally {
        self.0
    }

    pub(crate) fn hear(&mut self, line: &str) {
        let line = without_colours(line);
        let line = line.trim();
        if line.starts_with("Summary [") || line.starts_with("test result:") {
            self.count_pairs(line);
        } else if let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            self.node_summary(rest);
        } else {
            self.playwright_summary(line);
        }
    }

    /// `… 3 tests run: 2 passed (1 slow), 1 failed, 1 skipped` and `ok. 2 passed; 1 failed; 1 ignored; …`.
    fn count_pairs(&mut self, line: &str) {
        let words: Vec<&str> =
            line.split(|c: char| c.is_whitespace() || ",;".contains(c)).filter(|w| !w.is_empty()).collect();
        for pair in words.windows(2) {
            if let Ok(count) = pair[0].parse() {
                self.add(pair[1], count);
            }
        }
    }

    /// `pass 3`, `fail 0`, `skipped 1`.
    fn node_summary(&mut self, line: &str) {
        let Some((word, count)) = line.split_once(' ') else { return };
        if let (true, Ok(count)) = (["pass", "fail", "skipped", "cancelled"].contains(&word), count.parse()) {
            self.add(word, count);
        }
    }

    /// `3 passed (12.3s)`, `1 failed`, `2 skipped`, `2 did not run`, `1 flaky`, each alone on its line.
    fn playwright_summary(&mut self, line: &str) {
        let Some((count, rest)) = line.split_once(' ') else { return };
        let word = rest.split_once(" (").map_or(rest, |(word, _)| word);
        if let (true, Ok(count)) =
            (["passed", "failed", "skipped", "did not run", "flaky"].contains(&word), count.parse())
        {
            self.add(word, count);
        }
    }

    fn add(&mut self, word: &str, count: u32) {
        match word {
            "passed" | "pass" => self.0.passed += count,
            // A test that passes only when it is tried again is a broken test.
            "failed" | "fail" | "flaky" | "cancelled" | "timed" => self.0.failed += count,
            "skipped" | "ignored" | "did not run" => self.0.skipped += count,
            _ => {}
        }
    }
}

/// Drops the terminal's colour codes: ESC `[` … letter.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            rest.by_ref().skip(1).find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Tally {
        let mut teller = Teller::default();
        text.lines().for_each(|line| teller.hear(line));
        teller.tally()
    }

    fn tally(passed: u32, failed: u32, skipped: u32) -> Tally {
        Tally { passed, failed, skipped }
    }

    #[test]
    fn nextest() {
        let text =
            "     Summary [   0.021s] 5 tests run: 4 passed (1 slow), 1 failed, 2 skipped\n        FAIL [ 0.01s] a b";
        assert_eq!(heard(text), tally(4, 1, 2));
        assert_eq!(
            heard(
                "\u{1b}[32;1m     Summary\u{1b}[0m [ 0.021s] \u{1b}[1m4\u{1b}[0m tests run: \u{1b}[1m4\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m"
            ),
            tally(4, 0, 0)
        );
    }

    #[test]
    fn cargo_test() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\ntest result: FAILED. 1 passed; 2 failed; 0 ignored";
        assert_eq!(heard(text), tally(4, 2, 1));
    }

    #[test]
    fn node() {
        assert_eq!(
            heard("ℹ tests 4\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0"),
            tally(2, 1, 1)
        );
        assert_eq!(heard("# pass 7\n# fail 0"), tally(7, 0, 0));
    }

    #[test]
    fn playwright() {
        assert_eq!(
            heard("  1 failed\n    story.spec.ts:3:1 › it fails\n  2 skipped\n  3 did not run\n  12 passed (1.2m)"),
            tally(12, 1, 5)
        );
        assert_eq!(heard("Running 5 tests using 1 worker\n[1/5] a test\n3 passed through here"), tally(0, 0, 0));
    }
}
