//! How face vectors are kept: sealed, each event with a secret of its own.
//!
//! A template is an embedding sealed with AES-256-GCM under its event's secret; the event's secret is sealed
//! under the server's master key, which lives in a file outside the database. A stolen database therefore
//! holds no usable face, and deleting an event's secret erases all of its faces at once.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use domain::{EMBEDDING_DIMENSIONS, Embedding, EventId, FaceId};
use rand::RngCore;

/// Version of the sealed form that is written today: nonce (12 bytes), then AES-256-GCM over 128 little-endian
/// `f32`, the face's id as associated data.
pub(crate) const TEMPLATE_VERSION: i16 = 1;

/// NIST SP 800-38D: 96-bit nonces.
const NONCE_BYTES: usize = 12;
const KEY_BYTES: usize = 32;

/// The key that seals the events' secrets.
#[derive(Clone)]
pub struct MasterKey(Aes256Gcm);

/// Why the key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It cannot be read or written.
    #[error("the key file {path} could not be read or made")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is not a key.
    #[error("the key file {0} does not hold {KEY_BYTES} bytes; restore it from your backup")]
    NotAKey(PathBuf),
}

/// The sealed bytes are not what was sealed: another key, another face, or damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value could not be opened: it was changed, or the key is another one")]
pub(crate) struct NotOpened;

impl MasterKey {
    /// Reads the key file, or makes it (mode 600) at the first start.
    pub fn read_or_create(path: &Path) -> Result<Self, KeyError> {
        let file = |source| KeyError::File { path: path.to_owned(), source };
        match fs::read(path) {
            Ok(bytes) => Self::from_bytes(&bytes).ok_or_else(|| KeyError::NotAKey(path.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = random::<KEY_BYTES>();
                write_private(path, &key).map_err(file)?;
                Self::from_bytes(&key).ok_or_else(|| KeyError::NotAKey(path.to_owned()))
            }
            Err(error) => Err(file(error)),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Aes256Gcm::new_from_slice(bytes).ok().map(Self)
    }

    /// A new event's secret, sealed: what the event's row keeps.
    pub(crate) fn new_event_secret(&self, event: EventId) -> Result<Vec<u8>, NotOpened> {
        seal(&self.0, &random::<KEY_BYTES>(), event.0.as_bytes())
    }

    /// A salted, keyed hash of a short secret (GMAC: a nonce, and the tag of nothing but the associated data). Without the
    /// key, a million guesses at six digits show nothing.
    pub(crate) fn hash(&self, secret: &[u8]) -> Result<Vec<u8>, NotOpened> {
        seal(&self.0, &[], secret)
    }

    /// Whether a hash is of this secret; compared in constant time.
    pub(crate) fn is_hash_of(&self, hash: &[u8], secret: &[u8]) -> bool {
        open(&self.0, hash, secret).is_ok_and(|nothing| nothing.is_empty())
    }

    /// Opens an event's secret.
    pub(crate) fn event_key(&self, event: EventId, sealed: &[u8]) -> Result<EventKey, NotOpened> {
        let secret = open(&self.0, sealed, event.0.as_bytes())?;
        Aes256Gcm::new_from_slice(&secret).map(EventKey).map_err(|_| NotOpened)
    }
}

/// The key of one event's templates.
pub(crate) struct EventKey(Aes256Gcm);

impl EventKey {
    pub(crate) fn seal(&self, face: FaceId, embedding: &Embedding) -> Result<Vec<u8>, NotOpened> {
        let plain: Vec<u8> = embedding.as_slice().iter().flat_map(|value| value.to_le_bytes()).collect();
        seal(&self.0, &plain, face.0.as_bytes())
    }

    pub(crate) fn open(&self, face: FaceId, template: &[u8]) -> Result<Embedding, NotOpened> {
        let plain = open(&self.0, template, face.0.as_bytes())?;
        let (values, rest) = plain.as_chunks::<4>();
        if values.len() != EMBEDDING_DIMENSIONS || !rest.is_empty() {
            return Err(NotOpened);
        }
        let values: Vec<f32> = values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        Embedding::try_from_unit(&values).map_err(|_| NotOpened)
    }
}

fn seal(cipher: &Aes256Gcm, plain: &[u8], associated: &[u8]) -> Result<Vec<u8>, NotOpened> {
    let nonce = random::<NONCE_BYTES>();
    let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: associated }).map_err(|_| NotOpened)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(cipher: &Aes256Gcm, sealed: &[u8], associated: &[u8]) -> Result<Vec<u8>, NotOpened> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotOpened)?;
    cipher.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: associated }).map_err(|_| NotOpened)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedding() -> Embedding {
        let mut raw = [0.1; EMBEDDING_DIMENSIONS];
        raw[3] = -2.0;
        Embedding::from_raw(raw).expect("a direction")
    }

    fn key() -> MasterKey {
        MasterKey::from_bytes(&random::<KEY_BYTES>()).expect("32 bytes")
    }

    #[test]
    fn a_template_opens_for_its_face_under_its_key_only() {
        let (event, face) = (EventId::new(), FaceId::new());
        let master = key();
        let secret = master.new_event_secret(event).expect("sealed");
        let key = master.event_key(event, &secret).expect("opened");
        let template = key.seal(face, &embedding()).expect("sealed");

        assert!(key.open(face, &template).expect("opened").cosine(&embedding()) > 0.999_99);
        assert_eq!(key.open(FaceId::new(), &template), Err(NotOpened), "another face");
        assert!(master.event_key(EventId::new(), &secret).is_err(), "another event");
        let other = master.new_event_secret(event).and_then(|secret| master.event_key(event, &secret)).expect("a key");
        assert_eq!(other.open(face, &template), Err(NotOpened), "another secret");
        let mut damaged = template.clone();
        damaged[40] ^= 1;
        assert_eq!(key.open(face, &damaged), Err(NotOpened), "damaged");
        assert_eq!(key.open(face, &template[..5]), Err(NotOpened), "cut short");
    }

    #[test]
    fn the_key_file_is_made_once_and_private() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys/master");
        let event = EventId::new();
        let secret = MasterKey::read_or_create(&path).expect("made").new_event_secret(event).expect("sealed");
        let again = MasterKey::read_or_create(&path).expect("read");
        assert!(again.event_key(event, &secret).is_ok());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(&path, b"short").expect("written");
        assert!(matches!(MasterKey::read_or_create(&path), Err(KeyError::NotAKey(_))));
    }
}
