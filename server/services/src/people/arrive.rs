//! The faces of a photo that has just been processed.

use std::collections::HashMap;

use domain::{Embedding, EventId, FaceId, PersonId, PhotoId};
use entities::{face, person};
use faces::{Joined, Known, LOOKED_AT, PersonFace, join, shortlist};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Set,
};

use super::{facts, place, repair_is_due, summary};
use crate::Services;
use crate::templates::EventKey;

/// Faces of a photo that are nobody's yet.
pub(crate) struct Arriving {
    /// The photo.
    pub(crate) photo: PhotoId,
    /// Those faces.
    pub(crate) faces: Vec<PersonFace>,
    /// Who is in the photo already: its other faces are theirs.
    pub(crate) taken: Vec<PersonId>,
}

impl Services {
    /// Gives each face to somebody who is there, or to somebody new. `touched` are people who have changed in this transaction.
    pub(crate) async fn join_people(
        &self,
        transaction: &DatabaseTransaction,
        event: EventId,
        key: &EventKey,
        arriving: Arriving,
        touched: Vec<PersonId>,
    ) -> Result<(), DbErr> {
        let mut touched = [touched, arriving.taken.clone()].concat();
        if !arriving.faces.is_empty() {
            let (ids, people) = self.known_people(transaction, event, key, &arriving).await?;
            let mut founded = Vec::new();
            for (face, joined) in arriving.faces.iter().zip(join(&people, &arriving.faces)) {
                let person = match joined {
                    Joined::Person(at) => ids[at],
                    Joined::New => {
                        let id = PersonId::new();
                        founded.push(self.new_person(event, id));
                        id
                    }
                    Joined::Nobody => continue,
                };
                place(transaction, &[face.face], Some(person)).await?;
                touched.push(person);
            }
            if !founded.is_empty() {
                person::Entity::insert_many(founded).exec_without_returning(transaction).await?;
            }
        }
        summary::refresh(transaction, event, &touched).await?;
        repair_is_due(transaction, event).await
    }

    /// The row of somebody who has no photos yet.
    pub(super) fn new_person(&self, event: EventId, id: PersonId) -> person::ActiveModel {
        person::ActiveModel {
            id: Set(id),
            event_id: Set(event),
            name: Set(None),
            hidden: Set(false),
            photos: Set(0),
            cover_face: Set(None),
            created_at: Set(self.now()),
        }
    }

    /// The event's people, with the faces of those who may be in the photo.
    async fn known_people(
        &self,
        transaction: &DatabaseTransaction,
        event: EventId,
        key: &EventKey,
        arriving: &Arriving,
    ) -> Result<(Vec<PersonId>, Vec<Known>), DbErr> {
        let covers: Vec<(PersonId, FaceId, Vec<u8>)> = person::Entity::of(event)
            .select_only()
            .column(person::Column::Id)
            .column_as(face::Column::Id, "face")
            .column(face::Column::Template)
            .join(sea_orm::JoinType::InnerJoin, person::Relation::Cover.def())
            .filter(face::Column::ModelId.eq(self.parts.model_id.0.clone()))
            .order_by_asc(person::Column::Id)
            .into_tuple()
            .all(transaction)
            .await?;
        let ids: Vec<PersonId> = covers.iter().map(|(id, ..)| *id).collect();
        let stands: Vec<Embedding> = covers
            .iter()
            .map(|(_, face, template)| key.open(*face, template).map_err(|error| DbErr::Custom(error.to_string())))
            .collect::<Result<_, _>>()?;
        let worth: Vec<PersonId> = shortlist(&stands, &arriving.faces).into_iter().map(|at| ids[at]).collect();
        let mut faces = self.opened_faces(transaction, key, arriving.photo, worth).await?;
        // A face that was there before may be one of which something was said.
        let arrived: Vec<FaceId> = arriving.faces.iter().map(|face| face.face).collect();
        let mut refused = facts::refused(transaction, &arrived).await?;
        let people = ids.iter().zip(stands).map(|(id, stand)| Known {
            stand,
            faces: faces.remove(id).unwrap_or_default(),
            taken: arriving.taken.contains(id),
            refused: refused.remove(id).unwrap_or_default(),
        });
        let people = people.collect();
        Ok((ids, people))
    }

    /// The best faces of each of these people, without those of the photo.
    async fn opened_faces(
        &self,
        transaction: &DatabaseTransaction,
        key: &EventKey,
        photo: PhotoId,
        people: Vec<PersonId>,
    ) -> Result<HashMap<PersonId, Vec<Embedding>>, DbErr> {
        let mut faces = HashMap::new();
        for person in people {
            let rows: Vec<(FaceId, Vec<u8>)> = face::Entity::find()
                .select_only()
                .columns([face::Column::Id, face::Column::Template])
                .filter(face::Column::PersonId.eq(person))
                .filter(face::Column::PhotoId.ne(photo))
                .filter(face::Column::ModelId.eq(self.parts.model_id.0.clone()))
                .order_by_desc(face::Column::Quality)
                .order_by_asc(face::Column::Id)
                .limit(LOOKED_AT as u64)
                .into_tuple()
                .all(transaction)
                .await?;
            let open = |(face, template): (FaceId, Vec<u8>)| key.open(face, &template);
            let opened = rows.into_iter().map(open).collect::<Result<Vec<Embedding>, _>>();
            faces.insert(person, opened.map_err(|error| DbErr::Custom(error.to_string()))?);
        }
        Ok(faces)
    }
}
