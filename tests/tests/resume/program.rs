//! The real binary on a folder of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use domain::EventId;
use domain::event::Page;
use domain::photo::{AdminPhoto, Progress};
use futures::StreamExt;
use reqwest::{Method, StatusCode};
use tests::Client;

pub struct Program {
    child: Child,
    log: Option<BufReader<ChildStderr>>,
    url: String,
    data: PathBuf,
}

impl Program {
    /// Starts `picme serve` with one worker on a port of the system's choice.
    pub fn start(data: &Path, database: Option<&str>) -> Self {
        let mut command = Command::new(binary());
        if let Some(url) = database {
            command.env("DATABASE_URL", url);
        }
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--workers", "1"])
            .env("PICME_DATA", data)
            .env("PICME_LEASE_SECONDS", "2")
            .env("PICME_LOG", "info")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let url = said.trim().strip_prefix("PicMe is at ").unwrap_or_else(|| panic!("it said {said:?}")).to_owned();
        let log = child.stderr.take().map(BufReader::new);
        Self { child, log, url, data: data.to_owned() }
    }

    pub fn visitor(&self) -> Client {
        Client::new(&self.url, &self.data)
    }

    /// Kills it (SIGKILL) as soon as it has logged this.
    pub fn kill_at(mut self, sign: &str) {
        let log = self.log.take().unwrap();
        let seen = log.lines().map_while(Result::ok).any(|line| line.contains(sign));
        assert!(seen, "it never logged {sign}");
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The built program: what `cargo xtask test` says, or the one beside this test.
fn binary() -> PathBuf {
    let beside = || std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("picme");
    let path = std::env::var_os("PICME_BIN").map_or_else(beside, PathBuf::from);
    assert!(path.exists(), "{} is not built; `cargo xtask test` builds it first", path.display());
    path
}

/// Reads the progress stream until nothing waits any more.
pub async fn settled(organizer: &Client, event: EventId) {
    let request = organizer.request(Method::GET, &format!("/api/admin/events/{event}/progress"));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut stream = response.bytes_stream();
    let until_settled = async {
        let mut text = String::new();
        while let Some(chunk) = stream.next().await {
            text.push_str(&String::from_utf8_lossy(&chunk.unwrap()));
            let last = text.lines().rev().find_map(|line| line.strip_prefix("data: "));
            let progress: Option<Progress> = last.and_then(|data| serde_json::from_str(data).ok());
            if progress.is_some_and(|progress| progress.total > 0 && progress.is_settled()) {
                return;
            }
        }
        panic!("the stream ended early: {text}");
    };
    tokio::time::timeout(std::time::Duration::from_mins(3), until_settled).await.expect("settled within three minutes");
}

async fn photos(organizer: &Client, event: EventId) -> Vec<AdminPhoto> {
    let path = format!("/api/admin/events/{event}/photos");
    organizer.get(&path).await.json::<Page<AdminPhoto>>(StatusCode::OK).items
}

/// The rows as text: everything of a photo and its faces but ids and times.
pub async fn rows(organizer: &Client, event: EventId) -> Vec<String> {
    let describe = |photo: AdminPhoto| {
        let faces: Vec<String> = photo
            .faces
            .iter()
            .map(|face| {
                format!(
                    "{:.4} {:.4} {:.4} {:.4} {:.4} {}",
                    face.x, face.y, face.width, face.height, face.score, face.sure
                )
            })
            .collect();
        let version = photo.thumb_url.as_ref().and_then(|url| url.split('/').nth(4)).map(str::to_owned);
        let (name, state, kind, failure) = (photo.filename, photo.state, photo.kind, photo.failure);
        format!("{name} {state} {kind:?} {failure:?} {}×{} {version:?} {faces:?}", photo.width, photo.height)
    };
    let mut rows: Vec<String> = photos(organizer, event).await.into_iter().map(describe).collect();
    rows.sort();
    rows
}

/// Every file below the photo store with its content; ids in paths are replaced by file names.
pub async fn files(data: &Path, organizer: &Client, event: EventId) -> BTreeMap<String, Vec<u8>> {
    let names: Vec<(String, String)> =
        photos(organizer, event).await.into_iter().map(|photo| (photo.id.to_string(), photo.filename)).collect();
    let root = data.join("photos");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace(&event.to_string(), "EVENT");
            for (id, filename) in &names {
                name = name.replace(id, filename);
            }
            // What a killed process was writing is left under a name of its own until it is an hour old.
            if !name.starts_with("incoming/") {
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}
