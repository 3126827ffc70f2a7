//! An organization as its members see it.

use domain::organization::{Invitation, Member, Membership, Organization, Role};
use domain::{AccountId, OrganizationId, Problem, ProblemCode};
use entities::{account, invitation, membership, organization};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// The organization the caller works for, with its members; with its open invitations for owners. Four queries,
    /// however many members.
    ///
    /// Errors: `sign_in_required`.
    pub async fn organization(&self, caller: &Caller) -> Result<Organization, Problem> {
        let me = *caller.organizer()?;
        let row = organization::Entity::find_by_id(me.organization).one(self.db()).await.or_internal()?;
        let row = row.ok_or(ProblemCode::SignInRequired)?;
        let invitations = if me.role == Role::Owner { self.open_invitations(me.organization).await? } else { vec![] };
        Ok(Organization {
            id: row.id,
            name: row.name,
            me: me.account,
            role: me.role,
            members: self.members_of(me.organization).await?,
            invitations,
            mine: self.memberships_of(me.account).await?,
        })
    }

    /// Everybody in an organization, in the order they came.
    pub(super) async fn members_of(&self, organization: OrganizationId) -> Result<Vec<Member>, Problem> {
        let rows = membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(organization))
            .find_also_related(account::Entity)
            .order_by_asc(membership::Column::CreatedAt)
            .order_by_asc(membership::Column::AccountId)
            .all(self.db())
            .await
            .or_internal()?;
        Ok(rows.into_iter().filter_map(|(row, account)| member(&row, account?)).collect())
    }

    async fn open_invitations(&self, organization: OrganizationId) -> Result<Vec<Invitation>, Problem> {
        let open = invitation::Entity::open_of(organization, self.now()).order_by_asc(invitation::Column::Email);
        let rows = open.all(self.db()).await.or_internal()?;
        Ok(rows.into_iter().filter_map(shown).collect())
    }

    /// Every organization of an account, in the order it joined.
    pub(crate) async fn memberships_of(&self, account: AccountId) -> Result<Vec<Membership>, Problem> {
        let rows = membership::Entity::find()
            .filter(membership::Column::AccountId.eq(account))
            .find_also_related(organization::Entity)
            .order_by_asc(membership::Column::CreatedAt)
            .order_by_asc(membership::Column::OrganizationId)
            .all(self.db())
            .await
            .or_internal()?;
        let shown = rows.into_iter().filter_map(|(row, organization)| {
            let organization = organization?;
            Some(Membership { organization_id: organization.id, name: organization.name, role: row.role.parse().ok()? })
        });
        Ok(shown.collect())
    }
}

fn member(row: &membership::Model, account: account::Model) -> Option<Member> {
    let picture = format!("/api/admin/members/{}/picture?v={}", account.id, account.picture_version);
    Some(Member {
        account_id: account.id,
        full_name: account.full_name,
        email: account.email,
        role: row.role.parse().ok()?,
        picture_url: (account.picture_version > 0).then_some(picture),
        joined_at: row.created_at,
    })
}

pub(super) fn shown(row: invitation::Model) -> Option<Invitation> {
    Some(Invitation { id: row.id, email: row.email, role: row.role.parse().ok()?, expires_at: row.expires_at })
}
