//! How well groups of faces are the people they are of.

use std::collections::BTreeMap;

use serde::Serialize;

/// B-cubed (Bagga and Baldwin 1998), and how many people that is. The names are part of PicMe's outside.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Agreement {
    /// Of the faces that are taken for a face's person, the share that is; the mean over all faces.
    pub(super) precision: f64,
    /// Of the faces that are a face's person, the share that is taken for it; the mean over all faces.
    pub(super) recall: f64,
    /// The harmonic mean of both.
    pub(super) f1: f64,
    /// People that the labelled faces were given to; nobody is none of them.
    pub(super) people: usize,
}

impl Agreement {
    /// Of faces that each were given to a person and have a name. A face of nobody is alone: it is found with no other.
    pub(super) fn measure(people: &[Option<usize>], names: &[&str]) -> Self {
        let founded = people.iter().flatten().max().map_or(0, |last| last + 1);
        let alone = (founded..).zip(people).map(|(alone, person)| person.unwrap_or(alone));
        let people: Vec<usize> = alone.collect();
        let both = counted(people.iter().zip(names));
        let (of_person, of_name) = (counted(people.iter()), counted(names.iter()));
        let mean = |all: &dyn Fn(&usize, &&str) -> usize| {
            let faces = both.iter().map(|((person, name), count)| (count * count) as f64 / all(person, name) as f64);
            faces.sum::<f64>() / people.len().max(1) as f64
        };
        let precision = mean(&|person, _| of_person[person]);
        let recall = mean(&|_, name| of_name[name]);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        let people = of_person.keys().filter(|person| ***person < founded).count();
        Self { precision, recall, f1, people }
    }
}

impl std::fmt::Display for Agreement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { precision, recall, f1, people } = self;
        write!(f, "B-cubed precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}; {people} people")
    }
}

fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_of_a_known_case() {
        let same = Agreement::measure(&[Some(0), Some(0), Some(1)], &["a", "a", "b"]);
        assert!((same.f1 - 1.0).abs() < 1e-9);
        // Three of a and one of b in one group; one of b alone.
        let mixed = Agreement::measure(&[Some(0), Some(0), Some(0), Some(0), Some(1)], &["a", "a", "a", "b", "b"]);
        assert!((mixed.precision - (3.0 * 0.75 + 0.25 + 1.0) / 5.0).abs() < 1e-9);
        assert!((mixed.recall - (3.0 + 0.5 + 0.5) / 5.0).abs() < 1e-9);
    }

    #[test]
    fn faces_of_nobody_are_not_one_person() {
        let nobody = Agreement::measure(&[None, Some(3), None], &["a", "a", "a"]);
        assert!((nobody.precision - 1.0).abs() < 1e-9);
        assert!((nobody.recall - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(nobody.people, 1);
    }
}
