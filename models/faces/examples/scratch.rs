#![allow(warnings)]
use faces::*;
use std::collections::BTreeMap;
use std::time::Instant;
#[path = "/work/main/server/src/cli/evaluate/verification.rs"]
mod verification;
mod outer {
    pub mod inner {
        #[path = "/work/main/server/src/cli/evaluate/pairs/list.rs"]
        pub mod list;
        pub fn load(p: &str) -> Vec<(String, String, bool, usize)> {
            list::PairList::parse(&std::fs::read_to_string(p).unwrap())
                .unwrap()
                .pairs
                .into_iter()
                .map(|p| (p.pictures[0].clone(), p.pictures[1].clone(), p.same, p.fold))
                .collect()
        }
    }
}
fn engine() -> Engine {
    let mut settings = if std::env::var("SCAN").is_ok() { Settings::scan() } else { Settings::photo() };
    if let Ok(l) = std::env::var("LEVELS") {
        settings.levels = l.split(',').map(|v| v.parse().unwrap()).collect();
    }
    if let Ok(l) = std::env::var("MIN") {
        settings.min_score = l.parse().unwrap();
    }
    if let Ok(l) = std::env::var("CAND") {
        settings.candidate_score = l.parse().unwrap();
    }
    let d = "/work/main/models/weights/out/";
    let r = |n: &str| std::fs::read(format!("{d}{n}.onnx")).unwrap();
    let (a, b, c) = (r("detector"), r("landmarks"), r("recognition"));
    let t = Instant::now();
    let e = Engine::new(&Weights { detector: &a, landmarks: &b, recognition: &c }, settings).unwrap();
    eprintln!("load {:?}", t.elapsed());
    e
}
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args[0].as_str() {
        "faces" => {
            let e = engine();
            for f in &args[1..] {
                let t = Instant::now();
                let p = decode(&std::fs::read(f).unwrap(), &DecodeLimits::default()).unwrap();
                let d = t.elapsed();
                let t = Instant::now();
                let c = e.detect(&p.pixels).unwrap();
                let dt = t.elapsed();
                let t = Instant::now();
                let fs = e.describe(&p.pixels, &c).unwrap();
                let em = t.elapsed();
                println!(
                    "{f} {}x{} cand {} faces {} {} decode {d:?} detect {dt:?} embed {em:?}",
                    p.pixels.width,
                    p.pixels.height,
                    c.len(),
                    fs.len(),
                    classify(&fs, &c)
                );
                for f in &fs {
                    println!("   {:?} {:.3} sure {} {:?}", f.bounds, f.score, f.sure, f.quality);
                }
                for c in c.iter().filter(|c| c.score < 0.5) {
                    println!("   cand {:?} {:.3}", c.bounds, c.score);
                }
            }
        }
        "pairs" => {
            let e = engine();
            let dir = "/work/shared/eval/lfw-dev";
            let pairs = outer::inner::load(&format!("{dir}/pairs.txt"));
            let mut files: Vec<String> = pairs.iter().flat_map(|p| [p.0.clone(), p.1.clone()]).collect();
            files.sort();
            files.dedup();
            let t = Instant::now();
            let half = files.len() / 2;
            let work = |part: &[String]| -> Vec<(String, Option<domain::Embedding>, Option<Quality>)> {
                part.iter()
                    .map(|f| {
                        let p = decode(&std::fs::read(format!("{dir}/{f}")).unwrap(), &DecodeLimits::default())
                            .unwrap()
                            .pixels;
                        let fs = e.faces(&p).unwrap();
                        let best = fs.into_iter().min_by(|a, b| {
                            let d = |f: &Face| {
                                let c = f.bounds.center();
                                (c[0] - 125.).hypot(c[1] - 125.)
                            };
                            d(a).total_cmp(&d(b))
                        });
                        (f.clone(), best.as_ref().map(|b| b.embedding.clone()), best.map(|b| b.quality))
                    })
                    .collect()
            };
            let (a, b) = std::thread::scope(|s| {
                let h = s.spawn(|| work(&files[..half]));
                let b = work(&files[half..]);
                (h.join().unwrap(), b)
            });
            let all: BTreeMap<String, (Option<domain::Embedding>, Option<Quality>)> =
                a.into_iter().chain(b).map(|(f, e, q)| (f, (e, q))).collect();
            let missing: Vec<&String> = all.iter().filter(|(_, e)| e.0.is_none()).map(|(f, _)| f).collect();
            let scores: Vec<_> = pairs
                .iter()
                .map(|p| verification::Score {
                    same: p.2,
                    fold: p.3,
                    similarity: match (&all[&p.0].0, &all[&p.1].0) {
                        (Some(a), Some(b)) => Some(a.cosine(b)),
                        _ => None,
                    },
                })
                .collect();
            println!(
                "{:?} images {} missing {:?} in {:?} ({:.1} ms/image/2 threads)",
                verification::verify(&scores),
                files.len(),
                missing,
                t.elapsed(),
                t.elapsed().as_secs_f32() * 1000.0 / files.len() as f32
            );
            if std::env::var("Q").is_ok() {
                for (p, s) in pairs.iter().zip(&scores) {
                    if let Some(v) = s.similarity {
                        let (a, b) = (all[&p.0].1.unwrap(), all[&p.1].1.unwrap());
                        println!("Q {} {v:.4} {:.3} {:.3} {:?} {:?}", p.2, a.overall, b.overall, a, b);
                    }
                }
            }
        }
        "levels" => {
            let dir = "/work/shared/eval/lfw-dev";
            let pairs = outer::inner::load(&format!("{dir}/pairs.txt"));
            let mut files: Vec<String> = pairs.iter().flat_map(|p| [p.0.clone(), p.1.clone()]).collect();
            files.sort();
            files.dedup();
            let e = engine();
            let n = std::env::var("LEVELS").unwrap();
            let n: Vec<&str> = n.split(',').collect();
            let work = |part: &[String]| {
                for f in part {
                    let p =
                        decode(&std::fs::read(format!("{dir}/{f}")).unwrap(), &DecodeLimits::default()).unwrap().pixels;
                    let mut line = f.clone();
                    for (i, l) in n.iter().enumerate() {
                        for d in e.detect_at_level(&p, i).unwrap() {
                            line += &format!(
                                " {l}:{:.1},{:.1},{:.1},{:.1},{:.4}",
                                d.bounds.x, d.bounds.y, d.bounds.width, d.bounds.height, d.score
                            );
                        }
                    }
                    println!("{line}");
                }
            };
            let half = files.len() / 2;
            std::thread::scope(|s| {
                s.spawn(|| work(&files[..half]));
                work(&files[half..]);
            });
        }
        "group" => {
            let e = engine();
            for f in &args[1..] {
                let p = decode(&std::fs::read(f).unwrap(), &DecodeLimits::default()).unwrap().pixels;
                for (l, _) in [0, 1].iter().zip(0..2) {
                    for d in e.detect_at_level(&p, *l as usize).unwrap() {
                        println!(
                            "{} L{} {:.2} {:.2} {:.2} {:.2} {:.4}",
                            f.rsplit('/').next().unwrap(),
                            l,
                            d.bounds.x,
                            d.bounds.y,
                            d.bounds.width,
                            d.bounds.height,
                            d.score
                        );
                    }
                }
                let c = e.detect(&p).unwrap();
                for d in &c {
                    println!(
                        "{} M {:.2} {:.2} {:.2} {:.2} {:.4}",
                        f.rsplit('/').next().unwrap(),
                        d.bounds.x,
                        d.bounds.y,
                        d.bounds.width,
                        d.bounds.height,
                        d.score
                    );
                }
                for d in e.describe(&p, &c).unwrap() {
                    println!(
                        "{} F {:.2} {:.2} {:.2} {:.2} {:.4} {} {:?}",
                        f.rsplit('/').next().unwrap(),
                        d.bounds.x,
                        d.bounds.y,
                        d.bounds.width,
                        d.bounds.height,
                        d.score,
                        d.sure,
                        d.quality
                    );
                }
            }
        }
        _ => {}
    }
}
