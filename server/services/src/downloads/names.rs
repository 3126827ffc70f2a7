//! Names of files inside an archive: safe on every system, and each there once.

use std::collections::HashSet;

/// The longest name that every file system takes, with room for a number: in bytes.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever the ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Hands out names, each once. Case does not make a difference: on many disks it makes none.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// The name under which a file goes into the archive: `IMG_1.jpg`, and `IMG_1 (2).jpg` for the next of that name.
    pub(super) fn give(&mut self, filename: &str) -> String {
        let name = safe(filename);
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem.to_owned(), format!(".{ending}")),
            _ => (name.clone(), String::new()),
        };
        let mut given = name;
        let mut number = 2;
        while !self.0.insert(given.to_lowercase()) {
            given = format!("{stem} ({number}){ending}");
            number += 1;
        }
        given
    }
}

/// A name without folders, control characters and what some system does not take. Never empty.
pub(super) fn safe(filename: &str) -> String {
    let plain: String =
        filename.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    // A leading dot hides a file, a trailing one is dropped by Windows.
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let mut end = plain.len().min(LONGEST);
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    let plain = &plain[..end];
    let stem = plain.split('.').next().unwrap_or_default().to_lowercase();
    let device = DEVICES.contains(&stem.as_str())
        || (["com", "lpt"].iter().any(|port| stem.starts_with(port)) && stem.len() == 4);
    match plain {
        "" => "photo".to_owned(),
        name if device => format!("_{name}"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_given_once() {
        let mut names = Names::default();
        let given: Vec<String> = ["a.jpg", "A.JPG", "a.jpg", "a (2).jpg", "b"].map(|name| names.give(name)).to_vec();
        assert_eq!(given, ["a.jpg", "A (2).JPG", "a (3).jpg", "a (2) (2).jpg", "b"]);
    }

    #[test]
    fn a_name_stays_inside_its_folder() {
        assert_eq!(safe("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe("C:\\a\r\nb.jpg"), "C__a__b.jpg");
        assert_eq!(safe("nul.jpg"), "_nul.jpg");
        assert_eq!(safe("com1"), "_com1");
        assert_eq!(safe(" .. "), "photo");
        assert_eq!(safe(&"ü".repeat(300)).len(), 200);
    }
}
