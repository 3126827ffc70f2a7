//! `picme work`

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::{Outcome, house};

/// Process photos only, beside any number of servers.
#[derive(Debug, Args)]
pub(super) struct Work {
    /// Photos to process at the same time.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    workers: Option<u16>,
}

impl Work {
    pub(super) fn run(self) -> Outcome {
        house::log();
        let config = house::config()?;
        house::runtime()?.block_on(async {
            let house = house::open(&config, config.public_url()).await?;
            let settings = house::work_settings(self.workers.map(usize::from));
            let engine = house::engine()?;
            let stop = CancellationToken::new();
            let work = tokio::spawn({
                let stop = stop.clone();
                async move { house.services.work(engine, settings, stop).await }
            });
            println!("PicMe processes photos, {} at a time", settings.workers);
            house::asked_to_stop().await;
            stop.cancel();
            work.await?;
            Ok(())
        })
    }
}
