//! Which photos the page shows, as its address says.

use domain::photo::{PhotoFilter, PhotoSort};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// Which photos, in which order, from which page on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which ones.
    pub filter: PhotoFilter,
    /// In which order.
    pub sort: PhotoSort,
    /// The id of a person, or nothing.
    pub person: String,
    /// Which page, from 1.
    pub page: u32,
}

impl Choice {
    /// What an address asks for; what it says wrong is left out.
    pub fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        let person = word("person");
        let is_id = person.len() == 36 && person.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        Self {
            filter: word("filter").parse().unwrap_or(PhotoFilter::All),
            sort: word("sort").parse().unwrap_or(PhotoSort::Uploaded),
            person: if is_id { person } else { String::new() },
            page: word("page").parse().unwrap_or(1).max(1),
        }
    }

    /// The address of this choice's first page.
    pub fn address(&self, home: &str) -> String {
        let mut parts = Vec::new();
        if self.filter != PhotoFilter::All {
            parts.push(format!("filter={}", self.filter));
        }
        if !self.person.is_empty() {
            parts.push(format!("person={}", self.person));
        }
        if self.sort != PhotoSort::Uploaded {
            parts.push(format!("sort={}", self.sort));
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("{home}{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_was_made_of() {
        let plain = Choice::of(&ParamsMap::new());
        assert_eq!(plain.address("/x"), "/x");
        let chosen = Choice { filter: PhotoFilter::Failed, sort: PhotoSort::Name, ..plain };
        assert_eq!(chosen.address("/x"), "/x?filter=failed&sort=name");
    }

    #[test]
    fn a_made_up_address_asks_for_everything() {
        let mut query = ParamsMap::new();
        query.insert("filter", "<script>".to_owned());
        query.insert("person", "me".to_owned());
        query.insert("page", "0".to_owned());
        assert_eq!(Choice::of(&query), Choice::of(&ParamsMap::new()));
    }
}
