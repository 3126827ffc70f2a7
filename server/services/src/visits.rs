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

/// Makes a grant the account's for its event. The one before goes: what an account has opened is in one place, so that
/// forgetting it closes it on every device.
pub(crate) async fn keep_grant(
    database: &impl ConnectionTrait,
    guest: GuestId,
    event: EventId,
    grant: GrantId,
) -> Result<(), DbErr> {
    let before = guest_grant::Entity::find_by_id((guest, event)).one(database).await?;
    let row = guest_grant::ActiveModel { guest_id: Set(guest), event_id: Set(event), grant_id: Set(grant) };
    let replace = OnConflict::columns([guest_grant::Column::GuestId, guest_grant::Column::EventId])
        .update_column(guest_grant::Column::GrantId)
        .to_owned();
    guest_grant::Entity::insert(row).on_conflict(replace).exec_without_returning(database).await?;
    if let Some(before) = before.filter(|before| before.grant_id != grant) {
        grant::Entity::delete_by_id(before.grant_id).exec(database).await?;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Mailer;
    use crate::storage::PhotoStore;
    use crate::{MasterKey, Parts, UploadLimits, migrate, open_database, system_clock};
    use domain::photo::{PhotoKind, PhotoState};
    use domain::{AccountId, EventCode, OrganizationId, PhotoId};
    use entities::{event, grant_photo, guest, organization, photo};
    use sea_orm::ActiveModelTrait;

    /// One event with one photo.
    struct Place {
        services: Services,
        event: EventId,
        photo: PhotoId,
        _folder: tempfile::TempDir,
    }

    async fn place() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/picme.sqlite", folder.path().display());
        let database = open_database(&url).await.expect("opened");
        migrate(&database).await.expect("migrated");
        let services = Services::new(Parts {
            database,
            store: PhotoStore::file(folder.path().join("photos")).expect("a store"),
            master_key: MasterKey::read_or_create(&folder.path().join("key")).expect("a key"),
            mailer: Mailer::outbox(folder.path().join("outbox"), "PicMe <picme@localhost>").expect("an outbox"),
            public_url: "http://localhost".to_owned(),
            model_id: faces::model_id(),
            upload_limits: UploadLimits::default(),
            oidc: None,
            clock: system_clock(),
        });
        let (event, photo) = (EventId::new(), PhotoId::new());
        fill(&services, event, photo).await.expect("filled");
        Place { services, event, photo, _folder: folder }
    }

    async fn fill(services: &Services, event: EventId, photo: PhotoId) -> Result<(), DbErr> {
        let (now, organization) = (services.now(), OrganizationId::new());
        let (name, created_at) = (Set("House".to_owned()), Set(now));
        let host = organization::ActiveModel { id: Set(organization), name, created_at, ..Default::default() };
        organization::Entity::insert(host).exec_without_returning(services.db()).await?;
        let row = event::ActiveModel {
            id: Set(event),
            organization_id: Set(organization),
            created_by: Set(AccountId::new()),
            code: Set(EventCode::from_random([7; 10])),
            name: Set("Party".to_owned()),
            location: Set(String::new()),
            date: Set(now.date()),
            category: Set(String::new()),
            secret: Set(vec![0]),
            version: Set(1),
            created_at: Set(now),
            ..Default::default()
        };
        event::Entity::insert(row).exec_without_returning(services.db()).await?;
        let row = photo::ActiveModel {
            id: Set(photo),
            event_id: Set(event),
            uploaded_by: Set(AccountId::new()),
            filename: Set("a.jpg".to_owned()),
            content_hash: Set(vec![0]),
            bytes: Set(1),
            media_type: Set("image/jpeg".to_owned()),
            state: Set(PhotoState::Ready),
            kind: Set(Some(PhotoKind::Individual)),
            created_at: Set(now),
            ..Default::default()
        };
        photo::Entity::insert(row).exec_without_returning(services.db()).await?;
        Ok(())
    }

    impl Place {
        async fn guest(&self, email: &str) -> GuestId {
            let row = guest::Model {
                id: GuestId::new(),
                full_name: "Anna".to_owned(),
                email: email.to_owned(),
                password_hash: String::new(),
                picture_version: 0,
                verified_at: None,
                created_at: self.services.now(),
            };
            let id = row.id;
            let insert = guest::Entity::insert(guest::ActiveModel::from(row).reset_all());
            insert.exec_without_returning(self.services.db()).await.expect("a guest");
            id
        }

        /// Somebody whose scan has opened the photo, who likes it and has downloaded it.
        async fn visitor(&self) -> Caller {
            let caller = Caller::local(&self.services);
            caller.begin_visit().await.expect("a visit");
            let now = self.services.now();
            let row = grant::Model {
                id: GrantId::new(),
                event_id: self.event,
                consent_version: "1".to_owned(),
                created_at: now,
                expires_at: now + Duration::hours(24),
            };
            let id = row.id;
            let insert = grant::Entity::insert(grant::ActiveModel::from(row).reset_all());
            insert.exec_without_returning(self.services.db()).await.expect("a grant");
            let opened = grant_photo::ActiveModel { grant_id: Set(id), photo_id: Set(self.photo) };
            grant_photo::Entity::insert(opened).exec_without_returning(self.services.db()).await.expect("opened");
            caller.hold_grant(self.event, id).await.expect("held");
            let liked = self.services.set_favourite(&caller, self.event.into(), self.photo, true).await;
            liked.expect("a heart");
            self.services.download_photo(&caller, self.photo).await.expect("a download");
            caller
        }

        async fn sign_in(&self, caller: &Caller, guest: GuestId) -> Caller {
            caller.sign_in_guest(guest).await.expect("signed in");
            self.services.adopt_visit(caller, guest).await.expect("adopted");
            caller.again(&self.services).await.expect("the next request")
        }

        /// Whether the photo is open to the caller, is a favourite, and how many downloads are listed.
        async fn has(&self, caller: &Caller) -> (bool, bool, u64) {
            let open = self.services.live_grant(caller, self.event).await.expect("asked").is_some();
            let liked = self.services.favourites_of(caller, self.event).await.expect("asked") == [self.photo];
            let downloads = self.services.my_downloads(caller, 1, 10).await.expect("asked").total;
            (open, liked, downloads)
        }
    }

    #[tokio::test]
    async fn what_the_visit_had_is_the_accounts_on_every_device() {
        let place = place().await;
        let guest = place.guest("anna@example.org").await;
        let laptop = place.visitor().await;
        assert_eq!(place.has(&laptop).await, (true, true, 1));
        let laptop = place.sign_in(&laptop, guest).await;
        assert_eq!(place.has(&laptop).await, (true, true, 1));

        let phone = place.sign_in(&Caller::local(&place.services), guest).await;
        assert_eq!(place.has(&phone).await, (true, true, 1));
        place.services.download_photo(&phone, place.photo).await.expect("a download");
        assert_eq!(place.has(&phone).await.2, 1, "the same guest on another device");

        // A second visit of the same person, taken over: what both had is there once.
        let tablet = place.visitor().await;
        let tablet = place.sign_in(&tablet, guest).await;
        assert_eq!(place.has(&tablet).await, (true, true, 1));
        let me = place.services.me(&phone).await.expect("asked");
        assert_eq!((me.full_name.as_deref(), me.events.len(), me.events[0].photos), (Some("Anna"), 1, Some(1)));

        place.services.forget_scan(&phone, place.event.into()).await.expect("forgotten");
        for device in [&phone, &laptop, &tablet] {
            assert_eq!(place.has(device).await, (false, false, 0));
        }
    }

    #[tokio::test]
    async fn the_next_guest_on_the_same_phone_gets_nothing_of_the_one_before() {
        let place = place().await;
        let (anna, ben) = (place.guest("anna@example.org").await, place.guest("ben@example.org").await);
        let visitor = place.visitor().await;
        let phone = place.sign_in(&visitor, anna).await;
        let phone = place.sign_in(&phone, ben).await;
        assert_eq!(place.has(&phone).await, (false, false, 0));
        let annas = place.sign_in(&Caller::local(&place.services), anna).await;
        assert_eq!(place.has(&annas).await, (true, true, 1));
    }
}
