//! The organization: its name, its members, invitations, and the way out.

mod accept_invitation;
mod change_role;
mod choose_organization;
mod delete_form;
mod delete_organization;
mod hand_over_organization;
mod invitation_page;
mod invitations;
mod invite;
mod leave_organization;
mod mark;
mod member_row;
mod orphan_card;
mod page;
mod read_invitation;
mod read_organization;
mod read_orphans;
mod read_watermark;
mod remove_logo;
mod remove_member;
mod rename_organization;
mod role_field;
mod set_watermark;
mod switcher;
mod withdraw_invitation;

pub use invitation_page::InvitationPage;
pub use orphan_card::{OrphanActions, OrphanCard};
pub use page::OrganizationPage;
pub use read_orphans::read_orphans;
