//! The worker cannot send anything anywhere: neither its scripts nor its module know how.

mod common;

use wasmparser::{Parser, Payload};

use crate::common::read;

/// Every way in which a script reaches the network or another context that could.
const WAYS_OUT: [&str; 12] = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "sendBeacon",
    "EventSource",
    "importScripts",
    "RTCPeerConnection",
    "BroadcastChannel",
    "SharedWorker",
    "indexedDB",
    "caches",
];

/// What the module may ask of its surroundings, by the beginnings of wasm-bindgen's names (a hash follows): its own
/// table and errors. A name that is not here is a new way out until somebody has looked.
const IMPORTS: [&str; 2] = ["__wbindgen_init_externref_table", "__wbg___wbindgen_throw_"];

#[test]
fn the_scripts_know_no_way_out() {
    for name in ["worker.js", "scanner_bg.js"] {
        let script = String::from_utf8(read(&format!("target/site/scanner/{name}"))).expect("text");
        for way in WAYS_OUT {
            assert!(!script.contains(way), "{name} says {way}: the worker has no network code (README.md)");
        }
        let imports: Vec<_> = script.lines().filter(|line| line.trim_start().starts_with("import ")).collect();
        let expected: &[&str] = match name {
            "worker.js" => &[r#"import * as glue from "./scanner_bg.js";"#],
            _ => &[],
        };
        assert_eq!(imports, expected, "{name} imports its glue and nothing else");
        assert!(!script.contains("import("), "{name} imports nothing later");
    }
}

#[test]
fn the_served_worker_is_the_one_that_was_read() {
    assert_eq!(read("target/site/scanner/worker.js"), read("frontend/scanner/worker.js"));
}

#[test]
fn the_module_imports_its_tables_and_nothing_else() {
    let module = read("target/site/scanner/scanner_bg.wasm");
    for payload in Parser::new(0).parse_all(&module) {
        let Payload::ImportSection(section) = payload.expect("a module") else { continue };
        for import in section.into_imports() {
            let import = import.expect("an import");
            assert_eq!(import.module, "./scanner_bg.js");
            assert!(
                IMPORTS.iter().any(|known| import.name.starts_with(known)),
                "the module imports {}: look at what it does, and at README.md",
                import.name
            );
        }
    }
}
