//! A new organizer with their organization.

use domain::organizer::{Next, NextStep, OrganizerRegistration};
use domain::{AccountId, OrganizationId, Problem};
use entities::{account, membership, organization};
use sea_orm::{DbErr, EntityTrait, Set, SqlErr};

use super::{FieldCheck, Role, password};
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Registers an organizer. The answer is the same whether or not the address was known.
    ///
    /// Errors: `invalid_fields`, `rate_limited`.
    pub async fn register_organizer(&self, caller: &Caller, new: OrganizerRegistration) -> Result<Next, Problem> {
        self.limits.register(caller.address())?;
        let mut fields = FieldCheck::default();
        let name = fields.required("organization_name", &new.organization_name);
        let email = fields.email("email", &new.email);
        password::check_new(&mut fields, "password", &new.password);
        fields.finish()?;

        let password_hash = password::hash(new.password).await?;
        match self.insert_organizer(name, email, password_hash).await {
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {}
            inserted => inserted.or_internal()?,
        }
        Ok(Next { next: NextStep::Login })
    }

    async fn insert_organizer(&self, name: String, email: String, password_hash: String) -> Result<(), DbErr> {
        let (account_id, organization_id, now) = (AccountId::new(), OrganizationId::new(), self.now());
        let account = account::ActiveModel {
            id: Set(account_id),
            email: Set(email),
            password_hash: Set(password_hash),
            created_at: Set(now),
            full_name: Set(String::new()),
            picture_version: Set(0),
            verified_at: Set(None),
        };
        let organization =
            organization::ActiveModel { id: Set(organization_id), name: Set(name), created_at: Set(now) };
        let membership = membership::ActiveModel {
            organization_id: Set(organization_id),
            account_id: Set(account_id),
            role: Set(Role::Owner.as_str().to_owned()),
            created_at: Set(now),
        };
        let transaction = begin_write(self.db()).await?;
        account::Entity::insert(account).exec_without_returning(&transaction).await?;
        organization::Entity::insert(organization).exec_without_returning(&transaction).await?;
        membership::Entity::insert(membership).exec_without_returning(&transaction).await?;
        transaction.commit().await
    }
}
