//! How the routes of accounts are asked, so that whoever comes gets through: with an address of their own for each route.

use tests::client::PASSWORD;
use tests::{Client, World};

/// The fields of a request, where the route is one of accounts that needs some.
pub(crate) async fn fields(client: &Client, path: &str, world: &World) -> Option<Vec<(&'static str, String)>> {
    let email = format!("{}@example.org", path.trim_matches('/').replace('/', "."));
    let base = if path.starts_with("/admin/") { "/admin" } else { "" };
    let kind = ("kind", "guest".to_owned());
    let address = ("email", email.clone());
    let password = ("password", PASSWORD.to_owned());
    Some(match path {
        "/register" | "/api/fn/register_guest" => vec![("full_name", "Anna Larsen".to_owned()), address, password],
        "/login" | "/api/fn/sign_in_guest" => {
            world.house.visitor().as_guest(&email).await;
            vec![address, password]
        }
        "/verify" | "/admin/verify" | "/api/fn/verify_address" => {
            let code = client.register(base, &email).await;
            vec![kind, address, ("code", code)]
        }
        "/verify/again" | "/admin/verify/again" | "/forgot" | "/admin/forgot" => vec![address],
        "/api/fn/send_code_again" | "/api/fn/ask_for_reset" => vec![kind, address],
        "/reset" | "/admin/reset" | "/api/fn/reset_password" => {
            client.register(base, &email).await;
            let code = client.forgot(base, &email).await;
            vec![kind, address, ("code", code), password]
        }
        "/api/fn/awaited_address" => vec![kind],
        _ => return None,
    })
}
