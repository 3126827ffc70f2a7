//! A mail server on loopback, as small as one can be: it takes letters and keeps them.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// A letter as it came over the wire.
#[derive(Clone, Debug)]
pub struct Delivered {
    pub from: String,
    pub to: Vec<String>,
    pub message: String,
}

/// A running mail server. Dropped, it ends.
pub struct MailServer {
    pub url: String,
    delivered: Arc<Mutex<Vec<Delivered>>>,
    news: Arc<Notify>,
    _tasks: JoinSet<()>,
}

impl MailServer {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let (delivered, news) = (Arc::<Mutex<Vec<Delivered>>>::default(), Arc::new(Notify::new()));
        let mut tasks = JoinSet::new();
        tasks.spawn({
            let (delivered, news) = (Arc::clone(&delivered), Arc::clone(&news));
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (delivered, news) = (Arc::clone(&delivered), Arc::clone(&news));
                    tokio::spawn(async move {
                        // A client that hangs up early has delivered what it has delivered.
                        let _ = talk(stream, &delivered, &news).await;
                    });
                }
            }
        });
        Self { url, delivered, news, _tasks: tasks }
    }

    /// Waits for the first letter.
    pub async fn first(&self) -> Delivered {
        let waited = tokio::time::timeout(std::time::Duration::from_secs(20), async {
            loop {
                let news = self.news.notified();
                if let Some(first) = self.delivered.lock().unwrap().first().cloned() {
                    return first;
                }
                news.await;
            }
        });
        waited.await.expect("a letter within twenty seconds")
    }
}

/// One conversation (RFC 5321): EHLO, MAIL, RCPT, DATA, QUIT, RSET, NOOP.
async fn talk(stream: TcpStream, delivered: &Mutex<Vec<Delivered>>, news: &Notify) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let (mut from, mut to) = (String::new(), Vec::new());
    writer.write_all(b"220 test.localhost ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-test.localhost\r\n250 8BITMIME\r\n",
            "HELO" | "NOOP" | "RSET" => b"250 ok\r\n",
            "MAIL" => {
                from = between_brackets(&line);
                b"250 ok\r\n"
            }
            "RCPT" => {
                to.push(between_brackets(&line));
                b"250 ok\r\n"
            }
            "DATA" => {
                writer.write_all(b"354 go on, end with a dot\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    // A dot at the beginning of a line is sent as two.
                    message.push_str(line.strip_prefix('.').unwrap_or(&line));
                    message.push('\n');
                }
                let (from, to) = (std::mem::take(&mut from), std::mem::take(&mut to));
                delivered.lock().unwrap().push(Delivered { from, to, message });
                news.notify_waiters();
                b"250 taken\r\n"
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"502 not here\r\n",
        };
        writer.write_all(answer).await?;
    }
    Ok(())
}

fn between_brackets(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(inside, _)| inside.to_owned()).unwrap_or_default()
}
