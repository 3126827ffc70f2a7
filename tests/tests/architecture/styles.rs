//! The style sheets know no left and right, as pages are read from either side; and text stands out.

use std::collections::BTreeMap;

use crate::{report, root};

/// Declarations that name a side of the screen instead of the reader's.
const SIDES: &[&str] = &[
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "left",
    "right",
    "float",
];

#[test]
fn no_style_names_a_side_of_the_screen() {
    let mut violations = Vec::new();
    for file in std::fs::read_dir(root().join("style")).expect("style/").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a style sheet is text");
        let name = file.file_name().to_string_lossy().into_owned();
        violations.extend(sided(&text).into_iter().map(|(line, what)| format!("style/{name}:{line} says `{what}`")));
    }
    report("right-to-left pages need logical properties: `inset-inline-start`, `text-align: start`", &violations);
}

/// The declarations that name a side, with their lines.
fn sided(css: &str) -> Vec<(usize, &str)> {
    let lines = css.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| line.split(';').any(|one| names_a_side(one.trim()))).collect()
}

fn names_a_side(declaration: &str) -> bool {
    let Some((property, value)) = declaration.split_once(':') else { return false };
    let side = |value: &str| matches!(value.trim(), "left" | "right");
    SIDES.iter().any(|sided| property == *sided || property.starts_with(&format!("{sided}-")))
        || (property == "text-align" && side(value))
}

#[test]
fn a_planted_side_is_found() {
    let css = "a {\n  margin-left: 1px;\n  inset-inline-start: 0; text-align: right;\n  text-align: start;\n}";
    assert_eq!(sided(css).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
    assert!(sided("--edge: max(var(--s4), env(safe-area-inset-left));").is_empty());
}

/// What stands on what: text, and what it is read on.
const READ_ON: &[(&[&str], &[&str])] = &[
    (&["ink", "soft", "accent", "good", "warn", "bad"], &["paper", "surface"]),
    (&["ink", "accent"], &["accent-wash"]),
    (&["bad"], &["bad-wash"]),
    (&["on-accent"], &["accent", "accent-press"]),
    (&["on-bad"], &["bad"]),
    (&["paper"], &["ink"]),
];

/// WCAG 2.2, 1.4.3: the least contrast of text.
const LEAST: f64 = 4.5;

#[test]
fn text_stands_out_in_both_schemes() {
    let css = std::fs::read_to_string(root().join("style/tokens.css")).expect("style/tokens.css");
    let (light, dark) = css.split_once("prefers-color-scheme: dark").expect("a light and a dark scheme");
    let mut violations = Vec::new();
    for (scheme, tokens) in [("light", colours(light)), ("dark", colours(dark))] {
        for (texts, grounds) in READ_ON {
            for (text, ground) in texts.iter().flat_map(|text| grounds.iter().map(move |ground| (*text, *ground))) {
                let ratio = contrast(tokens[text], tokens[ground]);
                if ratio < LEAST {
                    violations.push(format!("{scheme}: --{text} on --{ground} is {ratio:.2} : 1"));
                }
            }
        }
    }
    report("style/tokens.css: text keeps at least 4.5 : 1", &violations);
}

/// `--ink: #1d1b19;` → ink, its red, green and blue from 0 to 1.
fn colours(css: &str) -> BTreeMap<&str, [f64; 3]> {
    let declarations = css.split(';').filter_map(|one| one.rsplit_once("--")?.1.split_once(": #"));
    declarations.filter_map(|(name, hex)| Some((name, rgb(hex)?))).collect()
}

fn rgb(hex: &str) -> Option<[f64; 3]> {
    let channel = |at: usize| Some(f64::from(u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?) / 255.0);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance as WCAG defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[test]
fn black_on_white_is_the_most() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    let red = colours("a { --x: #ff0000; --y: 4px; }")["x"];
    assert!(luminance(red) > 0.21 && luminance(red) < 0.22);
}
