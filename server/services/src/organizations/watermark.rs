//! An organization's own mark: what new events take over. Events that are there keep theirs.

use bytes::Bytes;
use domain::photo::{Watermark, WatermarkDraft, WatermarkPosition};
use domain::{EventId, OrganizationId, Problem, ProblemCode};
use entities::{event, organization, photo};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::database::begin_write;
use crate::fault::{OrInternal, chain};
use crate::photos::watermark::{checked_logo, checked_text};
use crate::storage::StorageKey;
use crate::work::watermark::Mark;
use crate::{Caller, Picture, Services};

/// The mark of a new event.
pub(crate) struct MarkOfNewEvent {
    /// The words; `None` for the event's name.
    pub(crate) text: Option<String>,
    /// Where.
    pub(crate) position: WatermarkPosition,
    /// How strong, in percent.
    pub(crate) opacity: i16,
    /// The number of its logo; 0 without one.
    pub(crate) logo_version: i32,
}

impl Services {
    /// The mark that new events of the caller's organization take over.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners).
    pub async fn organization_watermark(&self, caller: &Caller) -> Result<Watermark, Problem> {
        let row = self.organization_of_owner(caller).await?;
        Ok(Watermark {
            text: row.watermark_text,
            position: row.watermark_position,
            opacity: u8::try_from(row.watermark_opacity).unwrap_or(WatermarkDraft::USUAL),
            has_logo: row.watermark_logo_version > 0,
            waiting: 0,
        })
    }

    /// Changes it. Events that are there keep the mark they have.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners), `invalid_fields`.
    pub async fn set_organization_watermark(
        &self,
        caller: &Caller,
        draft: WatermarkDraft,
    ) -> Result<Watermark, Problem> {
        let owner = caller.may_own()?;
        let text = checked_text(&draft)?;
        organization::Entity::update_many()
            .col_expr(organization::Column::WatermarkText, Expr::value(text))
            .col_expr(organization::Column::WatermarkPosition, Expr::value(draft.position))
            .col_expr(organization::Column::WatermarkOpacity, Expr::value(i16::from(draft.bounded_opacity())))
            .filter(organization::Column::Id.eq(owner.organization))
            .exec(self.db())
            .await
            .or_internal()?;
        self.organization_watermark(caller).await
    }

    /// Sets the logo that takes the place of the words: JPEG, PNG or WebP, checked by content, at most
    /// [`crate::LARGEST_LOGO`] bytes.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners), `too_large`, `bad_request` (no such picture).
    pub async fn set_organization_logo(&self, caller: &Caller, file: Bytes) -> Result<Watermark, Problem> {
        let id = caller.may_own()?.organization;
        let logo = checked_logo(file).await?;
        let number = self.next_logo(id).await?;
        self.parts.store.put(&StorageKey::OrganizationLogo(id, number), logo).await.or_internal()?;
        self.switch_logo(id, number).await?;
        self.organization_watermark(caller).await
    }

    /// Takes the logo away: new events are marked with words again.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners).
    pub async fn remove_organization_logo(&self, caller: &Caller) -> Result<Watermark, Problem> {
        self.switch_logo(caller.may_own()?.organization, 0).await?;
        self.organization_watermark(caller).await
    }

    /// What the mark would look like on the organization's newest photo, or on a grey one where there is none. Without words
    /// it shows the organization's name, where an event has its own.
    ///
    /// Errors: `sign_in_required`, `forbidden` (all but owners), `invalid_fields`.
    pub async fn organization_watermark_preview(
        &self,
        caller: &Caller,
        draft: WatermarkDraft,
    ) -> Result<Picture, Problem> {
        let row = self.organization_of_owner(caller).await?;
        let mark = Mark {
            text: checked_text(&draft)?.unwrap_or(row.name),
            position: draft.position,
            opacity: f32::from(draft.bounded_opacity()) / 100.0,
            logo: match row.watermark_logo_version {
                0 => None,
                version => self.read_logo(&StorageKey::OrganizationLogo(row.id, version)).await,
            },
            version: 0,
        };
        let events = Query::select()
            .column(event::Column::Id)
            .from(event::Entity)
            .and_where(event::Column::OrganizationId.eq(row.id))
            .to_owned();
        self.preview_of(photo::Entity::find().filter(photo::Column::EventId.in_subquery(events)), mark).await
    }

    /// The mark that a new event begins with. The event has a logo of its own: what becomes of the organization's does not
    /// touch it. A logo that cannot be read gives way to the words: never no event.
    pub(crate) async fn mark_for_new_event(
        &self,
        organization: OrganizationId,
        event: EventId,
    ) -> Result<MarkOfNewEvent, Problem> {
        let row = organization::Entity::find_by_id(organization).one(self.db()).await.or_internal()?;
        let row = row.ok_or(ProblemCode::Forbidden)?;
        let mut logo_version = 0;
        if row.watermark_logo_version > 0 {
            match self.parts.store.read(&StorageKey::OrganizationLogo(row.id, row.watermark_logo_version)).await {
                Ok(logo) => {
                    logo_version = 1;
                    let own = StorageKey::Logo(event, logo_version);
                    self.parts.store.put(&own, logo.to_vec()).await.or_internal()?;
                }
                Err(error) => {
                    tracing::warn!(organization = %row.id, error = %chain(&error), "a logo could not be read");
                }
            }
        }
        Ok(MarkOfNewEvent {
            text: row.watermark_text,
            position: row.watermark_position,
            opacity: row.watermark_opacity,
            logo_version,
        })
    }

    async fn organization_of_owner(&self, caller: &Caller) -> Result<organization::Model, Problem> {
        let id = caller.may_own()?.organization;
        let row = organization::Entity::find_by_id(id).one(self.db()).await.or_internal()?;
        row.ok_or_else(|| ProblemCode::Forbidden.into())
    }

    /// A number that no other logo of the organization has or had.
    async fn next_logo(&self, id: OrganizationId) -> Result<i32, Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        organization::Entity::update_many()
            .col_expr(organization::Column::WatermarkLogos, Expr::col(organization::Column::WatermarkLogos).add(1))
            .filter(organization::Column::Id.eq(id))
            .exec(&transaction)
            .await
            .or_internal()?;
        let row = organization::Entity::find_by_id(id).one(&transaction).await.or_internal()?;
        transaction.commit().await.or_internal()?;
        row.map(|row| row.watermark_logos).ok_or_else(|| ProblemCode::Forbidden.into())
    }

    /// Makes a logo the organization's, 0 for none, and removes the one before.
    async fn switch_logo(&self, id: OrganizationId, number: i32) -> Result<(), Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        // The write transaction is the lock on SQLite; on PostgreSQL it is the row's.
        let row = organization::Entity::find_by_id(id).lock_exclusive().one(&transaction).await.or_internal()?;
        let old = row.ok_or(ProblemCode::Forbidden)?.watermark_logo_version;
        organization::Entity::update_many()
            .col_expr(organization::Column::WatermarkLogoVersion, Expr::value(number))
            .filter(organization::Column::Id.eq(id))
            .exec(&transaction)
            .await
            .or_internal()?;
        transaction.commit().await.or_internal()?;
        if old > 0
            && old != number
            && let Err(error) = self.parts.store.delete_file(&StorageKey::OrganizationLogo(id, old)).await
        {
            tracing::warn!(organization = %id, error = %chain(&error), "an old logo was left behind");
        }
        Ok(())
    }
}
