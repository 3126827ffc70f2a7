//! `picme reset-password EMAIL`

use clap::Args;
use services::Caller;

use super::{Outcome, house};

/// Print a one-time link for a new password: for an operator without mail.
#[derive(Debug, Args)]
pub(super) struct ResetPassword {
    /// The e-mail address of an organizer's or a guest's account.
    #[arg(value_name = "EMAIL")]
    email: String,
}

impl ResetPassword {
    pub(super) fn run(self) -> Outcome {
        let config = house::config()?;
        house::runtime()?.block_on(async {
            let house = house::open(&config, config.public_url()).await?;
            let links = house.services.reset_links(&Caller::local(&house.services), &self.email).await?;
            if links.is_empty() {
                return Err(
                    format!("there is no account with the address {}; check how it is spelt", self.email).into()
                );
            }
            println!("Good once, for ten minutes; a newer link replaces it:");
            for link in links {
                println!("{link}");
            }
            Ok(())
        })
    }
}
