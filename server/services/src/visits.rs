//! Who keeps something. Without an account it is the visit, which lasts as long as its session; a guest who signs in
//! takes over what the visit had, and finds it on every device.

use domain::{EventId, GrantId, GuestId, Problem};
use entities::{download, favourite, grant, guest_grant};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

/// How long the favourites and downloads of a visit are kept that nobody took over: longer than any session lives.
const VISIT_KEEPS: Duration = Duration::days(30);

/// Whose favourites and downloads are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The account's id, or the visit's.
    pub(crate) id: Uuid,
    /// The guest's account, when it is one.
    pub(crate) guest: Option<GuestId>,
}

impl Caller {
    /// Whose favourites and downloads these are; nobody's before the first scan.
    pub(crate) async fn holder(&self) -> Result<Option<Holder>, Problem> {
        Ok(match self.account_holder() {
            Some(holder) => Some(holder),
            None => self.visit().await?.map(|id| Holder { id, guest: None }),
        })
    }

    /// Whose favourites and downloads these will be; begins a visit where there is nobody yet.
    pub(crate) async fn begin_holder(&self) -> Result<Holder, Problem> {
        match self.account_holder() {
            Some(holder) => Ok(holder),
            None => Ok(Holder { id: self.begin_visit().await?, guest: None }),
        }
    }

    fn account_holder(&self) -> Option<Holder> {
        let guest = self.guest().map(|guest| Holder { id: guest.0, guest: Some(guest) });
        guest.or_else(|| self.identity().map(|member| Holder { id: member.account.0, guest: None }))
    }
}

impl Services {
    /// Gives a guest's account what the visit had: what its scans opened, its favourites, its downloads. Called when
    /// the guest signs in, after the session has become theirs, with the caller as it came.
    ///
    /// Where another guest was signed in on this session, nothing is taken over: it was theirs, and is closed here.
    pub async fn adopt_visit(&self, caller: &Caller, guest: GuestId) -> Result<(), Problem> {
        if caller.guest().is_some_and(|before| before != guest) {
            return caller.leave_visit().await;
        }
        let grants = caller.held_grants().await?;
        let visit = caller.visit().await?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        self.adopt_grants(&transaction, &grants, guest).await.or_internal()?;
        if let Some(visit) = visit {
            adopt_favourites(&transaction, visit, guest).await.or_internal()?;
            adopt_downloads(&transaction, visit, guest).await.or_internal()?;
        }
        transaction.commit().await.or_internal()
    }

    async fn adopt_grants(
        &self,
        transaction: &DatabaseTransaction,
        grants: &[GrantId],
        guest: GuestId,
    ) -> Result<(), DbErr> {
        let live = grant::Entity::find()
            .filter(grant::Column::Id.is_in(grants.iter().copied()))
            .filter(grant::Column::ExpiresAt.gt(self.now()))
            .all(transaction)
            .await?;
        for grant in live {
            keep_grant(transaction, guest, grant.event_id, grant.id).await?;
        }
        Ok(())
    }

    /// The grant that the guest's account has for an event, whether or not it still lives.
    pub(crate) async fn account_grant(&self, caller: &Caller, event: EventId) -> Result<Option<GrantId>, Problem> {
        let Some(guest) = caller.guest() else { return Ok(None) };
        let kept = guest_grant::Entity::find_by_id((guest, event)).one(self.db()).await.or_internal()?;
        Ok(kept.map(|kept| kept.grant_id))
    }

    /// Everything that is open to the caller, in all events.
    pub(crate) async fn live_grants(&self, caller: &Caller) -> Result<Vec<grant::Model>, Problem> {
        let mut ids = caller.held_grants().await?;
        if let Some(guest) = caller.guest() {
            let kept = guest_grant::Entity::find().filter(guest_grant::Column::GuestId.eq(guest));
            ids.extend(kept.all(self.db()).await.or_internal()?.into_iter().map(|kept| kept.grant_id));
        }
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        grant::Entity::find()
            .filter(grant::Column::Id.is_in(ids))
            .filter(grant::Column::ExpiresAt.gt(self.now()))
            .all(self.db())
            .await
            .or_internal()
    }

    /// Drops the caller's favourites and downloads of an event. What was counted stays counted.
    pub(crate) async fn forget_kept(&self, caller: &Caller, event: EventId) -> Result<(), Problem> {
        let Some(holder) = caller.holder().await? else { return Ok(()) };
        let favourites = favourite::Entity::delete_many()
            .filter(favourite::Column::HolderId.eq(holder.id))
            .filter(favourite::Column::EventId.eq(event));
        favourites.exec(self.db()).await.or_internal()?;
        let downloads = download::Entity::delete_many()
            .filter(download::Column::HolderId.eq(holder.id))
            .filter(download::Column::EventId.eq(event));
        downloads.exec(self.db()).await.or_internal()?;
        Ok(())
    }

    /// Removes what visits have kept that are long over; answers how many rows that was.
    pub(crate) async fn sweep_visits(&self, now: OffsetDateTime) -> Result<u64, DbErr> {
        let before = now - VISIT_KEEPS;
        let favourites = favourite::Entity::delete_many()
            .filter(favourite::Column::GuestId.is_null())
            .filter(favourite::Column::CreatedAt.lt(before));
        let downloads = download::Entity::delete_many()
            .filter(download::Column::GuestId.is_null())
            .filter(download::Column::CreatedAt.lt(before));
        Ok(favourites.exec(self.db()).await?.rows_affected + downloads.exec(self.db()).await?.rows_affected)
    }
}

/// Makes a grant the account's for its event, in place of the one before.
pub(crate) async fn keep_grant(
    database: &impl ConnectionTrait,
    guest: GuestId,
    event: EventId,
    grant: GrantId,
) -> Result<(), DbErr> {
    let row = guest_grant::ActiveModel { guest_id: Set(guest), event_id: Set(event), grant_id: Set(grant) };
    let replace = OnConflict::columns([guest_grant::Column::GuestId, guest_grant::Column::EventId])
        .update_column(guest_grant::Column::GrantId)
        .to_owned();
    guest_grant::Entity::insert(row).on_conflict(replace).exec_without_returning(database).await?;
    Ok(())
}

/// What the account has already stays as it is; the rest changes hands.
async fn adopt_favourites(transaction: &DatabaseTransaction, visit: Uuid, guest: GuestId) -> Result<(), DbErr> {
    let theirs = favourite::Entity::find()
        .select_only()
        .column(favourite::Column::PhotoId)
        .filter(favourite::Column::HolderId.eq(guest.0));
    favourite::Entity::delete_many()
        .filter(favourite::Column::HolderId.eq(visit))
        .filter(favourite::Column::PhotoId.in_subquery(theirs.into_query()))
        .exec(transaction)
        .await?;
    favourite::Entity::update_many()
        .col_expr(favourite::Column::HolderId, Expr::value(guest.0))
        .col_expr(favourite::Column::GuestId, Expr::value(guest))
        .filter(favourite::Column::HolderId.eq(visit))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn adopt_downloads(transaction: &DatabaseTransaction, visit: Uuid, guest: GuestId) -> Result<(), DbErr> {
    let theirs = download::Entity::find()
        .select_only()
        .column(download::Column::PhotoId)
        .filter(download::Column::HolderId.eq(guest.0));
    download::Entity::delete_many()
        .filter(download::Column::HolderId.eq(visit))
        .filter(download::Column::PhotoId.in_subquery(theirs.into_query()))
        .exec(transaction)
        .await?;
    download::Entity::update_many()
        .col_expr(download::Column::HolderId, Expr::value(guest.0))
        .col_expr(download::Column::GuestId, Expr::value(guest))
        .filter(download::Column::HolderId.eq(visit))
        .exec(transaction)
        .await?;
    Ok(())
}
