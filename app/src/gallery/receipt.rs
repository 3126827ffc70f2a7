//! The receipt: what was sent, and what is kept until when.

use leptos::prelude::*;
use leptos_i18n::tu_string as say;
use time::OffsetDateTime;

use crate::i18n::use_i18n;
use crate::scan::Receipt;
use crate::words::{self, Words};

/// What the scan sent and what is kept. What was sent only this tab knows: the server has dropped it.
#[component]
pub fn ScanReceipt(
    /// Who hosts the event.
    host: String,
    /// When the grant ends.
    until: OffsetDateTime,
) -> impl IntoView {
    let i18n = use_i18n();
    let receipt = RwSignal::new(None);
    Effect::new(move || receipt.set(Receipt::read()));
    let sent = move || match receipt.get() {
        Some(receipt) => view! { <Sent receipt /> }.into_any(),
        None => view! { <p>{say!(i18n, gallery.receipt.elsewhere)}</p> }.into_any(),
    };
    view! {
        <details class="fold receipt">
            <summary>{say!(i18n, gallery.receipt.title)}</summary>
            {sent}
            <dl>
                <dt>{say!(i18n, gallery.receipt.to)}</dt>
                <dd>{say!(i18n, gallery.receipt.to_value, host = host)}</dd>
                <dt>{say!(i18n, gallery.receipt.kept)}</dt>
                <dd>
                    <Until until />
                </dd>
            </dl>
        </details>
    }
}

#[component]
fn Sent(receipt: Receipt) -> impl IntoView {
    let i18n = use_i18n();
    let bytes = words::bytes(i18n, receipt.bytes as u64);
    let sent = match receipt.frames {
        1 => say!(i18n, gallery.receipt.sent_value_one, bytes = bytes),
        frames => say!(i18n, gallery.receipt.sent_value, bytes = bytes, frames = frames),
    };
    view! {
        <dl>
            <dt>{say!(i18n, gallery.receipt.sent)}</dt>
            <dd>{sent}</dd>
            <dt>{say!(i18n, gallery.receipt.when)}</dt>
            <dd>{local(i18n, receipt.at)}</dd>
            <dt>{say!(i18n, gallery.receipt.model)}</dt>
            <dd class="code">{receipt.model_id.to_string()}</dd>
        </dl>
    }
}

/// When the grant ends: in the server's time first, in the guest's own once the page is alive.
#[component]
fn Until(until: OffsetDateTime) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(say!(i18n, gallery.receipt.kept_value, until = words::moment(i18n, until)));
    Effect::new(move || text.set(say!(i18n, gallery.receipt.kept_value, until = local(i18n, until))));
    view! { {text} }
}

/// A moment in the offset of the guest's clock. In the browser only.
fn local(i18n: Words, at: OffsetDateTime) -> String {
    let ms = at.unix_timestamp_nanos() as f64 / 1e6;
    let behind_utc = js_sys::Date::new(&ms.into()).get_timezone_offset();
    let offset = time::UtcOffset::from_whole_seconds(-(behind_utc * 60.0) as i32).unwrap_or(time::UtcOffset::UTC);
    words::moment(i18n, at.to_offset(offset))
}
