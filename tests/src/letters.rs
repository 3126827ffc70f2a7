//! Letters that the server has put into its outbox.

use std::time::Duration;

use crate::House;

/// The newest letter to an address, once it is there.
pub async fn letter_to(house: &House, email: &str) -> String {
    let header = format!("To: {email}");
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        let mut look = tokio::time::interval(Duration::from_millis(10));
        loop {
            look.tick().await;
            let found = all(house).into_iter().rev().find(|letter| letter.contains(&header));
            if let Some(letter) = found {
                return letter;
            }
        }
    });
    waited.await.unwrap_or_else(|_| panic!("no letter to {email}"))
}

/// The token of the newest invitation to an address.
pub async fn invitation_token(house: &House, email: &str) -> String {
    let letter = letter_to(house, email).await;
    let token = letter.split("/admin/invitation?token=").nth(1).expect("an invitation");
    token.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// All letters, the oldest first: their names are in the order of time. Lines that were folded on the way are whole.
fn all(house: &House) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(house.folder.path().join("outbox")) else { return Vec::new() };
    let mut paths: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    paths.sort();
    let letters = paths.into_iter().filter_map(|path| std::fs::read_to_string(path).ok());
    letters.map(|letter| letter.replace("=\r\n", "").replace("=3D", "=")).collect()
}
