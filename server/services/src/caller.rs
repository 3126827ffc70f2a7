//! Who is asking.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use domain::account::AccountKind;
use domain::{AccountId, EventId, GrantId, GuestId, Language, OrganizationId, Problem, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tower_sessions_core::Session;
use uuid::Uuid;

use crate::accounts::Role;
use crate::events::PassedDoor;
use crate::fault::OrInternal;
use crate::{DatabaseSessions, Services};

/// Who is asking: every use case takes it first.
#[derive(Clone)]
pub struct Caller {
    session: Session,
    account: Option<AccountId>,
    identity: Option<Identity>,
    guest: Option<GuestId>,
    address: IpAddr,
    operator: bool,
    user_agent: Option<String>,
    language: Language,
}

/// Whose account it is that is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// An organizer's.
    Organizer(AccountId),
    /// A guest's.
    Guest(GuestId),
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
pub(crate) mod key {
    pub(crate) const ACCOUNT: &str = "account";
    pub(crate) const GUEST: &str = "guest";
    pub(crate) const USER_AGENT: &str = "user_agent";
    pub(super) const AWAITED: &str = "awaited";
    pub(super) const ORGANIZATION: &str = "organization";
    pub(super) const OIDC: &str = "oidc";
    pub(super) const VISIT: &str = "visit";
    pub(super) const GRANTS: &str = "grants";
    pub(super) const DOORS: &str = "doors";
}

/// Longest name of a browser that is kept, in characters; real ones have half of it.
const LONGEST_USER_AGENT: usize = 300;

#[derive(Clone, Copy, Serialize, Deserialize)]
struct SessionGrant {
    event: EventId,
    grant: GrantId,
}

/// The code that somebody has been sent and not yet entered.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct AwaitedCode {
    pub(crate) kind: AccountKind,
    pub(crate) email: String,
    /// Which password they chose or knew, when the code is to verify their address: the hash of its hash. Whoever enters the
    /// code gets the account with *this* password or none, not with one that somebody else has registered meanwhile.
    pub(crate) password: Option<Vec<u8>>,
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the session's id nor the address belongs in a log.
        f.debug_struct("Caller").field("identity", &self.identity).finish_non_exhaustive()
    }
}

impl Caller {
    /// Who comes with this session from this address, with a browser that calls itself this.
    pub async fn identify(
        services: &Services,
        session: Session,
        address: IpAddr,
        user_agent: Option<String>,
    ) -> Result<Self, Problem> {
        let signed_in = session.get::<AccountId>(key::ACCOUNT).await.or_internal()?;
        let chosen = session.get::<OrganizationId>(key::ORGANIZATION).await.or_internal()?;
        let (account, identity) = match signed_in {
            Some(account) => services.known_account(account, chosen).await?,
            None => (None, None),
        };
        let guest = match session.get::<GuestId>(key::GUEST).await.or_internal()? {
            Some(guest) => services.known_guest(guest).await?,
            None => None,
        };
        let (operator, language) = (false, Language::English);
        Ok(Self { session, account, identity, guest, address, operator, user_agent, language })
    }

    /// A caller of this machine, with a session of its own that no cookie leads to: for commands and tests.
    pub fn local(services: &Services) -> Self {
        let store = DatabaseSessions::new(services.db().clone(), services.parts.clock.clone());
        let session = Session::new(None, Arc::new(store), None);
        Self {
            session,
            account: None,
            identity: None,
            guest: None,
            address: IpAddr::from(Ipv4Addr::LOCALHOST),
            user_agent: None,
            operator: true,
            language: Language::English,
        }
    }

    /// The same caller at its next request: after a sign-in it is somebody.
    pub async fn again(&self, services: &Services) -> Result<Self, Problem> {
        let next = Self::identify(services, self.session.clone(), self.address, self.user_agent.clone()).await?;
        Ok(next.speaking(self.language))
    }

    /// The same caller, who reads this language: letters that they cause are written in it.
    #[must_use]
    pub fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The organizer, when one is signed in.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The organizer's account, when one is signed in: also one that belongs to no organization any more.
    pub fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// Whose account is signed in, of either kind, or `sign_in_required`.
    pub(crate) fn who(&self) -> Result<Who, Problem> {
        match (self.account, self.guest) {
            (Some(account), _) => Ok(Who::Organizer(account)),
            (None, Some(guest)) => Ok(Who::Guest(guest)),
            (None, None) => Err(ProblemCode::SignInRequired.into()),
        }
    }

    /// The organizer, or `sign_in_required`.
    pub(crate) fn organizer(&self) -> Result<&Identity, Problem> {
        self.identity.as_ref().ok_or_else(|| ProblemCode::SignInRequired.into())
    }

    /// The guest's account, when one is signed in.
    pub fn guest(&self) -> Option<GuestId> {
        self.guest
    }

    /// Somebody at this machine's command line, or `forbidden`: no request is one.
    pub(crate) fn operator(&self) -> Result<(), Problem> {
        if self.operator { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
    }

    pub(crate) fn address(&self) -> IpAddr {
        self.address
    }

    /// Signs an account in. The session gets a new id, so that one planted before is worth nothing.
    pub(crate) async fn sign_in(&self, account: AccountId) -> Result<(), Problem> {
        self.session.cycle_id().await.or_internal()?;
        self.session.remove::<GuestId>(key::GUEST).await.or_internal()?;
        self.session.remove::<AwaitedCode>(key::AWAITED).await.or_internal()?;
        self.session.remove::<OrganizationId>(key::ORGANIZATION).await.or_internal()?;
        self.name_device().await?;
        self.session.insert(key::ACCOUNT, account).await.or_internal()
    }

    /// Signs a guest in. What this session's scans opened stays open.
    pub(crate) async fn sign_in_guest(&self, guest: GuestId) -> Result<(), Problem> {
        self.session.cycle_id().await.or_internal()?;
        self.session.remove::<AccountId>(key::ACCOUNT).await.or_internal()?;
        self.session.remove::<AwaitedCode>(key::AWAITED).await.or_internal()?;
        self.name_device().await?;
        self.session.insert(key::GUEST, guest).await.or_internal()
    }

    /// Notes that a code is on its way to this caller.
    pub(crate) async fn await_code(&self, awaited: AwaitedCode) -> Result<(), Problem> {
        self.session.insert(key::AWAITED, awaited).await.or_internal()
    }

    /// The code that this caller has been sent and not yet entered.
    pub(crate) async fn awaited_code(&self) -> Result<Option<AwaitedCode>, Problem> {
        self.session.get(key::AWAITED).await.or_internal()
    }

    /// Writes down what the browser calls itself, for "your devices".
    async fn name_device(&self) -> Result<(), Problem> {
        let Some(name) = &self.user_agent else { return Ok(()) };
        let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_USER_AGENT).collect();
        self.session.insert(key::USER_AGENT, name).await.or_internal()
    }

    /// The session's own id, when it has one that is stored.
    pub(crate) fn session_id(&self) -> Option<tower_sessions_core::session::Id> {
        self.session.id()
    }

    /// Works for this organization from the next request on.
    pub(crate) async fn choose(&self, organization: OrganizationId) -> Result<(), Problem> {
        self.session.insert(key::ORGANIZATION, organization).await.or_internal()
    }

    /// Keeps what a sign-in elsewhere has to come back with.
    pub(crate) async fn keep_oidc(&self, attempt: &impl Serialize) -> Result<(), Problem> {
        self.session.insert(key::OIDC, attempt).await.or_internal()
    }

    /// Takes out what a sign-in elsewhere has to come back with: it is good once.
    pub(crate) async fn take_oidc<T: DeserializeOwned>(&self) -> Result<Option<T>, Problem> {
        self.session.remove(key::OIDC).await.or_internal()
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

    /// The doors this session has passed with a PIN.
    pub(crate) async fn doors(&self) -> Result<Vec<PassedDoor>, Problem> {
        Ok(self.session.get(key::DOORS).await.or_internal()?.unwrap_or_default())
    }

    /// Notes that this session has given an event's PIN.
    pub(crate) async fn hold_door(&self, door: PassedDoor) -> Result<(), Problem> {
        let mut doors = self.doors().await?;
        doors.retain(|held| held.event != door.event);
        doors.push(door);
        self.session.insert(key::DOORS, doors).await.or_internal()
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

    /// The account, as long as it is there, and whom it works for.
    async fn known_account(
        &self,
        account: AccountId,
        chosen: Option<OrganizationId>,
    ) -> Result<(Option<AccountId>, Option<Identity>), Problem> {
        if let Some(identity) = self.identity_in(account, chosen).await? {
            return Ok((Some(account), Some(identity)));
        }
        let found = entities::account::Entity::find_by_id(account).one(self.db()).await.or_internal()?;
        Ok((found.map(|row| row.id), None))
    }

    /// Whom an account works for where it has not chosen: the organization that it joined first.
    pub(crate) async fn identity(&self, account: AccountId) -> Result<Option<Identity>, Problem> {
        self.identity_in(account, None).await
    }

    /// Whom an account works for: the organization it chose, while it belongs to it, else the one that it joined first.
    async fn identity_in(
        &self,
        account: AccountId,
        chosen: Option<OrganizationId>,
    ) -> Result<Option<Identity>, Problem> {
        let memberships = entities::membership::Entity::find()
            .filter(entities::membership::Column::AccountId.eq(account))
            .order_by_asc(entities::membership::Column::CreatedAt)
            .order_by_asc(entities::membership::Column::OrganizationId)
            .all(self.db())
            .await
            .or_internal()?;
        let found = memberships.iter().find(|row| Some(row.organization_id) == chosen).or(memberships.first());
        Ok(found.and_then(|row| {
            Some(Identity { account, organization: row.organization_id, role: row.role.parse().ok()? })
        }))
    }
}
