//! Signing in and out, and who is signed in.

use domain::account::{AccountKind, Credentials, Guest};
use domain::organizer::Organizer;
use domain::{Problem, ProblemCode};
use entities::{account, guest, organization};
use sea_orm::EntityTrait;

use super::codes::Purpose;
use super::fields::mailbox;
use super::holder::{Holder, Known};
use super::letters;
use super::password::{self, Tried};
use crate::caller::AwaitedCode;
use crate::fault::OrInternal;
use crate::{Caller, Identity, Services};

impl Services {
    /// Signs an organizer in; the session gets a new id.
    ///
    /// Errors: `wrong_credentials` (which of the two is wrong is not said), `verify_required` (both are right; a new code is
    /// on its way), `rate_limited`.
    pub async fn sign_in_organizer(&self, caller: &Caller, given: Credentials) -> Result<Organizer, Problem> {
        let holder = self.prove_password(caller, AccountKind::Organizer, given).await?;
        self.enter_as_organizer(caller, holder).await
    }

    /// Signs a guest in, in the same way. What this session's scans opened stays open.
    ///
    /// Errors: `wrong_credentials`, `verify_required`, `rate_limited`.
    pub async fn sign_in_guest(&self, caller: &Caller, given: Credentials) -> Result<Guest, Problem> {
        let holder = self.prove_password(caller, AccountKind::Guest, given).await?;
        self.enter_as_guest(caller, holder).await
    }

    /// Ends the session: signed out, and what its scans opened is closed.
    pub async fn sign_out(&self, caller: &Caller) -> Result<(), Problem> {
        caller.sign_out().await
    }

    /// Which organizer is signed in, if any.
    pub async fn organizer(&self, caller: &Caller) -> Result<Option<Organizer>, Problem> {
        match caller.identity() {
            Some(identity) => self.describe(identity).await.map(Some),
            None => Ok(None),
        }
    }

    /// Which guest is signed in, if any.
    pub async fn guest(&self, caller: &Caller) -> Result<Option<Guest>, Problem> {
        let Some(id) = caller.guest() else { return Ok(None) };
        let found = guest::Entity::find_by_id(id).one(self.db()).await.or_internal()?;
        Ok(found.map(|row| Guest { guest_id: row.id, full_name: row.full_name, email: row.email }))
    }

    /// Whose address and password these are, when the address has been verified.
    async fn prove_password(&self, caller: &Caller, kind: AccountKind, given: Credentials) -> Result<Holder, Problem> {
        let email = mailbox(&given.email);
        self.limits.sign_in(caller.address(), &email)?;
        let found = Known::find(self.db(), kind, &email).await.or_internal()?;
        let hash = found.as_ref().map(|known| known.password_hash.clone());
        let tried = password::verify(given.password, hash).await?;
        let mut known = found.filter(|_| tried != Tried::Wrong).ok_or(ProblemCode::WrongCredentials)?;
        if let Tried::RightAndRehashed(new) = tried {
            known.holder.set_hash(self.db(), Some(&known.password_hash), &new).await.or_internal()?;
            known.password_hash = new;
        }
        if known.verified {
            return Ok(known.holder);
        }
        self.ask_to_verify(caller, kind, email, &known).await?;
        Err(ProblemCode::VerifyRequired.into())
    }

    async fn ask_to_verify(
        &self,
        caller: &Caller,
        kind: AccountKind,
        email: String,
        known: &Known,
    ) -> Result<(), Problem> {
        // When too many letters have gone there, the last code has to do.
        if self.limits.letter(caller.address(), &email).is_ok() {
            let code = self.new_code(self.db(), Purpose::Verify(kind), &email).await.or_internal()?;
            self.post(letters::verify(caller.language(), &email, &code));
        }
        caller.await_code(AwaitedCode { kind, email, password: Some(known.password_mark()) }).await
    }

    pub(super) async fn enter_as_organizer(&self, caller: &Caller, holder: Holder) -> Result<Organizer, Problem> {
        let Holder::Organizer(account) = holder else { return Err(ProblemCode::WrongCredentials.into()) };
        let found = account::Entity::find_by_id(account).one(self.db()).await.or_internal()?;
        // Who was removed from their last organization begins one of their own.
        let identity = self.identity_or_new(&found.ok_or(ProblemCode::WrongCredentials)?).await?;
        caller.sign_in(account).await?;
        self.describe(&identity).await
    }

    pub(super) async fn enter_as_guest(&self, caller: &Caller, holder: Holder) -> Result<Guest, Problem> {
        let Holder::Guest(id) = holder else { return Err(ProblemCode::WrongCredentials.into()) };
        let found = guest::Entity::find_by_id(id).one(self.db()).await.or_internal()?;
        let row = found.ok_or(ProblemCode::WrongCredentials)?;
        caller.sign_in_guest(id).await?;
        self.adopt_visit(caller, id).await?;
        Ok(Guest { guest_id: row.id, full_name: row.full_name, email: row.email })
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
