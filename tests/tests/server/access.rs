//! Every route of the table, as nobody, as another guest, as another organization, and as those it is for.

use domain::photo::AdminPhoto;
use domain::scan::MyPhotos;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::routes::{Audience, Route, table};
use tests::client::{Answer, request};
use tests::frames::{looks, stranger};
use tests::{Client, World, photos};

/// How a route is asked: its path with everything filled in, and a body that the rightful caller gets through with.
struct Ask {
    method: Method,
    path: String,
    body: Body,
}

enum Body {
    None,
    Json(Value),
    Form(Vec<(&'static str, String)>),
    File,
}

/// What the paths are filled in with.
struct Filling {
    event: String,
    code: String,
    photo: AdminPhoto,
    /// Deleting is asked last and of another photo, so that the others can still be asked.
    spare: AdminPhoto,
    broken: AdminPhoto,
    face: String,
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
            Audience::Organizer => vec![("a guest", &world.guest)],
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
            Audience::Organizer | Audience::EventMember => &world.owner,
        };
        let answer = ask(rightful, route, &filling, &world).await;
        let ok = answer.status.is_success() || answer.status.is_redirection();
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
        ("DELETE", _) | (_, "/api/fn/delete_photo") => 6,
        (_, "/admin/logout" | "/api/fn/sign_out_organizer" | "/api/fn/forget_scan") => 8,
        (_, path) if path.contains("maybe") => 5,
        _ => 1,
    }
}

async fn filling(world: &World) -> Filling {
    let photo = world.photo("sample1.jpg").await;
    let spare = world.somebody_elses().await;
    let asked = world.lookalike.get(&format!("/api/events/{}/my-photos", world.event.code)).await;
    let asked: Option<MyPhotos> = (asked.status == StatusCode::OK).then(|| asked.json(StatusCode::OK));
    let face = asked.and_then(|mine| mine.maybe.first().map(|face| face.face_id));
    let face = face.unwrap_or(photo.faces[0].id).to_string();
    let broken = world.photo(World::BROKEN).await;
    Filling { event: world.event.id.to_string(), code: world.event.code.to_string(), photo, spare, broken, face }
}

async fn ask(client: &Client, route: &Route, filling: &Filling, world: &World) -> Answer {
    let ask = spell(client, route, filling, world).await;
    let request = client.request(ask.method, &ask.path);
    let request = match ask.body {
        Body::None => request,
        Body::Json(body) => request.json(&body),
        Body::Form(fields) => request.form(&fields),
        Body::File => {
            let part = reqwest::multipart::Part::bytes(photos::bytes("sample2.jpg").to_vec()).file_name("sample2.jpg");
            request.multipart(reqwest::multipart::Form::new().part("photos", part))
        }
    };
    // The progress stream has no end: its first bytes say enough.
    if route.path.ends_with("/progress") {
        let response = request.send().await.unwrap();
        return Answer { status: response.status(), headers: response.headers().clone(), body: Vec::new() };
    }
    Answer::read(request).await
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
    let event = if route.audience == Audience::EventMember { &filling.event } else { &filling.code };
    let version = photo.thumb_url.as_ref().and_then(|url| url.split('/').nth(4)).unwrap_or("1").to_owned();
    let path = route
        .path
        .replace("{event}", event)
        .replace("{code}", &filling.code)
        .replace("{photo}", &photo.id.to_string())
        .replace("{face}", &filling.face)
        .replace("{version}", &version)
        .replace("{rendition}", "public-thumb");
    let path = if route.path == "/e/{code}/photo/{photo}" { format!("{path}?among=group&page=1") } else { path };
    let body = match route.path {
        "/recognize" => {
            let face = if std::ptr::eq(client, &raw const world.guest) { photos::woman() } else { stranger() };
            Body::Json(request(&client.offer(&world.event).await, &looks(&face, 3)))
        }
        path if path.starts_with("/api/fn/") => {
            return Ask { method: Method::POST, path: path.to_owned(), body: function(path, filling) };
        }
        "/admin/register" => Body::Json(json!({
            "organization_name": "New", "email": "new@example.org", "password": "a long enough password" })),
        "/admin/login" => Body::Json(json!({ "email": "rival@example.org", "password": "a long enough password" })),
        "/api/create_event" => Body::Json(json!({ "name": "Second", "date": "2026-07-01" })),
        "/api/events/{event}" if route.method == Method::PUT => {
            Body::Json(json!({ "name": "Renamed", "date": "2026-06-20" }))
        }
        "/api/upload_photos/{event}" => Body::File,
        "/api/upload_photos/{event}/known" => Body::Json(json!({ "hashes": [] })),
        "/api/events/{event}/maybe/{face}" => Body::Json(json!({ "mine": false })),
        _ => Body::None,
    };
    Ask { method: route.method.clone(), path, body }
}

fn function(path: &str, filling: &Filling) -> Body {
    let code = || filling.code.clone();
    let photo = |photo: &AdminPhoto| vec![("event", filling.event.clone()), ("photo", photo.id.to_string())];
    Body::Form(match path.trim_start_matches("/api/fn/") {
        "organizer" | "my_events" | "sign_out_organizer" => vec![],
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
        "organizer_event" => vec![("event", filling.event.clone())],
        "event_photos" => vec![("event", filling.event.clone()), ("page", "1".into())],
        "delete_photo" => photo(&filling.photo),
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
