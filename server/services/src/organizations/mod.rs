//! Organizations: their members and what each may do, invitations, and the end of one.

mod accept;
mod choose;
mod end;
mod found;
mod invite;
mod letter;
mod members;
mod read;
mod rename;
mod watermark;

pub(crate) use found::{found, name_after};

use domain::organization::Role;
use domain::{OrganizationId, Problem, ProblemCode};
use entities::{membership, organization};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::fault::OrInternal;
use crate::{Caller, Identity};

impl Caller {
    /// An owner of the organization they work for, or `forbidden`.
    pub(crate) fn may_own(&self) -> Result<&Identity, Problem> {
        let member = self.organizer()?;
        if member.role == Role::Owner { Ok(member) } else { Err(ProblemCode::Forbidden.into()) }
    }
}

/// Makes changes of an organization's members wait for one another: two owners who leave at the same time are two.
async fn lock(transaction: &DatabaseTransaction, organization: OrganizationId) -> Result<(), Problem> {
    // On SQLite the write transaction is the lock.
    let row = organization::Entity::find_by_id(organization).lock_exclusive();
    row.one(transaction).await.or_internal()?;
    Ok(())
}

/// Refuses what would leave an organization without an owner; asked before the change is committed.
async fn needs_an_owner(transaction: &DatabaseTransaction, organization: OrganizationId) -> Result<(), Problem> {
    let owners = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::Role.eq(Role::Owner.as_str()));
    let owners = owners.count(transaction).await.or_internal()?;
    if owners > 0 { Ok(()) } else { Err(ProblemCode::LastOwner.into()) }
}
