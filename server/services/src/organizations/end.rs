//! Handing an organization over, and the end of one.

use domain::organization::{HandOver, OrganizationEnd, Orphan, Role};
use domain::problem::FieldProblemCode;
use domain::{AccountId, EventId, OrganizationId, Problem, ProblemCode};
use entities::{event, membership, organization};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::lock;
use crate::accounts::FieldCheck;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::storage::StorageKey;
use crate::{Caller, Services};

impl Services {
    /// The organizations that would be left without an owner if the caller's account went.
    ///
    /// Errors: `sign_in_required`.
    pub async fn orphans(&self, caller: &Caller) -> Result<Vec<Orphan>, Problem> {
        let me = caller.account().ok_or(ProblemCode::SignInRequired)?;
        let mut orphans = Vec::new();
        // One organization or two: an account owns few.
        for own in self.memberships_of(me).await?.into_iter().filter(|own| own.role == Role::Owner) {
            let others = self.members_of(own.organization_id).await?;
            let others: Vec<_> = others.into_iter().filter(|member| member.account_id != me).collect();
            if others.iter().any(|member| member.role == Role::Owner) {
                continue;
            }
            let events = event::Entity::of(own.organization_id).count(self.db()).await.or_internal()?;
            orphans.push(Orphan { organization_id: own.organization_id, name: own.name, events, others });
        }
        Ok(orphans)
    }

    /// Makes another member of an organization that the caller owns an owner too.
    ///
    /// Errors: `sign_in_required`, `forbidden` (not theirs; no such member).
    pub async fn hand_over(&self, caller: &Caller, to: HandOver) -> Result<(), Problem> {
        self.owns(caller, to.organization_id).await?;
        let changed = membership::Entity::update_many()
            .col_expr(membership::Column::Role, Expr::value(Role::Owner.as_str()))
            .filter(membership::Column::OrganizationId.eq(to.organization_id))
            .filter(membership::Column::AccountId.eq(to.to))
            .exec(self.db())
            .await
            .or_internal()?;
        if changed.rows_affected == 0 { Err(ProblemCode::Forbidden.into()) } else { Ok(()) }
    }

    /// Deletes an organization that the caller owns, with its events and all of theirs. Its name, typed, confirms it.
    /// The rows go first, in one transaction; files without a row are nothing to anyone and are removed after.
    ///
    /// Errors: `sign_in_required`, `forbidden` (not theirs), `invalid_fields` (the name is another).
    pub async fn delete_organization(&self, caller: &Caller, end: OrganizationEnd) -> Result<(), Problem> {
        self.owns(caller, end.organization_id).await?;
        let row = organization::Entity::find_by_id(end.organization_id).one(self.db()).await.or_internal()?;
        let name = row.ok_or(ProblemCode::Forbidden)?.name;
        if end.name.trim() != name.trim() {
            let mut fields = FieldCheck::default();
            fields.fail("name", FieldProblemCode::DoesNotMatch);
            fields.finish()?;
        }
        let transaction = begin_write(self.db()).await.or_internal()?;
        lock(&transaction, end.organization_id).await?;
        let events: Vec<EventId> = event::Entity::of(end.organization_id)
            .select_only()
            .column(event::Column::Id)
            .into_tuple()
            .all(&transaction)
            .await
            .or_internal()?;
        organization::Entity::delete_by_id(end.organization_id).exec(&transaction).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        self.parts.store.delete_all(&StorageKey::Organization(end.organization_id)).await.or_internal()?;
        for event in events {
            self.parts.store.delete_all(&StorageKey::Event(event)).await.or_internal()?;
            self.tell_change(event);
        }
        Ok(())
    }

    /// Whether the caller owns the organization, also one they do not work for right now.
    async fn owns(&self, caller: &Caller, organization: OrganizationId) -> Result<AccountId, Problem> {
        let me = caller.account().ok_or(ProblemCode::SignInRequired)?;
        let own = membership::Entity::find_by_id((organization, me))
            .filter(membership::Column::Role.eq(Role::Owner.as_str()));
        let own = own.count(self.db()).await.or_internal()? > 0;
        if own { Ok(me) } else { Err(ProblemCode::Forbidden.into()) }
    }
}
