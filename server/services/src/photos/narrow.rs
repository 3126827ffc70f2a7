//! Which photos of an event a list has, and in which order.

use domain::photo::{PhotoFilter, PhotoSort, PhotoState};
use entities::photo::{Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering, Query};
use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

/// The photos of one filter, and of one person among them.
pub(super) fn narrowed(photos: Select<Entity>, filter: PhotoFilter, person: Option<Uuid>) -> Select<Entity> {
    let photos = match (filter, filter.kind()) {
        (_, Some(kind)) => photos.filter(Column::State.eq(PhotoState::Ready)).filter(Column::Kind.eq(kind)),
        (PhotoFilter::Ready, _) => photos.filter(Column::State.eq(PhotoState::Ready)),
        (PhotoFilter::Failed, _) => photos.filter(Column::State.eq(PhotoState::Failed)),
        (PhotoFilter::Waiting, _) => photos.filter(Column::State.is_in([PhotoState::Queued, PhotoState::Processing])),
        (_, None) => photos,
    };
    match person {
        Some(person) => with_person(photos, person),
        None => photos,
    }
}

/// The photos that a person is in: the one place that knows how faces name people. By the column's name, as faces get it
/// with the people of an event.
fn with_person(photos: Select<Entity>, person: Uuid) -> Select<Entity> {
    let theirs =
        Query::select().column("photo_id").from("faces").and_where(Expr::col("person_id").eq(person)).to_owned();
    photos.filter(Column::Id.in_subquery(theirs))
}

/// In one order. Ids grow with time, and settle what is equal otherwise.
pub(super) fn ordered(photos: Select<Entity>, sort: PhotoSort) -> Select<Entity> {
    match sort {
        PhotoSort::Uploaded => photos.order_by_desc(Column::Id),
        PhotoSort::Taken => {
            photos.order_by_with_nulls(Column::TakenAt, Order::Asc, NullOrdering::Last).order_by_asc(Column::Id)
        }
        PhotoSort::Name => photos.order_by_asc(Column::Filename).order_by_asc(Column::Id),
    }
}
