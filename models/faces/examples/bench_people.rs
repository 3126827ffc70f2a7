//! `cargo xtask bench people`: a large event's people put in order, and one more photo joined to them.
//!
//! The crowd is made up, with the distances of real faces: two faces of one person have a cosine of .95 in the mean, those of two people
//! .80 ± .05, and some people are like many others. Few people are in very many photos, most in a few; some passers-by are out of focus. The
//! times stand beside the bare product of all vectors with each other on one core, which nothing exact gets by without.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use domain::{Embedding, FaceId, PhotoId};
use faces::{Facts, Known, LOOKED_AT, Person, PersonFace, join, shortlist, sort_people};
use ndarray::{Array2, Axis};

/// Numbers of an embedding.
const DIMENSIONS: usize = 128;
/// Directions in which people differ. Of that many, two random people are as alike as real strangers.
const LIKENESS: usize = 32;
/// Photos that are joined one by one.
const ARRIVALS: usize = 40;

fn main() {
    let mut counts = std::env::args().skip(1).map(|count| count.parse().expect("a number"));
    let (faces, people) = (counts.next().unwrap_or(100_000), counts.next().unwrap_or(3_000));
    let (crowd, truth) = crowd(faces, people);
    let started = Instant::now();
    let sorted = sort_people(&crowd, &Facts::default());
    let repair = started.elapsed();
    // Before anything else takes memory.
    let peak = peak_megabytes();
    let (precision, recall) = b_cubed(&sorted, &truth);
    let product = bare_product(&crowd);
    let arrival = arrival(&crowd, &sorted);
    let founded = sorted.iter().flatten().max().map_or(0, |last| last + 1);
    println!("{faces} faces of {people} people and of passers-by, in photos of one to nine");
    println!(
        "repair          {:8.2} s, {founded} people, B-cubed precision {precision:.3}, recall {recall:.3}",
        repair.as_secs_f64()
    );
    println!(
        "bare product    {:8.2} s on one core: repair takes {:.2} times as long",
        product.as_secs_f64(),
        repair.as_secs_f64() / product.as_secs_f64()
    );
    println!(
        "a photo joins   {:8.2} ms: a repair is {:.0} times as long",
        arrival.as_secs_f64() * 1e3,
        repair.as_secs_f64() / arrival.as_secs_f64()
    );
    match peak {
        Some(peak) => println!(
            "peak memory     {peak:8.0} MB, the vectors themselves {:.0} MB",
            (faces * DIMENSIONS * 4) as f64 / 1e6
        ),
        None => println!("peak memory     only told on Linux"),
    }
}

/// Faces, and for each whose it is.
fn crowd(faces: usize, people: usize) -> (Vec<PersonFace>, Vec<usize>) {
    let mut numbers = Numbers(7);
    let common = numbers.direction(DIMENSIONS);
    let axes: Vec<Vec<f32>> = (0..LIKENESS).map(|_| numbers.direction(DIMENSIONS)).collect();
    let stranger = |numbers: &mut Numbers| {
        let own = numbers.direction(LIKENESS);
        // Who differs less from the middle is like many others.
        let strength = 0.42 + 0.16 * numbers.share();
        let mut vector = common.clone();
        for (axis, share) in axes.iter().zip(own) {
            add(&mut vector, axis, strength * share);
        }
        vector
    };
    let known: Vec<Vec<f32>> = (0..people).map(|_| stranger(&mut numbers)).collect();
    // Shares of photos fall with the rank, as at a party.
    let mut upto = Vec::with_capacity(people);
    let mut total = 0.0;
    for rank in 0..people {
        total += 1.0 / (rank as f32 + 20.0).powf(0.8);
        upto.push(total);
    }
    let (mut made, mut truth) = (Vec::with_capacity(faces), Vec::with_capacity(faces));
    let mut passers_by = people;
    while made.len() < faces {
        let photo = PhotoId::new();
        let mut here: Vec<usize> = Vec::new();
        let wanted = 1 + (numbers.share() * numbers.share() * 9.0) as usize;
        for _ in 0..wanted.min(faces - made.len()) {
            let passes_by = numbers.share() < 0.05;
            let spread = if passes_by { 0.4 } else { 0.15 + 0.2 * numbers.share() };
            let (who, mut vector) = if passes_by {
                passers_by += 1;
                (passers_by, stranger(&mut numbers))
            } else {
                let at = numbers.share() * total;
                let who = upto.partition_point(|upto| *upto < at).min(people - 1);
                if here.contains(&who) {
                    continue;
                }
                (who, known[who].clone())
            };
            here.push(who);
            add(&mut vector, &numbers.direction(DIMENSIONS), spread);
            let raw = vector.as_slice().try_into().expect("128 numbers");
            let embedding = Embedding::from_raw(raw).expect("a direction");
            let quality = if passes_by { 0.05 } else { 0.9 - 1.8 * (spread - 0.15) };
            made.push(PersonFace { face: FaceId::new(), photo, embedding, quality, sure: true });
            truth.push(who);
        }
    }
    (made, truth)
}

/// B-cubed precision and recall; nobody's faces are alone.
fn b_cubed(sorted: &[Option<Person>], truth: &[usize]) -> (f64, f64) {
    let mut both: HashMap<(Person, usize), f64> = HashMap::new();
    let (mut of_person, mut of_truth): (HashMap<Person, f64>, HashMap<usize, f64>) = Default::default();
    let mut alone = u32::MAX;
    for (person, truth) in sorted.iter().zip(truth) {
        let person = person.unwrap_or_else(|| {
            alone -= 1;
            alone
        });
        *both.entry((person, *truth)).or_default() += 1.0;
        *of_person.entry(person).or_default() += 1.0;
        *of_truth.entry(*truth).or_default() += 1.0;
    }
    let faces = truth.len() as f64;
    let precision = both.iter().map(|((person, _), count)| count * count / of_person[person]).sum::<f64>() / faces;
    let recall = both.iter().map(|((_, truth), count)| count * count / of_truth[truth]).sum::<f64>() / faces;
    (precision, recall)
}

/// Every vector times every other one: the arithmetic that an exact search for near pairs cannot do without.
fn bare_product(crowd: &[PersonFace]) -> Duration {
    const BLOCK: usize = 512;
    let values: Vec<f32> = crowd.iter().flat_map(|face| *face.embedding.as_slice()).collect();
    let all = Array2::from_shape_vec((crowd.len(), DIMENSIONS), values).expect("a matrix");
    let started = Instant::now();
    let mut sum = 0.0;
    for rows in all.axis_chunks_iter(Axis(0), BLOCK) {
        for others in all.axis_chunks_iter(Axis(0), BLOCK) {
            sum += rows.dot(&others.t())[[0, 0]];
        }
    }
    let took = started.elapsed();
    assert!(sum.is_finite());
    took
}

/// The median time in which the faces of a photo find their people, all of whom are known.
fn arrival(crowd: &[PersonFace], sorted: &[Option<Person>]) -> Duration {
    let mut people: HashMap<Person, Vec<&PersonFace>> = HashMap::new();
    for (face, person) in crowd.iter().zip(sorted) {
        people.entry(person.unwrap_or(Person::MAX)).or_default().push(face);
    }
    people.remove(&Person::MAX);
    let mut people: Vec<Vec<&PersonFace>> = people.into_values().collect();
    for faces in &mut people {
        faces.sort_by(|a, b| b.quality.total_cmp(&a.quality));
    }
    let stands: Vec<Embedding> = people.iter().map(|faces| faces[0].embedding.clone()).collect();
    let joins = |photo: &[PersonFace]| {
        let started = Instant::now();
        let worth = shortlist(&stands, photo);
        let mut known: Vec<Known> = stands
            .iter()
            .map(|stand| Known { stand: stand.clone(), faces: Vec::new(), taken: false, refused: Vec::new() })
            .collect();
        for at in worth {
            known[at].faces = people[at].iter().take(LOOKED_AT).map(|face| face.embedding.clone()).collect();
        }
        assert_eq!(join(&known, photo).len(), photo.len());
        started.elapsed()
    };
    let photos = crowd.chunk_by(|one, next| one.photo == next.photo);
    let mut times: Vec<Duration> = photos.take(ARRIVALS).map(joins).collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// The most memory that this process has had.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes * 1024.0 / 1e6)
}

fn add(vector: &mut [f32], other: &[f32], share: f32) {
    for (value, other) in vector.iter_mut().zip(other) {
        *value += share * other;
    }
}

/// Knuth's MMIX generator: the same crowd in every run.
struct Numbers(u64);

impl Numbers {
    /// From 0 to 1.
    fn share(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A vector of length 1: the sum of four even numbers is nearly normal.
    fn direction(&mut self, length: usize) -> Vec<f32> {
        let raw: Vec<f32> = (0..length).map(|_| (0..4).map(|_| self.share() - 0.5).sum()).collect();
        let norm = raw.iter().map(|value: &f32| value * value).sum::<f32>().sqrt();
        raw.into_iter().map(|value| value / norm).collect()
    }
}
