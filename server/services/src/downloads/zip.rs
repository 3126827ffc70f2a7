//! Many photos as one ZIP archive, made while it is sent: no more than one photo of it is ever in memory.

use std::io::{self, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, PreparedZipFile, ZipWriter};
use bytes::Bytes;
use domain::photo::PhotoState;
use domain::{EventId, EventRef, PhotoId, Problem, ProblemCode};
use entities::{event, favourite, grant_photo, photo};
use futures::stream::{self, BoxStream, StreamExt};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use time::PrimitiveDateTime;

use super::names::{Names, safe};
use super::open_to_guests;
use crate::access::Viewer;
use crate::fault::{OrInternal, chain};
use crate::photos::metadata;
use crate::storage::StorageKey;
use crate::{Caller, Services};

/// Which photos an archive is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZipWish {
    /// All that are open to the caller: a guest's own, a member's every one.
    All,
    /// Those with a heart.
    Favourites,
    /// These, all of which must be open to the caller.
    Photos(Vec<PhotoId>),
}

/// An archive on its way out.
pub struct Zip {
    /// What to save it as: the event's name.
    pub filename: String,
    /// The archive, piece by piece. An error ends it early: whoever reads it must not take it for whole.
    pub pieces: BoxStream<'static, io::Result<Bytes>>,
}

impl Services {
    /// The originals of photos, without metadata, as one archive. They are recorded as downloads.
    ///
    /// Errors: `event_not_found`, `scan_required`, `bad_request` (no photo named), `forbidden` (one that is not open to
    /// the caller, or downloads are off), `not_found` (there is none).
    pub async fn zip(&self, caller: &Caller, event: EventRef, wish: ZipWish) -> Result<Zip, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let member = caller.identity().is_some_and(|member| member.organization == event.organization_id);
        let photos = self.wished(caller, &event, member, wish).await?;
        if photos.is_empty() {
            return Err(ProblemCode::NotFound.into());
        }
        let ids: Vec<PhotoId> = photos.iter().map(|photo| photo.id).collect();
        let viewer = if member { Viewer::Member } else { Viewer::Certain };
        self.record_downloads(caller, &event, viewer, &ids).await?;
        let packing = Packing::of(self.clone(), event.id, photos);
        let pieces = stream::unfold(packing, |mut packing| async move { Some((packing.next().await?, packing)) });
        Ok(Zip { filename: format!("{}.zip", safe(&event.name)), pieces: pieces.boxed() })
    }

    /// The photos of a wish, the oldest first, after asking whether they are the caller's to have.
    async fn wished(
        &self,
        caller: &Caller,
        event: &event::Model,
        member: bool,
        wish: ZipWish,
    ) -> Result<Vec<photo::Model>, Problem> {
        let mut query = photo::Entity::of(event.id).filter(photo::Column::State.eq(PhotoState::Ready));
        if !member {
            let grant = self.live_grant(caller, event.id).await?.ok_or(ProblemCode::ScanRequired)?;
            open_to_guests(event)?;
            query = query
                .join(JoinType::InnerJoin, grant_photo::Relation::Photo.def().rev())
                .filter(grant_photo::Column::GrantId.eq(grant.id));
        }
        let mut expected = None;
        match wish {
            ZipWish::All => {}
            ZipWish::Favourites => {
                let Some(holder) = caller.holder().await? else { return Ok(Vec::new()) };
                query = query
                    .join(JoinType::InnerJoin, favourite::Relation::Photo.def().rev())
                    .filter(favourite::Column::HolderId.eq(holder.id));
            }
            ZipWish::Photos(mut ids) => {
                ids.sort_unstable();
                ids.dedup();
                if ids.is_empty() {
                    return Err(ProblemCode::BadRequest.into());
                }
                expected = Some(ids.len());
                query = query.filter(photo::Column::Id.is_in(ids));
            }
        }
        let found = query.order_by_asc(photo::Column::Id).all(self.db()).await.or_internal()?;
        if expected.is_some_and(|expected| expected != found.len()) {
            return Err(ProblemCode::Forbidden.into());
        }
        Ok(found)
    }
}

/// An archive that is being made.
struct Packing {
    services: Services,
    event: EventId,
    photos: std::vec::IntoIter<(photo::Model, String)>,
    out: Out,
    /// None once the archive is whole, or broken.
    zip: Option<ZipWriter<Out>>,
}

impl Packing {
    fn of(services: Services, event: EventId, photos: Vec<photo::Model>) -> Self {
        let mut names = Names::default();
        let named: Vec<(photo::Model, String)> = photos
            .into_iter()
            .map(|photo| (names.give(&photo.filename), photo))
            .map(|(name, photo)| (photo, name))
            .collect();
        let out = Out::default();
        Self { services, event, photos: named.into_iter(), zip: Some(ZipWriter::new(out.clone())), out }
    }

    /// The next piece: one photo with what goes before it, or the archive's end.
    async fn next(&mut self) -> Option<io::Result<Bytes>> {
        let zip = self.zip.take()?;
        let Some((photo, name)) = self.photos.next() else {
            return Some(zip.finish().map(|_| self.out.take()).map_err(io::Error::from));
        };
        let added = match self.services.parts.store.read(&StorageKey::Original(self.event, photo.id)).await {
            Ok(original) => add(zip, original, photo, name).await,
            // Deleted while the archive was on its way: it is not to be in it.
            Err(_) if self.is_gone(photo.id).await => Ok(zip),
            Err(error) => Err(error),
        };
        Some(match added {
            Ok(zip) => {
                self.zip = Some(zip);
                Ok(self.out.take())
            }
            Err(error) => {
                tracing::error!(error = %chain(&error), "an archive could not be finished");
                Err(error)
            }
        })
    }

    async fn is_gone(&self, photo: PhotoId) -> bool {
        photo::Entity::find_by_id(photo).count(self.services.db()).await.is_ok_and(|rows| rows == 0)
    }
}

/// Adds one photo. Taking out its metadata and its checksum are work for a thread of its own.
async fn add(
    mut zip: ZipWriter<Out>,
    original: Bytes,
    photo: photo::Model,
    name: String,
) -> io::Result<ZipWriter<Out>> {
    let pack = move || {
        let bytes = metadata::strip(original).map_err(io::Error::other)?;
        let taken = photo.taken_at.unwrap_or(photo.created_at);
        let taken = ::zip::DateTime::try_from(PrimitiveDateTime::new(taken.date(), taken.time())).unwrap_or_default();
        // Pictures are compressed already.
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(taken);
        // Its length and checksum are known before its header is written: phones unpack that best.
        zip.add_prepared_file(PreparedZipFile::from_data(name, options, &bytes)?)?;
        Ok(zip)
    };
    tokio::task::spawn_blocking(pack).await.map_err(io::Error::other)?
}

/// Where the archive is written to: what is there is taken away and sent.
#[derive(Clone, Default)]
struct Out(Arc<Mutex<Written>>);

#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    /// Length of the whole archive so far.
    position: u64,
}

impl Out {
    fn take(&self) -> Bytes {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).bytes).into()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.bytes.extend_from_slice(bytes);
        written.position += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Out {
    /// Only to where it stands: what was sent cannot be changed.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = self.0.lock().unwrap_or_else(PoisonError::into_inner).position;
        match to {
            SeekFrom::Current(0) | SeekFrom::End(0) => Ok(position),
            SeekFrom::Start(to) if to == position => Ok(position),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}
