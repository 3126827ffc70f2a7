#![doc = include_str!("../README.md")]

mod bench;
mod build;
mod checkout;
mod checks;
mod files;
mod ingest;
mod npm;
mod pages;
mod places;
mod postgres;
mod process;
mod run;
mod search;
mod seed;
mod stamp;
mod steps;
mod tally;
mod tools;

use std::process::ExitCode;

use places::Places;
use steps::{Failure, Steps};

const HELP: &str = "\
cargo xtask COMMAND: every set-up step of PicMe, in Rust

  run [PICME OPTIONS]   set up, build, and start PicMe with a demo event; options such as --lan go to `picme serve`
  test [--long]         set up, build, and run every check; --long adds the slow ones
  build [--release]     set up and build; with --release: one binary that needs nothing beside it
  bench scan            selfie to vector in a browser: PicMe, face-api and onnxruntime-web, as ratios
  bench pages           requests a second of the pages, beside a static file of the same server, as ratios
  bench search          one search among 10,000, 100,000 and a million faces, beside faiss and pgvector, as ratios
  bench people          time and memory to put 100,000 faces in order, beside the bare arithmetic, as ratios
  bench ingest          photos a second of one core: PicMe, onnxruntime and face_recognition, stage by stage, as ratios
  seed [EVENTS PHOTOS]  plant a large database and explain what every page asks of it (1000 events of 5000 photos)
  weights               only fetch and convert the networks
  site [--release]      only build what the browser loads
  help                  this text

The first run takes minutes, later runs seconds: each step says what it does and how long it took.
Needed beforehand: rustup, a C compiler, node 20 or later with npm, and git.
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Run { options: Vec<String> },
    Test { long: bool },
    Build { release: bool },
    BenchScan,
    BenchPages,
    BenchSearch,
    BenchPeople,
    BenchIngest,
    Seed { counts: [String; 2] },
    Weights,
    Site { release: bool },
    Help,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = match parse(&arguments) {
        Ok(command) => command,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match Places::find().and_then(|places| perform(&places, command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn parse(arguments: &[String]) -> Result<Command, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h", ..] => Ok(Command::Help),
        ["run", options @ ..] => Ok(Command::Run { options: options.iter().map(ToString::to_string).collect() }),
        ["test"] => Ok(Command::Test { long: false }),
        ["test", "--long"] => Ok(Command::Test { long: true }),
        ["build"] => Ok(Command::Build { release: false }),
        ["build", "--release"] => Ok(Command::Build { release: true }),
        ["bench", "scan"] => Ok(Command::BenchScan),
        ["bench", "pages"] => Ok(Command::BenchPages),
        ["bench", "search"] => Ok(Command::BenchSearch),
        ["bench", "people"] => Ok(Command::BenchPeople),
        ["bench", "ingest"] => Ok(Command::BenchIngest),
        ["seed"] => Ok(Command::Seed { counts: seed::USUAL.map(str::to_owned) }),
        ["seed", events, photos] if [events, photos].iter().all(|count| count.parse::<usize>().is_ok()) => {
            Ok(Command::Seed { counts: [events.to_string(), photos.to_string()] })
        }
        ["weights"] => Ok(Command::Weights),
        ["site"] => Ok(Command::Site { release: false }),
        ["site", "--release"] => Ok(Command::Site { release: true }),
        _ => Err(format!("xtask: `{}` is not something it can do.", words.join(" "))),
    }
}

fn perform(places: &Places, command: Command) -> Result<(), Failure> {
    let mut steps = Steps::new();
    match command {
        Command::Run { options } => run::run(places, &mut steps, &options),
        Command::Test { long } => checks::test(places, &mut steps, long),
        Command::Build { release } => build::binary(places, &mut steps, release.into()),
        Command::BenchScan => bench::scan(places, &mut steps),
        Command::BenchPages => pages::bench(places, &mut steps),
        Command::BenchSearch => search::bench(places, &mut steps),
        Command::BenchPeople => bench::people(places, &mut steps),
        Command::BenchIngest => ingest::bench(places, &mut steps),
        Command::Seed { counts } => seed::seed(places, &mut steps, &counts),
        Command::Weights => build::networks(places, &mut steps, build::Mode::Debug),
        Command::Site { release } => build::site(places, &mut steps, release.into()),
        Command::Help => {
            print!("{HELP}");
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn every_command_of_the_help_text_is_understood() {
        assert_eq!(parsed(""), Ok(Command::Help));
        assert_eq!(parsed("run --lan"), Ok(Command::Run { options: vec!["--lan".to_owned()] }));
        assert_eq!(parsed("test --long"), Ok(Command::Test { long: true }));
        assert_eq!(parsed("build --release"), Ok(Command::Build { release: true }));
        assert_eq!(parsed("bench scan"), Ok(Command::BenchScan));
        assert_eq!(parsed("seed 10 20"), Ok(Command::Seed { counts: ["10".to_owned(), "20".to_owned()] }));
        assert_eq!(parsed("bench pages"), Ok(Command::BenchPages));
        assert_eq!(parsed("bench search"), Ok(Command::BenchSearch));
        assert_eq!(parsed("bench people"), Ok(Command::BenchPeople));
        assert_eq!(parsed("bench ingest"), Ok(Command::BenchIngest));
        assert!(parsed("seed 10 many").is_err());
        assert_eq!(parsed("weights"), Ok(Command::Weights));
        assert_eq!(parsed("site"), Ok(Command::Site { release: false }));
    }

    #[test]
    fn a_misspelt_command_is_refused() {
        assert!(parsed("tset").is_err());
        assert!(parsed("build --relaese").is_err());
    }
}
