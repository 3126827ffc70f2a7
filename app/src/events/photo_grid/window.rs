//! Which cards of a long list are on the screen: sums only.

use std::ops::Range;

/// Rows above and below the screen that are in the page too, so that scrolling finds them there.
const SPARE_ROWS: u64 = 3;

/// The shape of the grid, as the style sheet made it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Cards side by side, at least 1.
    pub columns: u64,
    /// From the top of one row to the top of the next, in pixels, more than 0.
    pub row: f64,
}

/// What of the grid the screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Screen {
    /// How far the grid's top is above the screen's, in pixels; negative when it is below.
    pub above: f64,
    /// The screen's height in pixels.
    pub height: f64,
}

impl Shape {
    /// How many rows so many cards have.
    pub fn rows(self, total: u64) -> u64 {
        total.div_ceil(self.columns)
    }

    /// The cards that are on the screen or near it: whole rows.
    pub fn near(self, total: u64, screen: Screen) -> Range<u64> {
        let rows = self.rows(total);
        let first = ((screen.above / self.row).floor().max(0.0) as u64).saturating_sub(SPARE_ROWS);
        let last = ((screen.above + screen.height) / self.row).ceil().max(0.0) as u64 + SPARE_ROWS;
        let (first, last) = (first.min(rows.saturating_sub(1)), last.min(rows));
        (first * self.columns).min(total)..(last.max(first) * self.columns).min(total)
    }

    /// The empty room above and below these cards, in pixels.
    pub fn room(self, total: u64, cards: &Range<u64>) -> (f64, f64) {
        let above = cards.start / self.columns;
        let below = self.rows(total) - self.rows(cards.end);
        (above as f64 * self.row, below as f64 * self.row)
    }

    /// The top of a card's row, in pixels from the grid's.
    pub fn top(self, card: u64) -> f64 {
        (card / self.columns) as f64 * self.row
    }
}

/// Where a key leads from a card. `None` for a key that leads nowhere.
pub fn led_to(key: &str, from: u64, total: u64, columns: u64, right_to_left: bool) -> Option<u64> {
    let last = total.checked_sub(1)?;
    let forward = if right_to_left { "ArrowLeft" } else { "ArrowRight" };
    let to = match key {
        "ArrowLeft" | "ArrowRight" if key == forward => from + 1,
        "ArrowLeft" | "ArrowRight" => from.saturating_sub(1),
        "ArrowDown" => from + columns,
        "ArrowUp" if from < columns => from,
        "ArrowUp" => from - columns,
        "PageDown" => from + 3 * columns,
        "PageUp" => from.saturating_sub(3 * columns),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { columns: 4, row: 200.0 };

    #[test]
    fn of_five_thousand_cards_few_are_in_the_page() {
        let screen = Screen { above: 100_000.0, height: 900.0 };
        let near = SHAPE.near(5000, screen);
        assert_eq!(near, (497 * 4)..(508 * 4));
        let (above, below) = SHAPE.room(5000, &near);
        let height = above + below + 11.0 * SHAPE.row;
        assert_eq!(height as u64, 1250 * SHAPE.row as u64, "the height is that of the whole list");
    }

    #[test]
    fn both_ends_are_bounded() {
        let top = Screen { above: -300.0, height: 900.0 };
        assert_eq!(SHAPE.near(5000, top), 0..24);
        assert_eq!(SHAPE.near(3, top), 0..3);
        assert_eq!(SHAPE.near(0, top), 0..0);
        let far_below = Screen { above: 1e9, height: 900.0 };
        assert_eq!(SHAPE.near(5000, far_below), 4996..5000);
        assert_eq!(SHAPE.room(3, &(0..3)), (0.0, 0.0));
    }

    #[test]
    fn arrows_stay_within_the_list_and_follow_the_reading_direction() {
        let to = |key, from| led_to(key, from, 10, 4, false);
        assert_eq!((to("ArrowRight", 0), to("ArrowRight", 9), to("ArrowLeft", 0)), (Some(1), Some(9), Some(0)));
        assert_eq!((to("ArrowDown", 3), to("ArrowUp", 2), to("ArrowUp", 9)), (Some(7), Some(2), Some(5)));
        assert_eq!((to("End", 0), to("Home", 9), to("x", 1)), (Some(9), Some(0), None));
        assert_eq!(led_to("ArrowLeft", 1, 10, 4, true), Some(2));
        assert_eq!(led_to("End", 0, 0, 4, false), None);
    }
}
