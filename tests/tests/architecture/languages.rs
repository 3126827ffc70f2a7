//! Every language has every word of English, with the same places to fill and the forms its numbers need.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::photo::FailureCode;
use domain::{Language, ProblemCode};
use serde_json::Value;

use crate::{report, root};

/// The forms a word has beside a number: Unicode's cardinal plural categories. A new language gets a line.
const FORMS: &[(&str, &[&str])] =
    &[("ar", &["zero", "one", "two", "few", "many", "other"]), ("de", &["one", "other"]), ("en", &["one", "other"])];

/// A language's words: `problems.codes.forbidden` → the text.
type Words = BTreeMap<String, String>;

#[test]
fn every_language_has_every_word() {
    let english = words(&root().join("app/locales/en"));
    assert!(english.len() > 100, "app/locales/en has words");
    let mut violations = Vec::new();
    for (language, forms) in FORMS {
        let folder = root().join("app/locales").join(language);
        violations.extend(
            differences(&english, &words(&folder), forms).into_iter().map(|what| format!("{language}: {what}")),
        );
    }
    report(
        "app/locales: a language differs from English (the page then speaks English there; ask a translator)",
        &violations,
    );
}

#[test]
fn every_folder_is_a_language_with_known_forms() {
    let folders = std::fs::read_dir(root().join("app/locales")).expect("app/locales").flatten();
    let folders: BTreeSet<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(folders, FORMS.iter().map(|(language, _)| (*language).to_owned()).collect());
    let spoken = Language::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(folders, spoken, "letters are written in every language of the pages");
}

#[test]
fn every_code_has_words_in_every_language() {
    let mut violations = Vec::new();
    for (language, _) in FORMS {
        let words = words(&root().join("app/locales").join(language));
        let codes = ProblemCode::ALL.iter().map(|code| format!("problems.codes.{}", code.as_str()));
        let files = FailureCode::ALL.iter().map(|code| format!("problems.files.{code}"));
        let wordless = codes.chain(files).filter(|key| words.get(key).is_none_or(String::is_empty));
        violations.extend(wordless.map(|key| format!("{language}: {key}")));
    }
    report("a code that a reader may meet has no words", &violations);
}

#[test]
fn what_is_literal_stays_literal() {
    for (language, _) in FORMS {
        let words = words(&root().join("app/locales").join(language));
        assert_eq!(words["landing.privacy_line"], words["home.promise.text"], "{language}: one promise, one wording");
        for key in ["events.share.who_sees", "privacy.photos.who_text"] {
            assert_eq!(words["landing.who_sees"], words[key], "{language}: {key}: one rule, one wording");
        }
    }
}

/// What a language lacks, has too much, or fills in otherwise.
fn differences(english: &Words, other: &Words, forms: &[&str]) -> Vec<String> {
    let (wanted, there) = (by_base(english), by_base(other));
    let mut found = Vec::new();
    for (base, word) in &wanted {
        let Some(theirs) = there.get(base) else {
            found.push(format!("{base} is missing"));
            continue;
        };
        if word.places != theirs.places {
            found.push(format!("{base} fills in {:?}, English {:?}", theirs.places, word.places));
        }
        let counted = word.forms.contains("one") && word.forms.contains("other");
        let needed: BTreeSet<&str> = if counted { forms.iter().copied().collect() } else { word.forms.clone() };
        if theirs.forms != needed {
            found.push(format!("{base} has the forms {:?} and needs {needed:?}", theirs.forms));
        }
    }
    found
        .extend(there.keys().filter(|base| !wanted.contains_key(*base)).map(|base| format!("{base} is not English's")));
    found
}

/// A word with all its forms.
#[derive(Default)]
struct Word<'a> {
    /// `one`, `other`; empty for what has one form only.
    forms: BTreeSet<&'a str>,
    /// The names between braces, over all forms: «one photo» needs no number.
    places: BTreeSet<&'a str>,
}

fn by_base(words: &Words) -> BTreeMap<&str, Word<'_>> {
    let mut bases = BTreeMap::<&str, Word<'_>>::new();
    for (key, text) in words {
        let form = ["zero", "one", "two", "few", "many", "other"]
            .into_iter()
            .find_map(|form| Some((key.strip_suffix(form)?.strip_suffix('_')?, form)));
        let word = bases.entry(form.map_or(key, |(base, _)| base)).or_default();
        word.forms.extend(form.map(|(_, form)| form));
        word.places.extend(text.split("{{ ").skip(1).filter_map(|rest| rest.split(" }}").next()));
    }
    bases
}

fn words(folder: &Path) -> Words {
    let mut words = Words::new();
    for file in std::fs::read_dir(folder).expect("a language's folder").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a locale file is text");
        let value: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.path().display()));
        let name = file.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        collect(&name, &value, &mut words);
    }
    words
}

fn collect(prefix: &str, value: &Value, words: &mut Words) {
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| collect(&format!("{prefix}.{key}"), value, words));
        }
        Value::String(text) => drop(words.insert(prefix.to_owned(), text.clone())),
        other => panic!("{prefix} is no text: {other}"),
    }
}

#[test]
fn planted_differences_are_found() {
    let of = |pairs: &[(&str, &str)]| -> Words {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    };
    let english = of(&[
        ("a.hello", "Hello {{ name }}"),
        ("a.n_one", "{{ n }} photo"),
        ("a.n_other", "{{ n }} photos"),
        ("a.bye", "Bye"),
    ]);
    let other = of(&[("a.hello", "Hallo {{ nam }}"), ("a.n_other", "{{ n }} Fotos"), ("a.more", "Mehr")]);
    let found = differences(&english, &other, &["one", "other"]);
    let about: Vec<&str> = found.iter().filter_map(|what| what.split(' ').next()).collect();
    assert_eq!(about, ["a.bye", "a.hello", "a.n", "a.more"], "{found:?}");
    assert!(differences(&english, &english, &["one", "other"]).is_empty());
}
