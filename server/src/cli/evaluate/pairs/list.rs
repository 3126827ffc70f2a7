//! The list of pairs, as the authors of Labeled Faces in the Wild write it.

use std::collections::BTreeSet;

/// Two pictures, and whether they show one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Paths below the pictures' folder.
    pub(super) pictures: [String; 2],
    /// One person?
    pub(super) same: bool,
    /// Which fold it belongs to, from 0.
    pub(super) fold: usize,
}

/// All pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PairList {
    /// In the order of the file.
    pub(super) pairs: Vec<Pair>,
}

/// Why a text is not a list of pairs.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAList {
    #[error(
        "the list of pairs starts with the number of folds and of pairs in each, or with the number of pairs alone"
    )]
    Header,
    #[error("line {line} of the list of pairs is neither `NAME i j` nor `NAME i NAME j`")]
    Line { line: usize },
    #[error("the list of pairs announces {announced} pairs and has {found}")]
    Count { announced: usize, found: usize },
}

impl PairList {
    /// Reads the format: a header, then for each fold the same pairs and as many different ones.
    pub(super) fn parse(text: &str) -> Result<Self, NotAList> {
        let mut lines = text.lines();
        let header: Vec<usize> = lines
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| NotAList::Header)?;
        let (folds, each) = match header.as_slice() {
            [pairs] => (1, *pairs),
            [folds, pairs] => (*folds, *pairs),
            _ => return Err(NotAList::Header),
        };
        let rows: Vec<(usize, &str)> = lines.enumerate().filter(|(_, row)| !row.trim().is_empty()).collect();
        let announced = folds.saturating_mul(each).saturating_mul(2);
        if rows.len() != announced || rows.is_empty() {
            return Err(NotAList::Count { announced, found: rows.len() });
        }
        let pair = |(number, (line, row)): (usize, (usize, &str))| {
            pair(row, number / (2 * each)).ok_or(NotAList::Line { line: line + 2 })
        };
        Ok(Self { pairs: rows.into_iter().enumerate().map(pair).collect::<Result<_, _>>()? })
    }

    /// Every picture once, sorted.
    pub(super) fn pictures(&self) -> BTreeSet<&str> {
        self.pairs.iter().flat_map(|pair| pair.pictures.iter().map(String::as_str)).collect()
    }
}

fn pair(row: &str, fold: usize) -> Option<Pair> {
    let picture = |name: &str, number: &str| Some(format!("{name}/{name}_{:04}.jpg", number.parse::<u32>().ok()?));
    match row.split_whitespace().collect::<Vec<_>>().as_slice() {
        [name, i, j] => Some(Pair { pictures: [picture(name, i)?, picture(name, j)?], same: true, fold }),
        [one, i, other, j] => Some(Pair { pictures: [picture(one, i)?, picture(other, j)?], same: one == other, fold }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_both_kinds_of_pairs_are_read() {
        let list = PairList::parse("2\t1\nAda_L 1 12\nAda_L 1 Bob 3\nBob 1 2\nBob\t2\tAda_L\t1\n").expect("a list");
        assert_eq!(list.pairs.len(), 4);
        assert_eq!(list.pairs[0].pictures, ["Ada_L/Ada_L_0001.jpg", "Ada_L/Ada_L_0012.jpg"]);
        assert_eq!(
            list.pairs.iter().map(|p| (p.same, p.fold)).collect::<Vec<_>>(),
            [(true, 0), (false, 0), (true, 1), (false, 1)]
        );
        assert_eq!(list.pictures().len(), 5);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(PairList::parse(""), Err(NotAList::Header));
        assert_eq!(PairList::parse("Ada 1 2\n"), Err(NotAList::Header));
        assert_eq!(PairList::parse("1\nAda 1 2\n"), Err(NotAList::Count { announced: 2, found: 1 }));
        assert_eq!(PairList::parse("1\nAda 1 2\nAda x Bob 2\n"), Err(NotAList::Line { line: 3 }));
        assert_eq!(PairList::parse("0\n"), Err(NotAList::Count { announced: 0, found: 0 }));
    }
}
