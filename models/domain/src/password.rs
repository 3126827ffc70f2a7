//! How good a new password is: the same answer on the server, which refuses, and in the page, which shows it.
//!
//! NIST SP 800-63B asks for length and a list of passwords that are commonly used, expected or compromised, and for
//! no rules of composition. Lists of real leaks hold few passwords of twelve characters, and nearly all of those are
//! made in the same few ways: a word that everybody takes, repeated, walked along the keyboard, counted up, or with a
//! year behind it. So the list is kept as its words and those ways, which is far more than a list could hold.

mod pattern;

use pattern::covered;

/// Fewest characters of a password (NIST SP 800-63B, as a single factor with a wide margin).
pub const SHORTEST: usize = 12;
/// Long enough for every pass phrase, short enough that hashing it is no attack.
pub const LONGEST: usize = 200;

/// What has to remain when everything guessable is taken away, in [`weight`]: four letters, or eight digits.
const LEAST_LEFT: usize = 8;

/// Words that passwords are made of. The site's own among them.
const WORDS: &str = include_str!("password/words.txt");

/// How good a password is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One that many have, or that is made of what is known of the person.
    TooCommon,
    /// Taken.
    Fair,
    /// Taken, and good.
    Good,
}

/// How good a password is for somebody of whom this is known: their e-mail address, name, organization.
pub fn strength(password: &str, known: &[&str]) -> Strength {
    let length = password.chars().count();
    if length < SHORTEST {
        return Strength::TooShort;
    }
    if length > LONGEST {
        return Strength::TooLong;
    }
    match left(password, known) {
        left if left < LEAST_LEFT => Strength::TooCommon,
        // Eight letters, or a long number, beside what could be guessed.
        left if left < 2 * LEAST_LEFT => Strength::Fair,
        _ => Strength::Good,
    }
}

/// How much of a password nobody could guess.
fn left(password: &str, known: &[&str]) -> usize {
    let characters: Vec<char> = password.to_lowercase().chars().map(plain).collect();
    let mut words: Vec<Vec<char>> = WORDS.split_whitespace().map(|word| word.chars().collect()).collect();
    for text in known {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 2);
        words.extend(parts.map(|part| part.to_lowercase().chars().map(plain).collect()));
    }
    let covered = covered(&characters, &words);
    characters.iter().zip(covered).filter(|(_, covered)| !covered).map(|(c, _)| weight(*c)).sum()
}

/// A letter has more to guess than a digit or a sign, and a blank has nothing.
fn weight(c: char) -> usize {
    match c {
        c if c.is_alphabetic() => 2,
        c if c.is_whitespace() => 0,
        _ => 1,
    }
}

/// The letter that a sign is usually written for: `p@$$word`. Digits stay: they count up too, and words are looked for both ways.
const fn plain(c: char) -> char {
    match c {
        '@' => 'a',
        '$' => 's',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_takes_is_too_common() {
        for password in [
            "passwordpassword",
            "Password1234!",
            "P@$$w0rd2026",
            "qwertyuiop12",
            "1qaz2wsx3edc4rfv",
            "123456789012",
            "987654321098",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "iloveyou2024!",
            "Summer2026!!!",
            "letmeinletmein",
            "picmepicme2026",
            "zxcvbnmasdfgh",
            "adminadmin123",
        ] {
            assert_eq!(strength(password, &[]), Strength::TooCommon, "{password}");
        }
    }

    #[test]
    fn what_is_known_of_a_person_does_not_make_a_password() {
        let known = ["anna.larsen@gardenhosts.example", "Anna Larsen", "Garden Hosts Ltd"];
        for password in ["annalarsen2026", "Garden-Hosts-1", "anna.larsen@gardenhosts.example"] {
            assert_eq!(strength(password, &known), Strength::TooCommon, "{password}");
        }
        assert!(strength("annalarsen2026", &[]) > Strength::TooCommon, "of somebody else it is taken");
        assert!(strength("anna likes rhubarb cake", &known) > Strength::TooCommon);
    }

    #[test]
    fn sentences_and_noise_are_good() {
        for password in
            ["correct horse battery", "a garden in the evening", "x7Kq9vTzL2mW", "839201748362", "ein langer satz hier"]
        {
            assert!(strength(password, &[]) > Strength::TooCommon, "{password}");
        }
        assert_eq!(strength("correct horse battery", &[]), Strength::Good);
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(strength("short", &[]), Strength::TooShort);
        assert_eq!(strength("üüüüüü", &[]), Strength::TooShort);
        assert_eq!(strength(&"long sentence ".repeat(20), &[]), Strength::TooLong);
    }
}
