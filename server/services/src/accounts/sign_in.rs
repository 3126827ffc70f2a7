//! Signing in and out, and who is signed in.

use domain::organizer::{Credentials, Organizer};
use domain::{Problem, ProblemCode};
use entities::{account, organization};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::password;
use crate::fault::OrInternal;
use crate::{Caller, Identity, Services};

impl Services {
    /// Signs an organizer in; the session gets a new id.
    ///
    /// Errors: `wrong_credentials` (which of the two is wrong is not said), `rate_limited`.
    pub async fn sign_in_organizer(&self, caller: &Caller, given: Credentials) -> Result<Organizer, Problem> {
        let email = given.email.trim().to_lowercase();
        self.limits.sign_in(caller.address(), &email)?;
        let found =
            account::Entity::find().filter(account::Column::Email.eq(email)).one(self.db()).await.or_internal()?;
        let hash = found.as_ref().map(|account| account.password_hash.clone());
        let right = password::verify(given.password, hash).await?;
        let account = found.filter(|_| right).ok_or(ProblemCode::WrongCredentials)?;
        // Who was removed from their last organization begins one of their own.
        let identity = self.identity_or_new(&account).await?;
        caller.sign_in(account.id).await?;
        self.describe(&identity).await
    }

    /// Ends the session: signed out, and what its scans opened is closed.
    pub async fn sign_out(&self, caller: &Caller) -> Result<(), Problem> {
        caller.sign_out().await
    }

    /// Who is signed in, if anyone.
    pub async fn organizer(&self, caller: &Caller) -> Result<Option<Organizer>, Problem> {
        match caller.identity() {
            Some(identity) => self.describe(identity).await.map(Some),
            None => Ok(None),
        }
    }

    async fn describe(&self, identity: &Identity) -> Result<Organizer, Problem> {
        let account = account::Entity::find_by_id(identity.account).one(self.db()).await.or_internal()?;
        let organization =
            organization::Entity::find_by_id(identity.organization).one(self.db()).await.or_internal()?;
        let (Some(account), Some(organization)) = (account, organization) else {
            return Err(ProblemCode::SignInRequired.into());
        };
        Ok(Organizer {
            account_id: account.id,
            email: account.email,
            organization_id: organization.id,
            organization_name: organization.name,
        })
    }
}
