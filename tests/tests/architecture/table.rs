//! The import table of ARCHITECTURE.md.

/// One row.
pub(crate) struct Row {
    /// The crate it is about.
    pub name: &'static str,
    /// The crates of ours that it may name in its manifest.
    pub ours: &'static [&'static str],
    /// What else it may name, where the row lists it all.
    pub others: Option<&'static [&'static str]>,
    /// What it must never name, where the row lists that.
    pub never: &'static [&'static str],
}

const DATABASE: &[&str] = &["sea-orm", "sea-orm-migration", "sqlx", "rusqlite"];

/// Every crate of ours has a row.
pub(crate) const ROWS: &[Row] = &[
    Row {
        name: "domain",
        ours: &[],
        others: Some(&["serde", "uuid", "time", "thiserror", "sea-orm", "utoipa"]),
        never: &[],
    },
    Row {
        name: "faces",
        ours: &["domain"],
        others: Some(&[
            "fast_image_resize",
            "image",
            "kamadak-exif",
            "libheif-rs",
            "ndarray",
            "prost",
            "thiserror",
            "time",
            "tract-onnx",
        ]),
        never: &[],
    },
    Row {
        name: "entities",
        ours: &["domain"],
        others: None,
        never: &["services", "axum", "leptos", "serde", "serde_json"],
    },
    Row { name: "migrations", ours: &[], others: Some(&["async-trait", "sea-orm-migration"]), never: &[] },
    Row {
        name: "services",
        ours: &["domain", "faces", "entities", "migrations"],
        others: None,
        never: &["axum", "leptos", "leptos_axum", "http", "hyper", "tower-http", "tower-sessions"],
    },
    Row { name: "app", ours: &["domain", "services"], others: None, never: DATABASE },
    Row {
        name: "frontend",
        ours: &["app"],
        others: Some(&["console_error_panic_hook", "leptos", "wasm-bindgen"]),
        never: &[],
    },
    Row {
        name: "scanner",
        ours: &["faces", "domain"],
        others: Some(&["js-sys", "serde_json", "thiserror", "wasm-bindgen"]),
        never: &[],
    },
    Row {
        name: "server",
        ours: &["domain", "faces", "entities", "migrations", "services", "app"],
        others: None,
        never: DATABASE,
    },
    Row { name: "xtask", ours: &[], others: Some(&[]), never: &[] },
    Row { name: "site", ours: &[], others: None, never: &[] },
    Row { name: "weights", ours: &["domain", "faces"], others: None, never: &[] },
    Row {
        name: "tests",
        ours: &["domain", "faces", "entities", "migrations", "services", "app", "server"],
        others: None,
        never: &[],
    },
];

/// Optional dependencies of `domain` that only the server may switch on.
pub(crate) const SERVER_ONLY_FEATURES_OF_DOMAIN: &[&str] = &["sea-orm", "utoipa"];

/// How a failure names a row.
pub(crate) fn cite(row: &str) -> String {
    format!("row `{row}` of the import table in ARCHITECTURE.md")
}
