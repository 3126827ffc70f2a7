//! The import table, held against what the manifests say.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

use crate::table::{ROWS, Row, SERVER_ONLY_FEATURES_OF_DOMAIN, cite};
use crate::{report, root};

/// What the manifests say, without resolving anything.
pub(crate) fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).no_deps().exec().expect("cargo metadata reads the workspace")
}

#[test]
fn every_crate_has_a_row_and_every_row_a_crate() {
    let crates: BTreeSet<String> = metadata().packages.iter().map(|package| package.name.to_string()).collect();
    let rows: BTreeSet<String> = ROWS.iter().map(|row| row.name.to_owned()).collect();
    assert_eq!(crates, rows, "crates of the workspace, and rows of the import table in ARCHITECTURE.md");
}

#[test]
fn manifests_keep_to_the_import_table() {
    let metadata = metadata();
    let ours: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let mut violations = Vec::new();
    for package in &metadata.packages {
        let row = ROWS.iter().find(|row| row.name == package.name.as_str()).expect("every crate has a row");
        violations.extend(shipped(package).filter_map(|dependency| broken(row, &dependency, &ours)));
    }
    report("a manifest names what its crate must not import", &violations);
}

/// What a crate needs to be built; tests of a crate may use anything.
fn shipped(package: &Package) -> impl Iterator<Item = String> {
    package.dependencies.iter().filter(|one| one.kind == DependencyKind::Normal).map(|one| one.name.clone())
}

/// The sentence for a dependency that breaks its row.
fn broken(row: &Row, dependency: &str, ours: &BTreeSet<String>) -> Option<String> {
    let is_ours = ours.contains(dependency);
    let allowed = if is_ours {
        row.ours.contains(&dependency)
    } else {
        row.others.is_none_or(|others| others.contains(&dependency)) && !row.never.contains(&dependency)
    };
    (!allowed).then(|| format!("{} imports {dependency}: see {}", row.name, cite(row.name)))
}

#[test]
fn app_reaches_the_server_only_through_its_feature_ssr() {
    let metadata = metadata();
    let app = metadata.packages.iter().find(|package| package.name.as_str() == "app").expect("crate app");
    let mut violations = Vec::new();
    for name in ["services", "leptos_axum", "axum", "http", "tokio"] {
        if app.dependencies.iter().any(|one| one.name == name && !one.optional) {
            violations.push(format!("app imports {name} without `optional = true`: see {}", cite("app")));
        }
    }
    if app.features.get("hydrate").is_none_or(|enabled| enabled.iter().any(|entry| entry.starts_with("dep:"))) {
        violations.push(format!("app's feature hydrate is missing or brings a crate of its own: see {}", cite("app")));
    }
    report("app must compile for a browser without the server", &violations);
}

#[test]
fn what_the_server_adds_to_domain_is_off_unless_asked_for() {
    let metadata = metadata();
    let domain = metadata.packages.iter().find(|package| package.name.as_str() == "domain").expect("crate domain");
    let always: Vec<String> = domain
        .dependencies
        .iter()
        .filter(|one| SERVER_ONLY_FEATURES_OF_DOMAIN.contains(&one.name.as_str()) && !one.optional)
        .map(|one| format!("domain imports {} without `optional = true`: see {}", one.name, cite("domain")))
        .collect();
    report("domain must stay small in a browser", &always);
}

#[test]
fn a_planted_import_is_found() {
    let ours: BTreeSet<String> = ROWS.iter().map(|row| row.name.to_owned()).collect();
    let row = |name: &str| ROWS.iter().find(|row| row.name == name).expect("a row");
    for (name, dependency) in [
        ("domain", "leptos"),
        ("faces", "tokio"),
        ("entities", "services"),
        ("migrations", "entities"),
        ("services", "axum"),
        ("app", "entities"),
        ("app", "sea-orm"),
        ("frontend", "domain"),
        ("scanner", "app"),
        ("scanner", "web-sys"),
        ("server", "sea-orm"),
        ("xtask", "serde"),
    ] {
        let sentence = broken(row(name), dependency, &ours).unwrap_or_default();
        assert!(sentence.contains(&cite(name)), "{name} → {dependency} must name its row, says: {sentence:?}");
    }
    assert_eq!(broken(row("services"), "sea-orm", &ours), None);
    assert_eq!(broken(row("faces"), "domain", &ours), None);
}
