//! A new organization, for somebody who has none.

use domain::organization::Role;
use domain::{AccountId, OrganizationId, Problem};
use entities::{account, membership, organization};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};
use time::OffsetDateTime;

use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Identity, Services};

/// Inserts an organization with its first owner.
pub(crate) async fn found(
    connection: &impl ConnectionTrait,
    name: String,
    owner: AccountId,
    now: OffsetDateTime,
) -> Result<OrganizationId, DbErr> {
    let id = OrganizationId::new();
    let organization =
        organization::ActiveModel { id: Set(id), name: Set(name), created_at: Set(now), ..Default::default() };
    organization::Entity::insert(organization).exec_without_returning(connection).await?;
    let first = membership::ActiveModel {
        organization_id: Set(id),
        account_id: Set(owner),
        role: Set(Role::Owner.as_str().to_owned()),
        created_at: Set(now),
    };
    membership::Entity::insert(first).exec_without_returning(connection).await?;
    Ok(id)
}

/// What an organization is called until its owner says otherwise: their name, else what stands before the `@`.
pub(crate) fn name_after(full_name: &str, email: &str) -> String {
    let name = full_name.trim();
    let name = if name.is_empty() { email.split('@').next().unwrap_or(email) } else { name };
    name.chars().take(200).collect()
}

impl Services {
    /// Whom an account works for; one that belongs to no organization any more gets one of its own.
    pub(crate) async fn identity_or_new(&self, account: &account::Model) -> Result<Identity, Problem> {
        if let Some(identity) = self.identity(account.id).await? {
            return Ok(identity);
        }
        let transaction = begin_write(self.db()).await.or_internal()?;
        let name = name_after(&account.full_name, &account.email);
        let organization = found(&transaction, name, account.id, self.now()).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        Ok(Identity { account: account.id, organization, role: Role::Owner })
    }
}

#[cfg(test)]
mod tests {
    use super::name_after;

    #[test]
    fn an_organization_is_named_after_who_begins_it() {
        assert_eq!(name_after(" Anna Berg ", "anna@example.org"), "Anna Berg");
        assert_eq!(name_after("", "anna@example.org"), "anna");
    }
}
