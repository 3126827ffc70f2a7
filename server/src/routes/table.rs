//! The table.

use axum::http::Method;
use axum::routing::{MethodFilter, delete, get, post, put};

use super::Audience::{Account, EventMember, Everyone, Guest, Organizer, Scanned, SignedIn};
use super::{
    Route, admin, covers, devices, downloads, events, guests, health, numbers, oidc, organizations, people, pictures,
    poster, profiles, progress, scan, upload,
};

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
        Route::rest(GET, "/api/admin/events/{event}/numbers", EventMember, get(numbers::numbers)),
        Route::rest(GET, "/api/admin/events/{event}/numbers.csv", EventMember, get(numbers::table)),
        Route::rest(GET, "/api/admin/events/{event}/retention", EventMember, get(numbers::retention)),
        Route::rest(PUT, "/api/admin/events/{event}/retention", EventMember, put(numbers::set_retention)),
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
        Route::rest(PUT, "/api/events/{event}/favourites/{photo}", Scanned, put(downloads::favour)),
        Route::rest(DELETE, "/api/events/{event}/favourites/{photo}", Scanned, delete(downloads::unfavour)),
        Route::rest(GET, "/api/events/{event}/zip", Scanned, get(downloads::zip)),
        Route::rest(POST, "/api/events/{event}/zip", Scanned, downloads::zip_route()),
        Route::rest(POST, "/api/download-photo", Scanned, post(downloads::record)),
        Route::rest(GET, "/api/my-downloads", Everyone, get(downloads::mine)),
        // Pictures: the table of `services::access` decides
        Route::rest(GET, "/photos/{code}/{photo}/{version}/{rendition}", Guest, get(pictures::photo)),
        Route::rest(GET, "/faces/{code}/{face}/crop", Scanned, get(pictures::face)),
    ];
    rest.into_iter().chain(members()).chain(pages()).chain(functions()).chain(member_functions()).collect()
}

/// Organizations and accounts.
fn members() -> Vec<Route> {
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    const PUT: Method = Method::PUT;
    const DELETE: Method = Method::DELETE;
    vec![
        Route::rest(GET, "/api/admin/organization", Organizer, get(organizations::show)),
        Route::rest(PUT, "/api/admin/organization", Organizer, put(organizations::rename)),
        Route::rest(DELETE, "/api/admin/organization", Account, delete(organizations::remove)),
        Route::rest(POST, "/api/admin/organization/choose", Organizer, post(organizations::choose)),
        Route::rest(POST, "/api/admin/organization/leave", Organizer, post(organizations::leave)),
        Route::rest(POST, "/api/admin/organization/hand-over", Account, post(organizations::hand_over)),
        Route::rest(GET, "/api/admin/orphans", Account, get(organizations::orphans)),
        Route::rest(PUT, "/api/admin/members/{member}", Organizer, put(organizations::change_role)),
        Route::rest(DELETE, "/api/admin/members/{member}", Organizer, delete(organizations::remove_member)),
        Route::rest(GET, "/api/admin/members/{member}/picture", Organizer, get(profiles::member_picture)),
        Route::rest(POST, "/api/admin/invitations", Organizer, post(organizations::invite)),
        Route::rest(DELETE, "/api/admin/invitations/{invitation}", Organizer, delete(organizations::withdraw)),
        Route::rest(GET, "/api/admin/invitation", Everyone, get(organizations::invitation)),
        Route::rest(POST, "/api/admin/invitation", Everyone, post(organizations::accept)),
        Route::rest(GET, "/api/me/profile", SignedIn, get(profiles::show)),
        Route::rest(PUT, "/api/me/profile", SignedIn, put(profiles::rename)),
        Route::rest(PUT, "/api/me/password", SignedIn, put(profiles::change_password)),
        Route::rest(GET, "/api/me/picture", SignedIn, get(profiles::picture)),
        Route::rest(POST, "/api/me/picture", SignedIn, profiles::set_picture_route()),
        Route::rest(DELETE, "/api/me/picture", SignedIn, delete(profiles::remove_picture)),
        Route::rest(DELETE, "/api/me/account", SignedIn, delete(profiles::remove_account)),
        Route::rest(GET, "/api/me/devices", SignedIn, get(devices::list)),
        Route::rest(DELETE, "/api/me/devices", SignedIn, delete(devices::end_others)),
        Route::rest(DELETE, "/api/me/devices/{device}", SignedIn, delete(devices::end)),
        Route::rest(GET, "/oidc/start", Everyone, get(oidc::start_guest)),
        Route::rest(GET, "/oidc/callback", Everyone, get(oidc::finish_guest)),
        Route::rest(GET, "/admin/oidc/start", Everyone, get(oidc::start_organizer)),
        Route::rest(GET, "/admin/oidc/callback", Everyone, get(oidc::finish_organizer)),
    ]
}

/// The server functions of organizations and accounts.
fn member_functions() -> Vec<Route> {
    vec![
        Route::function("/api/fn/organization", Organizer),
        Route::function("/api/fn/rename_organization", Organizer),
        Route::function("/api/fn/choose_organization", Organizer),
        Route::function("/api/fn/leave_organization", Organizer),
        Route::function("/api/fn/delete_organization", Account),
        Route::function("/api/fn/hand_over_organization", Account),
        Route::function("/api/fn/orphans", Account),
        Route::function("/api/fn/change_role", Organizer),
        Route::function("/api/fn/remove_member", Organizer),
        Route::function("/api/fn/invite", Organizer),
        Route::function("/api/fn/withdraw_invitation", Organizer),
        Route::function("/api/fn/invitation", Everyone),
        Route::function("/api/fn/accept_invitation", Everyone),
        Route::function("/api/fn/profile", SignedIn),
        Route::function("/api/fn/change_name", SignedIn),
        Route::function("/api/fn/change_password", SignedIn),
        Route::function("/api/fn/remove_picture", SignedIn),
        Route::function("/api/fn/delete_account", SignedIn),
        Route::function("/api/fn/devices", SignedIn),
        Route::function("/api/fn/end_device", SignedIn),
        Route::function("/api/fn/end_other_devices", SignedIn),
        Route::function("/api/fn/oidc", Everyone),
    ]
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
        Route::page("/me", Everyone),
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
        Route::page("/admin/organization", Organizer),
        Route::page("/admin/invitation", Everyone),
        Route::page("/admin/profile", SignedIn),
        Route::page("/admin/devices", SignedIn),
        Route::page("/admin/profile/delete", SignedIn),
        Route::page("/me/profile", SignedIn),
        Route::page("/me/devices", SignedIn),
        Route::page("/me/profile/delete", SignedIn),
        Route::page("/admin/events/new", Organizer),
        Route::page("/admin/events/{event}", EventMember),
        Route::page("/admin/events/{event}/share", EventMember),
        Route::page("/admin/events/{event}/settings", EventMember),
        Route::page("/admin/events/{event}/people", EventMember),
        Route::page("/admin/events/{event}/people/{person}", EventMember),
        Route::page("/admin/events/{event}/photo/{photo}", EventMember),
        Route::page("/admin/events/{event}/numbers", EventMember),
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
        Route::function("/api/fn/favour_photo", Scanned),
        Route::function("/api/fn/me", Everyone),
        Route::function("/api/fn/event_numbers", EventMember),
        Route::function("/api/fn/set_retention", EventMember),
    ]
}
