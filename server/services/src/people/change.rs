//! Naming and hiding.

use domain::people::{ActKind, PersonChange};
use domain::{EventId, PersonId, Problem};
use entities::person;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::acts::find_person;
use super::outdate_repair;
use crate::accounts::FieldCheck;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Gives a person another name, or lists them apart. People of different names stay different people.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`, `invalid_fields`.
    pub async fn change_person(
        &self,
        caller: &Caller,
        event: EventId,
        person: PersonId,
        change: PersonChange,
    ) -> Result<(), Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let mut check = FieldCheck::default();
        let name = change.name.map(|name| check.optional("name", &name));
        check.finish()?;
        let transaction = self.change_people(&event).await?;
        let before = find_person(&transaction, event.id, person).await?;
        let name = name.map_or_else(|| before.name.clone(), |name| Some(name).filter(|name| !name.is_empty()));
        let hidden = change.hidden.unwrap_or(before.hidden);
        let kind = match (name == before.name, hidden == before.hidden) {
            (true, true) => return Ok(()),
            (false, _) => ActKind::Named,
            (true, false) if hidden => ActKind::Hidden,
            (true, false) => ActKind::Shown,
        };
        self.record_act(&transaction, caller, kind, &before).await?;
        person::Entity::update_many()
            .col_expr(person::Column::Name, Expr::value(name))
            .col_expr(person::Column::Hidden, Expr::value(hidden))
            .filter(person::Column::Id.eq(before.id))
            .exec(&transaction)
            .await
            .or_internal()?;
        outdate_repair(&transaction, event.id).await.or_internal()?;
        transaction.commit().await.or_internal()
    }
}
