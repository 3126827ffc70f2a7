//! One photo from its file to its faces.

use std::sync::Arc;
use std::time::Duration;

use domain::photo::{FailureCode, PhotoKind};
use entities::photo;
use faces::{DecodeLimits, Engine, Face, Pixels};
use sea_orm::DbErr;
use time::OffsetDateTime;
use uuid::Uuid;

use super::lease::is_hopeless;
use super::renditions::{self, RenditionFile};
use crate::Services;
use crate::fault::chain;
use crate::photos::upload::failure_code;
use crate::storage::StorageKey;

/// What processing a photo gave; nothing of it is in the database yet.
pub(super) struct Processed {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) taken_at: Option<OffsetDateTime>,
    pub(super) kind: PhotoKind,
    pub(super) faces: Vec<Face>,
    pub(super) files: Vec<RenditionFile>,
    /// A PNG of a few pixels, in base64.
    pub(super) placeholder: String,
    /// Which mark the public copies carry.
    pub(super) mark_version: i32,
}

impl Services {
    /// Leases one photo and processes it. False when none waits.
    pub(super) async fn work_once(&self, engine: &Arc<Engine>, worker: Uuid, lease: Duration) -> Result<bool, DbErr> {
        let Some(photo) = self.lease(worker, lease).await? else { return self.remark_once(worker, lease).await };
        tracing::info!(photo = %photo.id, stage = "leased", "photo");
        self.tell_change(photo.event_id);
        if is_hopeless(&photo) {
            self.fail(&photo, worker, FailureCode::Internal).await?;
        } else {
            tokio::select! {
                done = self.process(engine, &photo, worker) => done?,
                () = self.keep_lease(&photo, worker, lease) => {}
            }
        }
        self.tell_change(photo.event_id);
        Ok(true)
    }

    /// Returns when the lease is lost.
    async fn keep_lease(&self, photo: &photo::Model, worker: Uuid, lease: Duration) {
        loop {
            tokio::time::sleep(lease / 3).await;
            match self.renew(photo.id, worker, lease).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(photo = %photo.id, error = %chain(&error), "lease not renewed"),
            }
        }
    }

    async fn process(&self, engine: &Arc<Engine>, photo: &photo::Model, worker: Uuid) -> Result<(), DbErr> {
        match self.compute(engine, photo).await {
            Ok(processed) => self.finish(photo, worker, processed).await,
            Err(code) => self.fail(photo, worker, code).await,
        }
    }

    async fn compute(&self, engine: &Arc<Engine>, photo: &photo::Model) -> Result<Processed, FailureCode> {
        let original = StorageKey::Original(photo.event_id, photo.id);
        let bytes = self.parts.store.read(&original).await.map_err(|error| internal(photo, &error))?;
        let (engine, id) = (Arc::clone(engine), photo.id);
        let limits = DecodeLimits { max_pixels: self.parts.upload_limits.pixels };
        let mark = self.mark_of(photo.event_id).await.map_err(|error| internal(photo, &error))?;
        let computed = tokio::task::spawn_blocking(move || -> Result<Processed, Failed> {
            let decoded = faces::decode(&bytes, &limits).map_err(Failed::Decode)?;
            tracing::info!(photo = %id, stage = "decoded", "photo");
            let found = engine.analyse(&decoded.pixels).map_err(Failed::Engine)?;
            tracing::info!(photo = %id, stage = "faces", count = found.faces.len(), "photo");
            let (files, placeholder) =
                renditions::make(&decoded.pixels, &found.faces, &mark).map_err(Failed::Rendition)?;
            tracing::info!(photo = %id, stage = "renditions", "photo");
            let Pixels { width, height, .. } = decoded.pixels;
            let (taken_at, mark_version) = (decoded.taken_at, mark.version);
            let (kind, faces) = (found.kind, found.faces);
            Ok(Processed { width, height, taken_at, kind, faces, files, placeholder, mark_version })
        });
        match computed.await {
            Ok(Ok(processed)) => Ok(processed),
            Ok(Err(Failed::Decode(error))) => Err(failure_code(&error)),
            Ok(Err(error)) => Err(internal(photo, &error)),
            Err(panic) => Err(internal(photo, &panic)),
        }
    }
}

/// What may go wrong while computing.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("the photo could not be decoded")]
    Decode(#[source] faces::DecodeError),
    #[error("its faces could not be found")]
    Engine(#[source] faces::EngineError),
    #[error("its renditions could not be made")]
    Rendition(#[source] renditions::RenditionError),
}

fn internal(photo: &photo::Model, error: &dyn std::error::Error) -> FailureCode {
    tracing::error!(photo = %photo.id, error = %chain(error), "a photo failed");
    FailureCode::Internal
}
