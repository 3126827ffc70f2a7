//! Average linkage over the pairs worth looking at.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

use domain::PhotoId;
use domain::embedding::EMBEDDING_DIMENSIONS;

use super::Person;
use super::neighbours::dot;

/// Faces taken for one person's.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The sum of their vectors.
    sum: [f32; EMBEDDING_DIMENSIONS],
    /// The sum of their levels.
    levels: f32,
    faces: f32,
    /// Where they are, in order.
    photos: Vec<PhotoId>,
}

impl Group {
    fn nobody() -> Self {
        Self { sum: [0.0; EMBEDDING_DIMENSIONS], levels: 0.0, faces: 0.0, photos: Vec::new() }
    }

    /// One face.
    pub(super) fn single(vector: &[f32], photo: PhotoId, level: f32) -> Self {
        let mut group = Self { levels: level, faces: 1.0, photos: vec![photo], ..Self::nobody() };
        group.sum.copy_from_slice(vector);
        group
    }

    /// The mean over all pairs of a face here and a face there of cosine less half of both levels.
    pub(super) fn similarity(&self, other: &Self) -> f32 {
        let cosine = dot(&self.sum, &other.sum) / (self.faces * other.faces);
        cosine - f32::midpoint(self.levels / self.faces, other.levels / other.faces)
    }

    pub(super) fn shares_a_photo(&self, other: &Self) -> bool {
        let (few, many) = if self.photos.len() < other.photos.len() { (self, other) } else { (other, self) };
        few.photos.iter().any(|photo| many.photos.binary_search(photo).is_ok())
    }

    pub(super) fn absorb(&mut self, other: Self) {
        for (sum, value) in self.sum.iter_mut().zip(other.sum) {
            *sum += value;
        }
        self.levels += other.levels;
        self.faces += other.faces;
        self.photos.extend(other.photos);
        self.photos.sort_unstable();
    }
}

/// Two groups that may be one person's, as they were when this was written.
struct Candidate {
    similarity: f32,
    groups: (u32, u32),
    /// How often each had grown.
    grown: (u32, u32),
}

/// The most similar first; equal ones by number, so that the same faces give the same people.
impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.similarity.total_cmp(&other.similarity).then_with(|| other.groups.cmp(&self.groups))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

/// Joins groups of one face each while two of them are at least `least` similar; says for each face its person. Groups that `apart` names
/// are never joined, and what has joined them neither.
pub(super) fn link(mut groups: Vec<Group>, pairs: &[(u32, u32)], apart: &[(u32, u32)], least: f32) -> Vec<Person> {
    let mut beside = beside(groups.len(), pairs);
    let mut apart = both_ways(groups.len(), apart);
    let mut grown = vec![0_u32; groups.len()];
    let mut joined: Vec<u32> = (0..groups.len() as u32).collect();
    let mut heap = BinaryHeap::new();
    let consider = |heap: &mut BinaryHeap<Candidate>, groups: &[Group], grown: &[u32], apart: &[HashSet<u32>], a, b| {
        let (a, b): (u32, u32) = (u32::min(a, b), u32::max(a, b));
        let (one, other) = (&groups[a as usize], &groups[b as usize]);
        let similarity = one.similarity(other);
        if similarity >= least && !one.shares_a_photo(other) && !apart[a as usize].contains(&b) {
            heap.push(Candidate { similarity, groups: (a, b), grown: (grown[a as usize], grown[b as usize]) });
        }
    };
    for (a, b) in pairs {
        consider(&mut heap, &groups, &grown, &apart, *a, *b);
    }
    while let Some(Candidate { groups: (a, b), grown: when, .. }) = heap.pop() {
        let (one, other) = (a as usize, b as usize);
        if when != (grown[one], grown[other]) {
            continue;
        }
        let gone = std::mem::replace(&mut groups[other], Group::nobody());
        groups[one].absorb(gone);
        joined[other] = a;
        grown[one] += 1;
        // Never again equal to what any candidate remembers.
        grown[other] = u32::MAX;
        hand_over(&mut apart, a, b);
        let mut around = std::mem::take(&mut beside[other]);
        around.append(&mut beside[one]);
        for next in &mut around {
            *next = root(&mut joined, *next);
        }
        around.sort_unstable();
        around.dedup();
        around.retain(|next| *next != a);
        for next in &around {
            consider(&mut heap, &groups, &grown, &apart, a, *next);
        }
        beside[one] = around;
    }
    number(&joined)
}

/// For each group the others it is paired with, by the numbers that they had in the beginning.
fn beside(groups: usize, pairs: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut counts = vec![0; groups];
    for (a, b) in pairs {
        counts[*a as usize] += 1;
        counts[*b as usize] += 1;
    }
    let mut others: Vec<Vec<u32>> = counts.into_iter().map(Vec::with_capacity).collect();
    for (a, b) in pairs {
        others[*a as usize].push(*b);
        others[*b as usize].push(*a);
    }
    others
}

/// The group that one has been joined to in the end. Shortens the way there: what a group is joined to always has a lower number.
fn root(joined: &mut [u32], mut group: u32) -> u32 {
    while joined[group as usize] != group {
        let next = joined[joined[group as usize] as usize];
        joined[group as usize] = next;
        group = next;
    }
    group
}

/// For each group the others it is kept apart from.
fn both_ways(groups: usize, pairs: &[(u32, u32)]) -> Vec<HashSet<u32>> {
    let mut others = vec![HashSet::new(); groups];
    for (a, b) in pairs {
        others[*a as usize].insert(*b);
        others[*b as usize].insert(*a);
    }
    others
}

/// Whoever is paired with `gone` is paired with `stays` from now on.
fn hand_over(others: &mut [HashSet<u32>], stays: u32, gone: u32) {
    for next in std::mem::take(&mut others[gone as usize]) {
        others[next as usize].remove(&gone);
        if next != stays {
            others[next as usize].insert(stays);
            others[stays as usize].insert(next);
        }
    }
}

/// From "was joined to" to persons numbered without gaps by their first face.
fn number(joined: &[u32]) -> Vec<Person> {
    let mut person = vec![u32::MAX; joined.len()];
    let mut people = 0;
    for face in 0..joined.len() {
        // A group is joined to one with a lower number, which has been numbered already.
        let into = joined[face] as usize;
        person[face] = if into == face {
            people += 1;
            people - 1
        } else {
            person[into]
        };
    }
    person
}
