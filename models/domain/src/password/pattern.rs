//! Which parts of a password could be guessed: words, walks, repeats, years.

/// Rows, columns and orders that fingers and minds follow. Each also backwards.
const WALKS: [&str; 11] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "!qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
];

/// Fewest steps of a walk, or of the same character, that are taken for one.
const SHORTEST_WALK: usize = 3;

/// For every character whether it belongs to a part that could be guessed.
pub(super) fn covered(text: &[char], words: &[Vec<char>]) -> Vec<bool> {
    let mut covered = vec![false; text.len()];
    for word in words {
        mark_word(text, word, &mut covered);
    }
    mark_walks(text, &mut covered);
    mark_repeats(text, &mut covered);
    mark_years(text, &mut covered);
    covered
}

fn mark(covered: &mut [bool], from: usize, length: usize) {
    covered[from..from + length].fill(true);
}

fn mark_word(text: &[char], word: &[char], covered: &mut [bool]) {
    if word.is_empty() {
        return;
    }
    for (at, window) in text.windows(word.len()).enumerate() {
        if window.iter().zip(word).all(|(c, wanted)| c == wanted || letter_for(*c) == Some(*wanted)) {
            mark(covered, at, word.len());
        }
    }
}

/// The letter that a digit or a sign stands for in `p4ssw0rd`.
const fn letter_for(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => return None,
    })
}

fn mark_walks(text: &[char], covered: &mut [bool]) {
    let forwards: Vec<Vec<char>> = WALKS.iter().map(|walk| walk.chars().collect()).collect();
    let backwards = forwards.iter().map(|walk| walk.iter().rev().copied().collect());
    for walk in forwards.iter().cloned().chain(backwards) {
        let next = |a: char, b: char| walk.windows(2).any(|pair| pair == [a, b]);
        mark_runs(text, covered, next);
    }
    mark_runs(text, covered, |a, b| a == b);
}

/// Marks every stretch in which each character follows from the one before.
fn mark_runs(text: &[char], covered: &mut [bool], follows: impl Fn(char, char) -> bool) {
    let mut from = 0;
    for at in 1..=text.len() {
        if at < text.len() && follows(text[at - 1], text[at]) {
            continue;
        }
        if at - from >= SHORTEST_WALK {
            mark(covered, from, at - from);
        }
        from = at;
    }
}

/// The whole again and again: what comes after the first time adds nothing, and neither does a short first time.
fn mark_repeats(text: &[char], covered: &mut [bool]) {
    for unit in 1..=text.len() / 2 {
        if text.iter().skip(unit).zip(text).all(|(later, earlier)| later == earlier) {
            // A unit of up to six characters could be tried through.
            let kept = if unit > 6 { unit } else { 0 };
            mark(covered, kept, text.len() - kept);
            return;
        }
    }
}

fn mark_years(text: &[char], covered: &mut [bool]) {
    for (at, window) in text.windows(4).enumerate() {
        let century = matches!(window, ['1', '9', ..] | ['2', '0', ..]);
        if century && window.iter().all(char::is_ascii_digit) {
            mark(covered, at, 4);
        }
    }
}
