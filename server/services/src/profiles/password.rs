//! Another password.

use domain::Problem;
use domain::problem::FieldProblemCode;
use domain::profile::PasswordChange;

use crate::accounts::{FieldCheck, check_new_password, hash_password, password_is_right};
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Gives the caller's account another password and signs every other device out. Asks for the one until now, where
    /// there is one: an open browser on a table is not enough.
    ///
    /// Errors: `sign_in_required`, `invalid_fields`, `rate_limited`.
    pub async fn change_password(&self, caller: &Caller, change: PasswordChange) -> Result<(), Problem> {
        let owner = self.account_owner(caller).await?;
        self.limits.sign_in(caller.address(), &owner.email)?;
        let mut fields = FieldCheck::default();
        check_new_password(&mut fields, "new_password", &change.new_password, &[&owner.email]);
        let had_one = !owner.password_hash.is_empty();
        if had_one && !password_is_right(change.current_password, owner.password_hash.clone()).await? {
            fields.fail("current_password", FieldProblemCode::WrongPassword);
        }
        fields.finish()?;
        let hash = hash_password(change.new_password).await?;
        owner.set_password(self.db(), hash).await.or_internal()?;
        self.end_other_devices(caller).await?;
        Ok(())
    }
}
