//! `cargo xtask test`: every check of the project, in one table.

use crate::build::{self, Mode};
use crate::npm;
use crate::places::Places;
use crate::postgres::Cluster;
use crate::process::Program;
use crate::steps::{Failure, Steps, Went};
use crate::tools;

/// One check: its name, what it looks at, and how it is done.
struct Check {
    name: &'static str,
    what: &'static str,
    run: fn(&Places, Depth) -> Result<Went, Failure>,
}

/// How thorough to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Usual,
    /// With the tests that are marked `#[ignore = "long: …"]`, and `PICME_LONG=1` for those outside Rust.
    Long,
}

/// Every check, the quick ones first. All of them run, whatever fails.
const CHECKS: &[Check] = &[
    Check { name: "format", what: "rustfmt changes nothing", run: format },
    Check { name: "clippy", what: "no warning in the native crates", run: clippy },
    Check { name: "clippy wasm", what: "no warning in the crates that run in a browser", run: clippy_wasm },
    Check { name: "deny", what: "licences and sources of dependencies, where cargo-deny is installed", run: deny },
    Check { name: "rust tests", what: "units, the server on SQLite, the networks, the architecture", run: rust_tests },
    Check { name: "postgres tests", what: "the server on PostgreSQL, in a cluster of its own", run: postgres_tests },
    Check { name: "heif", what: "HEIC and AVIF, which are built in by a feature: with --long", run: heif },
    Check { name: "browser", what: "a real browser, a real camera stream, real photos", run: browser },
    Check { name: "browser, postgres", what: "the whole story once more, on PostgreSQL", run: story_on_postgres },
];

const BROWSER_TESTS: &str = "end2end";

/// Sets everything up, runs every check, and prints what came of it.
pub(crate) fn test(places: &Places, steps: &mut Steps, long: bool) -> Result<(), Failure> {
    steps.step("chromium", "the browser that the tests drive", || tools::chromium(places))?;
    steps.step("npm agreement", "face-api's own runtime, pinned, to hold the networks against", || {
        npm::install(places, "end2end/agreement")
    })?;
    steps.step("npm browser", "what drives the browser, pinned", || npm::install(places, BROWSER_TESTS))?;
    build::binary(places, steps, Mode::Debug)?;
    let depth = if long { Depth::Long } else { Depth::Usual };
    for check in CHECKS {
        steps.check(check.name, check.what, || (check.run)(places, depth));
    }
    steps.close()
}

/// Every crate but those that are built for wasm32 only.
const NATIVE: [&str; 5] = ["--workspace", "--exclude", "frontend", "--exclude", "scanner"];

fn format(places: &Places, _: Depth) -> Result<Went, Failure> {
    Program::cargo(places).args(["fmt", "--all", "--check"]).run()?;
    Ok(Went::Done)
}

fn clippy(places: &Places, _: Depth) -> Result<Went, Failure> {
    Program::cargo(places).arg("clippy").args(NATIVE).args(["--all-targets", "--", "--deny", "warnings"]).run()?;
    Ok(Went::Done)
}

fn clippy_wasm(places: &Places, _: Depth) -> Result<Went, Failure> {
    let lint = |package| {
        Program::cargo(places)
            .args(["clippy", "--package", package, "--target", "wasm32-unknown-unknown", "--", "--deny", "warnings"])
            .run()
    };
    lint("frontend")?;
    lint("scanner")?;
    Ok(Went::Done)
}

fn deny(places: &Places, depth: Depth) -> Result<Went, Failure> {
    if !tools::deny(places) {
        eprintln!("  cargo-deny is not installed; `cargo install --locked cargo-deny` gets it.");
        return Ok(Went::Skipped);
    }
    // Advisories change without a change of ours, and come over the network: not with every run.
    let advisories: &[&str] = if depth == Depth::Long { &["advisories"] } else { &[] };
    Program::cargo(places).args(["deny", "check", "bans", "licenses", "sources"]).args(advisories).run()?;
    Ok(Went::Done)
}

fn rust_tests(places: &Places, depth: Depth) -> Result<Went, Failure> {
    cargo_tests(places, depth, &[]).without(POSTGRES).tests().map(Went::Tested)
}

/// What names a PostgreSQL database to the tests; without it they use SQLite.
const POSTGRES: &str = "PICME_TEST_POSTGRES";

fn postgres_tests(places: &Places, depth: Depth) -> Result<Went, Failure> {
    let tests = cargo_tests(places, depth, &["--test", "server", "--test", "resume"]);
    if std::env::var_os(POSTGRES).is_some() {
        return tests.tests().map(Went::Tested);
    }
    let cluster = Cluster::start(places)?;
    tests.env(POSTGRES, cluster.url()).tests().map(Went::Tested)
}

/// The native crates' tests, or some of them, with nextest where it is installed. Always of the whole workspace: with other packages cargo
/// would choose other features and build everything once more.
fn cargo_tests(places: &Places, depth: Depth, which: &[&str]) -> Program {
    let nextest = tools::nextest(places);
    let runner: &[&str] = if nextest { &["nextest", "run", "--no-fail-fast"] } else { &["test", "--no-fail-fast"] };
    let long: &[&str] = match (depth, nextest) {
        (Depth::Usual, _) => &[],
        (Depth::Long, true) => &["--run-ignored", "all"],
        (Depth::Long, false) => &["--", "--include-ignored"],
    };
    with_product(Program::cargo(places).args(runner).args(NATIVE).args(which).args(long), places, depth)
}

/// Apart from the others: the feature needs a library that is not everybody's.
fn heif(places: &Places, depth: Depth) -> Result<Went, Failure> {
    if depth == Depth::Usual {
        return Ok(Went::Skipped);
    }
    tools::heif(places)?;
    let tests = ["test", "--package", "faces", "--features", "heif-embedded", "--test", "heif"];
    Program::cargo(places).args(tests).tests().map(Went::Tested)
}

fn browser(places: &Places, depth: Depth) -> Result<Went, Failure> {
    let program = npm::npm(places, &places.root.join(BROWSER_TESTS)).arg("test");
    with_product(program, places, depth).without(POSTGRES).tests().map(Went::Tested)
}

fn story_on_postgres(places: &Places, depth: Depth) -> Result<Went, Failure> {
    let story = npm::npm(places, &places.root.join(BROWSER_TESTS)).args(["test", "--", "whole_story"]);
    let story = with_product(story, places, depth);
    if std::env::var_os(POSTGRES).is_some() {
        return story.tests().map(Went::Tested);
    }
    let cluster = Cluster::start(places)?;
    story.env(POSTGRES, cluster.url()).tests().map(Went::Tested)
}

/// Tells a test where the built program and the browser are.
fn with_product(program: Program, places: &Places, depth: Depth) -> Program {
    let program = program
        .env("PICME_BIN", places.picme(Mode::Debug.folder()))
        .env("PICME_CHROMIUM", tools::chromium_path().unwrap_or_default());
    match depth {
        Depth::Usual => program,
        Depth::Long => program.env("PICME_LONG", "1"),
    }
}
