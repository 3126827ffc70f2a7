//! How the routes of organizations, members and one's own account are asked.

use domain::device::Device;
use domain::organization::Invitation;
use reqwest::StatusCode;
use serde_json::json;
use server::routes::Route;
use tests::letters::invitation_token;
use tests::{Client, World};

use crate::access::{Body, Filling};

/// A new invitation into the owner's organization: each is good once.
pub(crate) async fn invite(world: &World) -> (String, String) {
    let email = format!("{}@example.org", uuid::Uuid::new_v4());
    let body = json!({ "email": email, "role": "editor" });
    let sent = world.owner.post("/api/admin/invitations", &body).await;
    let sent: Invitation = sent.json(StatusCode::CREATED);
    (sent.id.to_string(), invitation_token(&world.house, &email).await)
}

/// A device that the owner has just signed in with.
pub(crate) async fn another_device(client: &Client, world: &World) -> String {
    // Others are asked for one that is not theirs; nobody signs in too often.
    if !std::ptr::eq(client, &raw const world.owner) {
        return "0".repeat(32);
    }
    let _phone = world.house.visitor().sign_in("owner@example.org").await;
    let devices: Vec<Device> = world.owner.get("/api/me/devices").await.json(StatusCode::OK);
    devices.into_iter().find(|device| !device.is_this).expect("the phone").id
}

/// What the routes of organizations and accounts are asked with.
pub(crate) async fn member_route(route: &Route, filling: &Filling, world: &World) -> Body {
    let organization = &filling.organization;
    let password = "a long enough password";
    match (route.method.as_str(), route.path) {
        ("PUT", "/api/admin/organization") => Body::Json(json!({ "name": "Another name" })),
        ("PUT", "/api/admin/organization/watermark") => {
            Body::Json(json!({ "text": "", "position": "tiled", "opacity": 34 }))
        }
        ("POST", "/api/admin/organization/watermark/logo") => Body::Logo,
        ("DELETE", "/api/admin/organization") => {
            Body::Json(json!({ "organization_id": organization, "name": "not its name" }))
        }
        (_, "/api/admin/organization/choose") => Body::Json(json!({ "organization_id": organization })),
        (_, "/api/admin/organization/hand-over") => {
            Body::Json(json!({ "organization_id": organization, "to": filling.member }))
        }
        ("PUT", "/api/admin/members/{member}") => Body::Json(json!({ "role": "owner" })),
        (_, "/api/admin/invitations") => Body::Json(json!({ "email": "asked@example.org", "role": "editor" })),
        ("POST", "/api/admin/invitation") => {
            let token = invite(world).await.1;
            Body::Json(json!({ "token": token, "full_name": "New", "password": password }))
        }
        ("PUT", "/api/me/profile") => Body::Json(json!({ "full_name": "Somebody" })),
        ("PUT", "/api/me/password") => Body::Json(json!({ "current_password": password, "new_password": password })),
        ("DELETE", "/api/me/account") => Body::Json(json!({ "confirmation": "not the password" })),
        _ => Body::None,
    }
}

/// What the server functions of organizations and accounts are asked with; `None` for others.
pub(crate) async fn member_function(client: &Client, path: &str, filling: &Filling, world: &World) -> Option<Body> {
    let text = str::to_owned;
    let organization = || ("organization_id", filling.organization.clone());
    let member = || ("member", filling.member.clone());
    let password = || text("a long enough password");
    Some(Body::Form(match path.trim_start_matches("/api/fn/") {
        "set_organization_watermark" => {
            vec![("text", String::new()), ("position", text("tiled")), ("opacity", text("34"))]
        }
        "organization"
        | "organization_watermark"
        | "remove_organization_logo"
        | "orphans"
        | "leave_organization"
        | "profile"
        | "remove_picture"
        | "devices"
        | "end_other_devices"
        | "oidc" => vec![],
        "rename_organization" => vec![("name", text("Yet another name"))],
        "choose_organization" => vec![organization()],
        "delete_organization" => vec![organization(), ("name", text("not its name"))],
        "hand_over_organization" => vec![organization(), ("to", filling.member.clone())],
        "change_role" => vec![member(), ("role", text("owner"))],
        "remove_member" => vec![member()],
        "invite" => vec![("email", text("asked.too@example.org")), ("role", text("editor"))],
        "withdraw_invitation" => vec![("invitation", invite(world).await.0)],
        "invitation" => vec![("token", invite(world).await.1)],
        "accept_invitation" => {
            vec![("token", invite(world).await.1), ("full_name", text("New")), ("password", password())]
        }
        "change_name" => vec![("full_name", text("Somebody"))],
        "change_password" => vec![("current_password", password()), ("new_password", password())],
        "delete_account" => vec![("confirmation", text("not the password"))],
        "end_device" => vec![("device", another_device(client, world).await)],
        _ => return None,
    }))
}
