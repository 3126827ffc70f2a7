//! A new password for who has forgotten the old one.

use domain::account::{AccountKind, CodeRequest, Guest, Next, NextStep, PasswordReset};
use domain::organizer::Organizer;
use domain::{Problem, ProblemCode};
use sea_orm::DbErr;

use super::codes::Purpose;
use super::fields::mailbox;
use super::holder::{Holder, Known};
use super::{FieldCheck, letters, password};
use crate::caller::AwaitedCode;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Sends a code that allows a new password. The answer is the same when the address has no account.
    ///
    /// Errors: `invalid_fields`, `rate_limited`.
    pub async fn ask_for_reset(
        &self,
        caller: &Caller,
        kind: AccountKind,
        request: CodeRequest,
    ) -> Result<Next, Problem> {
        let mut fields = FieldCheck::default();
        let email = fields.email("email", &request.email);
        fields.finish()?;
        self.limits.letter(caller.address(), &email)?;
        let (known, code) = self.new_reset_code(kind, &email).await.or_internal()?;
        if known.is_some() {
            self.post(letters::reset(caller.language(), &email, &code));
        }
        caller.await_code(AwaitedCode { kind, email, password: None }).await?;
        Ok(Next { next: NextStep::Reset })
    }

    pub(super) async fn new_reset_code(
        &self,
        kind: AccountKind,
        email: &str,
    ) -> Result<(Option<Known>, String), DbErr> {
        let transaction = begin_write(self.db()).await?;
        let known = Known::find(&transaction, kind, email).await?;
        let code = self.new_code(&transaction, Purpose::Reset(kind), email).await?;
        transaction.commit().await?;
        Ok((known, code))
    }

    /// Gives an organizer a new password, ends every session of theirs, and signs this one in.
    ///
    /// Errors: `invalid_fields`, `wrong_code`, `rate_limited`.
    pub async fn reset_organizer(&self, caller: &Caller, given: PasswordReset) -> Result<Organizer, Problem> {
        let holder = self.reset_password(caller, AccountKind::Organizer, given).await?;
        self.enter_as_organizer(caller, holder).await
    }

    /// Gives a guest a new password, in the same way.
    ///
    /// Errors: `invalid_fields`, `wrong_code`, `rate_limited`.
    pub async fn reset_guest(&self, caller: &Caller, given: PasswordReset) -> Result<Guest, Problem> {
        let holder = self.reset_password(caller, AccountKind::Guest, given).await?;
        self.enter_as_guest(caller, holder).await
    }

    async fn reset_password(
        &self,
        caller: &Caller,
        kind: AccountKind,
        given: PasswordReset,
    ) -> Result<Holder, Problem> {
        let email = mailbox(&given.email);
        let mut fields = FieldCheck::default();
        fields.required("code", &given.code);
        // The account's name is left out: what is said here, anybody can ask about any address.
        password::check_new(&mut fields, "password", &given.password, &[&email]);
        fields.finish()?;
        self.limits.code(caller.address(), &email)?;
        let hash = password::hash(given.password).await?;
        let holder = self.spend_reset_code(kind, &email, &given.code, &hash).await.or_internal()?;
        let holder = holder.ok_or(ProblemCode::WrongCode)?;
        self.post(letters::password_changed(caller.language(), &email, kind, &self.parts.public_url));
        Ok(holder)
    }

    /// Whose password has been replaced, when the code was right. Who has read the letter has the mailbox, so the address is verified too.
    async fn spend_reset_code(
        &self,
        kind: AccountKind,
        email: &str,
        code: &str,
        hash: &str,
    ) -> Result<Option<Holder>, DbErr> {
        let transaction = begin_write(self.db()).await?;
        let right = self.spend_code(&transaction, Purpose::Reset(kind), email, code).await?;
        let known = Known::find(&transaction, kind, email).await?.filter(|_| right);
        if let Some(known) = &known {
            known.holder.set_hash(&transaction, None, hash).await?;
            known.holder.verify(&transaction, self.now()).await?;
            self.end_sessions_of(&transaction, known.holder).await?;
        }
        // Also a wrong try is written down.
        transaction.commit().await?;
        Ok(known.map(|known| known.holder))
    }
}
