//! Organizations, their members and invitations as JSON.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::organization::{
    HandOver, Invitation, InvitationAnswer, InvitationOffer, NewInvitation, Organization, OrganizationChoice,
    OrganizationEnd, OrganizationName, Orphan, RoleChange,
};
use domain::{AccountId, InvitationId, ProblemCode};
use serde::Deserialize;
use services::Services;

use super::events::Body;
use crate::guard::By;
use crate::refusal::Refusal;

/// What is no id is no member of theirs.
pub(super) fn member_id(text: &str) -> Result<AccountId, Refusal> {
    text.parse().map_err(|_| ProblemCode::Forbidden.into())
}

pub(super) async fn show(State(services): State<Services>, By(caller): By) -> Result<Json<Organization>, Refusal> {
    Ok(Json(services.organization(&caller).await?))
}

pub(super) async fn rename(
    State(services): State<Services>,
    By(caller): By,
    Body(new): Body<OrganizationName>,
) -> Result<Json<Organization>, Refusal> {
    Ok(Json(services.rename_organization(&caller, new).await?))
}

pub(super) async fn remove(
    State(services): State<Services>,
    By(caller): By,
    Body(end): Body<OrganizationEnd>,
) -> Result<StatusCode, Refusal> {
    services.delete_organization(&caller, end).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn choose(
    State(services): State<Services>,
    By(caller): By,
    Body(choice): Body<OrganizationChoice>,
) -> Result<StatusCode, Refusal> {
    services.choose_organization(&caller, choice).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn leave(State(services): State<Services>, By(caller): By) -> Result<StatusCode, Refusal> {
    services.leave_organization(&caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn hand_over(
    State(services): State<Services>,
    By(caller): By,
    Body(to): Body<HandOver>,
) -> Result<StatusCode, Refusal> {
    services.hand_over(&caller, to).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn orphans(State(services): State<Services>, By(caller): By) -> Result<Json<Vec<Orphan>>, Refusal> {
    Ok(Json(services.orphans(&caller).await?))
}

pub(super) async fn change_role(
    State(services): State<Services>,
    By(caller): By,
    Path(member): Path<String>,
    Body(new): Body<RoleChange>,
) -> Result<StatusCode, Refusal> {
    services.change_role(&caller, member_id(&member)?, new).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove_member(
    State(services): State<Services>,
    By(caller): By,
    Path(member): Path<String>,
) -> Result<StatusCode, Refusal> {
    services.remove_member(&caller, member_id(&member)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn invite(
    State(services): State<Services>,
    By(caller): By,
    Body(new): Body<NewInvitation>,
) -> Result<(StatusCode, Json<Invitation>), Refusal> {
    Ok((StatusCode::CREATED, Json(services.invite(&caller, new).await?)))
}

pub(super) async fn withdraw(
    State(services): State<Services>,
    By(caller): By,
    Path(invitation): Path<String>,
) -> Result<StatusCode, Refusal> {
    let id: InvitationId = invitation.parse().map_err(|_| ProblemCode::Forbidden)?;
    services.withdraw_invitation(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a letter's link carries.
#[derive(Deserialize)]
pub(super) struct TokenQuery {
    #[serde(default)]
    token: String,
}

pub(super) async fn invitation(
    State(services): State<Services>,
    By(caller): By,
    Query(query): Query<TokenQuery>,
) -> Result<Json<InvitationOffer>, Refusal> {
    Ok(Json(services.invitation(&caller, &query.token).await?))
}

pub(super) async fn accept(
    State(services): State<Services>,
    By(caller): By,
    Body(answer): Body<InvitationAnswer>,
) -> Result<StatusCode, Refusal> {
    services.accept_invitation(&caller, answer).await?;
    Ok(StatusCode::NO_CONTENT)
}
