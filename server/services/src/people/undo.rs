//! Undoing what was done last.

use std::collections::BTreeMap;

use domain::people::Undo;
use domain::{EventId, FaceId, PersonId, Problem, ProblemCode};
use entities::{face, people_act, people_move, person};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{CHUNK, acts, place, repair_is_due, summary};
use crate::events::raise_version;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Undoes the last thing that was done to the event's people: faces, names and what was said of faces are as before.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found` (it is not the last one, or somebody else's).
    pub async fn undo_people(&self, caller: &Caller, event: EventId, undo: Undo) -> Result<(), Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let transaction = self.change_people(&event).await?;
        let account = caller.organizer()?.account;
        let last = acts::last_of(&transaction, event.id).await.or_internal()?;
        let act = last.filter(|act| act.id == undo.act && act.created_by == account).ok_or(ProblemCode::NotFound)?;
        let moves: Vec<people_move::Model> = people_move::Entity::find()
            .filter(people_move::Column::ActId.eq(act.id))
            .all(&transaction)
            .await
            .or_internal()?;
        let mut back: BTreeMap<PersonId, Vec<FaceId>> = BTreeMap::new();
        for moved in &moves {
            back.entry(moved.from_person).or_default().push(moved.face_id);
        }
        let mut touched: Vec<PersonId> = back.keys().copied().collect();
        let faces: Vec<FaceId> = moves.iter().map(|moved| moved.face_id).collect();
        for faces in faces.chunks(CHUNK) {
            let now: Vec<Option<PersonId>> = face::Entity::find()
                .select_only()
                .column(face::Column::PersonId)
                .distinct()
                .filter(face::Column::Id.is_in(faces.iter().copied()))
                .into_tuple()
                .all(&transaction)
                .await
                .or_internal()?;
            touched.extend(now.into_iter().flatten());
        }
        for (person, faces) in back {
            place(&transaction, &faces, Some(person)).await.or_internal()?;
        }
        person::Entity::update_many()
            .col_expr(person::Column::Name, Expr::value(act.name_before))
            .col_expr(person::Column::Hidden, Expr::value(act.hidden_before))
            .filter(person::Column::Id.eq(act.person_id))
            .exec(&transaction)
            .await
            .or_internal()?;
        // With it goes what it said, and what it ended holds again.
        people_act::Entity::delete_by_id(act.id).exec(&transaction).await.or_internal()?;
        summary::refresh(&transaction, event.id, &touched).await.or_internal()?;
        if !moves.is_empty() {
            raise_version(&transaction, event.id).await.or_internal()?;
            repair_is_due(&transaction, event.id).await.or_internal()?;
        }
        transaction.commit().await.or_internal()?;
        self.tell_work();
        Ok(())
    }
}
