//! `picme serve`

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use clap::Args;

use super::{Failure, Outcome, house};
use crate::config::{Config, TlsFiles};
use crate::{SiteSettings, demo, lan, qr, start};

/// Serve the site and the API, and process photos.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen, such as 127.0.0.1:3000.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Serve the local network over https with a certificate of our own, so that a phone's camera works.
    #[arg(long)]
    lan: bool,
    /// Fill a demo event with the demo photos, and say how to try it.
    #[arg(long)]
    demo: bool,
    /// Photos to process at the same time; 0 processes none.
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
}

impl Serve {
    pub(super) fn run(self) -> Outcome {
        house::log();
        let config = self.apply(house::config()?)?;
        house::runtime()?.block_on(self.serve(config))
    }

    /// What the command line says outranks the settings.
    fn apply(&self, mut config: Config) -> Result<Config, Failure> {
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        if self.lan {
            let address = lan::address().ok_or("this machine has no address in a local network; join one first")?;
            let listen = self.listen.unwrap_or_else(|| SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 3443));
            config.listen = listen;
            config.tls = Some(lan::certificate(&config.data, address)?);
            config.public_url = Some(format!("https://{address}:{}", listen.port()));
        }
        Ok(config)
    }

    async fn serve(self, mut config: Config) -> Outcome {
        // Bound first: a port that is taken must stop the start before anything is touched, and port 0 is told.
        let listener = bind(config.listen)?;
        config.listen = listener.local_addr()?;
        let public_url = config.public_url();
        let house = house::open(&config, public_url.clone()).await?;
        let work = house::work_settings(self.workers);
        let engine = if work.workers > 0 { Some(house::engine()?) } else { None };
        let site =
            SiteSettings { https: public_url.starts_with("https://"), trusted_proxies: config.trusted_proxies.clone() };
        let running = start(&house.services, house.sessions, site, engine.clone().map(|engine| (engine, work)));

        let handle = Handle::new();
        let stopping = handle.clone();
        let stop = running.stop.clone();
        tokio::spawn(async move {
            house::asked_to_stop().await;
            stop.cancel();
            stopping.graceful_shutdown(Some(Duration::from_secs(10)));
        });
        say_where(&public_url, self.lan);
        if self.demo {
            let (services, data, url) = (house.services.clone(), config.data.clone(), public_url);
            let engine = engine.ok_or("the demo needs a worker: leave --workers 0 away")?;
            tokio::spawn(async move {
                if let Err(error) = demo::prepare(&services, &engine, &data, &url).await {
                    eprintln!("The demo event could not be made: {}", super::sentence(error.as_ref()));
                }
            });
        }
        let service = running.router.into_make_service_with_connect_info::<SocketAddr>();
        match &config.tls {
            Some(files) => {
                let tls = tls(files).await?;
                axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await?;
            }
            None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
        }
        running.stop.cancel();
        running.tasks.join_all().await;
        Ok(())
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address)
        .map_err(|error| format!("{address} cannot be listened on ({error}); choose another with --listen"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

async fn tls(files: &TlsFiles) -> Result<RustlsConfig, Failure> {
    // Another part of the process may have chosen the provider already; it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&files.cert, &files.key).await.map_err(|error| {
        let (cert, key) = (files.cert.display(), files.key.display());
        format!("the certificate {cert} with the key {key} could not be used: {error}").into()
    })
}

/// The first thing an operator looks for, on stdout, where scripts can read it.
fn say_where(public_url: &str, lan: bool) {
    println!("PicMe is at {public_url}");
    if lan {
        println!("{}", qr::terminal(public_url));
        println!("The phone will warn that it does not know this certificate: it is our own. Go on all the same.");
    }
}
