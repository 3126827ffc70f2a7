//! New accounts: an organizer with their organization, a guest.

use domain::account::{AccountKind, GuestRegistration, Next, NextStep};
use domain::organizer::OrganizerRegistration;
use domain::{AccountId, GuestId, Language, OrganizationId, Problem};
use entities::{account, guest, membership, organization};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set, SqlErr};
use time::OffsetDateTime;

use super::codes::Purpose;
use super::holder::{Holder, Known, password_mark};
use super::{FieldCheck, Role, letters, password};
use crate::caller::AwaitedCode;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::mail::Letter;
use crate::{Caller, Services};

/// What was filled in, checked.
pub(super) struct Registration {
    kind: AccountKind,
    /// The organization's, or the guest's own.
    name: String,
    pub(super) email: String,
    password: String,
}

impl Registration {
    pub(super) fn of_organizer(new: OrganizerRegistration) -> Result<Self, Problem> {
        Self::check(AccountKind::Organizer, ("organization_name", &new.organization_name), &new.email, new.password)
    }

    fn of_guest(new: GuestRegistration) -> Result<Self, Problem> {
        Self::check(AccountKind::Guest, ("full_name", &new.full_name), &new.email, new.password)
    }

    fn check(kind: AccountKind, name: (&str, &str), email: &str, password: String) -> Result<Self, Problem> {
        let mut fields = FieldCheck::default();
        let name = fields.required(name.0, name.1);
        let email = fields.email("email", email);
        password::check_new(&mut fields, "password", &password, &[&name, &email]);
        fields.finish()?;
        Ok(Self { kind, name, email, password })
    }

    /// The password, once: to be hashed.
    pub(super) fn take_password(&mut self) -> String {
        std::mem::take(&mut self.password)
    }
}

impl Services {
    /// Registers an organizer, who then enters the code that was sent. The answer is the same whether or not the address
    /// was known; who has a verified account already is told so by mail.
    ///
    /// Errors: `invalid_fields`, `rate_limited`.
    pub async fn register_organizer(&self, caller: &Caller, new: OrganizerRegistration) -> Result<Next, Problem> {
        self.limits.register(caller.address())?;
        self.register(caller, Registration::of_organizer(new)?).await
    }

    /// Registers a guest, in the same way.
    ///
    /// Errors: `invalid_fields`, `rate_limited`.
    pub async fn register_guest(&self, caller: &Caller, new: GuestRegistration) -> Result<Next, Problem> {
        self.limits.register(caller.address())?;
        self.register(caller, Registration::of_guest(new)?).await
    }

    async fn register(&self, caller: &Caller, mut new: Registration) -> Result<Next, Problem> {
        self.limits.letter(caller.address(), &new.email)?;
        let hash = password::hash(new.take_password()).await?;
        let letter = match self.take_in(caller.language(), &new, &hash).await {
            // Somebody else has registered the address at the same moment: now it is known.
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                self.take_in(caller.language(), &new, &hash).await
            }
            taken => taken,
        };
        let letter = letter.or_internal()?;
        let password = Some(password_mark(&hash));
        caller.await_code(AwaitedCode { kind: new.kind, email: new.email, password }).await?;
        self.post(letter);
        Ok(Next { next: NextStep::Verify })
    }

    /// Writes a registration down; answers the letter that goes out. A code is made in any case, so that known and unknown
    /// addresses cost the same.
    async fn take_in(&self, language: Language, new: &Registration, hash: &str) -> Result<Letter, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let known = Known::find(&transaction, new.kind, &new.email).await?;
        let code = self.new_code(&transaction, Purpose::Verify(new.kind), &new.email).await?;
        let letter = match known {
            Some(known) if known.verified => {
                letters::known_already(language, &new.email, new.kind, &self.parts.public_url)
            }
            Some(known) => {
                overwrite(&transaction, known.holder, new, hash).await?;
                letters::verify(language, &new.email, &code)
            }
            None => {
                self.insert(&transaction, new, hash, None).await?;
                letters::verify(language, &new.email, &code)
            }
        };
        transaction.commit().await?;
        Ok(letter)
    }

    pub(super) async fn insert(
        &self,
        db: &impl ConnectionTrait,
        new: &Registration,
        hash: &str,
        verified_at: Option<OffsetDateTime>,
    ) -> Result<(), DbErr> {
        match new.kind {
            AccountKind::Organizer => self.insert_organizer(db, new, hash, verified_at).await,
            AccountKind::Guest => {
                let guest = guest::ActiveModel {
                    id: Set(GuestId::new()),
                    full_name: Set(new.name.clone()),
                    email: Set(new.email.clone()),
                    password_hash: Set(hash.to_owned()),
                    picture_version: Set(0),
                    verified_at: Set(verified_at),
                    created_at: Set(self.now()),
                };
                guest::Entity::insert(guest).exec_without_returning(db).await.map(drop)
            }
        }
    }

    async fn insert_organizer(
        &self,
        db: &impl ConnectionTrait,
        new: &Registration,
        hash: &str,
        verified_at: Option<OffsetDateTime>,
    ) -> Result<(), DbErr> {
        let (account_id, organization_id, now) = (AccountId::new(), OrganizationId::new(), self.now());
        let account = account::ActiveModel {
            id: Set(account_id),
            email: Set(new.email.clone()),
            password_hash: Set(hash.to_owned()),
            created_at: Set(now),
            full_name: Set(String::new()),
            picture_version: Set(0),
            verified_at: Set(verified_at),
        };
        let organization = organization::ActiveModel {
            id: Set(organization_id),
            name: Set(new.name.clone()),
            created_at: Set(now),
            ..Default::default()
        };
        let membership = membership::ActiveModel {
            organization_id: Set(organization_id),
            account_id: Set(account_id),
            role: Set(Role::Owner.as_str().to_owned()),
            created_at: Set(now),
        };
        account::Entity::insert(account).exec_without_returning(db).await?;
        organization::Entity::insert(organization).exec_without_returning(db).await?;
        membership::Entity::insert(membership).exec_without_returning(db).await?;
        Ok(())
    }
}

/// A newer registration takes the place of one that was never verified: whoever has the mailbox wins in the end.
pub(super) async fn overwrite(
    db: &impl ConnectionTrait,
    holder: Holder,
    new: &Registration,
    hash: &str,
) -> Result<(), DbErr> {
    match holder {
        Holder::Organizer(id) => {
            holder.set_hash(db, None, hash).await?;
            let owned = membership::Entity::find()
                .filter(membership::Column::AccountId.eq(id))
                .filter(membership::Column::Role.eq(Role::Owner.as_str()));
            let Some(owned) = owned.one(db).await? else { return Ok(()) };
            let rename = organization::Entity::update_many()
                .col_expr(organization::Column::Name, Expr::value(new.name.as_str()))
                .filter(organization::Column::Id.eq(owned.organization_id));
            rename.exec(db).await?;
        }
        Holder::Guest(id) => {
            holder.set_hash(db, None, hash).await?;
            let update = guest::Entity::update_many().col_expr(guest::Column::FullName, Expr::value(new.name.as_str()));
            update.filter(guest::Column::Id.eq(id)).exec(db).await?;
        }
    }
    Ok(())
}
