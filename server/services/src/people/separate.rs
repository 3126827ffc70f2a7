//! Faces that are not the person they were taken for.

use std::collections::HashSet;

use domain::people::{ActKind, ChosenFaces};
use domain::{ActId, EventId, FaceId, PersonId, Problem, ProblemCode};
use entities::people_fact::Kind;
use entities::person;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};
use uuid::Uuid;

use super::{acts, faces_of, facts, outdate_repair, place, repair_is_due, summary};
use crate::events::raise_version;
use crate::fault::OrInternal;
use crate::{Caller, Services};

impl Services {
    /// Makes a new person of some of a person's faces; every repair keeps the two apart. Answers the new one.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`, `choose_some` (no face, or all of them).
    pub async fn split_person(
        &self,
        caller: &Caller,
        event: EventId,
        person: PersonId,
        chosen: ChosenFaces,
    ) -> Result<PersonId, Problem> {
        let new = PersonId::new();
        self.separate(caller, (event, person), chosen, Some(new)).await?;
        Ok(new)
    }

    /// Takes faces out of a person: they may be anybody else's. Whose, the next repair finds out.
    ///
    /// Errors: `sign_in_required`, `forbidden`, `not_found`, `choose_some` (no face, or all of them).
    pub async fn not_this_person(
        &self,
        caller: &Caller,
        event: EventId,
        person: PersonId,
        chosen: ChosenFaces,
    ) -> Result<(), Problem> {
        self.separate(caller, (event, person), chosen, None).await
    }

    async fn separate(
        &self,
        caller: &Caller,
        (event, person): (EventId, PersonId),
        chosen: ChosenFaces,
        new: Option<PersonId>,
    ) -> Result<(), Problem> {
        let event = self.own_event_to_edit(caller, event).await?;
        let transaction = self.change_people(&event).await?;
        let before = acts::find_person(&transaction, event.id, person).await?;
        let all: Vec<FaceId> =
            faces_of(&transaction, &[person]).await.or_internal()?.into_iter().map(|face| face.id).collect();
        let chosen: HashSet<FaceId> = chosen.faces.into_iter().collect();
        let (out, rest): (Vec<FaceId>, Vec<FaceId>) = all.iter().copied().partition(|face| chosen.contains(face));
        if out.len() < chosen.len() {
            return Err(ProblemCode::NotFound.into());
        }
        if out.is_empty() || rest.is_empty() {
            return Err(ProblemCode::ChooseSome.into());
        }
        let kind = if new.is_some() { ActKind::Split } else { ActKind::TakenOut };
        let act = self.record_act(&transaction, caller, kind, &before).await?;
        let moves: Vec<(FaceId, PersonId)> = out.iter().map(|face| (*face, person)).collect();
        acts::record_moves(&transaction, act, &moves).await.or_internal()?;
        say_apart(&transaction, (event.id, act), (&out, &rest), new.is_some()).await.or_internal()?;
        if let Some(new) = new {
            let row = self.new_person(event.id, new);
            person::Entity::insert(row).exec_without_returning(&transaction).await.or_internal()?;
        }
        place(&transaction, &out, new).await.or_internal()?;
        raise_version(&transaction, event.id).await.or_internal()?;
        let touched: Vec<PersonId> = [Some(person), new].into_iter().flatten().collect();
        summary::refresh(&transaction, event.id, &touched).await.or_internal()?;
        match new {
            Some(_) => outdate_repair(&transaction, event.id).await.or_internal()?,
            None => repair_is_due(&transaction, event.id).await.or_internal()?,
        }
        transaction.commit().await.or_internal()?;
        self.tell_work();
        Ok(())
    }
}

/// Faces taken out are nobody of the rest, and, where they are one person, one. What was said to the contrary holds no more; what was said of the
/// rest only through a face that went is said of the rest itself.
async fn say_apart(
    transaction: &DatabaseTransaction,
    about: (EventId, ActId),
    (out, rest): (&[FaceId], &[FaceId]),
    together: bool,
) -> Result<(), DbErr> {
    let (gone, stays): (HashSet<FaceId>, HashSet<FaceId>) =
        (out.iter().copied().collect(), rest.iter().copied().collect());
    let said = facts::of_event(transaction, about.0).await?;
    let (mut contrary, mut pinned): (Vec<Uuid>, Vec<FaceId>) = (Vec::new(), Vec::new());
    for fact in said.iter().filter(|fact| fact.kind == Kind::Same) {
        let (a, b) = (fact.face_a, fact.face_b);
        let across = gone.contains(&a) != gone.contains(&b);
        let within = (gone.contains(&a) || stays.contains(&a)) && (gone.contains(&b) || stays.contains(&b));
        let apart = !together && gone.contains(&a) && gone.contains(&b);
        if within && (across || apart) {
            contrary.push(fact.id);
        }
        pinned.extend([a, b].into_iter().filter(|face| within && stays.contains(face)));
    }
    facts::end(transaction, about.1, &contrary).await?;
    pinned.sort_unstable();
    pinned.dedup();
    let chain =
        |faces: &[FaceId]| -> Vec<(FaceId, FaceId)> { faces.windows(2).map(|pair| (pair[0], pair[1])).collect() };
    let mut same = chain(&pinned);
    if together {
        same.extend(chain(out));
    }
    facts::say(transaction, about, Kind::Same, &same).await?;
    // Of those that are one person one stands for all.
    let speaking = if together { &out[..1] } else { out };
    let different: Vec<(FaceId, FaceId)> =
        speaking.iter().flat_map(|face| rest.iter().map(|other| (*face, *other))).collect();
    facts::say(transaction, about, Kind::Different, &different).await
}
