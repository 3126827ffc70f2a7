//! Changing what members may do, and their leaving.

use domain::organization::RoleChange;
use domain::{AccountId, OrganizationId, Problem, ProblemCode};
use entities::membership;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{lock, needs_an_owner};
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Changes what a member of the caller's organization may do, from their next request on.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners; no such member), `last_owner`.
    pub async fn change_role(&self, caller: &Caller, member: AccountId, new: RoleChange) -> Result<(), Problem> {
        let organization = caller.may_own()?.organization;
        let transaction = begin_write(self.db()).await.or_internal()?;
        lock(&transaction, organization).await?;
        let changed = membership::Entity::update_many()
            .col_expr(membership::Column::Role, Expr::value(new.role.as_str()))
            .filter(membership::Column::OrganizationId.eq(organization))
            .filter(membership::Column::AccountId.eq(member))
            .exec(&transaction)
            .await
            .or_internal()?;
        if changed.rows_affected == 0 {
            return Err(ProblemCode::Forbidden.into());
        }
        needs_an_owner(&transaction, organization).await?;
        transaction.commit().await.or_internal()
    }

    /// Takes a member out of the caller's organization: their next request is refused. What they uploaded stays.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners; no such member), `last_owner`.
    pub async fn remove_member(&self, caller: &Caller, member: AccountId) -> Result<(), Problem> {
        let organization = caller.may_own()?.organization;
        self.take_out(organization, member).await
    }

    /// The caller leaves the organization they work for.
    ///
    /// Errors: `sign_in_required`, `last_owner`.
    pub async fn leave_organization(&self, caller: &Caller) -> Result<(), Problem> {
        let me = caller.organizer()?;
        self.take_out(me.organization, me.account).await
    }

    async fn take_out(&self, organization: OrganizationId, member: AccountId) -> Result<(), Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        lock(&transaction, organization).await?;
        let gone = membership::Entity::delete_by_id((organization, member)).exec(&transaction).await.or_internal()?;
        if gone.rows_affected == 0 {
            return Err(ProblemCode::Forbidden.into());
        }
        needs_an_owner(&transaction, organization).await?;
        transaction.commit().await.or_internal()
    }
}
