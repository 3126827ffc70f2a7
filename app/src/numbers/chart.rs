//! Scans and downloads, day by day, as lines.

use domain::numbers::DayNumbers;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;
use crate::words;

/// The drawing's size in its own units; the style sheet makes it as wide as the page.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 220.0;
/// Room above the highest point and below the lowest, for the line's width.
const EDGE: f64 = 8.0;

/// A line chart, and the same as a table for who does not see it or wants the figures.
#[component]
pub fn DayChart(
    /// The days, without gaps.
    days: Vec<DayNumbers>,
) -> impl IntoView {
    let i18n = use_i18n();
    let most = days.iter().map(|day| day.scans.max(day.downloads)).max().unwrap_or(0).max(1);
    let line = |of: fn(&DayNumbers) -> u64| points(&days.iter().map(of).collect::<Vec<_>>(), most);
    let (scans, downloads) = (line(|day| day.scans), line(|day| day.downloads));
    let day = |day: Option<&DayNumbers>| day.map(|day| words::date(i18n, day.day)).unwrap_or_default();
    let (first, last) = (day(days.first()), day(days.last()));
    let about =
        say!(i18n, numbers.chart.about, first = first.clone(), last = last.clone(), most = words::number(i18n, most));
    let ends = if days.len() > 1 { vec![first, last] } else { vec![first] };
    view! {
        <figure class="chart">
            <figcaption>
                <h2>{say!(i18n, numbers.chart.title)}</h2>
                <ul class="chart-key">
                    <li class="is-scans">{say!(i18n, numbers.scans)}</li>
                    <li class="is-downloads">{say!(i18n, numbers.downloads)}</li>
                </ul>
            </figcaption>
            <p class="chart-most" aria-hidden="true">
                {words::number(i18n, most)}
            </p>
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
                role="img"
                aria-labelledby="chart-title chart-about"
            >
                <title id="chart-title">{say!(i18n, numbers.chart.title)}</title>
                <desc id="chart-about">{about}</desc>
                <line class="chart-base" x1="0" x2=WIDTH y1=HEIGHT - EDGE y2=HEIGHT - EDGE></line>
                <polyline class="is-scans" points=scans></polyline>
                <polyline class="is-downloads" points=downloads></polyline>
            </svg>
            <p class="chart-ends" aria-hidden="true">
                {ends.into_iter().map(|end| view! { <span>{end}</span> }).collect_view()}
            </p>
            <DayTable days />
        </figure>
    }
}

#[component]
fn DayTable(days: Vec<DayNumbers>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = days.into_iter().rev().filter(|day| day.scans + day.matched + day.downloads > 0).map(|day| {
        view! {
            <tr>
                <th scope="row">{words::date(i18n, day.day)}</th>
                <td>{words::number(i18n, day.scans)}</td>
                <td>{words::number(i18n, day.matched)}</td>
                <td>{words::number(i18n, day.downloads)}</td>
            </tr>
        }
    });
    view! {
        <details class="fold">
            <summary>{say!(i18n, numbers.chart.table)}</summary>
            <div class="table-place">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say!(i18n, numbers.chart.day)}</th>
                            <th scope="col">{say!(i18n, numbers.scans)}</th>
                            <th scope="col">{say!(i18n, numbers.matched)}</th>
                            <th scope="col">{say!(i18n, numbers.downloads)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// The points of a line through these values, from the left edge to the right. A single day is a level line.
fn points(values: &[u64], most: u64) -> String {
    let values = if let [only] = values { &[*only, *only] } else { values };
    let step = WIDTH / (values.len().max(2) - 1) as f64;
    let point = |(at, value): (usize, &u64)| {
        let high = *value as f64 / most as f64 * (HEIGHT - 2.0 * EDGE);
        format!("{:.1},{:.1}", at as f64 * step, HEIGHT - EDGE - high)
    };
    values.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn a_line_goes_from_edge_to_edge() {
        assert_eq!(points(&[0, 4, 2], 4), "0.0,212.0 320.0,8.0 640.0,110.0");
        assert_eq!(points(&[4], 4), "0.0,8.0 640.0,8.0");
        assert_eq!(points(&[], 1), "");
    }
}
