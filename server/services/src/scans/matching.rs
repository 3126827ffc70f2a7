//! Which faces of an event are the guest's.
//!
//! Plain cosine against every face, exactly. Two bands: *certain* opens the photo, *maybe* shows the face's crop
//! and asks. Two faces in one photo are two people, so at most the best face of a photo counts.

use std::collections::HashMap;

use domain::{Embedding, FaceId, PhotoId};

use super::frames::Probe;

/// Cosine from which a match of three or more frames is certain: a false-match rate of about 1e-4, measured on
/// 7,701 photos of faces (mean of three frames against single faces).
const CERTAIN: f32 = 0.950;
/// With fewer frames the mean is less steady: the same rate needs a stricter line.
const CERTAIN_FEW_FRAMES: f32 = 0.955;
/// Fewer frames than this are few.
const ENOUGH_FRAMES: usize = 3;
/// Cosine from which a face is worth asking about: a false-match rate of about 1e-3 on the same photos.
const MAYBE: f32 = 0.929;

/// A face of the event, opened.
pub(super) struct GalleryFace {
    pub(super) face: FaceId,
    pub(super) photo: PhotoId,
    pub(super) embedding: Embedding,
}

/// What a probe matched.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matches {
    /// Photos the guest is in.
    pub(super) certain: Vec<PhotoId>,
    /// Faces to ask about.
    pub(super) maybe: Vec<FaceId>,
}

/// Compares a probe with every face of an event.
pub(super) fn find(probe: &Probe, gallery: &[GalleryFace]) -> Matches {
    let mut best: HashMap<PhotoId, (f32, FaceId)> = HashMap::new();
    for face in gallery {
        let cosine = probe.embedding.cosine(&face.embedding);
        let entry = best.entry(face.photo).or_insert((cosine, face.face));
        // Equal cosines rank by face id, so that the answer does not depend on the order of rows.
        if cosine > entry.0 || (cosine.total_cmp(&entry.0).is_eq() && face.face < entry.1) {
            *entry = (cosine, face.face);
        }
    }
    let line = if probe.frames >= ENOUGH_FRAMES { CERTAIN } else { CERTAIN_FEW_FRAMES };
    let mut matches = Matches::default();
    for (photo, (cosine, face)) in best {
        if cosine >= line {
            matches.certain.push(photo);
        } else if cosine >= MAYBE {
            matches.maybe.push(face);
        }
    }
    matches.certain.sort_unstable();
    matches.maybe.sort_unstable();
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A unit vector with this cosine to the first axis.
    fn with_cosine(cosine: f32) -> Embedding {
        let mut raw = [0.0; 128];
        (raw[0], raw[1]) = (cosine, (1.0 - cosine * cosine).sqrt());
        Embedding::from_raw(raw).expect("a direction")
    }

    fn face(photo: PhotoId, cosine: f32) -> GalleryFace {
        GalleryFace { face: FaceId::new(), photo, embedding: with_cosine(cosine) }
    }

    fn probe(frames: usize) -> Probe {
        Probe { embedding: with_cosine(1.0), frames }
    }

    #[test]
    fn two_bands_and_the_stricter_line_for_one_frame() {
        let photos: Vec<PhotoId> = (0..4).map(|_| PhotoId::new()).collect();
        let gallery: Vec<GalleryFace> =
            photos.iter().zip([0.96, 0.952, 0.94, 0.90]).map(|(&photo, cosine)| face(photo, cosine)).collect();
        let three = find(&probe(3), &gallery);
        assert_eq!(three, Matches { certain: vec![photos[0], photos[1]], maybe: vec![gallery[2].face] });
        let one = find(&probe(1), &gallery);
        assert_eq!(one.certain, [photos[0]]);
        assert_eq!(one.maybe.len(), 2);
    }

    #[test]
    fn two_faces_in_one_photo_are_two_people() {
        let photo = PhotoId::new();
        let gallery = [face(photo, 0.94), face(photo, 0.97), face(photo, 0.935)];
        assert_eq!(find(&probe(3), &gallery), Matches { certain: vec![photo], maybe: vec![] });
    }
}
