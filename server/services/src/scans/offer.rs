//! Leave to scan once.

use domain::scan::{FRAMES, ScanOffer};
use domain::{EventRef, Problem};
use entities::scan_nonce;
use rand::distr::{Alphanumeric, SampleString};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};
use time::{Duration, OffsetDateTime};

use crate::fault::OrInternal;
use crate::{Caller, Services};

/// Time to read the consent text, find the light and scan.
const LIFE: Duration = Duration::minutes(15);
/// 24 letters and digits are 142 random bits.
const NONCE_LENGTH: usize = 24;

impl Services {
    /// Offers one scan of an event to this visit.
    ///
    /// Errors: `event_not_found`, `rate_limited`.
    pub async fn scan_offer(&self, caller: &Caller, event: EventRef) -> Result<ScanOffer, Problem> {
        let event = self.event_past_door(caller, &event).await?;
        let visit = caller.begin_visit().await?;
        self.limits.offer(caller.address(), visit)?;
        let nonce = Alphanumeric.sample_string(&mut rand::rng(), NONCE_LENGTH);
        let expires_at = self.now() + LIFE;
        let row = scan_nonce::ActiveModel {
            nonce: Set(nonce.clone()),
            event_id: Set(event.id),
            visit_id: Set(visit),
            expires_at: Set(expires_at),
        };
        scan_nonce::Entity::insert(row).exec_without_returning(self.db()).await.or_internal()?;
        Ok(ScanOffer { event_id: event.id, nonce, model_id: self.parts.model_id.clone(), frames: FRAMES, expires_at })
    }

    /// Removes offers and grants that are over; answers how many rows that was.
    pub(crate) async fn sweep_scans(&self, now: OffsetDateTime) -> Result<u64, DbErr> {
        let nonces = scan_nonce::Entity::delete_many().filter(scan_nonce::Column::ExpiresAt.lte(now));
        let grants = entities::grant::Entity::delete_many().filter(entities::grant::Column::ExpiresAt.lte(now));
        Ok(nonces.exec(self.db()).await?.rows_affected + grants.exec(self.db()).await?.rows_affected)
    }
}
