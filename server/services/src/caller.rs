//! Who is asking.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use domain::{AccountId, EventId, GrantId, GuestId, OrganizationId, Problem, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use tower_sessions_core::Session;
use uuid::Uuid;

use crate::accounts::Role;
use crate::fault::OrInternal;
use crate::{DatabaseSessions, Services};

/// Who is asking: every use case takes it first.
#[derive(Clone)]
pub struct Caller {
    session: Session,
    identity: Option<Identity>,
    guest: Option<GuestId>,
    address: IpAddr,
}

/// An organizer who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Their account.
    pub account: AccountId,
    /// The organization they work for.
    pub organization: OrganizationId,
    /// What they may do there.
    pub role: Role,
}

/// What a session holds.
mod key {
    pub(super) const ACCOUNT: &str = "account";
    pub(super) const GUEST: &str = "guest";
    pub(super) const VISIT: &str = "visit";
    pub(super) const GRANTS: &str = "grants";
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct SessionGrant {
    event: EventId,
    grant: GrantId,
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the session's id nor the address belongs in a log.
        f.debug_struct("Caller").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Caller {
    /// Who comes with this session from this address.
    pub async fn identify(services: &Services, session: Session, address: IpAddr) -> Result<Self, Problem> {
        let identity = match session.get::<AccountId>(key::ACCOUNT).await.or_internal()? {
            Some(account) => services.identity(account).await?,
            None => None,
        };
        let guest = match session.get::<GuestId>(key::GUEST).await.or_internal()? {
            Some(guest) => services.known_guest(guest).await?,
            None => None,
        };
        Ok(Self { session, identity, guest, address })
    }

    /// A caller of this machine, with a session of its own that no cookie leads to: for commands and tests.
    pub fn local(services: &Services) -> Self {
        let store = DatabaseSessions::new(services.db().clone(), services.parts.clock.clone());
        let session = Session::new(None, Arc::new(store), None);
        Self { session, identity: None, guest: None, address: IpAddr::from(Ipv4Addr::LOCALHOST) }
    }

    /// The same caller at its next request: after a sign-in it is somebody.
    pub async fn again(&self, services: &Services) -> Result<Self, Problem> {
        Self::identify(services, self.session.clone(), self.address).await
    }

    /// The organizer, when one is signed in.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The organizer, or `sign_in_required`.
    pub(crate) fn organizer(&self) -> Result<&Identity, Problem> {
        self.identity.as_ref().ok_or_else(|| ProblemCode::SignInRequired.into())
    }

    /// The guest's account, when one is signed in.
    pub fn guest(&self) -> Option<GuestId> {
        self.guest
    }

    pub(crate) fn address(&self) -> IpAddr {
        self.address
    }

    /// Signs an account in. The session gets a new id, so that one planted before is worth nothing.
    pub(crate) async fn sign_in(&self, account: AccountId) -> Result<(), Problem> {
        self.session.cycle_id().await.or_internal()?;
        self.session.remove::<GuestId>(key::GUEST).await.or_internal()?;
        self.session.insert(key::ACCOUNT, account).await.or_internal()
    }

    /// Signs a guest in. What this session's scans opened stays open.
    pub(crate) async fn sign_in_guest(&self, guest: GuestId) -> Result<(), Problem> {
        self.session.cycle_id().await.or_internal()?;
        self.session.remove::<AccountId>(key::ACCOUNT).await.or_internal()?;
        self.session.insert(key::GUEST, guest).await.or_internal()
    }

    /// Ends the session: also what its scans opened.
    pub(crate) async fn sign_out(&self) -> Result<(), Problem> {
        self.session.flush().await.or_internal()
    }

    /// The id of this visit; begins one where there is none. It outlives a sign-in, unlike the session's own id.
    pub(crate) async fn begin_visit(&self) -> Result<Uuid, Problem> {
        if let Some(visit) = self.visit().await? {
            return Ok(visit);
        }
        let visit = Uuid::new_v4();
        self.session.insert(key::VISIT, visit).await.or_internal()?;
        Ok(visit)
    }

    /// The id of this visit, when it has begun.
    pub(crate) async fn visit(&self) -> Result<Option<Uuid>, Problem> {
        self.session.get(key::VISIT).await.or_internal()
    }

    /// What this session's scan of an event opened. Whether it still lives, the grant's row knows.
    pub(crate) async fn grant(&self, event: EventId) -> Result<Option<GrantId>, Problem> {
        Ok(self.grants().await?.into_iter().find(|held| held.event == event).map(|held| held.grant))
    }

    pub(crate) async fn hold_grant(&self, event: EventId, grant: GrantId) -> Result<(), Problem> {
        let mut grants = self.grants().await?;
        grants.retain(|held| held.event != event);
        grants.push(SessionGrant { event, grant });
        self.session.insert(key::GRANTS, grants).await.or_internal()
    }

    pub(crate) async fn drop_grant(&self, event: EventId) -> Result<(), Problem> {
        let mut grants = self.grants().await?;
        grants.retain(|held| held.event != event);
        self.session.insert(key::GRANTS, grants).await.or_internal()
    }

    /// The grants of this session's scans, whether or not they still live.
    pub(crate) async fn held_grants(&self) -> Result<Vec<GrantId>, Problem> {
        Ok(self.grants().await?.into_iter().map(|held| held.grant).collect())
    }

    /// Ends the visit without signing out: what it has opened and kept is not the next guest's.
    pub(crate) async fn leave_visit(&self) -> Result<(), Problem> {
        self.session.remove::<Uuid>(key::VISIT).await.or_internal()?;
        self.session.remove::<Vec<SessionGrant>>(key::GRANTS).await.or_internal()?;
        Ok(())
    }

    async fn grants(&self) -> Result<Vec<SessionGrant>, Problem> {
        Ok(self.session.get(key::GRANTS).await.or_internal()?.unwrap_or_default())
    }
}

impl Services {
    /// The guest's account, as long as it is there.
    async fn known_guest(&self, guest: GuestId) -> Result<Option<GuestId>, Problem> {
        let found = entities::guest::Entity::find_by_id(guest).one(self.db()).await.or_internal()?;
        Ok(found.map(|row| row.id))
    }

    pub(crate) async fn identity(&self, account: AccountId) -> Result<Option<Identity>, Problem> {
        let membership = entities::membership::Entity::find()
            .filter(entities::membership::Column::AccountId.eq(account))
            .one(self.db())
            .await
            .or_internal()?;
        Ok(membership.and_then(|row| {
            Some(Identity { account, organization: row.organization_id, role: Role::parse(&row.role)? })
        }))
    }
}
