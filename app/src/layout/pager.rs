//! The way through a long list, as links.

use domain::event::Page;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use crate::i18n::use_i18n;

/// Where a page stands among the pages of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// This page, from 1.
    pub page: u64,
    /// How many there are, at least 1.
    pub pages: u64,
}

impl<T> From<&Page<T>> for Pages {
    fn from(list: &Page<T>) -> Self {
        let pages = list.total.div_ceil(u64::from(list.per_page.max(1))).max(1);
        Self { page: u64::from(list.page), pages }
    }
}

/// Previous and next, with the place between; nothing where one page is all.
#[component]
pub fn Pager(
    /// Where this page stands.
    pages: Pages,
    /// The address of the list, to which `?page=` is added.
    base: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let Pages { page, pages } = pages;
    let joint = if base.contains('?') { '&' } else { '?' };
    let link = move |to: u64, rel: &'static str, text: &'static str| {
        (1..=pages).contains(&to).then(|| {
            view! {
                <a class="button quiet" rel=rel href=format!("{base}{joint}page={to}")>
                    {text}
                </a>
            }
        })
    };
    (pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label=say!(i18n, common.pager.label)>
                {link(page.saturating_sub(1), "prev", say!(i18n, common.pager.previous))}
                <span class="pager-place">{say!(i18n, common.pager.place, page = page, pages = pages)}</span>
                {link(page + 1, "next", say!(i18n, common.pager.next))}
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(total: u64) -> Page<()> {
        Page { items: Vec::new(), page: 1, per_page: 60, total }
    }

    #[test]
    fn the_last_page_may_be_short() {
        assert_eq!(Pages::from(&list(0)).pages, 1);
        assert_eq!(Pages::from(&list(60)).pages, 1);
        assert_eq!(Pages::from(&list(61)).pages, 2);
    }
}
