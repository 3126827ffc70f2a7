//! Photos as files: written under a temporary name, synced, renamed.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use bytes::Bytes;
use time::OffsetDateTime;
use tokio::fs;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::StorageKey;

/// A folder of files.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: PathBuf,
}

/// A file that is being received. Dropped before [`Incoming::keep`], it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    root: PathBuf,
    path: PathBuf,
    file: fs::File,
    kept: bool,
}

impl FileStore {
    /// Opens the store; what was being received when the last process died is removed.
    pub(super) fn open(root: PathBuf) -> io::Result<Self> {
        let incoming = root.join("incoming");
        std::fs::create_dir_all(&incoming)?;
        for entry in std::fs::read_dir(&incoming)? {
            remove_if_stale(&entry?)?;
        }
        Ok(Self { root })
    }

    pub(super) async fn receive(&self) -> io::Result<Incoming> {
        let path = self.root.join("incoming").join(Uuid::new_v4().to_string());
        let file = fs::File::create_new(&path).await?;
        Ok(Incoming { root: self.root.clone(), path, file, kept: false })
    }

    pub(super) async fn read(&self, key: &StorageKey) -> io::Result<Bytes> {
        fs::read(self.root.join(key.path())).await.map(Bytes::from)
    }

    pub(super) async fn delete_all(&self, folder: &StorageKey) -> io::Result<()> {
        absent_is_fine(fs::remove_dir_all(self.root.join(folder.path())).await)
    }

    pub(super) async fn delete_beside(&self, file: &StorageKey, beginning: &str) -> io::Result<()> {
        let path = self.root.join(file.path());
        let Some(folder) = path.parent() else { return Ok(()) };
        let mut entries = match fs::read_dir(folder).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        while let Some(entry) = entries.next_entry().await? {
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(beginning)) {
                absent_is_fine(fs::remove_file(entry.path()).await)?;
            }
        }
        Ok(())
    }

    pub(super) async fn delete_file(&self, key: &StorageKey) -> io::Result<()> {
        absent_is_fine(fs::remove_file(self.root.join(key.path())).await)
    }

    /// The folders below a folder whose names are ids; what has another name is not ours to judge.
    pub(super) async fn folders<Id: FromStr>(&self, below: &str) -> io::Result<Vec<Id>> {
        let mut found = Vec::new();
        let mut entries = match fs::read_dir(self.root.join(below)).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            entries => entries?,
        };
        while let Some(entry) = entries.next_entry().await? {
            found.extend(entry.file_name().to_str().and_then(|name| name.parse().ok()));
        }
        Ok(found)
    }

    pub(super) async fn changed_at(&self, folder: &StorageKey) -> io::Result<Option<OffsetDateTime>> {
        match fs::metadata(self.root.join(folder.path())).await {
            Ok(metadata) => Ok(Some(metadata.modified()?.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn keep_version(&self, photo: &StorageKey, version: i32) -> io::Result<()> {
        let kept = format!("v{version}");
        let mut entries = fs::read_dir(self.root.join(photo.path())).await?;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            if entry.file_type().await?.is_dir() && name.to_str() != Some(&kept) {
                absent_is_fine(fs::remove_dir_all(entry.path()).await)?;
            }
        }
        Ok(())
    }
}

impl Incoming {
    /// Appends bytes.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await
    }

    /// All bytes so far.
    pub(crate) async fn read_back(&mut self) -> io::Result<Vec<u8>> {
        self.file.flush().await?;
        fs::read(&self.path).await
    }

    /// Makes the file durable in its place: synced, renamed, its folder synced. After this, power may fail.
    pub(crate) async fn keep(mut self, key: &StorageKey) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let target = self.root.join(key.path());
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).await?;
            fs::rename(&self.path, &target).await?;
            self.kept = true;
            sync_folders(folder, &self.root).await?;
        }
        Ok(())
    }

    /// Removes it.
    pub(crate) async fn drop_it(mut self) -> io::Result<()> {
        self.kept = true;
        fs::remove_file(&self.path).await
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.kept {
            // The upload was cut off or refused; a failure here is swept at the next start.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// A new folder's own entry is durable only when its parent is synced too.
async fn sync_folders(folder: &Path, root: &Path) -> io::Result<()> {
    for folder in folder.ancestors().take_while(|folder| folder.starts_with(root)) {
        fs::File::open(folder).await?.sync_all().await?;
    }
    Ok(())
}

/// Another process may be receiving right now: only what has not grown for an hour is left over.
fn remove_if_stale(entry: &std::fs::DirEntry) -> io::Result<()> {
    let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
    if age.as_secs() > 3600 { absent_is_fine(std::fs::remove_file(entry.path())) } else { Ok(()) }
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EventId, PhotoId};

    fn files_below(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { found.extend(files_below(&entry.path())) } else { found.push(entry.path()) }
        }
        found
    }

    #[tokio::test]
    async fn what_is_not_kept_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = FileStore::open(folder.path().to_owned()).expect("opened");
        let mut incoming = store.receive().await.expect("begun");
        incoming.write(b"half of a pho").await.expect("written");
        drop(incoming);
        assert_eq!(files_below(folder.path()), Vec::<PathBuf>::new());
    }

    #[tokio::test]
    async fn what_is_kept_is_in_its_place_and_only_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = FileStore::open(folder.path().to_owned()).expect("opened");
        let key = StorageKey::Original(EventId::new(), PhotoId::new());
        let mut incoming = store.receive().await.expect("begun");
        incoming.write(b"a photo").await.expect("written");
        incoming.keep(&key).await.expect("kept");
        assert_eq!(store.read(&key).await.expect("read"), "a photo");
        assert_eq!(files_below(folder.path()), [folder.path().join(key.path())]);
    }
}
