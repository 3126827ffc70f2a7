//! A PostgreSQL server for the tests alone: its own folder, its own port, gone when the tests are done.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use crate::places::Places;
use crate::process::Program;
use crate::steps::Failure;
use crate::tools;

/// The user that Debian's packages make. PostgreSQL refuses to run as root.
const USER: &str = "postgres";

/// A cluster's folder ends with the number of the process that started it.
const PREFIX: &str = "picme-postgres-";

/// A running server. Dropped, it stops and its folder goes.
pub(crate) struct Cluster {
    places: Places,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    as_root: bool,
}

impl Cluster {
    pub(crate) fn start(places: &Places) -> Result<Self, Failure> {
        let programs = tools::postgres(places)?;
        let as_root = tools::is_root(places);
        sweep(places, &programs, as_root);
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&folder).map_err(|error| Failure::new(format!("{}: {error}.", folder.display())))?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
        let port = port.map_err(|error| Failure::new(format!("no free port: {error}.")))?.port();
        let cluster = Self { places: places.clone(), programs, folder, port, as_root };
        if as_root {
            give_away(places, &cluster.folder)?;
        }
        let data = cluster.folder.join("data");
        let quiet = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
        cluster.program("initdb").arg("--pgdata").arg(&data).args(quiet).ask().ok_or_else(|| {
            Failure::new(format!("initdb made no cluster in {}; run it by hand to see why.", data.display()))
        })?;
        // Nothing of it has to outlive a power cut.
        let options = format!(
            "-p {port} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200",
            cluster.folder.display()
        );
        let log = cluster.folder.join("log");
        let start = cluster.control().arg("--log").arg(&log).args(["--wait", "start", "--options"]).arg(options);
        start.ask().ok_or_else(|| {
            let said = fs::read_to_string(&log).unwrap_or_default();
            Failure::new(format!("PostgreSQL did not start: {}", said.trim()))
        })?;
        Ok(cluster)
    }

    /// The database from which the tests make their own.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn control(&self) -> Program {
        self.program("pg_ctl").arg("--pgdata").arg(self.folder.join("data"))
    }

    /// One of PostgreSQL's programs, not as root.
    fn program(&self, name: &str) -> Program {
        let path = self.programs.join(name);
        let program = if self.as_root {
            Program::new(&self.places, "runuser").args(["-u", USER, "--"]).arg(path)
        } else {
            Program::new(&self.places, path)
        };
        program.folder(&self.folder)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _stopped = self.control().args(["--mode=immediate", "--wait", "stop"]).ask();
        let _removed = fs::remove_dir_all(&self.folder);
    }
}

/// Ends what was left by a process that was killed.
fn sweep(places: &Places, programs: &Path, as_root: bool) {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(PREFIX).filter(|number| number.parse::<u32>().is_ok()) else { continue };
        let lives = Program::new(places, "kill").args(["-0", process]).ask().is_some();
        if !lives {
            let (places, programs, folder) = (places.clone(), programs.to_owned(), entry.path());
            drop(Cluster { places, programs, folder, port: 0, as_root });
        }
    }
}

/// Makes a folder PostgreSQL's own.
fn give_away(places: &Places, folder: &Path) -> Result<(), Failure> {
    Program::new(places, "chown").arg(USER).arg(folder).run()
}
