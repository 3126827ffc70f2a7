//! Every route of the table, as nobody, as another guest, as another organization, and as those it is for.

use domain::event::Event;
use domain::organization::Organization;
use domain::people::People;
use domain::photo::AdminPhoto;
use domain::scan::MyPhotos;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::routes::{Audience, Route, table};
use tests::client::{Answer, request};
use tests::frames::{looks, stranger};
use tests::{Client, World, photos};

use crate::access_accounts::fields;
use crate::access_members::{another_device, invite, member_function, member_route};
use crate::access_people::{is_about_people, people_body, people_function, whole_people};

/// How a route is asked: its path with everything filled in, and a body that the rightful caller gets through with.
struct Ask {
    method: Method,
    path: String,
    body: Body,
}

pub(crate) enum Body {
    None,
    Json(Value),
    Form(Vec<(&'static str, String)>),
    File,
    Logo,
}

/// What the paths are filled in with.
pub(crate) struct Filling {
    pub(crate) event: String,
    pub(crate) code: String,
    photo: AdminPhoto,
    /// Deleting is asked last and of another photo, so that the others can still be asked.
    spare: AdminPhoto,
    broken: AdminPhoto,
    face: String,
    /// The owner's account, and their organization.
    pub(crate) member: String,
    pub(crate) organization: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_open_to_its_audience_and_to_nobody_else() {
    let world = World::new().await;
    let found = world.guest_scans().await;
    assert!(found.certain >= 3, "{found:?}");
    let asked = world.lookalike_scans().await;
    assert!(asked.maybe >= 1, "{asked:?}");
    let filling = filling(&world).await;
    let mut routes = table();
    // What deletes goes last.
    routes.sort_by_key(|route| (order(route), route.path));
    for route in &routes {
        let unasked: Vec<(&str, &Client)> = match route.audience {
            Audience::Everyone | Audience::Guest => vec![],
            Audience::Scanned => vec![("a guest without a scan", &world.rival)],
            Audience::SignedIn | Audience::Account | Audience::Organizer => vec![("a guest", &world.guest)],
            Audience::EventMember => {
                vec![("a guest with a scan", &world.guest), ("another organization", &world.rival)]
            }
        };
        for (who, client) in unasked {
            let answer = ask(client, route, &filling, &world).await;
            assert!(is_refusal(route, &answer), "{} {} as {who}: {}", route.method, route.path, brief(&answer));
        }
        let nobody = world.house.visitor();
        if !matches!(route.audience, Audience::Everyone | Audience::Guest) {
            let answer = ask(&nobody, route, &filling, &world).await;
            assert!(is_refusal(route, &answer), "{} {} as nobody: {}", route.method, route.path, brief(&answer));
        }
        let rightful = match route.audience {
            Audience::Everyone => &nobody,
            Audience::Scanned if route.path.contains("face") || route.path.ends_with("answer_maybe") => {
                &world.lookalike
            }
            Audience::Guest | Audience::Scanned => &world.guest,
            Audience::SignedIn | Audience::Account | Audience::Organizer | Audience::EventMember => &world.owner,
        };
        let answer = ask(rightful, route, &filling, &world).await;
        let ok = answer.status.is_success() || answer.status.is_redirection() || is_let_in(route, &answer);
        assert!(ok, "{} {} as those it is for: {}", route.method, route.path, brief(&answer));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_an_unknown_code_there_is_nothing() {
    let world = World::new().await;
    let filling = Filling { event: "0000000000".into(), code: "0000000000".into(), ..filling(&world).await };
    for route in
        table().iter().filter(|route| route.audience == Audience::Guest && !route.path.starts_with("/recognize"))
    {
        let answer = ask(&world.house.visitor(), route, &filling, &world).await;
        let refused = answer.status == StatusCode::NOT_FOUND || answer.status == StatusCode::FORBIDDEN;
        assert!(refused, "{} {}: {}", route.method, route.path, brief(&answer));
    }
}

/// The table holds every server function that exists: one that is not in it would not be served at all.
#[test]
fn the_table_knows_every_server_function() {
    let known: Vec<&str> = table().iter().map(|route| route.path).collect();
    let missing: Vec<&str> = server::functions().filter(|path| !known.contains(path)).collect();
    assert!(missing.is_empty(), "not in server/src/routes/table.rs: {missing:?}");
}

fn order(route: &Route) -> u8 {
    match (route.method.as_str(), route.path) {
        ("DELETE", "/api/events/{event}") => 9,
        // Before what follows takes the picture away.
        ("GET", path) if path.ends_with("/picture") => 0,
        ("DELETE", _) | (_, "/api/fn/delete_photo" | "/api/fn/delete_photos") => 6,
        (_, path) if path.ends_with("/photos/delete") => 6,
        (
            _,
            "/admin/logout"
            | "/logout"
            | "/api/fn/sign_out_organizer"
            | "/api/fn/sign_out_guest"
            | "/api/fn/forget_scan",
        ) => 8,
        (_, path) if path.contains("maybe") => 5,
        _ => 1,
    }
}

/// The one owner of an organization is told that they stay, and who types another name that nothing happens: they have
/// been let in all the same.
fn is_let_in(route: &Route, answer: &Answer) -> bool {
    let path = route.path.trim_start_matches("/api/fn/");
    let ends_something = ["leave_organization", "remove_member", "delete_organization", "delete_account"]
        .contains(&path)
        || path.ends_with("/leave")
        || route.method == Method::DELETE
            && ["/api/admin/members/{member}", "/api/admin/organization", "/api/me/account"].contains(&path);
    ends_something && matches!(answer.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY)
}

async fn filling(world: &World) -> Filling {
    let picture = reqwest::multipart::Part::bytes(photos::bytes("sample2.jpg").to_vec()).file_name("me.jpg");
    let form = reqwest::multipart::Form::new().part("picture", picture);
    let stored = Answer::read(world.owner.request(Method::POST, "/api/me/picture").multipart(form)).await;
    assert_eq!(stored.status, StatusCode::OK, "{}", brief(&stored));
    let organization: Organization = world.owner.get("/api/admin/organization").await.json(StatusCode::OK);
    let photo = world.photo("sample1.jpg").await;
    let spare = world.somebody_elses().await;
    let asked = world.lookalike.get(&format!("/api/events/{}/my-photos", world.event.code)).await;
    let asked: Option<MyPhotos> = (asked.status == StatusCode::OK).then(|| asked.json(StatusCode::OK));
    let face = asked.and_then(|mine| mine.maybe.first().map(|face| face.face_id));
    let face = face.unwrap_or(photo.faces[0].id).to_string();
    let broken = world.photo(World::BROKEN).await;
    let thumbnail = format!("/api/admin/events/{}/thumbnail", world.event.id);
    let cover = world.owner.send_file(Method::POST, &thumbnail, photos::bytes("sample2.jpg")).await;
    assert_eq!(cover.status, StatusCode::OK, "{}", cover.text());
    let (event, code) = (world.event.id.to_string(), world.event.code.to_string());
    let (member, organization) = (organization.me.to_string(), organization.id.to_string());
    Filling { event, code, photo, spare, broken, face, member, organization }
}

async fn ask(client: &Client, route: &Route, filling: &Filling, world: &World) -> Answer {
    let ask = spell(client, route, filling, world).await;
    let request = client.request(ask.method, &ask.path);
    let request = match ask.body {
        Body::None => request,
        Body::Json(body) => request.json(&body),
        Body::Form(fields) => request.form(&fields),
        Body::Logo => {
            let part = reqwest::multipart::Part::bytes(photos::bytes("sample2.jpg").to_vec()).file_name("logo.jpg");
            request.multipart(reqwest::multipart::Form::new().part("logo", part))
        }
        Body::File => {
            let part = reqwest::multipart::Part::bytes(photos::bytes("sample2.jpg").to_vec()).file_name("sample2.jpg");
            let name = if route.path.ends_with("/picture") { "picture" } else { "photos" };
            request.multipart(reqwest::multipart::Form::new().part(name, part))
        }
    };
    // The progress stream has no end: its first bytes say enough.
    if route.path.ends_with("/progress") {
        let response = request.send().await.unwrap();
        return Answer { status: response.status(), headers: response.headers().clone(), body: Vec::new() };
    }
    Answer::read(request).await
}

/// A route's path with everything filled in.
fn filled_in(route: &Route, filling: &Filling, photo: &AdminPhoto, people: Option<&People>, now: &Event) -> String {
    let event = if route.audience == Audience::EventMember { &filling.event } else { &filling.code };
    let version = photo.thumb_url.as_ref().and_then(|url| url.split('/').nth(4)).unwrap_or("1").to_owned();
    let path = route
        .path
        .replace("{event}", event)
        .replace("{code}", &filling.code)
        .replace("{photo}", &photo.id.to_string())
        .replace("{face}", &filling.face)
        .replace("{member}", &filling.member)
        .replace("{person}", &people.map(|people| people.people[0].id.to_string()).unwrap_or_default())
        .replace("{version}", &version)
        .replace("{rendition}", "public-thumb");
    match &now.cover_thumbnail {
        Some(address) if route.path.starts_with("/covers/") && filling.code == now.code.as_str() => address.clone(),
        _ => path.replace("{size}", "large"),
    }
}

/// A route that is not spelt out here fails the test: every new route says how it is asked.
async fn spell(client: &Client, route: &Route, filling: &Filling, world: &World) -> Ask {
    let photo = match route.path {
        path if path.contains("retry") => &filling.broken,
        _ if route.method == Method::DELETE => &filling.spare,
        _ => &filling.photo,
    };
    if route.path.contains("retry") {
        // It fails again each time it was tried again.
        world.settle().await;
    }
    let people = if is_about_people(route.path) { Some(whole_people(world).await) } else { None };
    // What was asked before may have changed the mark, and with it the versions of all photos.
    let fresh = if route.path.contains("{version}") {
        world.remarked().await;
        world.admin_photos().await.into_iter().find(|found| found.id == photo.id)
    } else {
        None
    };
    let photo = fresh.as_ref().unwrap_or(photo);
    let now: Event = world.owner.get(&format!("/api/events/{}", world.event.id)).await.json(StatusCode::OK);
    let path = filled_in(route, filling, photo, people.as_ref(), &now);
    let path = if route.path == "/e/{code}/photo/{photo}" { format!("{path}?among=group&page=1") } else { path };
    if route.method == Method::POST
        && let Some(fields) = fields(client, &path, world).await
    {
        let is_function = path.starts_with("/api/fn/");
        let body = if is_function { Body::Form(fields) } else { Body::Json(fields.into_iter().collect()) };
        return Ask { method: Method::POST, path, body };
    }
    let path = match route.path {
        "/api/admin/invitation" if route.method == Method::GET => format!("{path}?token={}", invite(world).await.1),
        "/admin/invitation" => format!("{path}?token={}", invite(world).await.1),
        "/api/admin/invitations/{invitation}" => path.replace("{invitation}", &invite(world).await.0),
        "/api/me/devices/{device}" => path.replace("{device}", &another_device(client, world).await),
        _ => path,
    };
    let body = match route.path {
        "/recognize" => {
            let face = if std::ptr::eq(client, &raw const world.guest) { photos::woman() } else { stranger() };
            Body::Json(request(&client.offer(&world.event).await, &looks(&face, 3)))
        }
        "/api/fn/update_event" => Body::Form(vec![
            ("event", filling.event.clone()),
            ("form[version]", now.version.to_string()),
            ("form[name]", "Renamed again".into()),
            ("form[date]", "2026-06-20".into()),
            ("form[downloads]", "true".into()),
        ]),
        // Of an event that nothing else is asked of.
        "/api/fn/delete_event" => {
            let spare = world.owner.create_event("Spare").await;
            Body::Form(vec![("event", spare.id.to_string()), ("confirm_name", "Spare".into())])
        }
        path if path.starts_with("/api/fn/") => {
            let body = match &people {
                Some(people) => people_function(path, filling, people, world).await,
                None => match member_function(client, path, filling, world).await {
                    Some(body) => body,
                    None => function(path, filling),
                },
            };
            return Ask { method: Method::POST, path: path.to_owned(), body };
        }
        "/admin/register" => Body::Json(json!({
            "organization_name": "New", "email": "new@example.org", "password": "a long enough password" })),
        "/admin/login" => Body::Json(json!({ "email": "rival@example.org", "password": "a long enough password" })),
        "/api/create_event" => Body::Json(json!({ "name": "Second", "date": "2026-07-01" })),
        "/api/events/{event}" if route.method == Method::PUT => {
            Body::Json(json!({ "name": "Renamed", "date": "2026-06-20", "version": now.version }))
        }
        "/api/upload_photos/{event}" | "/api/admin/events/{event}/thumbnail" => Body::File,
        "/api/events/{event}/door" => Body::Json(json!({ "pin": "0000" })),
        "/api/me/picture" if route.method == Method::POST => Body::File,
        "/api/upload_photos/{event}/known" => Body::Json(json!({ "hashes": [] })),
        path if path.contains("/people") && route.method != Method::GET => {
            people_body(path, people.as_ref().expect("people"), world).await
        }
        "/api/admin/events/{event}/photos/{photo}/kind" => Body::Json(json!({ "kind": "group" })),
        "/api/download-photo" => Body::Json(json!({ "photo_id": photo.id })),
        "/api/admin/events/{event}/retention" if route.method == Method::PUT => Body::Json(json!({ "face_days": 60 })),
        "/api/events/{event}/zip" if route.method == Method::POST => Body::Form(vec![("which", "all".into())]),
        // Nothing that is there: who may ask is what is asked here.
        "/api/admin/events/{event}/photos/delete" | "/api/admin/events/{event}/photos/reprocess" => {
            Body::Json(json!({ "ids": [domain::PhotoId::new()] }))
        }
        "/api/admin/events/{event}/watermark" if route.method == Method::PUT => {
            Body::Json(json!({ "text": "", "position": "tiled", "opacity": 34 }))
        }
        "/api/admin/events/{event}/watermark/logo" if route.method == Method::POST => Body::Logo,
        "/api/events/{event}/maybe/{face}" => Body::Json(json!({ "mine": false })),
        _ => member_route(route, filling, world).await,
    };
    Ask { method: route.method.clone(), path, body }
}

fn function(path: &str, filling: &Filling) -> Body {
    let code = || filling.code.clone();
    let photo = |photo: &AdminPhoto| vec![("event", filling.event.clone()), ("photo", photo.id.to_string())];
    Body::Form(match path.trim_start_matches("/api/fn/") {
        "organizer" | "my_events" | "event_list" | "sign_out_organizer" | "guest" | "sign_out_guest" => vec![],
        "pass_door" => vec![("code", code()), ("pin", "0000".into())],
        "register_organizer" => vec![
            ("organization_name", "Newer".into()),
            ("email", "newer@example.org".into()),
            ("password", "a long enough password".into()),
        ],
        "sign_in_organizer" => {
            vec![("email", "rival@example.org".into()), ("password", "a long enough password".into())]
        }
        "choose_language" => vec![("language", "de".into()), ("here", "/".into())],
        "create_event" => vec![
            ("name", "Third".into()),
            ("date", "2026-08-01".into()),
            ("location", String::new()),
            ("category", String::new()),
        ],
        "favour_photo" => vec![
            ("code", code()),
            ("photo", filling.photo.id.to_string()),
            ("favourite", "true".into()),
            ("show", String::new()),
            ("viewer", "false".into()),
        ],
        "me" => vec![("page", "1".into())],
        "set_retention" => vec![("event", filling.event.clone()), ("face_days", "60".into())],
        "event_photos" => vec![
            ("event", filling.event.clone()),
            ("page", "1".into()),
            ("filter", "all".into()),
            ("sort", "uploaded".into()),
            ("person", String::new()),
        ],
        // Nothing that is there, with a plain form's way to name several.
        "delete_photos" | "reprocess_photos" => {
            vec![("event", filling.event.clone()), ("ids[]", domain::PhotoId::new().to_string())]
        }
        "event_numbers" | "organizer_event" | "retry_photos" | "watermark" | "remove_logo" => {
            vec![("event", filling.event.clone())]
        }
        "set_watermark" => vec![
            ("event", filling.event.clone()),
            ("text", String::new()),
            ("position", "tiled".into()),
            ("opacity", "34".into()),
        ],
        "delete_photo" | "photo_details" => photo(&filling.photo),
        "decide_kind" => [photo(&filling.photo), vec![("kind", "group".into())]].concat(),
        "retry_photo" => photo(&filling.broken),
        "landing" | "scan_event" | "my_gallery" | "forget_scan" => vec![("code", code())],
        "public_gallery" => vec![("code", code()), ("page", "1".into())],
        "answer_maybe" => vec![("code", code()), ("face", filling.face.clone()), ("mine", "false".into())],
        "photo_list" => {
            return Body::Json(json!({ "code": code(), "among": { "group": 1 }, "wanted": filling.photo.id }));
        }
        other => panic!("say how {other} is asked"),
    })
}

/// Programs are refused by status; a page refuses in words, with the status to go with them.
fn is_refusal(route: &Route, answer: &Answer) -> bool {
    let by_status = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    let shows_nothing = !answer.text().contains("sample1.jpg");
    by_status && (shows_nothing || !route.is_page())
}

fn brief(answer: &Answer) -> String {
    format!("{} {}", answer.status, answer.text().chars().take(200).collect::<String>())
}
