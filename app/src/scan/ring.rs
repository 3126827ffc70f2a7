//! The ring around the round view: three segments, one for each frame, or one arc that grows or goes around.

use leptos::prelude::*;

/// What the ring shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rim {
    /// The scanner's files, 0 to 1.
    Loading(f64),
    /// Something goes on, without a number.
    Busy,
    /// So many frames of three.
    Frames(usize),
}

/// Length of the way around, given to SVG as `pathLength`: arcs are told in per cent.
const AROUND: f64 = 100.0;
/// Between two segments.
const GAP: f64 = 3.0;

/// An arc: where it begins, clockwise from the top, and how long it is, in per cent of the way around.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Arc {
    from: f64,
    length: f64,
    state: &'static str,
}

fn arcs(rim: Rim) -> Vec<Arc> {
    match rim {
        Rim::Loading(share) => vec![Arc { from: 0.0, length: share.clamp(0.0, 1.0) * AROUND, state: "loading" }],
        Rim::Busy => vec![Arc { from: 0.0, length: AROUND / 4.0, state: "busy" }],
        Rim::Frames(taken) => (0_u32..3)
            .map(|segment| Arc {
                from: f64::from(segment) * AROUND / 3.0 + GAP / 2.0,
                length: AROUND / 3.0 - GAP,
                state: if (segment as usize) < taken { "taken" } else { "open" },
            })
            .collect(),
    }
}

/// The ring. What it shows is said in words beside it, so screen readers pass it over.
#[component]
pub(super) fn ProgressRing(
    /// What it shows.
    #[prop(into)]
    rim: Signal<Rim>,
) -> impl IntoView {
    let arc = |Arc { from, length, state }: Arc| {
        view! {
            <circle
                class="scan-arc"
                data-state=state
                cx="50"
                cy="50"
                r="48"
                pathLength=AROUND.to_string()
                stroke-dasharray=format!("{length} {}", AROUND - length)
                // A dash begins where the circle does, at three o'clock; a quarter back is the top.
                stroke-dashoffset=(AROUND / 4.0 - from).to_string()
            />
        }
    };
    view! {
        <svg class="scan-ring" viewBox="0 0 100 100" aria-hidden="true">
            <circle class="scan-track" cx="50" cy="50" r="48" />
            {move || arcs(rim.get()).into_iter().map(arc).collect_view()}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_segment_fills_for_each_frame() {
        let taken = |frames| arcs(Rim::Frames(frames)).iter().filter(|arc| arc.state == "taken").count();
        assert_eq!([0, 1, 2, 3].map(taken), [0, 1, 2, 3]);
    }

    #[test]
    fn segments_and_gaps_go_once_around() {
        let arcs = arcs(Rim::Frames(0));
        let drawn: f64 = arcs.iter().map(|arc| arc.length).sum();
        assert!((drawn + 3.0 * GAP - AROUND).abs() < 1e-9);
        assert!((arcs[1].from - arcs[0].from - AROUND / 3.0).abs() < 1e-9);
    }
}
