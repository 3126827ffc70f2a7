//! The table.

use axum::http::Method;
use axum::routing::{delete, get, post, put};

use super::Audience::{EventMember, Everyone, Guest, Organizer, Scanned};
use super::{Route, admin, events, health, openapi, pictures, progress, scan, upload};

/// Every route of the server but the site's own files, which are the same for everyone.
pub fn table() -> Vec<Route> {
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PUT: Method = Method::PUT;
    const DELETE: Method = Method::DELETE;
    let rest = vec![
        Route::rest(GET, "/health", Everyone, get(health::health)),
        Route::rest(GET, "/api/openapi.json", Everyone, get(openapi::json)),
        Route::rest(GET, "/api/docs", Everyone, get(openapi::docs)),
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
    ]
}

fn functions() -> Vec<Route> {
    vec![
        Route::function("/api/fn/choose_language", Everyone),
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
        Route::function("/api/fn/landing", Guest),
        Route::function("/api/fn/public_gallery", Guest),
        Route::function("/api/fn/photo_list", Guest),
        Route::function("/api/fn/scan_event", Guest),
        Route::function("/api/fn/my_gallery", Scanned),
        Route::function("/api/fn/answer_maybe", Scanned),
        Route::function("/api/fn/forget_scan", Guest),
    ]
}
