//! What the operator of the machine may do without a mailbox.

use std::fmt::Write;

use domain::Problem;
use domain::account::AccountKind;
use domain::organizer::OrganizerRegistration;

use super::fields::mailbox;
use super::holder::Known;
use super::password;
use super::register::{Registration, overwrite};
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Registers an organizer whose address needs no code. Where there is a verified account already, nothing changes.
    ///
    /// Errors: `forbidden` (the caller is not at this machine), `invalid_fields`.
    pub async fn register_verified_organizer(
        &self,
        caller: &Caller,
        new: OrganizerRegistration,
    ) -> Result<(), Problem> {
        caller.operator()?;
        let mut new = Registration::of_organizer(new)?;
        let hash = password::hash(new.take_password()).await?;
        let transaction = begin_write(self.db()).await.or_internal()?;
        match Known::find(&transaction, AccountKind::Organizer, &new.email).await.or_internal()? {
            Some(known) if known.verified => {}
            Some(known) => {
                overwrite(&transaction, known.holder, &new, &hash).await.or_internal()?;
                known.holder.verify(&transaction, self.now()).await.or_internal()?;
            }
            None => self.insert(&transaction, &new, &hash, Some(self.now())).await.or_internal()?,
        }
        transaction.commit().await.or_internal()
    }

    /// One link for each account of an address, an organizer's and a guest's: it opens the page for a new password, once,
    /// for ten minutes. None where the address has no account.
    ///
    /// Errors: `forbidden` (the caller is not at this machine).
    pub async fn reset_links(&self, caller: &Caller, email: &str) -> Result<Vec<String>, Problem> {
        caller.operator()?;
        let email = mailbox(email);
        let mut links = Vec::new();
        for kind in [AccountKind::Organizer, AccountKind::Guest] {
            if Known::find(self.db(), kind, &email).await.or_internal()?.is_none() {
                continue;
            }
            let (_, code) = self.new_reset_code(kind, &email).await.or_internal()?;
            let (site, base, email) = (&self.parts.public_url, kind.base(), in_address(&email));
            links.push(format!("{site}{base}/reset?email={email}&code={code}"));
        }
        Ok(links)
    }
}

/// A text as a value in an address (RFC 3986: everything but what is unreserved goes as `%XX`).
fn in_address(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::in_address;

    #[test]
    fn an_address_of_mail_survives_in_one_of_the_web() {
        assert_eq!(in_address("anna+b@example.org"), "anna%2Bb%40example.org");
        assert_eq!(in_address("jürgen"), "j%C3%BCrgen");
    }
}
