//! `cargo xtask bench pages`: how many readers the pages stand, beside a static file of the same server.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::build::{self, Mode};
use crate::places::Places;
use crate::process::{Beside, Program};
use crate::steps::{Failure, Steps, Went};
use crate::tools;

/// Listed events, and public photos in one of them (three of four that are planted are public).
const PLANTED: [&str; 2] = ["200", "1334"];
/// Times each address is measured; the median counts.
const RUNS: usize = 3;

/// What one address stands.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stands {
    /// Requests a second.
    requests: f64,
    /// The time that 99 of 100 requests stay below, in milliseconds.
    p99: f64,
}

/// Plants a database, starts the server as it ships on it, and measures address by address.
pub(crate) fn bench(places: &Places, steps: &mut Steps) -> Result<(), Failure> {
    steps.step("wrk", "what sends the requests", || tools::wrk(places))?;
    build::binary(places, steps, Mode::Release)?;
    steps.step("bench pages", "100 connections, 5 s an address, three times", || {
        measure(places)?;
        Ok(Went::Done)
    })
}

fn measure(places: &Places) -> Result<(), Failure> {
    let data = places.target.join("bench-pages");
    let _ = fs::remove_dir_all(&data);
    fs::create_dir_all(&data).map_err(|error| Failure::new(format!("{}: {error}.", data.display())))?;
    let database = format!("sqlite://{}", data.join("picme.sqlite").display());
    let plant = Program::cargo(places).args(["run", "--quiet", "--package", "tests", "--example", "plant", "--"]);
    let code = plant.arg(&database).args(PLANTED).ask();
    let code = code.ok_or_else(|| Failure::new("the events could not be planted; run the example `plant` by hand."))?;
    let (_server, base) = serve(places, &data)?;
    let fetch = "fetch(process.argv[1]).then(answer => answer.text()).then(console.log)";
    let page = Program::new(places, "node").args(["--eval", fetch, &base]).ask().unwrap_or_default();
    let style = page.split('"').find(|text| text.starts_with("/assets/") && text.ends_with("picme.css"));
    let addresses = [
        ("a static file", style.unwrap_or("/assets/none.css").to_owned()),
        ("landing page", format!("/e/{code}")),
        ("public gallery, 1,000 photos", format!("/e/{code}/photos")),
        ("the same as JSON", format!("/api/events/{code}/photos")),
        ("event list, 200 events", "/events".to_owned()),
    ];
    println!("{:<32} {:>12} {:>10} {:>12}", "address", "requests/s", "p99 ms", "of static");
    let mut first = None;
    for (name, path) in addresses {
        let stands = median(places, &format!("{base}{path}"))?;
        let of = stands.requests / first.get_or_insert(stands).requests;
        println!("{name:<32} {:>12.0} {:>10.1} {of:>12.4}", stands.requests, stands.p99);
    }
    Ok(())
}

fn serve(places: &Places, data: &std::path::Path) -> Result<(Beside, String), Failure> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
    let address = free.map_err(|error| Failure::new(format!("no free port: {error}.")))?;
    let server = Program::new(places, places.picme(Mode::Release.folder()))
        .args(["serve", "--workers", "0", "--listen", &address.to_string()])
        .env("PICME_DATA", data)
        .env("PICME_LOG", "error")
        .beside()?;
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        if begun.elapsed() > Duration::from_secs(30) {
            return Err(Failure::new("the server did not start within 30 seconds."));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok((server, format!("http://{address}")))
}

fn median(places: &Places, url: &str) -> Result<Stands, Failure> {
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let wrk = Program::new(places, "wrk").args([
            "--threads",
            "1",
            "--connections",
            "100",
            "--duration",
            "5s",
            "--latency",
            url,
        ]);
        let said = wrk.ask().and_then(|said| read(&said));
        runs.push(said.ok_or_else(|| Failure::new(format!("wrk said nothing of {url} that could be read.")))?);
    }
    runs.sort_by(|a, b| a.requests.total_cmp(&b.requests));
    Ok(runs[RUNS / 2])
}

/// What wrk says: `Requests/sec:  123.45` and `99%  12.34ms`. An address that refuses is no measurement.
fn read(said: &str) -> Option<Stands> {
    if said.contains("Non-2xx") {
        return None;
    }
    let after = |label: &str| said.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim);
    let requests = after("Requests/sec:")?.parse().ok()?;
    let p99 = after("99%")?;
    let unit = p99.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = p99.trim_end_matches(unit).parse().ok()?;
    let factor = match unit {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1000.0,
        _ => return None,
    };
    Some(Stands { requests, p99: number * factor })
}

#[cfg(test)]
mod tests {
    use super::{Stands, read};

    #[test]
    fn what_wrk_says_is_read() {
        let said = "  Latency Distribution\n     50%    1.02ms\n     99%    1.50s \nRequests/sec:  45678.90\nTransfer/sec: 1MB";
        assert_eq!(read(said), Some(Stands { requests: 45678.9, p99: 1500.0 }));
        assert_eq!(read(&said.replace("1.50s", "250.00us")), Some(Stands { requests: 45678.9, p99: 0.25 }));
        assert_eq!(read(&format!("{said}\nNon-2xx or 3xx responses: 9")), None, "refusals are quick");
    }
}
