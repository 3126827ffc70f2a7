//! The end of an account, with everything of its owner.

use domain::problem::FieldProblemCode;
use domain::profile::AccountEnd;
use domain::{Problem, ProblemCode};
use entities::{account, code, guest, invitation, session};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::owner::Owner;
use crate::accounts::{FieldCheck, password_is_right};
use crate::caller::Who;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Deletes the caller's account: its sessions, memberships, picture, codes, and what hangs on its id. An
    /// organizer's events stay with their organization. Asks for the password again; of an account without one, for
    /// its address.
    ///
    /// Errors: `sign_in_required`, `last_owner` (an organization would have no owner), `invalid_fields`,
    /// `rate_limited`.
    pub async fn delete_account(&self, caller: &Caller, end: AccountEnd) -> Result<(), Problem> {
        let owner = self.account_owner(caller).await?;
        self.limits.sign_in(caller.address(), &owner.email)?;
        if !confirmed(&owner, end.confirmation).await? {
            let mut fields = FieldCheck::default();
            fields.fail("confirmation", FieldProblemCode::WrongPassword);
            fields.finish()?;
        }
        if matches!(owner.who, Who::Organizer(_)) && !self.orphans(caller).await?.is_empty() {
            return Err(ProblemCode::LastOwner.into());
        }
        let transaction = begin_write(self.db()).await.or_internal()?;
        delete_rows(&transaction, &owner).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        self.parts.store.delete_all(&owner.folder()).await.or_internal()?;
        caller.sign_out().await
    }
}

async fn confirmed(owner: &Owner, confirmation: String) -> Result<bool, Problem> {
    if owner.password_hash.is_empty() {
        return Ok(confirmation.trim().to_lowercase() == owner.email);
    }
    password_is_right(confirmation, owner.password_hash.clone()).await
}

/// What the database does not delete by itself with the account's row.
async fn delete_rows(transaction: &DatabaseTransaction, owner: &Owner) -> Result<(), DbErr> {
    code::Entity::delete_many().filter(code::Column::Email.eq(owner.email.clone())).exec(transaction).await?;
    match owner.who {
        Who::Organizer(id) => {
            session::Entity::delete_many().filter(session::Column::AccountId.eq(id)).exec(transaction).await?;
            let invited = invitation::Column::Email.eq(owner.email.clone());
            invitation::Entity::delete_many().filter(invited).exec(transaction).await?;
            account::Entity::delete_by_id(id).exec(transaction).await?;
        }
        Who::Guest(id) => {
            session::Entity::delete_many().filter(session::Column::GuestId.eq(id)).exec(transaction).await?;
            guest::Entity::delete_by_id(id).exec(transaction).await?;
        }
    }
    Ok(())
}
