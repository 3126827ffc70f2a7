//! The six demo photos and the single-person pictures made of them.

use std::sync::OnceLock;

use domain::Embedding;
use server::demo::{DemoPhoto, photos};

use crate::house::engine;

fn all() -> &'static [DemoPhoto] {
    static PHOTOS: OnceLock<Vec<DemoPhoto>> = OnceLock::new();
    PHOTOS.get_or_init(|| photos(&engine()).expect("the demo photos; `cargo xtask test` fetches them"))
}

/// The bytes of one, by name: `sample1.jpg`, `sample1-person1-bright.jpg`…
pub fn bytes(name: &str) -> &'static [u8] {
    let found = all().iter().find(|photo| photo.filename == name);
    let names = || all().iter().map(|photo| photo.filename.as_str()).collect::<Vec<_>>();
    &found.unwrap_or_else(|| panic!("no {name} among {:?}", names())).bytes
}

/// The embeddings of a photo's faces, from left to right.
pub fn embeddings(photo: &[u8]) -> Vec<Embedding> {
    let decoded = faces::decode(photo, &faces::DecodeLimits::default()).unwrap();
    let mut faces = engine().faces(&decoded.pixels).unwrap();
    faces.sort_by(|a, b| a.bounds.x.total_cmp(&b.bounds.x));
    faces.into_iter().map(|face| face.embedding).collect()
}

/// The woman on the right of sample1: she is also in the middle of sample3.
pub fn woman() -> Embedding {
    embeddings(bytes("sample1.jpg")).pop().expect("her face")
}

/// Names of the single-person pictures of somebody, by what the engine says of them.
pub fn pictures_of(person: &Embedding) -> Vec<&'static str> {
    let single = all().iter().filter(|photo| photo.filename.contains("-person"));
    single
        .filter(|photo| embeddings(&photo.bytes).iter().any(|face| face.cosine(person) > 0.96))
        .map(|photo| photo.filename.as_str())
        .collect()
}
