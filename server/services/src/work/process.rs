//! One photo from its file to its faces.

use std::sync::Arc;
use std::time::Duration;

use domain::photo::FailureCode;
use entities::photo;
use faces::DecodeLimits;
use sea_orm::DbErr;
use uuid::Uuid;

use super::Workshop;
use super::compute::{Failed, Processed, compute};
use super::lease::is_hopeless;
use crate::Services;
use crate::fault::chain;
use crate::photos::upload::failure_code;
use crate::storage::StorageKey;

impl Services {
    /// Leases one photo and processes it. False when none waits.
    pub(super) async fn work_once(&self, shop: &Workshop, worker: Uuid, lease: Duration) -> Result<bool, DbErr> {
        let Some(photo) = self.lease(worker, lease).await? else { return self.remark_once(worker, lease).await };
        tracing::info!(photo = %photo.id, stage = "leased", "photo");
        self.tell_change(photo.event_id);
        if is_hopeless(&photo) {
            self.fail(&photo, worker, FailureCode::Internal).await?;
        } else {
            tokio::select! {
                done = self.process(shop, &photo, worker) => done?,
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

    async fn process(&self, shop: &Workshop, photo: &photo::Model, worker: Uuid) -> Result<(), DbErr> {
        match self.compute(shop, photo).await {
            Ok(processed) => self.finish(photo, worker, processed).await,
            Err(code) => self.fail(photo, worker, code).await,
        }
    }

    async fn compute(&self, shop: &Workshop, photo: &photo::Model) -> Result<Processed, FailureCode> {
        let original = StorageKey::Original(photo.event_id, photo.id);
        let bytes = self.parts.store.read(&original).await.map_err(|error| internal(photo, &error))?;
        let (engine, id) = (Arc::clone(&shop.engine), photo.id);
        let limits = DecodeLimits { max_pixels: self.parts.upload_limits.pixels };
        let mark = self.mark_of(photo.event_id).await.map_err(|error| internal(photo, &error))?;
        let pixels = faces::probe(&bytes).map_or(0, |header| u64::from(header.width) * u64::from(header.height));
        let place = shop.room.enter(pixels.min(limits.max_pixels)).await;
        let computed = tokio::task::spawn_blocking(move || {
            let _place = place;
            compute(&bytes, &limits, &engine, &mark, |stage| {
                tracing::info!(photo = %id, stage = stage.name(), "photo");
            })
        });
        match computed.await {
            Ok(Ok(processed)) => Ok(processed),
            Ok(Err(Failed::Decode(error))) => Err(failure_code(&error)),
            Ok(Err(error)) => Err(internal(photo, &error)),
            Err(panic) => Err(internal(photo, &panic)),
        }
    }
}

fn internal(photo: &photo::Model, error: &dyn std::error::Error) -> FailureCode {
    tracing::error!(photo = %photo.id, error = %chain(error), "a photo failed");
    FailureCode::Internal
}
