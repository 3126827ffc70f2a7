//! Letters: short plain texts to one address, by SMTP or, where no mail server is set, as files in an outbox.

pub(crate) mod words;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use uuid::Uuid;

use crate::Services;
use crate::fault::chain;

/// How long to wait before a letter that did not leave is tried again: a mail server that restarts is back by then.
const TRY_AGAIN: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(15), Duration::from_mins(1)];

/// A letter.
pub(crate) struct Letter {
    /// The address it goes to.
    pub(crate) to: String,
    /// One line.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) text: String,
}

/// Takes letters.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Outbox(PathBuf),
}

/// Why letters cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address that is none.
    #[error("this is not an address that letters go to or come from")]
    Address(#[from] lettre::address::AddressError),
    /// The letter could not be written down.
    #[error("a letter could not be composed")]
    Compose(#[from] lettre::error::Error),
    /// The mail server did not take it.
    #[error("the mail server did not take a letter")]
    Smtp(#[from] smtp::Error),
    /// The outbox could not be written.
    #[error("the outbox could not be written")]
    Outbox(#[from] io::Error),
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An SMTP address holds a password.
        f.write_str(match self.way {
            Way::Smtp(_) => "Mailer(SMTP)",
            Way::Outbox(_) => "Mailer(outbox)",
        })
    }
}

/// Whether letters can be from this: `PicMe <photos@example.org>`.
pub fn is_sender(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

impl Mailer {
    /// Letters go to the mail server of an `smtp://` or `smtps://` address.
    pub fn smtp(url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(Duration::from_secs(20)));
        Ok(Self { from: from.parse()?, way: Way::Smtp(transport.build()) })
    }

    /// Each letter is a file that only this user can read.
    pub fn outbox(folder: PathBuf, from: &str) -> Result<Self, MailError> {
        Ok(Self { from: from.parse()?, way: Way::Outbox(folder) })
    }

    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(letter.to.parse::<Mailbox>()?)
            .subject(letter.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())?;
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await?;
            }
            Way::Outbox(folder) => {
                let name = put_down(folder, &message.formatted()).await?;
                // Neither the address nor the text belongs in a log.
                tracing::info!(file = name, "no mail server is set: a letter waits in the outbox");
            }
        }
        Ok(())
    }
}

/// Writes a letter down whole before it has its name, so that whoever watches the folder reads no half of one.
async fn put_down(folder: &Path, letter: &[u8]) -> io::Result<String> {
    tokio::fs::create_dir_all(folder).await?;
    let name = format!("{}.eml", Uuid::now_v7());
    let (partial, whole) = (folder.join(format!(".{name}")), folder.join(&name));
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(&partial).await?;
    tokio::io::AsyncWriteExt::write_all(&mut file, letter).await?;
    file.sync_all().await?;
    tokio::fs::rename(partial, whole).await?;
    Ok(name)
}

impl Services {
    /// Sends a letter, without anybody waiting for it: how long an answer takes must not tell whether a letter left.
    pub(crate) fn post(&self, letter: Letter) {
        let mailer = self.parts.mailer.clone();
        tokio::spawn(async move {
            for wait in TRY_AGAIN {
                match mailer.send(&letter).await {
                    Ok(()) => return,
                    Err(error) => tracing::warn!(error = %chain(&error), "a letter did not leave; it is tried again"),
                }
                tokio::time::sleep(wait).await;
            }
            if let Err(error) = mailer.send(&letter).await {
                tracing::error!(error = %chain(&error), "a letter did not leave; whoever waits for it has to ask again");
            }
        });
    }
}
