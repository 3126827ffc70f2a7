//! What is found is what a plain loop finds.

use super::*;
use crate::gallery::testing::Numbers;

/// A vector of its own for every number.
pub(super) fn vector(seed: u64) -> Vector {
    let mut numbers = Numbers::of(seed);
    numbers.direction().try_into().expect("128")
}

fn between(one: &Vector, other: &Vector, share: f32) -> Vector {
    crate::gallery::testing::towards(one, other, share).try_into().expect("128")
}

/// All rows by a plain loop, in the order of their rank.
fn naive(vectors: &[Vector], probe: &Vector, rank: impl Fn(usize) -> usize) -> Vec<Near> {
    let mut all: Vec<Near> =
        vectors.iter().enumerate().map(|(row, vector)| Near { row, cosine: dot(vector, probe) }).collect();
    all.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(rank(a.row).cmp(&rank(b.row))));
    all
}

/// Holds a matrix against the loop, for several probes, numbers and lines.
fn check(name: &str, vectors: &[Vector], probes: &[Vector]) {
    let matrix = Matrix::new(vectors);
    // A rank that is not the order of the rows.
    let rank = |row: usize| row ^ 0x155;
    for probe in probes {
        let all = naive(vectors, probe, rank);
        for (near, ceiling) in naive(vectors, probe, rank).iter().map(|near| (near, matrix.ceilings(probe)[near.row])) {
            assert!(ceiling >= near.cosine, "{name}: {ceiling} {near:?}");
        }
        for most in [0, 1, 2, 10, 100, vectors.len(), vectors.len() + 5] {
            let expected = &all[..most.min(all.len())];
            assert_eq!(matrix.top(probe, most, rank), expected, "{name}: the top {most}");
        }
        let lines = all.iter().step_by(all.len().div_ceil(5).max(1)).map(|near| near.cosine);
        for line in lines.chain([-1.1, 0.5, 1.1]) {
            let expected: Vec<Near> = all.iter().copied().filter(|near| near.cosine >= line).collect();
            assert_eq!(matrix.at_least(probe, line, rank), expected, "{name}: at least {line}");
        }
    }
}

#[test]
fn random_vectors() {
    let vectors: Vec<Vector> = (0..2_500).map(vector).collect();
    check("random", &vectors, &[vector(9_999), vectors[3], vectors[2_100].map(|value| -value)]);
}

#[test]
fn duplicates_and_ties_rank_by_rank() {
    let vectors: Vec<Vector> = (0..300).map(|row| vector(row % 7)).collect();
    check("duplicates", &vectors, &[vector(3), vector(100)]);
    let same = vec![vector(1); 50];
    check("all the same", &same, &[vector(1), vector(2)]);
}

#[test]
fn near_ties_of_single_bits() {
    let middle = vector(5);
    // Every row is one unit in the last place of one number away from the next: no code tells them apart.
    let nudged = |row: usize| {
        let mut vector = middle;
        vector[row % EMBEDDING_DIMENSIONS] = f32::from_bits(vector[row % EMBEDDING_DIMENSIONS].to_bits() + row as u32);
        vector
    };
    let vectors: Vec<Vector> = (0..1_500).map(nudged).collect();
    check("near ties", &vectors, &[middle, between(&middle, &vector(6), 0.3)]);
}

#[test]
fn crowds_of_look_alikes() {
    let (one, other) = (vector(1), vector(2));
    let vectors: Vec<Vector> = (0..1_200).map(|row| between(&one, &other, row as f32 * 1e-6)).collect();
    check("look-alikes", &vectors, &[one, other]);
}

#[test]
fn vectors_whose_codes_leave_out_the_most() {
    // Half of every step is left out, all in the probe's direction; one large number makes the step large.
    let spiked = |row: usize| {
        let mut vector = [0.5 / 127.0; EMBEDDING_DIMENSIONS];
        vector[row % EMBEDDING_DIMENSIONS] = 1.0;
        let length = dot(&vector, &vector).sqrt();
        vector.map(|value| value / length)
    };
    let vectors: Vec<Vector> = (0..200).map(spiked).collect();
    let flat = [1.0 / (EMBEDDING_DIMENSIONS as f32).sqrt(); EMBEDDING_DIMENSIONS];
    check("spikes", &vectors, &[flat, spiked(0), flat.map(|value| -value)]);
}

#[test]
fn nothing_is_found_in_nothing() {
    check("empty", &[], &[vector(1)]);
}

#[test]
fn rows_come_and_go() {
    let mut vectors: Vec<Vector> = (0..BLOCK as u64 + 10).map(vector).collect();
    let mut matrix = Matrix::new(&vectors[..5]);
    for vector in &vectors[5..] {
        matrix.push(vector);
    }
    let before = matrix.clone();
    for row in [3, BLOCK, BLOCK + 2, 0, 700] {
        matrix.swap_remove(row);
        vectors.swap_remove(row);
    }
    while vectors.len() > BLOCK - 2 {
        matrix.swap_remove(vectors.len() - 1);
        vectors.pop();
    }
    assert_eq!(matrix.rows(), vectors.len());
    let probe = vector(77);
    assert_eq!(matrix.top(&probe, 50, |row| row), naive(&vectors, &probe, |row| row)[..50]);
    assert_eq!(before.rows(), BLOCK + 10, "who has a copy keeps it");
    assert_eq!(before.row(3).map(f32::to_bits), vector(3).map(f32::to_bits));
    while matrix.rows() > 0 {
        matrix.swap_remove(0);
    }
    assert_eq!(matrix.top(&probe, 1, |row| row), []);
}
