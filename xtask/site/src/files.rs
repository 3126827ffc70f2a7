//! The files of the site: collected first, then put in place, touching only what differs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::SiteError;

/// What one file of the site consists of.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A copy of this file.
    Copy(PathBuf),
    /// This text.
    Text(String),
}

impl Content {
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, SiteError> {
        match self {
            Self::Copy(file) => read(file),
            Self::Text(text) => Ok(text.clone().into_bytes()),
        }
    }
}

/// The files that the site shall have, by their path in it.
#[derive(Debug)]
pub(crate) struct Wanted {
    site: PathBuf,
    files: BTreeMap<String, Content>,
}

impl Wanted {
    pub(crate) fn new(site: &Path) -> Self {
        Self { site: site.to_owned(), files: BTreeMap::new() }
    }

    pub(crate) fn text(&mut self, name: &str, text: String) {
        self.files.insert(name.to_owned(), Content::Text(text));
    }

    pub(crate) fn file(&mut self, name: &str, from: PathBuf) {
        self.files.insert(name.to_owned(), Content::Copy(from));
    }

    /// Everything below `from`, as `name/…`.
    pub(crate) fn folder(&mut self, name: &str, from: &Path) -> Result<(), SiteError> {
        for file in below(from)? {
            let inside = file.strip_prefix(from).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            self.file(&format!("{name}/{inside}"), file);
        }
        Ok(())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Content)> {
        self.files.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Makes the site's folder hold exactly these files, and says how many had to be written.
    /// A file that is already right keeps its time, so that cargo does not rebuild the server for it.
    pub(crate) fn place(&self) -> Result<usize, SiteError> {
        let mut written = 0;
        for (name, content) in &self.files {
            let (path, bytes) = (self.site.join(name), content.bytes()?);
            if fs::read(&path).ok().as_deref() != Some(&bytes) {
                write(&path, &bytes)?;
                written += 1;
            }
        }
        if self.site.is_dir() {
            for path in below(&self.site)? {
                let name = path.strip_prefix(&self.site).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                if !self.files.contains_key(&name) {
                    fs::remove_file(&path).map_err(|source| SiteError::Write { path, source })?;
                }
            }
        }
        Ok(written)
    }
}

/// Reads a whole file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, SiteError> {
    fs::read(path).map_err(|source| SiteError::Read { path: path.to_owned(), source })
}

/// Writes a file, making the folders on the way.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), SiteError> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|source| SiteError::Write { path: path.to_owned(), source })
}

/// Every file below `folder`, sorted.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>, SiteError> {
    let unreadable = |source| SiteError::Read { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_holds_exactly_what_is_wanted_and_untouched_files_keep_their_time() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        write(&folder.path().join("made/a.js"), b"a").unwrap();
        write(&site.join("pkg/stale.js"), b"old").unwrap();

        let mut wanted = Wanted::new(&site);
        wanted.folder("pkg", &folder.path().join("made")).unwrap();
        wanted.text("pkg/b.css", "b".to_owned());
        assert_eq!(wanted.place().unwrap(), 2);
        assert_eq!(below(&site).unwrap(), [site.join("pkg/a.js"), site.join("pkg/b.css")]);
        assert_eq!(wanted.place().unwrap(), 0);

        wanted.text("pkg/b.css", "c".to_owned());
        assert_eq!(wanted.place().unwrap(), 1);
        assert_eq!(read(&site.join("pkg/b.css")).unwrap(), b"c");
    }
}
