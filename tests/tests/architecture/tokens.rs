//! Rust sources as the compiler's lexer sees them: which paths a file names, where, and in what.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A path that a source names, such as `sea_orm::EntityTrait`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub path: String,
    pub line: usize,
    pub place: Place,
}

/// Where in a file a path is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Anywhere.
    Open,
    /// In the body of a `#[server]` function, which a browser's build never sees.
    ServerFunction,
    /// Under `#[cfg(test)]`.
    Test,
}

/// Every path of two or more segments in a source. `use a::{b, c::d}` names `a::b` and `a::c::d`.
pub(crate) fn mentions(source: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    walk(parse(source), Place::Open, &mut found);
    found
}

/// The tokens of a source.
pub(crate) fn parse(source: &str) -> TokenStream {
    source.parse().expect("sources of the workspace are Rust")
}

fn walk(stream: TokenStream, place: Place, found: &mut Vec<Mention>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    // What an attribute has announced for the next body, if anything.
    let mut announced = None;
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) = tokens.get(at + 1) {
                    announced = announcement(attribute).or(announced);
                    at += 1;
                }
            }
            TokenTree::Punct(end) if end.as_char() == ';' => announced = None,
            TokenTree::Group(group) => {
                let body = group.delimiter() == Delimiter::Brace;
                let inside = if body { announced.take().unwrap_or(place) } else { place };
                walk(group.stream(), stricter(place, inside), found);
            }
            TokenTree::Ident(_) => at = follow(&tokens, at, String::new(), place, found),
            _ => {}
        }
        at += 1;
    }
}

/// A place inside another one keeps the outer one's privilege.
fn stricter(outer: Place, inner: Place) -> Place {
    if outer == Place::Open { inner } else { outer }
}

/// What `#[server(…)]` and `#[cfg(test)]` say about the body that follows.
fn announcement(attribute: &Group) -> Option<Place> {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    match text.as_str() {
        "cfg(test)" => Some(Place::Test),
        text if text == "server" || text.starts_with("server(") => Some(Place::ServerFunction),
        _ => None,
    }
}

/// Follows a path that begins at `at`; returns the index of its last token.
fn follow(tokens: &[TokenTree], mut at: usize, prefix: String, place: Place, found: &mut Vec<Mention>) -> usize {
    let mut path = prefix;
    loop {
        let TokenTree::Ident(ident) = &tokens[at] else { return at };
        let line = ident.span().start().line;
        if !path.is_empty() {
            path.push_str("::");
        }
        path.push_str(&ident.to_string());
        if !separated(tokens, at + 1) {
            if path.contains("::") {
                found.push(Mention { path, line, place });
            }
            return at;
        }
        match tokens.get(at + 3) {
            Some(TokenTree::Ident(_)) => at += 3,
            Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Brace => {
                branches(list, &path, place, found);
                return at + 3;
            }
            // `use a::*;`, or `a::<T>`
            _ => {
                found.push(Mention { path: path + "::*", line, place });
                return at + 2;
            }
        }
    }
}

/// Follows each path of `{b, c::d, e::{f, g}}`.
fn branches(list: &Group, prefix: &str, place: Place, found: &mut Vec<Mention>) {
    let tokens: Vec<TokenTree> = list.stream().into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if matches!(tokens[at], TokenTree::Ident(_)) {
            at = follow(&tokens, at, prefix.to_owned(), place, found);
            // `as name` renames; it names no path.
            while at + 1 < tokens.len() && !matches!(&tokens[at + 1], TokenTree::Punct(comma) if comma.as_char() == ',')
            {
                at += 1;
            }
        }
        at += 1;
    }
}

/// Whether `::` stands at `at`.
fn separated(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    colon(at) && colon(at + 1)
}

#[test]
fn paths_are_read_with_their_place() {
    let source = "
        use a::{b, c::{d, e as f}, g::*};
        #[server(prefix = \"/x\")]
        pub async fn f(x: y::Z) -> R { use services::Events; if t { inner::call() } }
        #[cfg(test)]
        mod tests { use tokio::fs; }
        fn g() { view! { <p>{crate::h::i}</p> } }
    ";
    let named: Vec<(String, usize, Place)> = mentions(source).into_iter().map(|m| (m.path, m.line, m.place)).collect();
    let expected = [
        ("a::b", 2, Place::Open),
        ("a::c::d", 2, Place::Open),
        ("a::c::e", 2, Place::Open),
        ("a::g::*", 2, Place::Open),
        ("y::Z", 4, Place::Open),
        ("services::Events", 4, Place::ServerFunction),
        ("inner::call", 4, Place::ServerFunction),
        ("tokio::fs", 6, Place::Test),
        ("crate::h::i", 7, Place::Open),
    ];
    assert_eq!(named, expected.map(|(path, line, place)| (path.to_owned(), line, place)));
}
