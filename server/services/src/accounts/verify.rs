//! Showing by a code that an address is one's own.

use domain::account::{AccountKind, CodeRequest, Guest, Next, NextStep, Verification};
use domain::organizer::Organizer;
use domain::{Problem, ProblemCode};

use super::codes::Purpose;
use super::fields::mailbox;
use super::holder::{Holder, Known};
use super::letters;
use crate::caller::AwaitedCode;
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Takes the code that was sent to an organizer, and signs them in. It has to be entered in the session that registered
    /// or signed in: otherwise somebody who registers a stranger's address could wait until the stranger verifies it.
    ///
    /// Errors: `wrong_code`, `rate_limited`.
    pub async fn verify_organizer(&self, caller: &Caller, given: Verification) -> Result<Organizer, Problem> {
        let holder = self.verify_address(caller, AccountKind::Organizer, given).await?;
        self.enter_as_organizer(caller, holder).await
    }

    /// Takes the code that was sent to a guest, in the same way.
    ///
    /// Errors: `wrong_code`, `rate_limited`.
    pub async fn verify_guest(&self, caller: &Caller, given: Verification) -> Result<Guest, Problem> {
        let holder = self.verify_address(caller, AccountKind::Guest, given).await?;
        self.enter_as_guest(caller, holder).await
    }

    async fn verify_address(&self, caller: &Caller, kind: AccountKind, given: Verification) -> Result<Holder, Problem> {
        let email = mailbox(&given.email);
        self.limits.code(caller.address(), &email)?;
        let awaited = awaited(caller, kind, &email).await?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        let right = self.spend_code(&transaction, Purpose::Verify(kind), &email, &given.code).await.or_internal()?;
        let known = Known::find(&transaction, kind, &email).await.or_internal()?;
        let holder = known.filter(|known| right && is_theirs(awaited.as_ref(), known)).map(|known| known.holder);
        if let Some(holder) = holder {
            holder.verify(&transaction, self.now()).await.or_internal()?;
        }
        // Also a wrong try is written down.
        transaction.commit().await.or_internal()?;
        holder.ok_or_else(|| ProblemCode::WrongCode.into())
    }

    /// Sends a new code to who waits for one. The answer is the same when nobody does.
    ///
    /// Errors: `rate_limited`.
    pub async fn send_code_again(
        &self,
        caller: &Caller,
        kind: AccountKind,
        request: CodeRequest,
    ) -> Result<Next, Problem> {
        let (next, email) = (Next { next: NextStep::Verify }, mailbox(&request.email));
        self.limits.letter(caller.address(), &email)?;
        // Somebody who has not registered here must not put the code of somebody who has out of use.
        let Some(awaited) = awaited(caller, kind, &email).await? else { return Ok(next) };
        let transaction = begin_write(self.db()).await.or_internal()?;
        let known = Known::find(&transaction, kind, &email).await.or_internal()?;
        let code = self.new_code(&transaction, Purpose::Verify(kind), &email).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        if known.is_some_and(|known| !known.verified && is_theirs(Some(&awaited), &known)) {
            self.post(letters::verify(caller.language(), &email, &code));
        }
        Ok(next)
    }

    /// The address that this caller has been sent a code to and not yet entered it: theirs to see, as they have typed it.
    pub async fn awaited_address(&self, caller: &Caller, kind: AccountKind) -> Result<Option<String>, Problem> {
        Ok(caller.awaited_code().await?.filter(|awaited| awaited.kind == kind).map(|awaited| awaited.email))
    }
}

async fn awaited(caller: &Caller, kind: AccountKind, email: &str) -> Result<Option<AwaitedCode>, Problem> {
    Ok(caller.awaited_code().await?.filter(|awaited| awaited.kind == kind && awaited.email == email))
}

/// Whether the account still has the password that this session chose or knew.
fn is_theirs(awaited: Option<&AwaitedCode>, known: &Known) -> bool {
    awaited.and_then(|awaited| awaited.password.as_ref()).is_some_and(|mark| *mark == known.password_mark())
}
