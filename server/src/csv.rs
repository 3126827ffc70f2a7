//! Tables as CSV (RFC 4180).

/// A table with a line of names at its top.
pub(crate) fn table(names: &[&str], lines: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = line(names.iter().copied());
    for fields in lines {
        text.push_str(&line(fields.iter().map(String::as_str)));
    }
    text
}

fn line<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.map(field).collect();
    format!("{}\r\n", fields.join(","))
}

/// A field, in quotes where it needs them. A spreadsheet would run a text that begins like a formula; an apostrophe
/// before it makes it a text again.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', ';', '"', '\r', '\n', '\t']) || formula {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_stays_one_field() {
        let lines = [vec!["a, \"b\".jpg".to_owned(), "3".to_owned()]].into_iter();
        assert_eq!(table(&["photo", "downloads"], lines), "photo,downloads\r\n\"a, \"\"b\"\".jpg\",3\r\n");
    }

    #[test]
    fn no_field_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(field(text), format!("\"'{text}\""));
        }
        assert_eq!(field("IMG-1.jpg"), "IMG-1.jpg");
    }
}
