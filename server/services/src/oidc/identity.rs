//! Which account somebody signs in to whom another house vouches for.

use domain::account::AccountKind;
use domain::{AccountId, GuestId, Problem, ProblemCode};
use entities::{account, guest, oidc_identity};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use super::Vouched;
use crate::caller::Who;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::organizations::{found, name_after};
use crate::{Caller, Services};

/// Where an organizer goes on who is new: their organization, named after them, to be renamed.
const NEW_ORGANIZER: &str = "/admin/organization?new";

impl Services {
    pub(super) async fn sign_in_vouched_organizer(
        &self,
        caller: &Caller,
        vouched: Vouched,
    ) -> Result<&'static str, Problem> {
        if let Some(id) = self.known_identity(&vouched, AccountKind::Organizer).await?.and_then(|row| row.account_id) {
            let row = account::Entity::find_by_id(id).one(self.db()).await.or_internal()?;
            self.identity_or_new(&row.ok_or(ProblemCode::OidcFailed)?).await?;
            caller.sign_in(id).await?;
            return Ok("/admin");
        }
        let same_address = account::Entity::find().filter(account::Column::Email.eq(vouched.email.clone()));
        let known = same_address.one(self.db()).await.or_internal()?;
        let is_new = known.is_none();
        let id = known.as_ref().map_or_else(AccountId::new, |row| row.id);
        let transaction = begin_write(self.db()).await.or_internal()?;
        match &known {
            Some(row) if row.verified_at.is_some() => {}
            Some(_) => prove_account(&transaction, id, self.now()).await.or_internal()?,
            None => insert_account(&transaction, id, &vouched, self.now()).await.or_internal()?,
        }
        link(&transaction, &vouched, Who::Organizer(id), self.now()).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        match known {
            Some(row) if row.verified_at.is_none() => self.end_all_devices(Who::Organizer(id)).await?,
            // They may have left their last organization.
            Some(row) => {
                self.identity_or_new(&row).await?;
            }
            None => {}
        }
        caller.sign_in(id).await?;
        Ok(if is_new { NEW_ORGANIZER } else { "/admin" })
    }

    pub(super) async fn sign_in_vouched_guest(
        &self,
        caller: &Caller,
        vouched: Vouched,
    ) -> Result<&'static str, Problem> {
        let known = self.known_identity(&vouched, AccountKind::Guest).await?.and_then(|row| row.guest_id);
        let id = match known {
            Some(id) => id,
            None => self.link_guest(&vouched).await?,
        };
        caller.sign_in_guest(id).await?;
        self.adopt_visit(caller, id).await?;
        Ok("/me/profile")
    }

    async fn link_guest(&self, vouched: &Vouched) -> Result<GuestId, Problem> {
        let same_address = guest::Entity::find().filter(guest::Column::Email.eq(vouched.email.clone()));
        let known = same_address.one(self.db()).await.or_internal()?;
        let unproven = known.as_ref().is_some_and(|row| row.verified_at.is_none());
        let id = known.as_ref().map_or_else(GuestId::new, |row| row.id);
        let transaction = begin_write(self.db()).await.or_internal()?;
        match &known {
            Some(_) if unproven => prove_guest(&transaction, id, self.now()).await.or_internal()?,
            Some(_) => {}
            None => insert_guest(&transaction, id, vouched, self.now()).await.or_internal()?,
        }
        link(&transaction, vouched, Who::Guest(id), self.now()).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        if unproven {
            self.end_all_devices(Who::Guest(id)).await?;
        }
        Ok(id)
    }

    async fn known_identity(
        &self,
        vouched: &Vouched,
        kind: AccountKind,
    ) -> Result<Option<oidc_identity::Model>, Problem> {
        let key = (vouched.issuer.clone(), vouched.subject.clone(), kind.as_str().to_owned());
        oidc_identity::Entity::find_by_id(key).one(self.db()).await.or_internal()
    }
}

async fn link(db: &impl ConnectionTrait, vouched: &Vouched, who: Who, now: OffsetDateTime) -> Result<(), DbErr> {
    let (kind, account_id, guest_id) = match who {
        Who::Organizer(id) => (AccountKind::Organizer, Some(id), None),
        Who::Guest(id) => (AccountKind::Guest, None, Some(id)),
    };
    let row = oidc_identity::ActiveModel {
        issuer: Set(vouched.issuer.clone()),
        subject: Set(vouched.subject.clone()),
        kind: Set(kind.as_str().to_owned()),
        account_id: Set(account_id),
        guest_id: Set(guest_id),
        created_at: Set(now),
    };
    let columns = [oidc_identity::Column::Issuer, oidc_identity::Column::Subject, oidc_identity::Column::Kind];
    // Two tabs at once are one identity.
    let there = OnConflict::columns(columns)
        .update_columns([oidc_identity::Column::AccountId, oidc_identity::Column::GuestId])
        .to_owned();
    oidc_identity::Entity::insert(row).on_conflict(there).exec_without_returning(db).await?;
    Ok(())
}

async fn insert_account(
    db: &impl ConnectionTrait,
    id: AccountId,
    vouched: &Vouched,
    now: OffsetDateTime,
) -> Result<(), DbErr> {
    let row = account::ActiveModel {
        id: Set(id),
        email: Set(vouched.email.clone()),
        // No password: they sign in through the other house, until they choose one.
        password_hash: Set(String::new()),
        created_at: Set(now),
        full_name: Set(vouched.full_name.clone()),
        picture_version: Set(0),
        verified_at: Set(Some(now)),
    };
    account::Entity::insert(row).exec_without_returning(db).await?;
    found(db, name_after(&vouched.full_name, &vouched.email), id, now).await?;
    Ok(())
}

async fn insert_guest(
    db: &impl ConnectionTrait,
    id: GuestId,
    vouched: &Vouched,
    now: OffsetDateTime,
) -> Result<(), DbErr> {
    let row = guest::ActiveModel {
        id: Set(id),
        full_name: Set(name_after(&vouched.full_name, &vouched.email)),
        email: Set(vouched.email.clone()),
        password_hash: Set(String::new()),
        picture_version: Set(0),
        verified_at: Set(Some(now)),
        created_at: Set(now),
    };
    guest::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Whoever registered the address has not proved it; who comes now has. The password that was chosen then is void.
async fn prove_account(db: &impl ConnectionTrait, id: AccountId, now: OffsetDateTime) -> Result<(), DbErr> {
    account::Entity::update_many()
        .col_expr(account::Column::VerifiedAt, Expr::value(now))
        .col_expr(account::Column::PasswordHash, Expr::value(""))
        .filter(account::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// As [`prove_account`], for guests.
async fn prove_guest(db: &impl ConnectionTrait, id: GuestId, now: OffsetDateTime) -> Result<(), DbErr> {
    guest::Entity::update_many()
        .col_expr(guest::Column::VerifiedAt, Expr::value(now))
        .col_expr(guest::Column::PasswordHash, Expr::value(""))
        .filter(guest::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
