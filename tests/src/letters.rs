//! What waits in a server's outbox: letters as a reader of mail sees them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::House;

/// The outbox of one server.
#[derive(Clone, Debug)]
pub struct Outbox(PathBuf);

impl Outbox {
    /// The outbox of a server with this data folder.
    pub fn of(data: &Path) -> Self {
        Self(data.join("outbox"))
    }

    /// The texts of all letters to an address, oldest first.
    pub fn letters(&self, to: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.0) else { return Vec::new() };
        // Names are in the order of time, and those that are still being written begin with a dot.
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "eml") && !is_hidden(path));
        paths.sort();
        let letters = paths.iter().map(|path| read(&std::fs::read_to_string(path).unwrap()));
        letters.filter(|letter| letter.to == to).map(|letter| letter.text).collect()
    }

    /// Waits until there are more letters to an address than `seen`; answers the newest. A letter leaves after the answer
    /// that it belongs to.
    pub async fn after(&self, to: &str, seen: usize) -> String {
        waited(to, || self.letters(to), seen).await
    }

    /// The codes in all letters to an address, oldest first. Other letters may come in between.
    pub fn codes(&self, to: &str) -> Vec<String> {
        self.letters(to).iter().filter_map(|text| code(text)).collect()
    }

    /// Waits until an address has been sent more codes than `seen`; answers the newest.
    pub async fn code_after(&self, to: &str, seen: usize) -> String {
        waited(to, || self.codes(to), seen).await
    }
}

async fn waited(to: &str, arrived: impl Fn() -> Vec<String>, seen: usize) -> String {
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        loop {
            let mut all = arrived();
            if all.len() > seen {
                return all.pop().unwrap();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.unwrap_or_else(|_| panic!("no letter number {} to {to}", seen + 1))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The line of six digits in a text.
pub fn code(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned).next()
}

/// A letter, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Read {
    pub to: String,
    pub text: String,
}

/// Reads a message of one plain part (RFC 5322), also where it is quoted-printable or base64 (RFC 2045).
pub fn read(message: &str) -> Read {
    let message = message.replace("\r\n", "\n");
    let (head, body) = message.split_once("\n\n").expect("a message has a head and a body");
    let header = |name: &str| {
        let found = head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        found.unwrap_or_default()
    };
    let encoding = header("content-transfer-encoding").to_ascii_lowercase();
    let to = header("to").trim_start_matches('<').trim_end_matches('>').to_owned();
    let text = match encoding.as_str() {
        "quoted-printable" => unquote(body),
        "base64" => unbase64(body),
        _ => body.to_owned(),
    };
    Read { to, text }
}

fn unbase64(text: &str) -> String {
    let digits: Vec<u32> = text
        .bytes()
        .filter_map(|byte| match byte {
            b'A'..=b'Z' => Some(byte - b'A'),
            b'a'..=b'z' => Some(byte - b'a' + 26),
            b'0'..=b'9' => Some(byte - b'0' + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        })
        .map(u32::from)
        .collect();
    let bytes = digits.chunks(4).flat_map(|four| {
        let bits = (0..4).fold(0, |bits, at| bits << 6 | four.get(at).copied().unwrap_or(0));
        [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8].into_iter().take(four.len() - 1).collect::<Vec<_>>()
    });
    String::from_utf8(bytes.collect()).unwrap().replace("\r\n", "\n")
}

fn unquote(text: &str) -> String {
    let text = text.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex {
            Some(byte) if first == b'=' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The token of the newest invitation to an address.
pub async fn invitation_token(house: &House, email: &str) -> String {
    let outbox = house.outbox();
    let invited = || outbox.letters(email).iter().filter_map(|text| token(text)).collect();
    waited(email, invited, 0).await
}

fn token(text: &str) -> Option<String> {
    let after = text.split("/admin/invitation?token=").nth(1)?;
    Some(after.chars().take_while(char::is_ascii_hexdigit).collect())
}
