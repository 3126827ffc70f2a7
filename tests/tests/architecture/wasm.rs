//! What is compiled into the two modules that a browser loads.

use std::collections::BTreeSet;
use std::process::Command;

use crate::table::cite;
use crate::{report, root};

/// The server's world; nothing of it belongs into a browser.
const SERVER: &[&str] = &[
    "axum",
    "entities",
    "hyper",
    "leptos_axum",
    "migrations",
    "sea-orm",
    "server",
    "services",
    "sqlx",
    "tokio",
    "utoipa",
];

/// The names of the crates that `package` brings into a module for wasm32.
fn tree(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--locked", "--package", package, "--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8_lossy(&output.stdout);
    // A procedural macro runs in the compiler; what it needs is not in the module.
    names
        .lines()
        .filter(|line| !line.contains("(proc-macro)"))
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

fn found(package: &str, tree: &BTreeSet<String>, never: &[&str]) -> Vec<String> {
    let row = cite(package);
    never
        .iter()
        .filter(|name| tree.contains(**name))
        .map(|name| format!("{package} brings {name}: see {row}"))
        .collect()
}

#[test]
fn the_page_brings_neither_server_nor_networks() {
    let never = [SERVER, &["faces", "tract-onnx"]].concat();
    report("the page's module holds what it must not", &found("frontend", &tree("frontend"), &never));
}

#[test]
fn the_scanner_brings_neither_server_nor_page_nor_anything_that_could_reach_the_network() {
    // web-sys and its like are what a module would call `fetch` through. With tract it would be twenty times as large.
    let never = [SERVER, &["app", "gloo-net", "leptos", "reqwest", "server_fn", "tract-onnx", "web-sys"]].concat();
    report("the scanner's module holds what it must not", &found("scanner", &tree("scanner"), &never));
}

#[test]
fn a_planted_crate_is_found() {
    let tree = ["scanner", "faces", "web-sys"].map(str::to_owned).into();
    assert_eq!(found("scanner", &tree, &["web-sys", "leptos"]).len(), 1);
}

/// How JavaScript reaches the network.
const NETWORK: &[&str] = &[
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "importScripts",
    "RTCPeerConnection",
    "import(",
    "http:",
    "https:",
];

#[test]
fn the_built_scanner_has_no_network_code() {
    let folder = root().join("target/site/scanner");
    let mut violations = Vec::new();
    let mut read = 0;
    for file in ["worker.js", "scanner_bg.js"] {
        let Ok(script) = std::fs::read_to_string(folder.join(file)) else { continue };
        read += 1;
        violations.extend(network_words(&script).into_iter().map(|word| format!("{file} says `{word}`")));
    }
    assert_eq!(read, 2, "there is no built site to look at; run `cargo xtask site` first");
    report(&format!("the scanner could reach the network: see {}", cite("scanner")), &violations);
}

fn network_words(script: &str) -> Vec<&'static str> {
    let code: String = script.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    NETWORK.iter().copied().filter(|word| code.contains(word)).collect()
}

#[test]
fn planted_network_code_is_found() {
    assert_eq!(network_words("// no fetch here\nself.fetch('/x')"), ["fetch"]);
    assert!(network_words("import * as glue from './scanner_bg.js';\n// fetch").is_empty());
}
