//! Cutting a turned square out of a photo.

use crate::Pixels;
use crate::pixels::Patch;
use crate::similarity::Similarity;

/// The photo as `transform` (photo to patch, both with pixel centres at whole numbers) shows it on a square of `side` pixels.
/// Outside the photo it is black. Where the photo is shrunk to less than half, areas are averaged first, so that no pixel
/// between two samples is lost.
pub(crate) fn warp(photo: &Pixels, transform: &Similarity, side: usize) -> Patch {
    let factor = (1.0 / transform.scale()).floor();
    if factor < 2.0 {
        return sample(photo, &transform.inverse(), side);
    }
    let back = transform.inverse();
    let Some((small, origin)) = shrink(photo, footprint(photo, &back, side), factor as u32) else {
        return Patch::black(side);
    };
    // From a patch pixel to a photo pixel to a pixel of the shrunk part, whose first pixel covers `factor` photo pixels.
    let half = (factor - 1.0) / 2.0;
    let shift = [-(origin[0] as f32 + half) / factor, -(origin[1] as f32 + half) / factor];
    sample(&small, &back.then(1.0 / factor, shift), side)
}

/// The part of the photo that a patch shows: left, top, right, bottom in whole pixels (right and bottom exclusive), with room for the average.
fn footprint(photo: &Pixels, back: &Similarity, side: usize) -> [u32; 4] {
    let far = side as f32 - 1.0;
    let corners = [[0.0, 0.0], [far, 0.0], [0.0, far], [far, far]].map(|corner| back.apply(corner));
    let reach = 2.0 * back.scale() + 2.0;
    let least = |axis: usize| corners.iter().map(|c| c[axis]).fold(f32::INFINITY, f32::min) - reach;
    let most = |axis: usize| corners.iter().map(|c| c[axis]).fold(f32::NEG_INFINITY, f32::max) + reach;
    let inside = |value: f32, length: u32| value.clamp(0.0, length as f32) as u32;
    [
        inside(least(0), photo.width),
        inside(least(1), photo.height),
        inside(most(0), photo.width),
        inside(most(1), photo.height),
    ]
}

/// Averages squares of `factor × factor` pixels. Gives the small picture and the photo's pixel at its top left corner.
fn shrink(photo: &Pixels, [left, top, right, bottom]: [u32; 4], factor: u32) -> Option<(Pixels, [u32; 2])> {
    let width = right.saturating_sub(left) / factor;
    let height = bottom.saturating_sub(top) / factor;
    if width == 0 || height == 0 {
        return None;
    }
    let (columns, step, stride) = (width as usize, factor as usize, photo.width as usize * 3);
    let count = factor * factor;
    let mut rgb = Vec::with_capacity(columns * height as usize * 3);
    let mut sums = vec![[0_u32; 3]; columns];
    for row in 0..height {
        sums.fill([0; 3]);
        for y in 0..factor {
            let start = (top + row * factor + y) as usize * stride + left as usize * 3;
            let pixels = photo.rgb[start..][..columns * step * 3].as_chunks::<3>().0;
            for (sum, block) in sums.iter_mut().zip(pixels.chunks_exact(step)) {
                for pixel in block {
                    for (total, value) in sum.iter_mut().zip(pixel) {
                        *total += u32::from(*value);
                    }
                }
            }
        }
        rgb.extend(sums.iter().flatten().map(|total| ((total + count / 2) / count) as u8));
    }
    Some((Pixels { width, height, rgb }, [left, top]))
}

/// Bilinear samples; `back` leads from patch pixels to photo pixels.
fn sample(photo: &Pixels, back: &Similarity, side: usize) -> Patch {
    let mut patch = Patch::black(side);
    for y in 0..side {
        for x in 0..side {
            patch.set(x, y, bilinear(photo, back.apply([x as f32, y as f32])));
        }
    }
    patch
}

/// The colour between four pixels; what lies outside the photo counts as black.
fn bilinear(photo: &Pixels, [x, y]: [f32; 2]) -> [f32; 3] {
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (x - left, y - top);
    let weights = [(1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy];
    if left >= 0.0 && top >= 0.0 && left + 1.0 < photo.width as f32 && top + 1.0 < photo.height as f32 {
        let stride = photo.width as usize * 3;
        let start = top as usize * stride + left as usize * 3;
        let (above, below) = (&photo.rgb[start..start + 6], &photo.rgb[start + stride..start + stride + 6]);
        return std::array::from_fn(|channel| {
            let four = [above[channel], above[channel + 3], below[channel], below[channel + 3]];
            weights.iter().zip(four).map(|(weight, value)| weight * f32::from(value)).sum()
        });
    }
    let mut mixed = [0.0; 3];
    for ((dx, dy), weight) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].into_iter().zip(weights) {
        let (x, y) = (left + dx, top + dy);
        if x >= 0.0 && y >= 0.0 && x < photo.width as f32 && y < photo.height as f32 {
            for (total, value) in mixed.iter_mut().zip(photo.at(x as u32, y as u32)) {
                *total += weight * f32::from(value);
            }
        }
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red grows to the right, green downwards.
    fn gradient(width: u32, height: u32) -> Pixels {
        let rgb = (0..height).flat_map(|y| (0..width).flat_map(move |x| [x as u8, y as u8, 7])).collect();
        Pixels { width, height, rgb }
    }

    fn transform(scale: f32, shift: [f32; 2]) -> Similarity {
        let from = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
        Similarity::fit(&from, &from).expect("a fit").then(scale, shift)
    }

    #[test]
    fn nothing_moves_without_a_transform() {
        let patch = warp(&gradient(20, 20), &transform(1.0, [0.0, 0.0]), 20);
        assert!((patch.planes[5 * 20 + 3] - 3.0).abs() < 1e-4);
        assert!((patch.planes[400 + 5 * 20 + 3] - 5.0).abs() < 1e-4);
    }

    #[test]
    fn between_four_pixels_all_four_count() {
        let photo = gradient(20, 20);
        let mixed = bilinear(&photo, [3.25, 7.75]);
        assert!((mixed[0] - 3.25).abs() < 1e-4 && (mixed[1] - 7.75).abs() < 1e-4 && (mixed[2] - 7.0).abs() < 1e-4);
        // The last column has no neighbour: a quarter of the way out, a quarter is gone.
        assert!((bilinear(&photo, [19.25, 4.0])[0] - 19.0 * 0.75).abs() < 1e-4);
    }

    #[test]
    fn outside_the_photo_it_is_black() {
        let patch = warp(&gradient(20, 20), &transform(1.0, [10.0, 0.0]), 20);
        assert!(patch.planes[800 + 5].abs() < 1e-6, "left of the photo");
        assert!((patch.planes[800 + 15] - 7.0).abs() < 1e-4);
        assert!(warp(&gradient(20, 20), &transform(0.1, [500.0, 0.0]), 20).planes.iter().all(|v| v.abs() < 1e-6));
    }

    #[test]
    fn shrinking_keeps_places_and_averages() {
        let photo = gradient(200, 200);
        for scale in [0.5, 0.3, 0.21] {
            let patch = warp(&photo, &transform(scale, [0.0, 0.0]), 30);
            let expected = [20.0 / scale, 12.0 / scale];
            assert!((patch.planes[12 * 30 + 20] - expected[0]).abs() < 0.6, "x at scale {scale}");
            assert!((patch.planes[900 + 12 * 30 + 20] - expected[1]).abs() < 0.6, "y at scale {scale}");
        }
        let stripes = Pixels {
            width: 64,
            height: 64,
            rgb: (0..64 * 64).flat_map(|i| if i % 2 == 0 { [0; 3] } else { [200; 3] }).collect(),
        };
        let grey = warp(&stripes, &transform(0.25, [-2.0, -2.0]), 8);
        assert!(grey.planes.iter().all(|v| (v - 100.0).abs() < 1.0), "stripes become grey");
    }
}
