//! Turning, scaling and shifting: the transforms that bring a face into position.

/// A similarity transform of the plane: `[x, y] ↦ [a·x − b·y + tx, b·x + a·y + ty]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Similarity {
    a: f32,
    b: f32,
    tx: f32,
    ty: f32,
}

impl Similarity {
    /// The transform that brings `from` closest to `to`, in the sense of least squares (Umeyama 1991; in the plane it has
    /// this closed form). `None` when the points lie on one spot or are not finite.
    pub(crate) fn fit(from: &[[f32; 2]], to: &[[f32; 2]]) -> Option<Self> {
        let (from_mean, to_mean) = (mean(from)?, mean(to)?);
        let (mut spread, mut dot, mut cross) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (p, q) in from.iter().zip(to) {
            let (x, y) = (p[0] - from_mean[0], p[1] - from_mean[1]);
            let (u, v) = (q[0] - to_mean[0], q[1] - to_mean[1]);
            spread += x * x + y * y;
            dot += x * u + y * v;
            cross += x * v - y * u;
        }
        let (a, b) = (dot / spread, cross / spread);
        let turned = [a * from_mean[0] - b * from_mean[1], b * from_mean[0] + a * from_mean[1]];
        let fit = Self { a, b, tx: to_mean[0] - turned[0], ty: to_mean[1] - turned[1] };
        (fit.scale().is_normal() && fit.tx.is_finite() && fit.ty.is_finite()).then_some(fit)
    }

    /// Where a point goes.
    pub(crate) fn apply(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [self.a * x - self.b * y + self.tx, self.b * x + self.a * y + self.ty]
    }

    /// The way back.
    pub(crate) fn inverse(&self) -> Self {
        let square = self.a * self.a + self.b * self.b;
        let (a, b) = (self.a / square, -self.b / square);
        Self { a, b, tx: -(a * self.tx - b * self.ty), ty: -(b * self.tx + a * self.ty) }
    }

    /// How much longer lengths become.
    pub(crate) fn scale(&self) -> f32 {
        self.a.hypot(self.b)
    }

    /// How far it turns clockwise as seen on a screen, −180° to 180°.
    pub(crate) fn degrees(&self) -> f32 {
        self.b.atan2(self.a).to_degrees()
    }

    /// First this, then a scaling by `scale` and a shift: for pixel grids whose origin moves.
    pub(crate) fn then(&self, scale: f32, shift: [f32; 2]) -> Self {
        Self { a: self.a * scale, b: self.b * scale, tx: self.tx * scale + shift[0], ty: self.ty * scale + shift[1] }
    }
}

fn mean(points: &[[f32; 2]]) -> Option<[f32; 2]> {
    let count = points.len() as f32;
    let sum = points.iter().fold([0.0, 0.0], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
    (!points.is_empty()).then(|| [sum[0] / count, sum[1] / count])
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [[f32; 2]; 3] = [[0.0, 0.0], [4.0, 0.0], [0.0, 2.0]];

    fn near(a: [f32; 2], b: [f32; 2]) -> bool {
        (a[0] - b[0]).abs() < 1e-4 && (a[1] - b[1]).abs() < 1e-4
    }

    #[test]
    fn a_known_transform_is_found_again() {
        // A quarter turn, twice as large, moved.
        let moved = CORNERS.map(|[x, y]| [-2.0 * y + 7.0, 2.0 * x - 3.0]);
        let fit = Similarity::fit(&CORNERS, &moved).expect("a fit");
        assert!((fit.scale() - 2.0).abs() < 1e-5);
        assert!((fit.degrees() - 90.0).abs() < 1e-3);
        for (from, to) in CORNERS.iter().zip(moved) {
            assert!(near(fit.apply(*from), to));
            assert!(near(fit.inverse().apply(to), *from));
        }
    }

    #[test]
    fn a_grid_may_move_and_shrink() {
        let fit = Similarity::fit(&CORNERS, &CORNERS).expect("a fit").then(0.5, [1.0, 2.0]);
        assert!(near(fit.apply([4.0, 2.0]), [3.0, 3.0]));
    }

    #[test]
    fn points_on_one_spot_have_no_transform() {
        assert_eq!(Similarity::fit(&[[1.0, 1.0]; 3], &CORNERS), None);
        assert_eq!(Similarity::fit(&[[f32::NAN, 1.0]; 3], &CORNERS), None);
        assert_eq!(Similarity::fit(&[], &[]), None);
    }
}
