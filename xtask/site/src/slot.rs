//! A folder that keeps what was made, together with the hash of what it was made from.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::SiteError;
use crate::files;

/// Room for one made thing: the latest replaces the one before, so the cache does not grow.
#[derive(Debug)]
pub(crate) struct Slot {
    folder: PathBuf,
}

impl Slot {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder with what `make` wrote for these ingredients, now or in an earlier run.
    pub(crate) fn filled(
        &self,
        ingredients: &[&[u8]],
        make: impl FnOnce(&Path) -> Result<(), SiteError>,
    ) -> Result<PathBuf, SiteError> {
        let key = key(ingredients);
        let (contents, note) = (self.folder.join("made"), self.folder.join("key"));
        if fs::read_to_string(&note).is_ok_and(|noted| noted == key) {
            return Ok(contents);
        }
        let fresh = |path: &Path| {
            if path.exists() {
                fs::remove_dir_all(path)?;
            }
            fs::create_dir_all(path)
        };
        // Interrupted half-way, nothing claims to be finished: the note is written last.
        fresh(&self.folder)
            .and_then(|()| fresh(&contents))
            .map_err(|source| SiteError::Write { path: contents.clone(), source })?;
        make(&contents)?;
        files::write(&note, key.as_bytes())?;
        Ok(contents)
    }
}

fn key(ingredients: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for ingredient in ingredients {
        hash.update((ingredient.len() as u64).to_le_bytes());
        hash.update(ingredient);
    }
    hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_made_once_for_the_same_ingredients_and_again_for_others() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::new(folder.path().join("slot"));
        let mut times = 0;
        for ingredient in ["one", "one", "two", "one"] {
            let made = slot
                .filled(&[ingredient.as_bytes()], |folder| {
                    times += 1;
                    files::write(&folder.join("thing"), ingredient.as_bytes())
                })
                .unwrap();
            assert_eq!(files::read(&made.join("thing")).unwrap(), ingredient.as_bytes());
        }
        assert_eq!(times, 3);
    }

    #[test]
    fn a_failed_making_is_not_taken_for_a_finished_one() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::new(folder.path().join("slot"));
        assert!(slot.filled(&[b"x"], |_| Err(SiteError::Usage)).is_err());
        let made = slot.filled(&[b"x"], |folder| files::write(&folder.join("thing"), b"now")).unwrap();
        assert_eq!(files::read(&made.join("thing")).unwrap(), b"now");
    }

    #[test]
    fn where_one_ingredient_ends_matters() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
    }
}
