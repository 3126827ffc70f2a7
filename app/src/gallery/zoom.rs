//! Coming closer to a photo: by two fingers, a double tap, or plus and minus.

use leptos::ev::TouchEvent;

/// The closest.
const MOST: f64 = 5.0;
/// How close a double tap comes.
const TAPPED: f64 = 2.5;

/// A point, or a way, in CSS pixels from the middle of the screen.
pub type Point = (f64, f64);

/// How a photo is shown: how much larger, and moved how far from the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    scale: f64,
    x: f64,
    y: f64,
}

impl Zoom {
    /// The whole photo.
    pub const NONE: Self = Self { scale: 1.0, x: 0.0, y: 0.0 };

    /// Whether the photo is larger than the screen.
    pub fn is_close(self) -> bool {
        self.scale > 1.01
    }

    /// Larger by this factor around a point, which stays where it is on the screen.
    #[must_use]
    pub fn by(self, factor: f64, around: Point, size: Point) -> Self {
        let scale = (self.scale * factor).clamp(1.0, MOST);
        let ratio = scale / self.scale;
        let moved = |at: f64, by: f64| at - (at - by) * ratio;
        Self { scale, x: moved(around.0, self.x), y: moved(around.1, self.y) }.inside(size)
    }

    /// Moved along.
    #[must_use]
    pub fn moved(self, way: Point, size: Point) -> Self {
        Self { x: self.x + way.0, y: self.y + way.1, ..self }.inside(size)
    }

    /// Closer at a point, or the whole photo again.
    #[must_use]
    pub fn tapped(self, at: Point, size: Point) -> Self {
        if self.is_close() { Self::NONE } else { self.by(TAPPED, at, size) }
    }

    /// Never so far aside that the photo leaves the screen.
    fn inside(self, size: Point) -> Self {
        let limit = |length: f64| length * (self.scale - 1.0) / 2.0;
        let (across, down) = (limit(size.0), limit(size.1));
        Self { x: self.x.clamp(-across, across), y: self.y.clamp(-down, down), ..self }
    }

    /// For the style sheet; nothing for the whole photo.
    pub fn style(self) -> String {
        if !self.is_close() {
            return String::new();
        }
        format!("transform:translate({:.1}px,{:.1}px) scale({:.3})", self.x, self.y, self.scale)
    }
}

/// One or two fingers on a photo: their middle, and how far apart they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fingers {
    /// The middle between them.
    pub middle: Point,
    /// How far apart; nothing for one finger.
    pub apart: Option<f64>,
}

impl Fingers {
    /// The fingers of a touch, measured from the middle of a screen of this size.
    pub fn of(event: &TouchEvent, size: Point) -> Option<Self> {
        let touches = event.touches();
        let point = |at| {
            let touch = touches.get(at)?;
            Some((f64::from(touch.client_x()) - size.0 / 2.0, f64::from(touch.client_y()) - size.1 / 2.0))
        };
        let one = point(0)?;
        Some(match point(1) {
            Some(two) => Self {
                middle: (f64::midpoint(one.0, two.0), f64::midpoint(one.1, two.1)),
                apart: Some((one.0 - two.0).hypot(one.1 - two.1).max(1.0)),
            },
            None => Self { middle: one, apart: None },
        })
    }

    /// How a photo is shown when the fingers have come from `self` to `now`.
    pub fn drag(self, now: Self, zoom: Zoom, size: Point) -> Zoom {
        let way = (now.middle.0 - self.middle.0, now.middle.1 - self.middle.1);
        match self.apart.zip(now.apart) {
            Some((before, after)) => zoom.moved(way, size).by(after / before, now.middle, size),
            None if zoom.is_close() => zoom.moved(way, size),
            None => zoom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Point = (400.0, 800.0);

    #[test]
    fn the_tapped_point_stays_where_it_is() {
        let zoom = Zoom::NONE.tapped((100.0, 50.0), SCREEN);
        assert!((zoom.x + 150.0).abs() < 1e-9 && (zoom.y + 75.0).abs() < 1e-9, "{zoom:?}");
        assert_eq!(zoom.tapped((0.0, 0.0), SCREEN), Zoom::NONE);
    }

    #[test]
    fn a_photo_does_not_leave_the_screen() {
        let zoom = Zoom::NONE.by(2.0, (0.0, 0.0), SCREEN).moved((1000.0, -1000.0), SCREEN);
        assert_eq!((zoom.x, zoom.y), (200.0, -400.0));
        assert_eq!(Zoom::NONE.moved((50.0, 0.0), SCREEN), Zoom::NONE);
        assert_eq!(Zoom::NONE.by(0.2, (10.0, 10.0), SCREEN), Zoom::NONE);
    }

    #[test]
    fn two_fingers_that_part_come_closer() {
        let fingers = |apart| Fingers { middle: (0.0, 0.0), apart: Some(apart) };
        assert_eq!(
            fingers(100.0).drag(fingers(200.0), Zoom::NONE, SCREEN).style(),
            "transform:translate(0.0px,0.0px) scale(2.000)"
        );
    }
}
