//! Uploads: streamed to the store, made durable, then a row, then the answer.

use domain::photo::{AcceptedFile, FailureCode, PhotoState, RejectedFile, foreign_format};
use domain::{AccountId, EventId, PhotoId, Problem};
use entities::{event, photo};
use futures::{Stream, StreamExt};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, SqlErr};
use sha2::{Digest, Sha256};

use crate::fault::{OrInternal, chain};
use crate::storage::{Incoming, StorageKey};
use crate::{Caller, Services};

/// What an upload may hold.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// Bytes of one file.
    pub bytes: u64,
    /// Pixels of one photo.
    pub pixels: u64,
}

impl Default for UploadLimits {
    /// 100 MB and 120 megapixels: above every camera that photographers bring to an event, below what
    /// would let one file take the server's memory.
    fn default() -> Self {
        Self { bytes: 100_000_000, pixels: 120_000_000 }
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acknowledged {
    /// Stored for good.
    Accepted(AcceptedFile),
    /// Refused; nothing of it is kept.
    Rejected(RejectedFile),
}

/// Leave to upload into one event.
pub struct Uploads {
    services: Services,
    event: event::Model,
    uploader: AccountId,
}

impl Services {
    /// Leave to upload into an event of the caller's organization.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn begin_upload(&self, caller: &Caller, event: EventId) -> Result<Uploads, Problem> {
        let event = self.own_event(caller, event).await?;
        let uploader = caller.organizer()?.account;
        Ok(Uploads { services: self.clone(), event, uploader })
    }

    /// Which of these files, by the SHA-256 of their content, the event has already.
    ///
    /// Errors: `sign_in_required`, `forbidden`.
    pub async fn known_uploads(
        &self,
        caller: &Caller,
        event: EventId,
        hashes: Vec<Vec<u8>>,
    ) -> Result<Vec<Vec<u8>>, Problem> {
        let event = self.own_event(caller, event).await?;
        let found = photo::Entity::of(event.id).filter(photo::Column::ContentHash.is_in(hashes));
        Ok(found.all(self.db()).await.or_internal()?.into_iter().map(|row| row.content_hash).collect())
    }
}

impl Uploads {
    /// Takes one file. One bad file never refuses the others: what is wrong with it is in its own answer.
    pub async fn take<B: AsRef<[u8]>, E>(
        &self,
        filename: &str,
        content: impl Stream<Item = Result<B, E>>,
    ) -> Result<Acknowledged, Problem> {
        let filename = display_name(filename);
        let received = match self.receive(content).await? {
            Ok(received) => received,
            Err(code) => return Ok(reject(filename, code)),
        };
        if let Some(known) = self.known(&received.hash).await? {
            return Ok(accept(known, filename, true));
        }
        self.store(filename, received).await
    }

    async fn receive<B: AsRef<[u8]>, E>(
        &self,
        content: impl Stream<Item = Result<B, E>>,
    ) -> Result<Result<Received, FailureCode>, Problem> {
        let limits = self.services.parts.upload_limits;
        let mut file = self.services.parts.store.receive().await.or_internal()?;
        let (mut hash, mut bytes) = (Sha256::new(), 0_u64);
        let mut content = std::pin::pin!(content);
        while let Some(chunk) = content.next().await {
            let Ok(chunk) = chunk else { return Ok(Err(FailureCode::Incomplete)) };
            bytes += chunk.as_ref().len() as u64;
            if bytes > limits.bytes {
                return Ok(Err(FailureCode::TooLarge));
            }
            hash.update(chunk.as_ref());
            file.write(chunk.as_ref()).await.or_internal()?;
        }
        if bytes == 0 {
            return Ok(Err(FailureCode::Empty));
        }
        let content = file.read_back().await.or_internal()?;
        Ok(media_type(&content, limits.pixels).map(|media_type| Received {
            file,
            hash: hash.finalize().to_vec(),
            bytes,
            media_type,
        }))
    }

    /// File first, row second: a row is a promise that the file is there.
    async fn store(&self, filename: String, received: Received) -> Result<Acknowledged, Problem> {
        let id = PhotoId::new();
        let original = StorageKey::Original(self.event.id, id);
        received.file.keep(&original).await.or_internal()?;
        let row = photo::Model {
            id,
            event_id: self.event.id,
            uploaded_by: self.uploader,
            filename: filename.clone(),
            content_hash: received.hash.clone(),
            bytes: i64::try_from(received.bytes).or_internal()?,
            media_type: received.media_type.to_owned(),
            state: PhotoState::Queued,
            attempts: 0,
            lease_owner: None,
            lease_until: None,
            failure_code: None,
            failure_detail: None,
            kind: None,
            decided_kind: None,
            width: 0,
            height: 0,
            taken_at: None,
            version: 0,
            model_id: None,
            created_at: self.services.now(),
            processed_at: None,
            placeholder: None,
            mark_stale: false,
        };
        let insert = photo::ActiveModel::from(row).reset_all();
        match photo::Entity::insert(insert).exec_without_returning(self.services.db()).await {
            Ok(_) => {
                self.services.tell_work();
                self.services.tell_change(self.event.id);
                Ok(accept(id, filename, false))
            }
            Err(error) => {
                let folder = StorageKey::Photo(self.event.id, id);
                if let Err(error) = self.services.parts.store.delete_all(&folder).await {
                    tracing::warn!(error = %chain(&error), "a file without a row was left behind");
                }
                // The same file came twice at the same moment: the other one won.
                let twin = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
                match if twin { self.known(&received.hash).await? } else { None } {
                    Some(known) => Ok(accept(known, filename, true)),
                    None => Err(error).or_internal(),
                }
            }
        }
    }

    async fn known(&self, hash: &[u8]) -> Result<Option<PhotoId>, Problem> {
        let found = photo::Entity::of(self.event.id).filter(photo::Column::ContentHash.eq(hash));
        Ok(found.one(self.services.db()).await.or_internal()?.map(|row| row.id))
    }
}

struct Received {
    file: Incoming,
    hash: Vec<u8>,
    bytes: u64,
    media_type: &'static str,
}

/// What the content is, by its first bytes, and whether the server would decode it.
fn media_type(content: &[u8], pixels: u64) -> Result<&'static str, FailureCode> {
    let header = faces::probe(content).map_err(|error| match failure_code(&error) {
        FailureCode::UnsupportedFormat => foreign_format(content).unwrap_or(FailureCode::UnsupportedFormat),
        other => other,
    })?;
    if u64::from(header.width) * u64::from(header.height) > pixels {
        return Err(FailureCode::TooManyPixels);
    }
    Ok(header.format.media_type())
}

/// The failure that the page explains, for what the decoder said.
pub(crate) fn failure_code(error: &faces::DecodeError) -> FailureCode {
    match error {
        faces::DecodeError::UnsupportedFormat => FailureCode::UnsupportedFormat,
        faces::DecodeError::TooManyPixels { .. } => FailureCode::TooManyPixels,
        _ => FailureCode::Unreadable,
    }
}

/// One sentence for people: what is wrong with the file and what to do.
pub(crate) fn failure_detail(filename: &str, code: FailureCode) -> String {
    match code {
        FailureCode::Empty => format!("{filename} is empty. Send it again from the camera."),
        FailureCode::TooLarge => format!("{filename} is larger than 100 MB. Export it smaller, then send it again."),
        FailureCode::TooManyPixels => {
            format!("{filename} has more than 120 megapixels. Export it smaller, then send it again.")
        }
        FailureCode::UnsupportedFormat => {
            format!("{filename} is not a JPEG, PNG or WebP picture. Export it as JPEG, then send it again.")
        }
        FailureCode::Heic => {
            format!("{filename} is HEIC. Share it from the phone as JPEG (\"Most compatible\"), then send it again.")
        }
        FailureCode::Avif => format!("{filename} is AVIF. Export it as JPEG, then send it again."),
        FailureCode::Raw => {
            format!("{filename} is a raw file or TIFF. Export it as JPEG from your photo program, then send it again.")
        }
        FailureCode::Unreadable => {
            format!("{filename} could not be read (it ends early or is damaged). Send it again from the camera.")
        }
        FailureCode::Incomplete => format!("{filename} was cut off on its way. Send it again."),
        FailureCode::Internal => format!("{filename} could not be processed on our side. Try again."),
    }
}

/// A file's name as it may be shown: its last part, without control characters, at most 200 characters.
fn display_name(filename: &str) -> String {
    let last = filename.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { "photo".to_owned() } else { name }
}

fn accept(id: PhotoId, filename: String, duplicate: bool) -> Acknowledged {
    Acknowledged::Accepted(AcceptedFile { id, filename, duplicate })
}

fn reject(filename: String, code: FailureCode) -> Acknowledged {
    let detail = failure_detail(&filename, code);
    Acknowledged::Rejected(RejectedFile { filename, code, detail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_shown_and_never_a_path() {
        assert_eq!(display_name("C:\\DCIM\\IMG_1.jpg"), "IMG_1.jpg");
        assert_eq!(display_name("../../etc/passwd"), "passwd");
        assert_eq!(display_name("a\u{0}b\n.jpg"), "ab.jpg");
        assert_eq!(display_name("/"), "photo");
    }
}
