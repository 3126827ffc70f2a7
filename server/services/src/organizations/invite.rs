//! Asking somebody in by letter, and taking it back.

use domain::organization::{Invitation, NewInvitation};
use domain::problem::FieldProblemCode;
use domain::{InvitationId, Problem, ProblemCode};
use entities::{account, invitation, membership, organization};
use rand::RngCore;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use super::{letter, read};
use crate::accounts::FieldCheck;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::hex::hex;
use crate::{Caller, Services};

/// How long a letter's link is good: a week, so that one sent before a holiday still works after it.
const GOOD_FOR: Duration = Duration::days(7);

impl Services {
    /// Asks somebody into the caller's organization. A second letter to an address makes the first one void.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners), `invalid_fields`, `rate_limited`.
    pub async fn invite(&self, caller: &Caller, new: NewInvitation) -> Result<Invitation, Problem> {
        let owner = *caller.may_own()?;
        let mut fields = FieldCheck::default();
        let email = fields.email("email", &new.email);
        if self.is_member(&owner, &email).await? {
            fields.fail("email", FieldProblemCode::AlreadyMember);
        }
        fields.finish()?;
        self.limits.invite(owner.account.0)?;

        let token = new_token();
        let row = invitation::Model {
            id: InvitationId::new(),
            organization_id: owner.organization,
            email,
            role: new.role.as_str().to_owned(),
            token_hash: token_hash(&token),
            created_at: self.now(),
            expires_at: self.now() + GOOD_FOR,
        };
        self.insert_invitation(&row).await?;
        let name = organization::Entity::find_by_id(owner.organization).one(self.db()).await.or_internal()?;
        let link = format!("{}/admin/invitation?token={token}", self.parts.public_url);
        let name = name.map(|row| row.name).unwrap_or_default();
        self.post(letter::invitation(caller.language(), row.email.clone(), &name, &link));
        read::shown(row).ok_or_else(|| ProblemCode::Internal.into())
    }

    async fn is_member(&self, owner: &crate::Identity, email: &str) -> Result<bool, Problem> {
        let known = membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(owner.organization))
            .find_also_related(account::Entity)
            .filter(account::Column::Email.eq(email));
        Ok(known.count(self.db()).await.or_internal()? > 0)
    }

    async fn insert_invitation(&self, row: &invitation::Model) -> Result<(), Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        invitation::Entity::delete_many()
            .filter(invitation::Column::OrganizationId.eq(row.organization_id))
            .filter(invitation::Column::Email.eq(row.email.clone()))
            .exec(&transaction)
            .await
            .or_internal()?;
        let insert = invitation::ActiveModel {
            id: Set(row.id),
            organization_id: Set(row.organization_id),
            email: Set(row.email.clone()),
            role: Set(row.role.clone()),
            token_hash: Set(row.token_hash.clone()),
            created_at: Set(row.created_at),
            expires_at: Set(row.expires_at),
        };
        invitation::Entity::insert(insert).exec_without_returning(&transaction).await.or_internal()?;
        transaction.commit().await.or_internal()
    }

    /// Takes an invitation of the caller's organization back: its link is good for nothing any more.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners; no such invitation).
    pub async fn withdraw_invitation(&self, caller: &Caller, id: InvitationId) -> Result<(), Problem> {
        let owner = caller.may_own()?;
        let own =
            invitation::Entity::delete_by_id(id).filter(invitation::Column::OrganizationId.eq(owner.organization));
        if own.exec(self.db()).await.or_internal()?.rows_affected == 0 {
            return Err(ProblemCode::Forbidden.into());
        }
        Ok(())
    }

    /// Removes invitations that nobody can answer any more.
    pub(crate) async fn sweep_invitations(&self, now: OffsetDateTime) -> Result<u64, DbErr> {
        let over = invitation::Entity::delete_many().filter(invitation::Column::ExpiresAt.lte(now));
        Ok(over.exec(self.db()).await?.rows_affected)
    }
}

/// 256 random bits in hexadecimal.
fn new_token() -> String {
    let mut random = [0; 32];
    rand::rng().fill_bytes(&mut random);
    hex(&random)
}

pub(super) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
