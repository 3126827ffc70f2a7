//! The languages that PicMe speaks.

use crate::photo::text_enum;

text_enum!(
    /// A language that PicMe speaks; its words are in the folder of `app/locales` that is called as it is.
    Language {
        /// English, which stands in where nothing else fits.
        English = "en",
        /// German.
        German = "de",
        /// Arabic.
        Arabic = "ar",
    }
);

impl Language {
    /// The first of these languages (RFC 5646, separated by commas, best first) that PicMe speaks; English where it speaks none.
    pub fn first_of(asked: &str) -> Self {
        let mut languages = asked.split(',').map(|tag| tag.trim().split('-').next().unwrap_or_default());
        let spoken = languages.find_map(|language| language.to_ascii_lowercase().parse().ok());
        spoken.unwrap_or(Self::English)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_best_one_that_is_spoken_is_taken() {
        for (asked, language) in [
            ("de-AT,de,en", Language::German),
            ("fr, ar-EG, en", Language::Arabic),
            ("DE", Language::German),
            ("fr,it", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::first_of(asked), language, "{asked:?}");
        }
    }
}
