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
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let whole = out.join("locales");
    complete(&root, &whole)?;

    let others = names(&root)?.into_iter().filter(|name| name != DEFAULT_LOCALE);
    let config = Config::new(DEFAULT_LOCALE)?
        .add_locales(others)?
        .add_namespaces(names(&root.join(DEFAULT_LOCALE))?)?
        .locales_path(whole)
        .parse_options(ParseOptions::default().interpolate_display(true));
    let locales = parse_locales(None, config)?;
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;

    fs::write(out.join("i18n.rs"), code.to_string())?;
    Ok(())
}

/// Copies the locales, with an empty file for each that a language does not have yet: its words fall back too, so
/// that new English words do not stop a build. A test of the architecture asks for them.
fn complete(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let namespaces = names(&from.join(DEFAULT_LOCALE))?;
    for locale in names(from)? {
        fs::create_dir_all(to.join(&locale))?;
        for namespace in &namespaces {
            let file = Path::new(&locale).join(namespace).with_extension("json");
            let words = from.join(&file);
            let words = if words.is_file() { fs::read_to_string(words)? } else { "{}".to_owned() };
            fs::write(to.join(file), words)?;
        }
    }
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
