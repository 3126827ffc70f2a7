//! The import table, held against what the sources say where a manifest cannot show it.

use std::path::{Path, PathBuf};

use crate::table::cite;
use crate::tokens::{Mention, Place, mentions};
use crate::{report, root};

/// Every Rust file below a folder of the workspace, with its path from there and its text.
pub(crate) fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&root().join(folder), &mut files);
    files.sort();
    files.into_iter().map(|file| (shown(&file), std::fs::read_to_string(&file).expect("a source is text"))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().into_owned()
}

/// What a crate's sources must not name.
struct Ban {
    row: &'static str,
    sources: &'static str,
    /// Paths, each standing for all that begin with it.
    never: &'static [&'static str],
    /// Files that the ban does not hold in.
    except: &'static [&'static str],
}

const BANS: &[Ban] = &[
    // `app/src/server.rs` is the one module that only the server compiles.
    Ban {
        row: "app",
        sources: "app/src",
        never: &["services", "leptos_axum", "axum", "tokio", "entities", "sea_orm", "faces", "crate::server"],
        except: &["app/src/server.rs"],
    },
    Ban { row: "server", sources: "server/src", never: &["sea_orm", "sea_query", "sqlx", "entities"], except: &[] },
    Ban {
        row: "services",
        sources: "server/services/src",
        never: &[
            "std::env::var",
            "std::env::vars",
            "std::env::var_os",
            "env::var",
            "env::var_os",
            "env::vars",
            "http",
            "axum",
        ],
        except: &[],
    },
    Ban {
        row: "faces",
        sources: "models/faces/src",
        never: &[
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::time::Instant",
            "std::time::SystemTime",
            "std::thread",
            "Instant::now",
            "SystemTime::now",
            "OffsetDateTime::now_utc",
            "OffsetDateTime::now_local",
            "UtcDateTime::now",
            "tokio",
            "wasm_bindgen",
            "js_sys",
            "web_sys",
        ],
        except: &[],
    },
    Ban {
        row: "domain",
        sources: "models/domain/src",
        never: &["std::fs", "std::net", "std::env", "tokio"],
        except: &[],
    },
    Ban { row: "entities", sources: "server/entities/src", never: &["serde::Serialize", "serde_json"], except: &[] },
];

#[test]
fn sources_keep_to_the_import_table() {
    let mut violations = Vec::new();
    for ban in BANS {
        let files = rust_files(ban.sources);
        assert!(!files.is_empty(), "{} has sources", ban.sources);
        for (file, text) in files.iter().filter(|(file, _)| !ban.except.contains(&file.as_str())) {
            violations.extend(broken(ban, file, text));
        }
    }
    report("a source names what its crate must not import", &violations);
}

fn broken(ban: &Ban, file: &str, text: &str) -> Vec<String> {
    let outside = |mention: &Mention| mention.place == Place::Open;
    let banned = |mention: &Mention| ban.never.iter().any(|never| begins_with(&mention.path, never));
    let row = cite(ban.row);
    mentions(text)
        .into_iter()
        .filter(|mention| outside(mention) && banned(mention))
        .map(|Mention { path, line, .. }| format!("{file}:{line} names `{path}`: see {row}"))
        .collect()
}

fn begins_with(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn server_code_in_app_stands_in_server_functions_only() {
    let app = &BANS[0];
    let inside = "#[server] pub async fn f() -> R { use crate::server::services; services::x() }";
    assert_eq!(broken(app, "app/src/f.rs", inside), Vec::<String>::new());
    let outside = "use crate::server::services;\nfn f() { view! { <p>{services::x()}</p> } }";
    assert_eq!(
        broken(app, "app/src/f.rs", outside),
        [
            "app/src/f.rs:1 names `crate::server::services`: see row `app` of the import table in ARCHITECTURE.md",
            "app/src/f.rs:2 names `services::x`: see row `app` of the import table in ARCHITECTURE.md",
        ]
    );
}

#[test]
fn a_planted_query_a_planted_clock_and_a_planted_variable_are_found() {
    let ban = |row: &str| BANS.iter().find(|ban| ban.row == row).expect("a ban");
    assert_eq!(broken(ban("server"), "f", "use sea_orm::{EntityTrait, QueryFilter};").len(), 2);
    assert_eq!(broken(ban("faces"), "f", "fn f() { let t = std::time::Instant::now(); }").len(), 1);
    assert_eq!(broken(ban("services"), "f", "use std::env; fn f() { env::var(\"X\") }").len(), 1);
    assert_eq!(broken(ban("faces"), "f", "#[cfg(test)] mod tests { use std::fs; }"), Vec::<String>::new());
}

#[test]
fn cfg_feature_ssr_appears_once() {
    let places: Vec<String> = crate::manifests::metadata()
        .workspace_packages()
        .iter()
        .flat_map(|package| {
            let folder = package.manifest_path.parent().expect("a manifest has a folder").join("src");
            rust_files(folder.as_str())
        })
        .flat_map(|(file, text)| lines_about_ssr(&text).into_iter().map(move |line| format!("{file}:{line}")))
        .collect();
    assert_eq!(
        places.len(),
        1,
        "`feature = \"ssr\"` stands once in the workspace, on `mod server;` in app/src/lib.rs; it stands at {places:?}"
    );
    assert!(places[0].starts_with("app/src/lib.rs:"), "it stands at {}", places[0]);
}

fn lines_about_ssr(text: &str) -> Vec<usize> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().contains("feature = \"ssr\"");
    text.lines().enumerate().filter(|(_, line)| code(line)).map(|(number, _)| number + 1).collect()
}
