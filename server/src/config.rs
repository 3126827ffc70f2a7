//! The settings: from the environment, or from `picme.toml` in the data folder.

use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use services::OidcSettings;
use services::mail::Mailer;

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `PICME_DATA`: the data folder.
    pub data: PathBuf,
    /// `DATABASE_URL`: default is SQLite in the data folder.
    pub database_url: String,
    /// `PICME_LISTEN`: where to listen.
    pub listen: SocketAddr,
    /// `PICME_PUBLIC_URL`: what QR codes say, without a slash at the end; default follows from `listen`.
    pub public_url: Option<String>,
    /// `PICME_KEY_FILE`: the key that seals templates.
    pub key_file: PathBuf,
    /// `PICME_TLS_CERT` and `PICME_TLS_KEY`: PEM files.
    pub tls: Option<TlsFiles>,
    /// `PICME_SMTP_URL`: who takes letters; without it each is a file in the data folder's `outbox`.
    pub smtp_url: Option<String>,
    /// `PICME_MAIL_FROM`: who letters are from.
    pub mail_from: Option<String>,
    /// `PICME_OIDC_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET` and `_NAME`: whose accounts people may sign in with.
    pub oidc: Option<OidcSettings>,
    /// `PICME_TRUSTED_PROXIES`: whose `X-Forwarded-For` to believe.
    pub trusted_proxies: Vec<IpAddr>,
}

/// What `picme.toml` may hold. Not where the data folder is, as that is where the file is found.
const IN_A_FILE: [&str; 14] = [
    "DATABASE_URL",
    "PICME_KEY_FILE",
    "PICME_LISTEN",
    "PICME_MAIL_FROM",
    "PICME_OIDC_CLIENT_ID",
    "PICME_OIDC_CLIENT_SECRET",
    "PICME_OIDC_ISSUER",
    "PICME_OIDC_NAME",
    "PICME_PUBLIC_URL",
    "PICME_SMTP_URL",
    "PICME_STORAGE",
    "PICME_TLS_CERT",
    "PICME_TLS_KEY",
    "PICME_TRUSTED_PROXIES",
];

/// A certificate with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// PEM.
    pub cert: PathBuf,
    /// PEM.
    pub key: PathBuf,
}

/// A setting that stops the start.
#[derive(Debug, thiserror::Error)]
#[error("{name} is wrong: {why}. Example: {name}={example}")]
pub struct WrongSetting {
    name: &'static str,
    why: String,
    example: &'static str,
}

impl Config {
    /// Reads the settings; the environment outranks the file.
    pub fn read(environment: impl Fn(&str) -> Option<String>) -> Result<Self, WrongSetting> {
        let data = PathBuf::from(environment("PICME_DATA").unwrap_or_else(|| "./picme-data".to_owned()));
        let file = read_file(&data.join("picme.toml"))?;
        let setting =
            |name: &str| environment(name).or_else(|| file.get(name).cloned()).filter(|text| !text.is_empty());

        if let Some(storage) = setting("PICME_STORAGE").filter(|storage| storage != "file") {
            return Err(wrong(
                "PICME_STORAGE",
                format!("`{storage}` is not a kind of storage that is built in"),
                "file",
            ));
        }
        Ok(Self {
            database_url: database_url(setting("DATABASE_URL"), &data)?,
            listen: listen(setting("PICME_LISTEN"))?,
            public_url: setting("PICME_PUBLIC_URL").map(public_url).transpose()?,
            key_file: setting("PICME_KEY_FILE").map_or_else(|| data.join("keys/master.key"), PathBuf::from),
            tls: tls(setting("PICME_TLS_CERT"), setting("PICME_TLS_KEY"))?,
            smtp_url: setting("PICME_SMTP_URL").map(smtp_url).transpose()?,
            mail_from: setting("PICME_MAIL_FROM").map(mail_from).transpose()?,
            oidc: oidc(setting)?,
            trusted_proxies: trusted_proxies(setting("PICME_TRUSTED_PROXIES"))?,
            data,
        })
    }

    /// The address guests reach the site at.
    pub fn public_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| {
            let scheme = if self.tls.is_some() { "https" } else { "http" };
            // Browsers give the camera to `localhost`, not to every numeric address.
            let host =
                if self.listen.ip().is_loopback() { "localhost".to_owned() } else { self.listen.ip().to_string() };
            format!("{scheme}://{host}:{}", self.listen.port())
        })
    }
}

fn wrong(name: &'static str, why: impl Into<String>, example: &'static str) -> WrongSetting {
    WrongSetting { name, why: why.into(), example }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, WrongSetting> {
    const EXAMPLE: &str = "a file with lines like PICME_LISTEN = \"127.0.0.1:3000\"";
    match fs::read_to_string(path) {
        Ok(text) => {
            let settings: BTreeMap<String, String> = toml::from_str(&text)
                .map_err(|error: toml::de::Error| wrong("picme.toml", error.message().to_owned(), EXAMPLE))?;
            match settings.keys().find(|name| !IN_A_FILE.contains(&name.as_str())) {
                Some(name) => Err(wrong("picme.toml", format!("`{name}` is no setting of a file"), EXAMPLE)),
                None => Ok(settings),
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(wrong("picme.toml", error.to_string(), EXAMPLE)),
    }
}

fn database_url(given: Option<String>, data: &Path) -> Result<String, WrongSetting> {
    match given {
        None => Ok(format!("sqlite://{}", data.join("picme.sqlite").display())),
        Some(url) if ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) => {
            Ok(url)
        }
        Some(_) => Err(wrong("DATABASE_URL", "it names no database PicMe knows", "postgres://picme@localhost/picme")),
    }
}

fn listen(given: Option<String>) -> Result<SocketAddr, WrongSetting> {
    const DEFAULT: &str = "127.0.0.1:3000";
    let text = given.unwrap_or_else(|| DEFAULT.to_owned());
    text.parse().map_err(|_| wrong("PICME_LISTEN", format!("`{text}` is not an address with a port"), DEFAULT))
}

fn public_url(text: String) -> Result<String, WrongSetting> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() => Ok(url.to_owned()),
        _ => Err(wrong("PICME_PUBLIC_URL", format!("`{text}` is not a web address"), "https://photos.example.org")),
    }
}

fn smtp_url(text: String) -> Result<String, WrongSetting> {
    match Mailer::smtp(&text, "PicMe <picme@localhost>") {
        Ok(_) => Ok(text),
        // The address holds a password: it is not repeated.
        Err(_) => Err(wrong("PICME_SMTP_URL", "it names no mail server", "smtps://user:password@mail.example.org")),
    }
}

fn mail_from(text: String) -> Result<String, WrongSetting> {
    const EXAMPLE: &str = "PicMe <photos@example.org>";
    if services::mail::is_sender(&text) {
        Ok(text)
    } else {
        Err(wrong("PICME_MAIL_FROM", format!("`{text}` is not a sender"), EXAMPLE))
    }
}

fn tls(cert: Option<String>, key: Option<String>) -> Result<Option<TlsFiles>, WrongSetting> {
    match (cert, key) {
        (None, None) => Ok(None),
        (Some(cert), Some(key)) => Ok(Some(TlsFiles { cert: cert.into(), key: key.into() })),
        (None, Some(_)) => Err(wrong("PICME_TLS_CERT", "the key is given without it", "/etc/picme/cert.pem")),
        (Some(_), None) => Err(wrong("PICME_TLS_KEY", "the certificate is given without it", "/etc/picme/key.pem")),
    }
}

/// Who answers for accounts, when nobody says.
const GOOGLE: (&str, &str) = ("https://accounts.google.com", "Google");

fn oidc(setting: impl Fn(&str) -> Option<String>) -> Result<Option<OidcSettings>, WrongSetting> {
    const EXAMPLE: &str = "1234567890.apps.googleusercontent.com";
    let [issuer, secret, name] = ["PICME_OIDC_ISSUER", "PICME_OIDC_CLIENT_SECRET", "PICME_OIDC_NAME"].map(&setting);
    let Some(client_id) = setting("PICME_OIDC_CLIENT_ID") else {
        if issuer.is_none() && secret.is_none() && name.is_none() {
            return Ok(None);
        }
        return Err(wrong("PICME_OIDC_CLIENT_ID", "other PICME_OIDC_ settings are given without it", EXAMPLE));
    };
    let issuer = issuer.unwrap_or_else(|| GOOGLE.0.to_owned());
    let is_here = ["http://localhost", "http://127.0.0.1"].iter().any(|host| issuer.starts_with(host));
    let host = issuer.strip_prefix("https://").unwrap_or_default();
    if host.is_empty() && !is_here {
        return Err(wrong("PICME_OIDC_ISSUER", format!("`{issuer}` is not an https address"), GOOGLE.0));
    }
    let name = name.unwrap_or_else(|| GOOGLE.1.to_owned());
    Ok(Some(OidcSettings { issuer, client_id, client_secret: secret, name }))
}

fn trusted_proxies(given: Option<String>) -> Result<Vec<IpAddr>, WrongSetting> {
    let text = given.unwrap_or_default();
    let addresses = text.split(',').map(str::trim).filter(|text| !text.is_empty());
    addresses
        .map(|text| {
            let why = || format!("`{text}` is not a network address");
            text.parse().map_err(|_| wrong("PICME_TRUSTED_PROXIES", why(), "127.0.0.1,10.0.0.2"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Config, WrongSetting> {
        let settings: Vec<(String, String)> =
            settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::read(|name| settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    }

    #[test]
    fn nothing_set_is_sqlite_on_this_machine() {
        let config = read(&[("PICME_DATA", "/srv/picme")]).expect("defaults");
        assert_eq!(config.database_url, "sqlite:///srv/picme/picme.sqlite");
        assert_eq!(config.public_url(), "http://localhost:3000");
        assert_eq!(config.key_file, Path::new("/srv/picme/keys/master.key"));
    }

    #[test]
    fn a_wrong_setting_is_named_with_an_example() {
        for (name, value) in [
            ("PICME_LISTEN", "3000"),
            ("PICME_PUBLIC_URL", "photos.example.org"),
            ("DATABASE_URL", "mysql://x"),
            ("PICME_STORAGE", "floppy"),
            ("PICME_TRUSTED_PROXIES", "proxy"),
            ("PICME_SMTP_URL", "mail.example.org"),
            ("PICME_MAIL_FROM", "nobody"),
            ("PICME_TLS_CERT", "cert.pem"),
            ("PICME_OIDC_CLIENT_SECRET", "hush"),
        ] {
            let error = read(&[(name, value)]).expect_err("refused").to_string();
            let missing = match name {
                "PICME_TLS_CERT" => "PICME_TLS_KEY",
                "PICME_OIDC_CLIENT_SECRET" => "PICME_OIDC_CLIENT_ID",
                _ => name,
            };
            let named = error.contains(name) || error.contains(missing);
            assert!(named && error.contains("Example: "), "{error}");
        }
    }

    #[test]
    fn google_answers_for_accounts_where_nobody_else_is_named() {
        assert_eq!(read(&[]).expect("defaults").oidc, None);
        let oidc = read(&[("PICME_OIDC_CLIENT_ID", "picme")]).expect("settings").oidc.expect("on");
        assert_eq!((oidc.issuer.as_str(), oidc.name.as_str()), ("https://accounts.google.com", "Google"));
        let plain = read(&[("PICME_OIDC_CLIENT_ID", "picme"), ("PICME_OIDC_ISSUER", "http://accounts.example.org")]);
        let error = plain.expect_err("not encrypted").to_string();
        assert!(error.contains("PICME_OIDC_ISSUER") && error.contains("Example: "), "{error}");
    }

    #[test]
    fn the_environment_outranks_the_file() {
        let folder = std::env::temp_dir().join(format!("picme-config-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let file = "PICME_LISTEN = \"127.0.0.1:4000\"\nPICME_PUBLIC_URL = \"https://a.example/\"\n";
        fs::write(folder.join("picme.toml"), file).expect("written");
        let data = folder.to_str().expect("text");
        let config = read(&[("PICME_DATA", data), ("PICME_LISTEN", "127.0.0.1:5000")]).expect("settings");
        assert_eq!((config.listen.port(), config.public_url().as_str()), (5000, "https://a.example"));
        fs::write(folder.join("picme.toml"), "PICME_LISTN = \"127.0.0.1:4000\"\n").expect("written");
        let error = read(&[("PICME_DATA", data)]).expect_err("a misspelt name").to_string();
        assert!(error.contains("PICME_LISTN") && error.contains("Example: "), "{error}");
        fs::remove_dir_all(&folder).expect("removed");
    }
}
