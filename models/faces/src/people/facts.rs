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
    /// Pairs of rows that are one person.
    pub(super) same: Vec<(u32, u32)>,
    /// Pairs of rows that are two people; also those that follow, because one of them is the same as another row.
    pub(super) apart: Vec<(u32, u32)>,
}

impl Facts {
    /// What is said of these faces. Facts about other faces say nothing; where two contradict each other, "different" holds: a person split in
    /// two is repaired with one merge, two people mixed up with a search for every wrong face.
    pub(super) fn of(&self, faces: &[FaceId]) -> Said {
        let row_of: HashMap<FaceId, u32> = faces.iter().copied().zip(0..).collect();
        let rows = |pairs: &[(FaceId, FaceId)]| -> Vec<(u32, u32)> {
            let known = |(a, b): &(FaceId, FaceId)| Some((*row_of.get(a)?, *row_of.get(b)?));
            let ordered = |(a, b): (u32, u32)| (a.min(b), a.max(b));
            let mut rows: Vec<_> = pairs.iter().filter_map(known).filter(|(a, b)| a != b).map(ordered).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        };
        let different = rows(&self.different);
        let mut first: Vec<u32> = (0..faces.len() as u32).collect();
        let mut same = Vec::new();
        for (a, b) in rows(&self.same) {
            let (one, other) = (root(&first, a), root(&first, b));
            let (one, other) = (one.min(other), one.max(other));
            let contradicted = different.iter().any(|(x, y)| {
                let (x, y) = (root(&first, *x), root(&first, *y));
                (x.min(y), x.max(y)) == (one, other)
            });
            if !contradicted {
                first[other as usize] = one;
                same.push((a, b));
            }
        }
        let mut alike: HashMap<u32, Vec<u32>> = HashMap::new();
        for row in 0..faces.len() as u32 {
            alike.entry(root(&first, row)).or_default().push(row);
        }
        let alike = |row: u32| &alike[&root(&first, row)];
        let mut apart: Vec<(u32, u32)> = different
            .into_iter()
            .filter(|(a, b)| root(&first, *a) != root(&first, *b))
            .flat_map(|(a, b)| alike(a).iter().flat_map(move |a| alike(b).iter().map(|b| (*a.min(b), *a.max(b)))))
            .collect();
        apart.sort_unstable();
        apart.dedup();
        Said { same, apart }
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
    fn who_is_the_same_is_apart_from_the_same() {
        let faces: Vec<FaceId> = (0..5).map(|_| FaceId::new()).collect();
        let facts = Facts {
            same: vec![(faces[3], faces[1]), (faces[4], faces[3])],
            different: vec![(faces[4], faces[0]), (faces[2], FaceId::new())],
        };
        let said = facts.of(&faces);
        assert_eq!(said.same, [(1, 3), (3, 4)]);
        assert_eq!(said.apart, [(0, 1), (0, 3), (0, 4)]);
    }

    #[test]
    fn of_two_facts_that_contradict_each_other_different_holds() {
        let faces: Vec<FaceId> = (0..3).map(|_| FaceId::new()).collect();
        let facts =
            Facts { same: vec![(faces[0], faces[1]), (faces[1], faces[2])], different: vec![(faces[2], faces[0])] };
        let said = facts.of(&faces);
        assert_eq!(said.same, [(0, 1)]);
        assert_eq!(said.apart, [(0, 2), (1, 2)]);
    }
}
