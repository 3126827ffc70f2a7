//! Checking what people fill in: all fields at once, so that a form shows every message in one go.

use domain::Problem;
use domain::problem::{FieldProblem, FieldProblemCode};

/// Longest text of a field, in characters (`contract`: fields ≤ 200 characters).
const LONGEST: usize = 200;

/// Gathers what is wrong with the fields of one request.
#[derive(Default)]
pub(crate) struct FieldCheck {
    problems: Vec<FieldProblem>,
}

impl FieldCheck {
    pub(crate) fn fail(&mut self, field: &str, code: FieldProblemCode) {
        self.problems.push(FieldProblem { field: field.to_owned(), code });
    }

    /// A text that must be there; answers it trimmed.
    pub(crate) fn required(&mut self, field: &str, text: &str) -> String {
        if text.trim().is_empty() {
            self.fail(field, FieldProblemCode::Required);
        }
        self.optional(field, text)
    }

    /// A text that may be empty; answers it trimmed.
    pub(crate) fn optional(&mut self, field: &str, text: &str) -> String {
        if text.trim().chars().count() > LONGEST {
            self.fail(field, FieldProblemCode::TooLong);
        }
        text.trim().to_owned()
    }

    /// An e-mail address; answers it in the form it is stored and compared in.
    pub(crate) fn email(&mut self, field: &str, text: &str) -> String {
        let email = mailbox(&self.required(field, text));
        if !email.is_empty() && !looks_like_an_email(&email) {
            self.fail(field, FieldProblemCode::NotAnEmail);
        }
        email
    }

    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.problems.is_empty() { Ok(()) } else { Err(Problem::invalid_fields(self.problems)) }
    }
}

/// The form that addresses are stored and compared in.
pub(super) fn mailbox(text: &str) -> String {
    text.trim().to_lowercase()
}

/// One `@` with something on both sides and no blanks: the rest, only a mail that arrives can show.
fn looks_like_an_email(text: &str) -> bool {
    let blank = text.chars().any(|c| c.is_whitespace() || c.is_control());
    let sides = text.split_once('@');
    // `somebody<anna@example.org>` would be one more name for the mailbox of Anna.
    let quoted = text.contains(['<', '>', '(', ')', '[', ']', '"', '\\', ',', ';', ':']);
    !blank && !quoted && sides.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let mut fields = FieldCheck::default();
        fields.required("name", "  ");
        fields.optional("location", &"ü".repeat(201));
        fields.email("email", "anna@@example.org");
        let problem = fields.finish().expect_err("three problems");
        let named: Vec<&str> = problem.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["name", "location", "email"]);
    }

    #[test]
    fn an_address_is_one_mailbox_by_one_name() {
        for text in
            ["one<anna@example.org>", "a,b@example.org", "\"a\"@example.org", "anna@[10.0.0.1]", "a b@example.org"]
        {
            assert!(!looks_like_an_email(text), "{text}");
        }
        assert!(looks_like_an_email("anna+photos@sub.example.org"));
    }

    #[test]
    fn two_hundred_characters_are_counted_as_characters() {
        let mut fields = FieldCheck::default();
        assert_eq!(fields.required("name", &format!(" {} ", "ü".repeat(200))), "ü".repeat(200));
        assert_eq!(fields.finish(), Ok(()));
    }
}
