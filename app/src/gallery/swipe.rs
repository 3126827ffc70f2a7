//! Sideways swipes.

use leptos::ev::TouchEvent;

/// The shortest way, in CSS pixels, that is a swipe and not a tap.
const SHORTEST: i32 = 48;

/// Where a finger came down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    x: i32,
    y: i32,
}

/// Which way a finger went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swipe {
    /// To the left: what lies on the right comes in.
    Left,
    /// To the right: what lies on the left comes in.
    Right,
}

impl Touch {
    /// The first finger of a touch; nothing while two fingers zoom.
    pub fn of(event: &TouchEvent) -> Option<Self> {
        if event.touches().length() > 1 {
            return None;
        }
        let touch = event.changed_touches().get(0)?;
        Some(Self { x: touch.client_x(), y: touch.client_y() })
    }

    /// The swipe that ends at `end`, if it is one: long enough, and more sideways than up or down.
    pub fn swipe_to(self, end: Self) -> Option<Swipe> {
        let (right, down) = (end.x - self.x, end.y - self.y);
        if right.abs() < SHORTEST || right.abs() < 2 * down.abs() {
            return None;
        }
        Some(if right < 0 { Swipe::Left } else { Swipe::Right })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swipe_is_long_and_level() {
        let start = Touch { x: 200, y: 400 };
        assert_eq!(start.swipe_to(Touch { x: 100, y: 410 }), Some(Swipe::Left));
        assert_eq!(start.swipe_to(Touch { x: 300, y: 410 }), Some(Swipe::Right));
        assert_eq!(start.swipe_to(Touch { x: 190, y: 400 }), None, "a tap");
        assert_eq!(start.swipe_to(Touch { x: 100, y: 300 }), None, "a scroll");
    }
}
