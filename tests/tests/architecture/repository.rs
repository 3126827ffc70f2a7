//! What is committed, and whether the documents are true.

use std::process::Command;

use crate::{report, root};

/// Longer than this, a file is about more than one thing.
const MOST_LINES: usize = 400;

/// Larger than this, a file is data, and data is fetched or made.
const MOST_BYTES: u64 = 1 << 20;

/// Every committed file.
fn committed() -> Vec<String> {
    let output = Command::new("git").current_dir(root()).args(["ls-files", "-z"]).output().expect("git starts");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let files = String::from_utf8_lossy(&output.stdout);
    // A file that was removed, but not yet committed as such, is gone.
    files.split('\0').filter(|file| !file.is_empty() && root().join(file).is_file()).map(str::to_owned).collect()
}

fn ends_with_any(file: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| file.ends_with(ending))
}

#[test]
fn no_network_and_nothing_generated_is_committed() {
    let generated = [".onnx", ".bin", ".wasm", ".y4m", ".br", ".gz", ".db", ".sqlite"];
    let violations: Vec<String> = committed()
        .into_iter()
        .filter(|file| {
            ends_with_any(file, &generated)
                || file.contains("node_modules/")
                || std::fs::metadata(root().join(file)).is_ok_and(|facts| facts.len() > MOST_BYTES)
        })
        .collect();
    report("networks, photos and build products are fetched or made, never committed", &violations);
}

#[test]
fn files_are_short() {
    let violations: Vec<String> = committed()
        .into_iter()
        .filter(|file| ends_with_any(file, &[".rs", ".css", ".js", ".mjs", ".ts"]))
        .filter_map(|file| {
            let lines = std::fs::read_to_string(root().join(&file)).map_or(0, |text| text.lines().count());
            (lines > MOST_LINES).then(|| format!("{file} has {lines} lines"))
        })
        .collect();
    report("a file is about one thing and at most 400 lines long", &violations);
}

#[test]
fn lock_files_of_npm_name_no_registry() {
    let violations: Vec<String> = committed()
        .into_iter()
        .filter(|file| file.ends_with("package-lock.json"))
        .filter(|file| {
            std::fs::read_to_string(root().join(file)).is_ok_and(|text| text.contains("\"resolved\": \"http"))
        })
        .collect();
    report("a lock file installs from whichever registry npm is set to (.npmrc beside it)", &violations);
}

#[test]
fn every_path_that_architecture_names_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let named = paths(&text);
    assert!(named.len() > 10, "ARCHITECTURE.md walks through real files; it names {named:?}");
    let made = ["target/", "models/weights/out/"];
    let violations: Vec<String> = named
        .into_iter()
        .filter(|path| !made.iter().any(|folder| path.starts_with(folder)) && !root().join(path).exists())
        .collect();
    report("ARCHITECTURE.md names paths that do not exist", &violations);
}

/// What stands between backticks and looks like a path of the repository: it has a slash, and does not begin with
/// one, as a route does.
fn paths(markdown: &str) -> Vec<String> {
    let path = |span: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        let first = span.split('/').next().unwrap_or_default();
        let media_type = ["application", "image", "multipart", "text"].contains(&first);
        span.contains('/') && !span.starts_with('/') && span.chars().all(plain) && !media_type
    };
    markdown.split('`').skip(1).step_by(2).filter(path).map(str::to_owned).collect()
}

#[test]
fn paths_are_told_from_routes_and_media_types() {
    let text = "`app/src/lib.rs` and `/e/{code}`, `POST /recognize`, `text/html`, `models/faces/`, `serve`";
    assert_eq!(paths(text), ["app/src/lib.rs", "models/faces/"]);
}
