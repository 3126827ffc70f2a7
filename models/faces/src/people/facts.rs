//! What somebody said of two faces, and what follows from it.

use std::collections::HashMap;

use domain::FaceId;

/// What was said by hand of pairs of faces. It outweighs every similarity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Faces of one person.
    pub same: Vec<(FaceId, FaceId)>,
    /// Faces of two people.
    pub different: Vec<(FaceId, FaceId)>,
}

/// Facts of the faces at hand, as rows.
pub(super) struct Said {
    /// For each row the first row that is said to be the same person.
    pub(super) first: Vec<u32>,
    /// Pairs of first rows that are two people.
    pub(super) apart: Vec<(u32, u32)>,
}

impl Facts {
    /// What is said of these faces. Facts about other faces say nothing; where two contradict each other, "different" holds: a person split in
    /// two is repaired with one merge, two people mixed up with a search for every wrong face.
    pub(super) fn of(&self, faces: &[FaceId]) -> Said {
        let row_of: HashMap<FaceId, u32> = faces.iter().copied().zip(0..).collect();
        let rows = |pairs: &[(FaceId, FaceId)]| -> Vec<(u32, u32)> {
            let known = |(a, b): &(FaceId, FaceId)| Some((*row_of.get(a)?, *row_of.get(b)?));
            let mut rows: Vec<(u32, u32)> = pairs.iter().filter_map(known).filter(|(a, b)| a != b).collect();
            rows.sort_unstable();
            rows
        };
        let different = rows(&self.different);
        let mut first: Vec<u32> = (0..faces.len() as u32).collect();
        for (a, b) in rows(&self.same) {
            let (a, b) = (root(&first, a), root(&first, b));
            let (a, b) = (a.min(b), a.max(b));
            let contradicted = different.iter().any(|(x, y)| {
                let (x, y) = (root(&first, *x), root(&first, *y));
                (x.min(y), x.max(y)) == (a, b)
            });
            if a != b && !contradicted {
                first[b as usize] = a;
            }
        }
        let first: Vec<u32> = (0..faces.len() as u32).map(|row| root(&first, row)).collect();
        let of = |row: u32| first[row as usize];
        let apart = different.into_iter().map(|(a, b)| (of(a), of(b))).filter(|(a, b)| a != b).collect();
        Said { first, apart }
    }
}

fn root(first: &[u32], mut row: u32) -> u32 {
    while first[row as usize] != row {
        row = first[row as usize];
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_passed_on() {
        let faces: Vec<FaceId> = (0..5).map(|_| FaceId::new()).collect();
        let facts = Facts {
            same: vec![(faces[3], faces[1]), (faces[4], faces[3])],
            different: vec![(faces[4], faces[0]), (faces[2], FaceId::new())],
        };
        let said = facts.of(&faces);
        assert_eq!(said.first, [0, 1, 2, 1, 1]);
        assert_eq!(said.apart, [(1, 0)]);
    }

    #[test]
    fn of_two_facts_that_contradict_each_other_different_holds() {
        let faces: Vec<FaceId> = (0..3).map(|_| FaceId::new()).collect();
        let facts =
            Facts { same: vec![(faces[0], faces[1]), (faces[1], faces[2])], different: vec![(faces[2], faces[0])] };
        assert_eq!(facts.of(&faces).first, [0, 0, 2]);
    }
}
