//! The networks as the browser loads them.

use std::path::{Path, PathBuf};

use crate::error::SiteError;

/// Ends the names of the lossless eight-bit files, a quarter of the size of the server's.
const SUFFIX: &str = ".u8.onnx";

/// The browser's networks in the converter's output: name in the site, and file.
pub(crate) fn of_the_browser(converted: &Path) -> Result<Vec<(String, PathBuf)>, SiteError> {
    let none = || SiteError::NoNetworks { path: converted.to_owned() };
    let mut networks = Vec::new();
    for entry in std::fs::read_dir(converted).map_err(|_| none())?.flatten() {
        let name = entry.file_name();
        if let Some(stem) = name.to_string_lossy().strip_suffix(SUFFIX) {
            networks.push((format!("{stem}.onnx"), entry.path()));
        }
    }
    networks.sort();
    if networks.is_empty() { Err(none()) } else { Ok(networks) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    #[test]
    fn only_the_small_forms_are_the_browsers() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(of_the_browser(folder.path()), Err(SiteError::NoNetworks { .. })));
        for name in ["detector.onnx", "detector.u8.onnx", "preview.u8.onnx", "demo/sample1.jpg"] {
            files::write(&folder.path().join(name), b"x").unwrap();
        }
        let names: Vec<String> = of_the_browser(folder.path()).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["detector.onnx", "preview.onnx"]);
    }
}
