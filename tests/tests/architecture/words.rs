//! What people read: in the locale files and nowhere else.

use proc_macro2::{TokenStream, TokenTree};

use crate::report;
use crate::sources::rust_files;
use crate::tokens::parse;

/// Attributes whose value is read, or read aloud.
const READ: &[&str] = &["alt", "aria-label", "aria-description", "label", "placeholder", "title"];

#[test]
fn no_page_has_words_of_its_own() {
    let mut violations = Vec::new();
    for (file, text) in rust_files("app/src") {
        let words = words(parse(&text));
        violations.extend(words.into_iter().map(|(line, word)| format!("{file}:{line} says {word}")));
    }
    report("words for people live in app/locales, so that they can be translated", &violations);
}

/// The literal words of every `view!` in a source, with their lines.
fn words(stream: TokenStream) -> Vec<(usize, String)> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let macro_name = at.checked_sub(2).map(|name| tokens[name].to_string());
            let called = at > 1 && is(&tokens[at - 1], '!');
            if called && macro_name.as_deref() == Some("view") {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                found.extend((0..inner.len()).filter_map(|at| word_at(&inner, at)));
            }
            found.extend(words(group.stream()));
        }
    }
    found
}

/// The word that stands at `at` among the tokens of a `view!`, if it is one for people.
fn word_at(tokens: &[TokenTree], at: usize) -> Option<(usize, String)> {
    let line = tokens[at].span().start().line;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    match &tokens[at] {
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let spoken = text.starts_with('"') && text.chars().any(char::is_alphabetic);
            let value = before.is_some_and(|before| is(before, '='));
            (spoken && (!value || READ.contains(&attribute(tokens, at - 1).as_str()))).then_some((line, text))
        }
        // `<p>Hello` without quotes
        TokenTree::Ident(ident) if before.is_some_and(|before| is(before, '>')) => {
            let arrow = at > 1 && (is(&tokens[at - 2], '-') || is(&tokens[at - 2], '='));
            (!arrow).then(|| (line, format!("`{ident}`")))
        }
        _ => None,
    }
}

/// The name of the attribute whose `=` stands at `at`, such as `aria-label`.
fn attribute(tokens: &[TokenTree], at: usize) -> String {
    let mut name = String::new();
    let mut at = at;
    while at > 0 {
        at -= 1;
        let part = tokens[at].to_string();
        let dash = is(&tokens[at], '-');
        let after_dash = name.starts_with('-');
        if !(name.is_empty() || dash || after_dash) {
            break;
        }
        name = part + &name;
    }
    name
}

fn is(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(one) if one.as_char() == punct)
}

#[test]
fn planted_words_are_found() {
    let source = r#"fn f() { view! { <p class="big" aria-label="Close">"Hello" {"·"} {t!(i18n, x)}</p><b>Bold</b> <input type="text" placeholder="Name"/> } }"#;
    let found: Vec<String> = words(parse(source)).into_iter().map(|(_, word)| word).collect();
    assert_eq!(found, ["\"Close\"", "\"Hello\"", "`Bold`", "\"Name\""]);
}
