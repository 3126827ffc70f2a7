//! Where something is in a photo.

/// A rectangle in pixels of the upright photo; x to the right, y down. It may reach outside the photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// To the right edge.
    pub width: f32,
    /// To the bottom edge.
    pub height: f32,
}

impl Bounds {
    /// Square pixels covered; 0 for a rectangle turned inside out.
    pub fn area(&self) -> f32 {
        self.width.max(0.0) * self.height.max(0.0)
    }

    /// The middle: x, y.
    pub fn center(&self) -> [f32; 2] {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }

    /// Whether a point lies in it.
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }

    /// Square pixels shared with another rectangle.
    pub fn intersection(&self, other: &Self) -> f32 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }

    /// Intersection over union, 0 (apart) to 1 (the same).
    pub fn iou(&self, other: &Self) -> f32 {
        let shared = self.intersection(other);
        if shared <= 0.0 { 0.0 } else { shared / (self.area() + other.area() - shared) }
    }

    /// Intersection over the smaller of the two, 0 (apart) to 1 (one inside the other).
    pub fn overlap(&self, other: &Self) -> f32 {
        let shared = self.intersection(other);
        if shared <= 0.0 { 0.0 } else { shared / self.area().min(other.area()) }
    }
}

/// Something that a detector takes for a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// Where.
    pub bounds: Bounds,
    /// How much like a face it looks, 0 to 1.
    pub score: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps() {
        let a = Bounds { x: 0.0, y: 0.0, width: 10.0, height: 10.0 };
        let inside = Bounds { x: 2.0, y: 2.0, width: 5.0, height: 4.0 };
        let apart = Bounds { x: 10.0, y: 0.0, width: 10.0, height: 10.0 };
        assert!((a.iou(&a) - 1.0).abs() < 1e-6);
        assert!((a.iou(&inside) - 0.2).abs() < 1e-6);
        assert!((a.overlap(&inside) - 1.0).abs() < 1e-6);
        assert!(a.iou(&apart).abs() < 1e-6);
    }
}
