//! Which photos of an event a member may see and touch: a photographer those that they uploaded.

use domain::{EventId, PhotoId, Problem, ProblemCode};
use entities::photo;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, Select};

use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Caller {
    /// The photos of an event of the caller's organization that they may see on the organizer's pages.
    pub(crate) fn photos_of(&self, event: EventId) -> Result<Select<photo::Entity>, Problem> {
        Ok(photo::Entity::of(event).filter(self.own_uploads()?))
    }

    /// What photos of the caller's organization have to be for the caller to see and touch them: everything, or, for a
    /// photographer, their own uploads.
    pub(crate) fn own_uploads(&self) -> Result<Condition, Problem> {
        let member = self.organizer()?;
        let own = (!member.role.may_edit()).then(|| photo::Column::UploadedBy.eq(member.account));
        Ok(Condition::all().add_option(own))
    }
}

impl Services {
    /// Refuses a photographer who asks to change a photo that somebody else uploaded. One that does not exist is
    /// refused the same.
    pub(crate) async fn may_touch(&self, caller: &Caller, photo: PhotoId) -> Result<(), Problem> {
        let member = caller.organizer()?;
        if member.role.may_edit() {
            return Ok(());
        }
        let own = photo::Entity::find_by_id(photo).filter(photo::Column::UploadedBy.eq(member.account));
        let own = own.count(self.db()).await.or_internal()? > 0;
        if own { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
    }
}
