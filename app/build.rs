//! Turns `locales/{locale}/{namespace}.json` into the module `i18n`, so that a missing word does not compile.
//!
//! `leptos_i18n_build` would do the same and also bring ICU's data generator with a WebAssembly interpreter and an
//! HTTP client into every build; PicMe needs none of its data, so it calls the generator underneath.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

/// The locale that is whole; every other one falls back to it.
const DEFAULT_LOCALE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("locales");

    let others = names(&root)?.into_iter().filter(|name| name != DEFAULT_LOCALE);
    let config = Config::new(DEFAULT_LOCALE)?
        .add_locales(others)?
        .add_namespaces(names(&root.join(DEFAULT_LOCALE))?)?
        .parse_options(ParseOptions::default().interpolate_display(true));
    let locales = parse_locales(None, config)?;
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;

    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n.rs");
    fs::write(out, code.to_string())?;
    Ok(())
}

/// The names of a folder's entries without their endings, in a stable order.
fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        names.push(name.ok_or("a locale file's name is not text")?.to_owned());
    }
    names.sort();
    Ok(names)
}
