//! One style sheet out of many: `@import "./x.css" layer(y);` becomes the file's content in `@layer y { … }`.
//!
//! That is all that PicMe's style sheets need from a bundler; anything else in an `@import` is an error, so that
//! nothing is dropped in silence. Comments go, everything else stays as it was written.

use std::path::{Path, PathBuf};

use crate::error::SiteError;

/// Bundles the style sheet and what it imports.
pub(crate) fn bundle(main: &Path) -> Result<String, SiteError> {
    let mut sheet = String::new();
    append(main, &mut Vec::new(), &mut sheet)?;
    Ok(sheet)
}

/// Appends one file; `above` are the files that led to it.
fn append(path: &Path, above: &mut Vec<PathBuf>, sheet: &mut String) -> Result<(), SiteError> {
    if above.iter().any(|file| file == path) {
        return Err(SiteError::StyleCircle { path: path.to_owned() });
    }
    above.push(path.to_owned());
    let text = String::from_utf8_lossy(&crate::files::read(path)?).into_owned();
    for (number, line) in without_comments(&text).lines().enumerate() {
        let line = line.trim_end();
        if let Some(import) = line.trim_start().strip_prefix("@import") {
            let Some((file, layer)) = parse_import(import) else {
                let what = "write an import as `@import \"./file.css\" layer(name);`, alone on its line";
                return Err(SiteError::Style { path: path.to_owned(), line: number + 1, what });
            };
            if let Some(layer) = layer {
                sheet.extend(["@layer ", layer, " {\n"]);
            }
            append(&path.parent().unwrap_or(Path::new("")).join(file), above, sheet)?;
            if layer.is_some() {
                sheet.push_str("}\n");
            }
        } else if !line.is_empty() {
            sheet.push_str(line);
            sheet.push('\n');
        }
    }
    above.pop();
    Ok(())
}

/// File and layer of ` "./x.css" layer(y);`. The file must be ours: relative, below the style folder.
fn parse_import(rest: &str) -> Option<(&str, Option<&str>)> {
    let rest = rest.trim().strip_suffix(';')?;
    let (file, rest) = rest.strip_prefix('"')?.split_once('"')?;
    let file = file.strip_prefix("./")?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some((file, None));
    }
    let layer = rest.strip_prefix("layer(")?.strip_suffix(')')?;
    (!layer.is_empty()).then_some((file, Some(layer)))
}

/// Removes `/* … */`, leaves strings alone, and keeps the lines' numbers.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let length = if from.starts_with("/*") {
            let end = from.find("*/").map_or(from.len(), |end| end + 2);
            plain.extend(from[..end].chars().filter(|c| *c == '\n'));
            end
        } else {
            let end = if from.starts_with('/') { 1 } else { string_length(from) };
            plain.push_str(&from[..end]);
            end
        };
        rest = &from[length..];
    }
    plain.push_str(rest);
    plain
}

/// Bytes of the string literal that `text` begins with, quotes included.
fn string_length(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    fn bundled(sheets: &[(&str, &str)]) -> Result<String, SiteError> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in sheets {
            files::write(&folder.path().join(name), text.as_bytes()).unwrap();
        }
        bundle(&folder.path().join("main.css"))
    }

    #[test]
    fn imports_become_layers_in_their_order() {
        let sheet = bundled(&[
            (
                "main.css",
                "@layer base, parts;\n/* first */\n@import \"./base.css\" layer(base);\n@import \"./parts/all.css\" layer(parts);\n",
            ),
            ("base.css", "a { color: red }\n"),
            ("parts/all.css", "@import \"./button.css\";\n"),
            ("parts/button.css", "b { top: 0 }"),
        ]);
        assert_eq!(
            sheet.unwrap(),
            "@layer base, parts;\n@layer base {\na { color: red }\n}\n@layer parts {\nb { top: 0 }\n}\n"
        );
    }

    #[test]
    fn comments_go_and_strings_stay() {
        let sheet =
            bundled(&[("main.css", "a::before { content: \"/* \\\" */\" } /* gone\n gone */ b { c: url(a/b) }\n")]);
        assert_eq!(sheet.unwrap(), "a::before { content: \"/* \\\" */\" }\n b { c: url(a/b) }\n");
    }

    #[test]
    fn an_import_that_is_not_understood_is_an_error_with_its_line() {
        for import in ["@import url(x.css);", "@import \"https://example.org/x.css\";", "@import \"./x.css\" print;"] {
            let error = bundled(&[("main.css", &format!("/* \n */\n{import}\n"))]).unwrap_err();
            assert!(matches!(error, SiteError::Style { line: 3, .. }), "{import}: {error}");
        }
    }

    #[test]
    fn a_circle_is_refused() {
        let sheets = [("main.css", "@import \"./a.css\";"), ("a.css", "@import \"./main.css\";")];
        let error = bundled(&sheets).unwrap_err();
        assert!(matches!(error, SiteError::StyleCircle { .. }), "{error}");
    }
}
