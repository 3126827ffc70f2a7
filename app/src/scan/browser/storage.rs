//! What the browser remembers: that the tips were read (for good), and the receipt (until the tab closes).
//!
//! A browser may refuse to remember anything; a scan works all the same.

use web_sys::Storage;

const TIPS_SEEN: &str = "picme.tips-seen";
/// Where the page of found photos looks for the receipt of the scan.
const RECEIPT: &str = "picme.receipt";

/// Whether this browser's guest has seen the tips.
pub(in crate::scan) fn tips_seen() -> bool {
    local().and_then(|storage| storage.get_item(TIPS_SEEN).ok().flatten()).is_some()
}

/// The tips were read.
pub(in crate::scan) fn set_tips_seen() {
    if let Some(storage) = local() {
        let _ = storage.set_item(TIPS_SEEN, "1");
    }
}

/// Keeps the receipt, as JSON.
pub(in crate::scan) fn keep_receipt(json: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(RECEIPT, json);
    }
}

/// The receipt of the last scan in this tab, as JSON.
pub(in crate::scan) fn receipt() -> Option<String> {
    session()?.get_item(RECEIPT).ok()?
}

/// Throws the receipt away.
pub(in crate::scan) fn drop_receipt() {
    if let Some(storage) = session() {
        let _ = storage.remove_item(RECEIPT);
    }
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
