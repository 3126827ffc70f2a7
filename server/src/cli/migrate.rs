//! `picme migrate`

use clap::Args;

use super::{Outcome, house};

/// Bring the database's schema up to date, and say what was done.
#[derive(Debug, Args)]
pub(super) struct Migrate {}

impl Migrate {
    #[expect(clippy::unused_self, reason = "every command is run the same way")]
    pub(super) fn run(self) -> Outcome {
        let config = house::config()?;
        std::fs::create_dir_all(&config.data)?;
        house::runtime()?.block_on(async {
            let database = services::open_database(&config.database_url).await?;
            match services::migrate(&database).await?.as_slice() {
                [] => println!("The schema is up to date."),
                applied => println!("Applied: {}.", applied.join(", ")),
            }
            Ok(())
        })
    }
}
