//! JavaScript glue for a compiled module, by wasm-bindgen as a library: nothing to install, and its version
//! is pinned to that of the `wasm-bindgen` crate, as it must be.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::error::SiteError;

/// For whom the glue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The page: glue that fetches its module itself, as leptos' hydration script expects.
    Page,
    /// The scanner worker: glue without network code. The page hands the worker its compiled module.
    Scanner,
}

impl Kind {
    /// Where in the site it goes.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Page => "pkg",
            Self::Scanner => "scanner",
        }
    }

    /// The name that the files begin with.
    fn stem(self) -> &'static str {
        match self {
            Self::Page => "picme",
            Self::Scanner => "scanner",
        }
    }

    /// The module's file name once the glue is written.
    pub(crate) fn module_name(self) -> String {
        format!("{}_bg.wasm", self.stem())
    }
}

/// How to write the glue.
#[derive(Debug)]
pub(crate) struct Glue {
    pub kind: Kind,
    /// Whether function names stay, for readable traces.
    pub keep_names: bool,
}

impl Glue {
    /// Writes glue and module for `wasm` into `folder`.
    pub(crate) fn write(&self, wasm: &Path, folder: &Path) -> Result<(), SiteError> {
        let failed =
            |error: &dyn std::fmt::Debug| SiteError::Glue { path: wasm.to_owned(), detail: format!("{error:?}") };
        let mut bindgen = Bindgen::new();
        match self.kind {
            Kind::Page => bindgen.web(true),
            Kind::Scanner => bindgen.bundler(true),
        }
        .map_err(|error| failed(&error))?
        .input_path(wasm)
        .out_name(self.kind.stem())
        .typescript(false)
        .remove_name_section(!self.keep_names)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .generate(folder)
        .map_err(|error| failed(&error))?;
        if self.kind == Kind::Scanner {
            // The entry file of bundlers imports the module by its address: that would be network code.
            let entry = folder.join("scanner.js");
            std::fs::remove_file(&entry).map_err(|source| SiteError::Write { path: entry, source })?;
        }
        Ok(())
    }
}
