//! Several looks over a fake that finds white rectangles on black.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::Bounds;
use crate::network::Tensor;

/// Side of the first map's first anchor.
const ANCHOR: f32 = 51.2;

/// Finds white rectangles, wherever they are and however large, from a height in pixels of the input on.
struct Rectangles {
    least: usize,
    runs: Arc<AtomicUsize>,
}

impl Network for Rectangles {
    fn run(&self, input: Tensor) -> Result<Vec<Tensor>, NetworkError> {
        self.runs.fetch_add(1, Ordering::Relaxed);
        let side = input.shape[2];
        let white = |x: usize, y: usize| x < side && y < side && input.values[y * side + x] > 128.0;
        let anchors = super::super::anchors::anchors(side as u32).len();
        let (mut boxes, mut logits) = (vec![0.0; anchors * 4], vec![-9.0; anchors * 3]);
        for y in 0..side {
            for x in 0..side {
                let corner = white(x, y) && (x == 0 || !white(x - 1, y)) && (y == 0 || !white(x, y - 1));
                let width = (x..side).take_while(|x| white(*x, y)).count();
                let height = (y..side).take_while(|y| white(x, *y)).count();
                if !corner || height < self.least {
                    continue;
                }
                let (cx, cy) = (x as f32 + width as f32 / 2.0, y as f32 + height as f32 / 2.0);
                let (column, row) = (cx as usize / 16, cy as usize / 16);
                let anchor = (row * side.div_ceil(16) + column) * 3;
                let middle = |cell: usize| (cell as f32 + 0.5) * 16.0;
                let size = |length: usize| (length as f32 / ANCHOR).ln() * 5.0;
                let shift = |at: f32, cell: usize| (at - middle(cell)) / ANCHOR * 10.0;
                boxes[anchor * 4..][..4].copy_from_slice(&[
                    shift(cy, row),
                    shift(cx, column),
                    size(height),
                    size(width),
                ]);
                logits[anchor * 3 + 1] = 3.0;
            }
        }
        let boxes = Tensor { shape: vec![1, anchors, 4], values: boxes };
        Ok(vec![boxes, Tensor { shape: vec![1, anchors, 3], values: logits }])
    }
}

/// Levels by the sides of their input, each with the least height it sees, and a count of passes.
fn levels(of: &[(u32, usize)], close_look: Option<u32>) -> (Scales, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let network = |least: usize| Box::new(Rectangles { least, runs: Arc::clone(&runs) }) as Box<dyn Network>;
    (Scales::new(of.iter().map(|(side, least)| (*side, network(*least))).collect(), close_look), runs)
}

/// Levels of 512 and 1024, with a close look at 2048, that see squares of 20 px.
fn scales() -> (Scales, Arc<AtomicUsize>) {
    levels(&[(512, 20), (1024, 20)], Some(2048))
}

/// A black photo with white squares: left, top, side.
fn photo(side: u32, squares: &[[u32; 3]]) -> Pixels {
    let mut rgb = vec![0; (side * side * 3) as usize];
    for [left, top, length] in squares {
        for y in *top..top + length {
            rgb[((y * side + left) * 3) as usize..][..(length * 3) as usize].fill(255);
        }
    }
    Pixels { width: side, height: side, rgb }
}

/// Where something was found, rounded: left, top, width, height; from the top.
fn places(scales: &Scales, photo: &Pixels) -> Vec<[i32; 4]> {
    let round = |Bounds { x, y, width, height }: Bounds| [x, y, width, height].map(|value| value.round() as i32);
    let mut found: Vec<[i32; 4]> =
        scales.detect(photo, 0.15, 0.65).expect("runs").iter().map(|face| round(face.bounds)).collect();
    found.sort_by_key(|[x, y, ..]| (*y, *x));
    found
}

/// Small squares that the finest level sees, as many as are evidence.
const SEEN: [[u32; 3]; 4] = [[700, 700, 24], [800, 700, 24], [900, 700, 24], [950, 800, 24]];

#[test]
fn a_face_on_a_border_of_tiles_is_one_face() {
    // Tiles are 256 px and begin at every 192nd: the first ends in the middle of one square, the second at 448 in that of another, a third lies
    // in the corner of four tiles, a fourth in two tiles.
    let hidden = [[250, 20, 12], [442, 250, 12], [202, 40, 12], [196, 196, 12]];
    let (scales, runs) = scales();
    let found = places(&scales, &photo(1024, &[&SEEN[..], &hidden].concat()));
    let mut wanted: Vec<[i32; 4]> = SEEN
        .iter()
        .chain(&hidden)
        .map(|square| [square[0], square[1], square[2], square[2]].map(|v| v as i32))
        .collect();
    wanted.sort_by_key(|[x, y, ..]| (*y, *x));
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    for (found, wanted) in found.iter().zip(&wanted) {
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() <= 1), "{found:?} is not {wanted:?}");
    }
    assert_eq!(runs.load(Ordering::Relaxed), 2 + 25);
}

#[test]
fn nobody_looks_closely_without_evidence() {
    let (scales, runs) = scales();
    let found = places(&scales, &photo(1024, &[&SEEN[1..], &[[250, 20, 12]]].concat()));
    assert_eq!(found.len(), 3);
    assert_eq!(runs.load(Ordering::Relaxed), 2);
}

#[test]
fn a_photo_is_never_enlarged_more_than_twice() {
    let (scales, runs) = scales();
    // Four small faces, but the close look would enlarge them more than three times.
    let small = [100, 200, 300, 400].map(|left| [left, 350, 14]);
    assert_eq!(places(&scales, &photo(600, &small)).len(), 4);
    assert_eq!(runs.load(Ordering::Relaxed), 2);
}

#[test]
fn a_close_look_says_nothing_of_large_faces() {
    let (scales, _) = scales();
    // 90 px are more than tiles share: found whole by the other levels, in pieces by the tiles.
    let found = places(&scales, &photo(1024, &[&SEEN[..], &[[300, 300, 90]]].concat()));
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn a_coarser_level_says_nothing_of_faces_too_small_for_it() {
    const BLIND: usize = 9999;
    let found = |of: &[(u32, usize)], side: u32| places(&levels(of, None).0, &photo(1024, &[[300, 300, side]])).len();
    // 26 px of 1024 are 13 at 512, 30 are 15.
    assert_eq!(found(&[(512, 8)], 26), 1, "nobody else looks");
    assert_eq!(found(&[(512, 8), (1024, BLIND)], 26), 0, "the finer one knows better");
    assert_eq!(found(&[(512, 8), (1024, BLIND)], 30), 1);
    assert_eq!(found(&[(256, 8), (1024, BLIND)], 200), 0, "a coarse level is for close-ups");
    assert_eq!(found(&[(256, 8), (1024, BLIND)], 210), 1);
}
