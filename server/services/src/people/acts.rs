//! What was done to people, so that it can be undone.

use domain::people::{Act, ActKind};
use domain::{ActId, EventId, FaceId, PersonId, Problem, ProblemCode};
use entities::{event, people_act, people_move, person};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};
use time::Duration;

use super::{CHUNK, lock};
use crate::database::begin_write;
use crate::fault::OrInternal;
use crate::{Caller, Services};

/// How long an act is offered to be undone: as long as somebody may still be at it.
const OFFERED: Duration = Duration::minutes(30);

impl Services {
    /// A transaction in which nobody else changes the event's people.
    pub(super) async fn change_people(&self, event: &event::Model) -> Result<DatabaseTransaction, Problem> {
        let transaction = begin_write(self.db()).await.or_internal()?;
        lock(&transaction, event.id).await.or_internal()?;
        Ok(transaction)
    }

    /// Writes down that a person is about to be changed.
    pub(super) async fn record_act(
        &self,
        transaction: &DatabaseTransaction,
        caller: &Caller,
        kind: ActKind,
        before: &person::Model,
    ) -> Result<ActId, Problem> {
        let id = ActId::new();
        let act = people_act::ActiveModel {
            id: Set(id),
            event_id: Set(before.event_id),
            kind: Set(kind),
            person_id: Set(before.id),
            name_before: Set(before.name.clone()),
            hidden_before: Set(before.hidden),
            created_by: Set(caller.organizer()?.account),
            created_at: Set(self.now()),
        };
        people_act::Entity::insert(act).exec_without_returning(transaction).await.or_internal()?;
        Ok(id)
    }

    /// The event's last act, when the caller did it not long ago.
    pub(super) async fn last_act(&self, caller: &Caller, event: EventId) -> Result<Option<Act>, Problem> {
        let account = caller.organizer()?.account;
        let last = last_of(self.db(), event).await.or_internal()?;
        let fresh = last.filter(|act| act.created_by == account && act.created_at + OFFERED > self.now());
        Ok(fresh.map(|act| Act { id: act.id, kind: act.kind }))
    }
}

pub(super) async fn last_of(
    database: &impl sea_orm::ConnectionTrait,
    event: EventId,
) -> Result<Option<people_act::Model>, DbErr> {
    people_act::Entity::find()
        .filter(people_act::Column::EventId.eq(event))
        .order_by_desc(people_act::Column::Id)
        .one(database)
        .await
}

/// Writes down whose faces an act takes.
pub(super) async fn record_moves(
    transaction: &DatabaseTransaction,
    act: ActId,
    moves: &[(FaceId, PersonId)],
) -> Result<(), DbErr> {
    for moves in moves.chunks(CHUNK) {
        let rows = moves.iter().map(|(face, from)| people_move::ActiveModel {
            act_id: Set(act),
            face_id: Set(*face),
            from_person: Set(*from),
        });
        people_move::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// One of the event's people who is in photos.
pub(super) async fn find_person(
    database: &impl sea_orm::ConnectionTrait,
    event: EventId,
    person: PersonId,
) -> Result<person::Model, Problem> {
    let found = person::Entity::of(event)
        .filter(person::Column::Id.eq(person))
        .filter(person::Column::Photos.gt(0))
        .one(database)
        .await
        .or_internal()?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}
