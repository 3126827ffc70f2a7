//! Where photos are kept.
//!
//! A photo's file is complete, synced and in its place before its row exists; a file without a row is nothing to
//! anyone. One enum, [`StorageKey`], owns every path.

mod file;
mod key;

use std::io;
use std::path::PathBuf;

use bytes::Bytes;
use domain::{EventId, PhotoId};
use time::OffsetDateTime;

pub use file::{FileStore, Incoming};
pub use key::{CopyFormat, StorageKey};

/// A photo store.
#[derive(Clone, Debug)]
pub enum PhotoStore {
    /// Files below the data folder.
    File(FileStore),
}

impl PhotoStore {
    /// A store of files below this folder, which is made if it is not there.
    pub fn file(root: PathBuf) -> io::Result<Self> {
        FileStore::open(root).map(Self::File)
    }

    /// Begins to receive a file whose length and content are not known yet.
    pub(crate) async fn receive(&self) -> io::Result<Incoming> {
        match self {
            Self::File(store) => store.receive().await,
        }
    }

    /// Writes a file at once, in its place or not at all.
    pub(crate) async fn put(&self, key: &StorageKey, bytes: Vec<u8>) -> io::Result<()> {
        let mut incoming = self.receive().await?;
        incoming.write(&bytes).await?;
        incoming.keep(key).await
    }

    pub(crate) async fn read(&self, key: &StorageKey) -> io::Result<Bytes> {
        match self {
            Self::File(store) => store.read(key).await,
        }
    }

    /// Reads a copy of a picture in whichever format it is kept, and says which.
    pub(crate) async fn read_copy(&self, key: impl Fn(CopyFormat) -> StorageKey) -> io::Result<(CopyFormat, Bytes)> {
        let mut absent = None;
        for format in CopyFormat::ALL {
            match self.read(&key(format)).await {
                Err(error) if error.kind() == io::ErrorKind::NotFound => absent = absent.or(Some(error)),
                read => return read.map(|bytes| (format, bytes)),
            }
        }
        Err(absent.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
    }

    /// Removes everything below a folder; nothing there is no error.
    pub(crate) async fn delete_all(&self, folder: &StorageKey) -> io::Result<()> {
        match self {
            Self::File(store) => store.delete_all(folder).await,
        }
    }

    /// Removes the files in a file's folder whose names begin like this; none is no error.
    pub(crate) async fn delete_beside(&self, file: &StorageKey, beginning: &str) -> io::Result<()> {
        match self {
            Self::File(store) => store.delete_beside(file, beginning).await,
        }
    }

    /// Removes the rendition folders of a photo other than this version's.
    pub(crate) async fn keep_version(&self, photo: &StorageKey, version: i32) -> io::Result<()> {
        match self {
            Self::File(store) => store.keep_version(photo, version).await,
        }
    }

    /// Removes one file; none there is no error.
    pub(crate) async fn delete_file(&self, key: &StorageKey) -> io::Result<()> {
        match self {
            Self::File(store) => store.delete_file(key).await,
        }
    }

    /// The events that anything is kept of.
    pub(crate) async fn events(&self) -> io::Result<Vec<EventId>> {
        match self {
            Self::File(store) => store.folders("events").await,
        }
    }

    /// The photos of an event that anything is kept of.
    pub(crate) async fn photos(&self, event: EventId) -> io::Result<Vec<PhotoId>> {
        match self {
            Self::File(store) => store.folders(&StorageKey::Event(event).path()).await,
        }
    }

    /// When something in a folder last came or went; `None` when it is gone.
    pub(crate) async fn changed_at(&self, folder: &StorageKey) -> io::Result<Option<OffsetDateTime>> {
        match self {
            Self::File(store) => store.changed_at(folder).await,
        }
    }

    pub(crate) async fn is_writable(&self) -> bool {
        match self.receive().await {
            Ok(probe) => probe.drop_it().await.is_ok(),
            Err(_) => false,
        }
    }
}
