//! The table.

use axum::http::Method;
use axum::routing::{delete, get, post, put};

use super::Audience::{EventMember, Everyone, Guest, Organizer, Scanned};
use super::{Route, admin, events, health, people, pictures, progress, scan, upload};

/// Every route of the server but the site's own files, which are the same for everyone.
pub fn table() -> Vec<Route> {
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PUT: Method = Method::PUT;
    const DELETE: Method = Method::DELETE;
    let rest = vec![
        Route::rest(GET, "/health", Everyone, get(health::health)),
        // Organizers
        Route::rest(POST, "/admin/register", Everyone, post(admin::register)),
        Route::rest(POST, "/admin/login", Everyone, post(admin::login)),
        Route::rest(POST, "/admin/logout", Everyone, post(admin::logout)),
        Route::rest(POST, "/api/create_event", Organizer, post(events::create)),
        Route::rest(PUT, "/api/events/{event}", EventMember, put(events::update)),
        Route::rest(DELETE, "/api/events/{event}", EventMember, delete(events::remove)),
        Route::rest(POST, "/api/upload_photos/{event}", EventMember, upload::route()),
        Route::rest(POST, "/api/upload_photos/{event}/known", EventMember, post(upload::known)),
        Route::rest(GET, "/api/admin/events", Organizer, get(events::mine)),
        Route::rest(GET, "/api/admin/events/{event}/photos", EventMember, get(events::admin_photos)),
        Route::rest(GET, "/api/admin/events/{event}/progress", EventMember, get(progress::stream)),
        Route::rest(DELETE, "/api/admin/events/{event}/photos/{photo}", EventMember, delete(events::remove_photo)),
        Route::rest(POST, "/api/admin/events/{event}/photos/{photo}/retry", EventMember, post(events::retry_photo)),
        // People
        Route::rest(GET, "/api/admin/events/{event}/photos/{photo}", EventMember, get(people::photo)),
        Route::rest(PUT, "/api/admin/events/{event}/photos/{photo}/kind", EventMember, put(people::decide_kind)),
        Route::rest(GET, "/api/admin/events/{event}/people", EventMember, get(people::list)),
        Route::rest(POST, "/api/admin/events/{event}/people/merge", EventMember, post(people::merge)),
        Route::rest(POST, "/api/admin/events/{event}/people/undo", EventMember, post(people::undo)),
        Route::rest(GET, "/api/admin/events/{event}/people/{person}", EventMember, get(people::show)),
        Route::rest(PUT, "/api/admin/events/{event}/people/{person}", EventMember, put(people::change)),
        Route::rest(POST, "/api/admin/events/{event}/people/{person}/split", EventMember, post(people::split)),
        Route::rest(POST, "/api/admin/events/{event}/people/{person}/not", EventMember, post(people::not)),
        // Guests
        Route::rest(GET, "/api/events/{event}", Guest, get(events::show)),
        Route::rest(GET, "/api/events/{event}/photos", Guest, get(events::public_photos)),
        Route::rest(GET, "/api/qr_code/{event}", Guest, get(events::qr_code)),
        Route::rest(GET, "/api/events/{event}/scan", Guest, get(scan::offer)),
        Route::rest(POST, "/recognize", Guest, post(scan::recognize)),
        Route::rest(DELETE, "/api/events/{event}/scan", Guest, delete(scan::forget)),
        Route::rest(GET, "/api/events/{event}/my-photos", Scanned, get(scan::mine)),
        Route::rest(GET, "/api/events/{event}/maybe", Scanned, get(scan::maybe)),
        Route::rest(POST, "/api/events/{event}/maybe/{face}", Scanned, post(scan::answer)),
        // Pictures: the table of `services::access` decides
        Route::rest(GET, "/photos/{code}/{photo}/{version}/{rendition}", Guest, get(pictures::photo)),
        Route::rest(GET, "/faces/{code}/{face}/crop", Scanned, get(pictures::face)),
    ];
    rest.into_iter().chain(pages()).chain(functions()).collect()
}

fn pages() -> Vec<Route> {
    vec![
        Route::page("/", Everyone),
        Route::page("/privacy", Everyone),
        Route::page("/e", Everyone),
        Route::page("/e/{code}", Guest),
        Route::page("/e/{code}/photos", Guest),
        Route::page("/e/{code}/photo/{photo}", Guest),
        Route::page("/e/{code}/scan", Guest),
        Route::page("/e/{code}/mine", Scanned),
        Route::page("/admin", Organizer),
        Route::page("/admin/register", Everyone),
        Route::page("/admin/login", Everyone),
        Route::page("/admin/logout", Everyone),
        Route::page("/admin/events/new", Organizer),
        Route::page("/admin/events/{event}", EventMember),
        Route::page("/admin/events/{event}/share", EventMember),
        Route::page("/admin/events/{event}/people", EventMember),
        Route::page("/admin/events/{event}/people/{person}", EventMember),
        Route::page("/admin/events/{event}/photo/{photo}", EventMember),
    ]
}

fn functions() -> Vec<Route> {
    vec![
        Route::function("/api/fn/organizer", Everyone),
        Route::function("/api/fn/register_organizer", Everyone),
        Route::function("/api/fn/sign_in_organizer", Everyone),
        Route::function("/api/fn/sign_out_organizer", Everyone),
        Route::function("/api/fn/my_events", Organizer),
        Route::function("/api/fn/create_event", Organizer),
        Route::function("/api/fn/organizer_event", EventMember),
        Route::function("/api/fn/event_photos", EventMember),
        Route::function("/api/fn/delete_photo", EventMember),
        Route::function("/api/fn/retry_photo", EventMember),
        Route::function("/api/fn/people", EventMember),
        Route::function("/api/fn/person", EventMember),
        Route::function("/api/fn/photo_details", EventMember),
        Route::function("/api/fn/name_person", EventMember),
        Route::function("/api/fn/hide_person", EventMember),
        Route::function("/api/fn/merge_people", EventMember),
        Route::function("/api/fn/separate_faces", EventMember),
        Route::function("/api/fn/undo_people", EventMember),
        Route::function("/api/fn/decide_kind", EventMember),
        Route::function("/api/fn/landing", Guest),
        Route::function("/api/fn/public_gallery", Guest),
        Route::function("/api/fn/photo_list", Guest),
        Route::function("/api/fn/scan_event", Guest),
        Route::function("/api/fn/my_gallery", Scanned),
        Route::function("/api/fn/answer_maybe", Scanned),
        Route::function("/api/fn/forget_scan", Guest),
    ]
}
