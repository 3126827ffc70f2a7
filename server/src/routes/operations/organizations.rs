//! Organizations, their members, and who is asked in.

use domain::organization::{
    HandOver, Invitation, InvitationAnswer, InvitationOffer, NewInvitation, Organization, OrganizationChoice,
    OrganizationEnd, OrganizationName, Orphan, RoleChange,
};
use domain::photo::{Watermark, WatermarkDraft};

use super::events::{PREVIEW, logo_form};
use super::{CREATED, Described, Query, delete, get, post, put};

pub(super) fn organizations() -> Vec<Described> {
    const TOKEN: Query = &[("token", "What the letter's link carries.")];
    vec![
        get("/api/admin/organization", "The organization, with its members").gives::<Organization>(),
        put("/api/admin/organization", "Rename the organization").takes::<OrganizationName>().gives::<Organization>(),
        delete("/api/admin/organization", "Delete an organization with its events, photos and faces")
            .takes::<OrganizationEnd>(),
        get("/api/admin/organization/watermark", "The mark that new events take over").gives::<Watermark>(),
        put("/api/admin/organization/watermark", "Change the mark that new events take over")
            .takes::<WatermarkDraft>()
            .gives::<Watermark>(),
        get("/api/admin/organization/watermark/preview", "A photo with that mark, before it is saved")
            .gives_bytes("image/webp")
            .with_query(PREVIEW),
        post("/api/admin/organization/watermark/logo", "Set a logo in the place of the words: JPEG, PNG or WebP")
            .takes_files(logo_form)
            .gives::<Watermark>(),
        delete("/api/admin/organization/watermark/logo", "Remove the logo: words mark new events again")
            .gives::<Watermark>(),
        post("/api/admin/organization/choose", "Work for another of the own organizations")
            .takes::<OrganizationChoice>(),
        post("/api/admin/organization/leave", "Leave the organization"),
        post("/api/admin/organization/hand-over", "Make another member an owner too").takes::<HandOver>(),
        get("/api/admin/orphans", "The organizations that would have no owner without this account")
            .gives_list::<Orphan>(),
        put("/api/admin/members/{member}", "Change what a member may do").takes::<RoleChange>(),
        delete("/api/admin/members/{member}", "Remove a member"),
        post("/api/admin/invitations", "Ask somebody in, by a letter")
            .takes::<NewInvitation>()
            .gives::<Invitation>()
            .with_status(201, CREATED),
        delete("/api/admin/invitations/{invitation}", "Take an invitation back"),
        get("/api/admin/invitation", "What an invitation's link shows").gives::<InvitationOffer>().with_query(TOKEN),
        post("/api/admin/invitation", "Accept an invitation").takes::<InvitationAnswer>(),
    ]
}
