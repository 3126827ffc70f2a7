//! The table.

use axum::http::Method;
use axum::routing::{MethodFilter, delete, get, post, put};

use super::Audience::{EventMember, Everyone, Guest, Organizer, Scanned};
use super::{Route, admin, covers, events, guests, health, pictures, poster, progress, scan, upload};

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
        Route::rest(POST, "/admin/verify", Everyone, post(admin::verify)),
        Route::rest(POST, "/admin/verify/again", Everyone, post(admin::verify_again)),
        Route::rest(POST, "/admin/forgot", Everyone, post(admin::forgot)),
        Route::rest(POST, "/admin/reset", Everyone, post(admin::reset)),
        // Guests' accounts
        Route::rest(POST, "/register", Everyone, post(guests::register)),
        Route::rest(POST, "/login", Everyone, post(guests::login)),
        Route::rest(POST, "/logout", Everyone, post(guests::logout)),
        Route::rest(POST, "/verify", Everyone, post(guests::verify)),
        Route::rest(POST, "/verify/again", Everyone, post(guests::verify_again)),
        Route::rest(POST, "/forgot", Everyone, post(guests::forgot)),
        Route::rest(POST, "/reset", Everyone, post(guests::reset)),
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
        Route::rest(POST, "/api/admin/events/{event}/thumbnail", EventMember, covers::route(MethodFilter::POST)),
        Route::rest(PUT, "/api/admin/events/{event}/thumbnail", EventMember, covers::route(MethodFilter::PUT)),
        Route::rest(GET, "/api/admin/events/{event}/poster", EventMember, get(poster::poster)),
        // Guests
        Route::rest(GET, "/api/events", Everyone, get(events::list)),
        Route::rest(POST, "/api/events/{event}/door", Guest, post(events::door)),
        Route::rest(GET, "/api/events/{event}", Guest, get(events::show)),
        Route::rest(GET, "/api/events/{event}/photos", Guest, get(events::public_photos)),
        Route::rest(GET, "/api/qr_code/{event}", Guest, get(events::qr_code)),
        Route::rest(GET, "/api/events/{event}/scan", Guest, get(scan::offer)),
        Route::rest(POST, "/recognize", Guest, post(scan::recognize)),
        Route::rest(DELETE, "/api/events/{event}/scan", Guest, delete(scan::forget)),
        Route::rest(GET, "/api/events/{event}/my-photos", Scanned, get(scan::mine)),
        Route::rest(GET, "/api/events/{event}/maybe", Scanned, get(scan::maybe)),
        Route::rest(POST, "/api/events/{event}/maybe/{face}", Scanned, post(scan::answer)),
        Route::rest(GET, "/covers/{code}/{version}/{size}", Guest, get(covers::cover)),
        // Pictures: the table of `services::access` decides
        Route::rest(GET, "/photos/{code}/{photo}/{version}/{rendition}", Guest, get(pictures::photo)),
        Route::rest(GET, "/faces/{code}/{face}/crop", Scanned, get(pictures::face)),
    ];
    rest.into_iter().chain(pages()).chain(functions()).collect()
}

fn pages() -> Vec<Route> {
    vec![
        Route::page("/", Everyone),
        Route::page("/events", Everyone),
        Route::page("/privacy", Everyone),
        Route::page("/register", Everyone),
        Route::page("/login", Everyone),
        Route::page("/logout", Everyone),
        Route::page("/verify", Everyone),
        Route::page("/forgot", Everyone),
        Route::page("/reset", Everyone),
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
        Route::page("/admin/verify", Everyone),
        Route::page("/admin/forgot", Everyone),
        Route::page("/admin/reset", Everyone),
        Route::page("/admin/events/new", Organizer),
        Route::page("/admin/events/{event}", EventMember),
        Route::page("/admin/events/{event}/share", EventMember),
        Route::page("/admin/events/{event}/settings", EventMember),
    ]
}

fn functions() -> Vec<Route> {
    vec![
        Route::function("/api/fn/organizer", Everyone),
        Route::function("/api/fn/register_organizer", Everyone),
        Route::function("/api/fn/sign_in_organizer", Everyone),
        Route::function("/api/fn/sign_out_organizer", Everyone),
        Route::function("/api/fn/guest", Everyone),
        Route::function("/api/fn/register_guest", Everyone),
        Route::function("/api/fn/sign_in_guest", Everyone),
        Route::function("/api/fn/sign_out_guest", Everyone),
        Route::function("/api/fn/awaited_address", Everyone),
        Route::function("/api/fn/verify_address", Everyone),
        Route::function("/api/fn/send_code_again", Everyone),
        Route::function("/api/fn/ask_for_reset", Everyone),
        Route::function("/api/fn/reset_password", Everyone),
        Route::function("/api/fn/my_events", Organizer),
        Route::function("/api/fn/create_event", Organizer),
        Route::function("/api/fn/organizer_event", EventMember),
        Route::function("/api/fn/event_photos", EventMember),
        Route::function("/api/fn/delete_photo", EventMember),
        Route::function("/api/fn/retry_photo", EventMember),
        Route::function("/api/fn/update_event", EventMember),
        Route::function("/api/fn/delete_event", EventMember),
        Route::function("/api/fn/event_list", Everyone),
        Route::function("/api/fn/pass_door", Guest),
        Route::function("/api/fn/landing", Guest),
        Route::function("/api/fn/public_gallery", Guest),
        Route::function("/api/fn/photo_list", Guest),
        Route::function("/api/fn/scan_event", Guest),
        Route::function("/api/fn/my_gallery", Scanned),
        Route::function("/api/fn/answer_maybe", Scanned),
        Route::function("/api/fn/forget_scan", Guest),
    ]
}
