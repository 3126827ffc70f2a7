//! The six demo photos and the single-person pictures made of them.

use std::sync::LazyLock;

use domain::Embedding;
use server::demo::{DemoPhoto, originals, single_pictures};

use crate::house::engine;

static ORIGINALS: LazyLock<Vec<DemoPhoto>> = LazyLock::new(originals);
/// Of two photos only: each costs a run of the engine.
static SINGLE: LazyLock<Vec<DemoPhoto>> = LazyLock::new(|| {
    let of = |name| single_pictures(&engine(), original(name)).expect("pictures of single people");
    [of("sample1.jpg"), of("sample5.jpg")].into_iter().flatten().collect()
});

fn original(name: &str) -> &'static DemoPhoto {
    let found = ORIGINALS.iter().find(|photo| photo.filename == name);
    found.expect("the demo photos; `cargo xtask test` fetches them")
}

/// The bytes of one, by name: `sample1.jpg`, `sample1-person1-bright.jpg`…
pub fn bytes(name: &str) -> &'static [u8] {
    if !name.contains("-person") {
        return &original(name).bytes;
    }
    let found = SINGLE.iter().find(|photo| photo.filename == name);
    &found
        .unwrap_or_else(|| {
            panic!("no {name} among {:?}", SINGLE.iter().map(|photo| &photo.filename).collect::<Vec<_>>())
        })
        .bytes
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
    static WOMAN: LazyLock<Embedding> = LazyLock::new(|| embeddings(bytes("sample1.jpg")).pop().expect("her face"));
    WOMAN.clone()
}

/// Names of the single-person pictures of somebody.
pub fn pictures_of(person: &Embedding) -> Vec<&'static str> {
    let theirs = SINGLE.iter().filter(|photo| photo.of.as_ref().is_some_and(|face| face.cosine(person) > 0.96));
    theirs.map(|photo| photo.filename.as_str()).collect()
}

/// Names of the single-person pictures of anybody in sample5, who are in no other photo here.
pub fn pictures_of_others() -> Vec<&'static str> {
    SINGLE.iter().map(|photo| photo.filename.as_str()).filter(|name| name.starts_with("sample5")).collect()
}
