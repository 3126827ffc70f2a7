//! The style sheets know no left and right: pages are read from either side.

use crate::{report, root};

/// Declarations that name a side of the screen instead of the reader's.
const SIDES: &[&str] =
    &["margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right", "left", "right", "float"];

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
