#![doc = include_str!("../README.md")]

mod scanner;
mod still;
mod tiles;

use std::cell::RefCell;

use domain::scanner::FromScanner;
use wasm_bindgen::prelude::wasm_bindgen;

pub use scanner::{Scanner, ScannerError};

thread_local! {
    // A worker has one thread and lives for one scanner.
    static SCANNER: RefCell<Scanner> = RefCell::new(Scanner::default());
}

/// The whole door to JavaScript: a message of [`domain::scanner::ToScanner`] as JSON with the bytes it speaks of,
/// answered by one [`FromScanner`] as JSON.
///
/// There is no way back to the page but this return value, and no import through which anything could leave.
#[wasm_bindgen]
pub fn receive(json: &str, buffer: Vec<u8>) -> String {
    let answer = SCANNER.with_borrow_mut(|scanner| answer(scanner, json, buffer));
    let answer = answer.unwrap_or_else(|error| FromScanner::Failed { detail: chain(&error) });
    // Strings, numbers and enums: this cannot fail, and if it did, the page would read it as a scanner that stopped.
    serde_json::to_string(&answer).unwrap_or_default()
}

fn answer(scanner: &mut Scanner, json: &str, buffer: Vec<u8>) -> Result<FromScanner, ScannerError> {
    scanner.receive(&serde_json::from_str(json)?, buffer)
}

/// An error and all its causes, in one line for the console.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_answered_all_the_same() {
        let answer = receive(r#"{"type":"dance"}"#, vec![]);
        assert!(matches!(serde_json::from_str(&answer), Ok(FromScanner::Failed { .. })), "{answer}");
    }
}
