//! Answering an invitation.

use domain::organization::{InvitationAnswer, InvitationOffer, InvitationWay};
use domain::{AccountId, Problem, ProblemCode};
use entities::{account, invitation, membership, organization};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, Set, SqlErr,
    Unchanged,
};

use super::invite::token_hash;
use crate::accounts::{FieldCheck, check_new_password, hash_password, password_is_right};
use crate::caller::Who;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// What an invitation's link shows to whoever holds it.
    ///
    /// Errors: `invitation_over`.
    pub async fn invitation(&self, caller: &Caller, token: &str) -> Result<InvitationOffer, Problem> {
        let (row, organization) = self.find_invitation(token).await?;
        let account = self.account_of(&row.email).await?;
        let way = match (caller.account(), &account) {
            (Some(me), Some(theirs)) if me == theirs.id => InvitationWay::Join,
            (Some(_), _) => InvitationWay::OtherAccount,
            (None, Some(theirs)) if theirs.verified_at.is_some() => InvitationWay::SignIn,
            // Also an account whose address nobody has proved: who holds the letter proves it now.
            (None, _) => InvitationWay::NewAccount,
        };
        let role = row.role.parse().map_err(|_| ProblemCode::InvitationOver)?;
        Ok(InvitationOffer { organization_name: organization.name, role, email: row.email, way })
    }

    /// Joins. Who has no account gets one: the address counts as verified, as the letter reached it. Who has one proves
    /// it by its password, or by being signed in with it. Afterwards this session works for the new organization.
    ///
    /// Errors: `invitation_over`, `forbidden` (signed in with another address), `invalid_fields`,
    /// `wrong_credentials`, `rate_limited`.
    pub async fn accept_invitation(&self, caller: &Caller, answer: InvitationAnswer) -> Result<(), Problem> {
        let (row, _) = self.find_invitation(&answer.token).await?;
        self.limits.sign_in(caller.address(), &row.email)?;
        let account = match (caller.account(), self.account_of(&row.email).await?) {
            (Some(me), Some(theirs)) if me == theirs.id => Joining::Known(me),
            (Some(_), _) => return Err(ProblemCode::Forbidden.into()),
            (None, Some(theirs)) if theirs.verified_at.is_some() => {
                if !password_is_right(answer.password, theirs.password_hash).await? {
                    return Err(ProblemCode::WrongCredentials.into());
                }
                Joining::Known(theirs.id)
            }
            (None, unproven) => self.new_member(&row.email, unproven, answer).await?,
        };
        let signed_in = caller.account().is_some();
        let organization = row.organization_id;
        let claims = matches!(account, Joining::Claim(..));
        let account = self.join(row, account).await?;
        if claims {
            self.end_all_devices(Who::Organizer(account)).await?;
        }
        if !signed_in {
            caller.sign_in(account).await?;
        }
        caller.choose(organization).await
    }

    async fn new_member(
        &self,
        email: &str,
        unproven: Option<account::Model>,
        answer: InvitationAnswer,
    ) -> Result<Joining, Problem> {
        let mut fields = FieldCheck::default();
        let full_name = fields.required("full_name", &answer.full_name);
        check_new_password(&mut fields, "password", &answer.password, &[email, &full_name]);
        fields.finish()?;
        let password_hash = hash_password(answer.password).await?;
        let now = self.now();
        if let Some(row) = unproven {
            let change = account::ActiveModel {
                id: Unchanged(row.id),
                password_hash: Set(password_hash),
                full_name: Set(full_name),
                ..Default::default()
            };
            return Ok(Joining::Claim(row.id, Box::new(change)));
        }
        let id = AccountId::new();
        let account = account::ActiveModel {
            id: Set(id),
            email: Set(email.to_owned()),
            password_hash: Set(password_hash),
            created_at: Set(now),
            full_name: Set(full_name),
            picture_version: Set(0),
            verified_at: Set(Some(now)),
        };
        Ok(Joining::New(id, Box::new(account)))
    }

    async fn find_invitation(&self, token: &str) -> Result<(invitation::Model, organization::Model), Problem> {
        let found = invitation::Entity::find()
            .filter(invitation::Column::TokenHash.eq(token_hash(token)))
            .filter(invitation::Column::ExpiresAt.gt(self.now()))
            .find_also_related(organization::Entity)
            .one(self.db())
            .await
            .or_internal()?;
        match found {
            Some((row, Some(organization))) => Ok((row, organization)),
            _ => Err(ProblemCode::InvitationOver.into()),
        }
    }

    async fn account_of(&self, email: &str) -> Result<Option<account::Model>, Problem> {
        account::Entity::find().filter(account::Column::Email.eq(email)).one(self.db()).await.or_internal()
    }

    /// Spends the invitation and adds the member, at once or not at all.
    async fn join(&self, row: invitation::Model, who: Joining) -> Result<AccountId, Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        let spent = invitation::Entity::delete_by_id(row.id).exec(&transaction).await.or_internal()?;
        if spent.rows_affected == 0 {
            return Err(ProblemCode::InvitationOver.into());
        }
        let account = match self.add_member(&transaction, &row, who).await {
            // Registered elsewhere in this very moment: the page, read again, asks for the password.
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                return Err(ProblemCode::WrongCredentials.into());
            }
            added => added.or_internal()?,
        };
        transaction.commit().await.or_internal()?;
        Ok(account)
    }

    async fn add_member(
        &self,
        transaction: &DatabaseTransaction,
        row: &invitation::Model,
        who: Joining,
    ) -> Result<AccountId, DbErr> {
        let id = match who {
            Joining::Known(id) => id,
            Joining::Claim(id, change) => {
                change.update(transaction).await?;
                id
            }
            Joining::New(id, account) => {
                account::Entity::insert(*account).exec_without_returning(transaction).await?;
                id
            }
        };
        // The letter reached the address.
        account::Entity::update_many()
            .col_expr(account::Column::VerifiedAt, Expr::value(self.now()))
            .filter(account::Column::Id.eq(id))
            .filter(account::Column::VerifiedAt.is_null())
            .exec(transaction)
            .await?;
        if membership::Entity::find_by_id((row.organization_id, id)).count(transaction).await? == 0 {
            let member = membership::ActiveModel {
                organization_id: Set(row.organization_id),
                account_id: Set(id),
                role: Set(row.role.clone()),
                created_at: Set(self.now()),
            };
            membership::Entity::insert(member).exec_without_returning(transaction).await?;
        }
        Ok(id)
    }
}

/// Who joins.
enum Joining {
    /// An account that is there.
    Known(AccountId),
    /// One that somebody registered without proving its address: theirs from now on, with another password.
    Claim(AccountId, Box<account::ActiveModel>),
    /// One that is made.
    New(AccountId, Box<account::ActiveModel>),
}
