//! How long one search takes among many faces, for `cargo xtask bench search`, which runs a peer on the same vectors and holds the answers against each other.
//!
//! `bench_search FOLDER FACES` writes into the folder: `vectors.f32` and `probes.f32` (128 little-endian numbers each), `top-K.u32` and `above.u32` (the
//! rows that were found, best first, probe by probe; `above` with their number in front), and prints a line of `name value` for every figure.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use domain::{Embedding, FaceId, PersonId, PhotoId};
use faces::{Gallery, GalleryFace, Matrix, Near, Probe, Vector};

/// Searches whose median is told.
const PROBES: usize = 50;
/// Photos that come one by one.
const PHOTOS: usize = 30;
const FACES_OF_A_PHOTO: usize = 3;
/// Faces of one person.
const OF_EACH: usize = 20;
/// Cosine from which a face is found; somewhat below where a match becomes certain.
const LINE: f32 = 0.93;
/// Beyond this the gallery is not made: its vectors would be in memory a third time.
const LARGEST_GALLERY: usize = 200_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, faces] = arguments.as_slice() else { return Err("usage: bench_search FOLDER FACES".into()) };
    let (folder, faces) = (PathBuf::from(folder), faces.parse::<usize>()?);
    let crowd = Crowd::new(faces.div_ceil(OF_EACH));
    let vectors: Vec<Vector> = (0..faces).map(|at| crowd.look(at / OF_EACH, at)).collect();
    let probes: Vec<Vector> =
        (0..PROBES).map(|at| crowd.look(at * faces / PROBES / OF_EACH, usize::MAX / 2 + at)).collect();
    write(&folder.join("vectors.f32"), vectors.iter().flatten().map(|number| number.to_le_bytes()))?;
    write(&folder.join("probes.f32"), probes.iter().flatten().map(|number| number.to_le_bytes()))?;

    let matrix = Matrix::new(&vectors);
    println!("matrix_bytes {}", matrix.bytes() / faces);
    for most in [10, 100] {
        let search = |probe: &Vector| matrix.top(probe, most, |row| row);
        measure(&folder, &format!("top-{most}"), &probes, search, false)?;
    }
    measure(&folder, "above", &probes, |probe| matrix.at_least(probe, LINE, |row| row), true)?;
    if faces <= LARGEST_GALLERY {
        drop(matrix);
        gallery(&crowd, &vectors, &probes)?;
    }
    Ok(())
}

/// Tells the median time of a search, and writes what it found.
fn measure(
    folder: &Path,
    name: &str,
    probes: &[Vector],
    search: impl Fn(&Vector) -> Vec<Near>,
    counted: bool,
) -> Result<(), Box<dyn Error>> {
    let found: Vec<Vec<Near>> = probes.iter().map(&search).collect();
    println!("{name}_ms {:.4}", median(probes.iter().map(|probe| time(|| search(probe)))));
    let rows = found.iter().flat_map(|found| {
        let count = counted.then_some(found.len() as u32);
        count.into_iter().chain(found.iter().map(|near| near.row as u32))
    });
    write(&folder.join(format!("{name}.u32")), rows.map(u32::to_le_bytes))?;
    Ok(())
}

/// The gallery around the matrix: made, searched as a scan searches it, and brought up to date photo by photo.
fn gallery(crowd: &Crowd, vectors: &[Vector], probes: &[Vector]) -> Result<(), Box<dyn Error>> {
    let people: Vec<PersonId> = (0..vectors.len().div_ceil(OF_EACH)).map(|_| PersonId::new()).collect();
    let face = |vector: &Vector, person: usize, photo: PhotoId| -> Result<GalleryFace, Box<dyn Error>> {
        let embedding = Embedding::from_raw(*vector)?;
        Ok(GalleryFace {
            face: FaceId::new(),
            photo,
            embedding,
            quality: vector[0].abs(),
            person: Some(people[person]),
        })
    };
    let mut faces = Vec::with_capacity(vectors.len());
    for (at, vector) in vectors.iter().enumerate() {
        faces.push(face(vector, at / OF_EACH, PhotoId::new())?);
    }
    let start = Instant::now();
    let mut gallery = Gallery::new(faces);
    println!("load_ms {:.1}", start.elapsed().as_secs_f64() * 1e3);
    println!("gallery_bytes {}", gallery.bytes() / gallery.len());
    let mut found = 0;
    let mut times = Vec::new();
    for probe in probes {
        let probe = Probe { embedding: Embedding::from_raw(*probe)?, frames: 3 };
        found += gallery.find(&probe).certain.len();
        times.push(time(|| gallery.find(&probe)));
    }
    println!("find_ms {:.4}", median(times.into_iter()));
    println!("found {:.1}", found as f64 / probes.len() as f64);
    let mut times = Vec::new();
    for at in 0..PHOTOS {
        let photo = PhotoId::new();
        let come: Result<Vec<GalleryFace>, _> = (0..FACES_OF_A_PHOTO)
            .map(|face| (at * 7_919 + face * 104_729) % people.len())
            .map(|person| face(&crowd.look(person, usize::MAX / 4 + at), person, photo))
            .collect();
        let come = come?;
        times.push(time(|| gallery.update(come.clone(), &[])));
    }
    println!("update_ms {:.3}", median(times.into_iter()));
    Ok(())
}

fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1e3
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn write(path: &Path, numbers: impl Iterator<Item = [u8; 4]>) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in numbers {
        file.write_all(&number)?;
    }
    file.flush()
}

/// Made-up people. As with real faces, strangers' cosine is about .80 and two looks at one person's about .97.
struct Crowd {
    common: Vec<f32>,
    people: Vec<Vec<f32>>,
}

impl Crowd {
    fn new(people: usize) -> Self {
        Self {
            common: direction(&mut Numbers(1)),
            people: (0..people as u64).map(|person| direction(&mut Numbers::of(person))).collect(),
        }
    }

    fn look(&self, person: usize, at: usize) -> Vector {
        let noise = direction(&mut Numbers::of(!(at as u64)));
        let mut look = [0.0; 128];
        for (at, number) in look.iter_mut().enumerate() {
            *number = 2.0 * self.common[at] + self.people[person][at] + 0.25 * noise[at];
        }
        let length = look.iter().map(|number| number * number).sum::<f32>().sqrt();
        look.map(|number| number / length)
    }
}

/// A random direction: the sum of a few even numbers is nearly normal.
fn direction(numbers: &mut Numbers) -> Vec<f32> {
    let raw: Vec<f32> = (0..128).map(|_| (0..4).map(|_| numbers.next()).sum()).collect();
    let length = raw.iter().map(|number| number * number).sum::<f32>().sqrt();
    raw.into_iter().map(|number| number / length).collect()
}

/// Steele and others' `SplitMix64`: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    /// Between −½ and ½.
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32 - 0.5
    }
}
