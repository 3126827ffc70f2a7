//! Counting scans.

use domain::EventId;
use entities::scan_day::{ActiveModel, Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, Set};
use time::Date;

/// Counts a scan on its day. `before` is whether the same guest's last scan, which still counts, had opened photos:
/// who looks again is no second guest, but may have found their first photo.
pub(crate) async fn count_scan(
    transaction: &DatabaseTransaction,
    event: EventId,
    day: Date,
    before: Option<bool>,
    found: bool,
) -> Result<(), DbErr> {
    let (scans, matched) = counted(before, found);
    if (scans, matched) == (0, 0) {
        return Ok(());
    }
    let row = ActiveModel { event_id: Set(event), day: Set(day), scans: Set(scans), matched: Set(matched) };
    let add = OnConflict::columns([Column::EventId, Column::Day])
        .value(Column::Scans, Expr::col((Entity, Column::Scans)).add(scans))
        .value(Column::Matched, Expr::col((Entity, Column::Matched)).add(matched))
        .to_owned();
    Entity::insert(row).on_conflict(add).exec_without_returning(transaction).await?;
    Ok(())
}

fn counted(before: Option<bool>, found: bool) -> (i64, i64) {
    let scans = i64::from(before.is_none());
    let matched = i64::from(found && before != Some(true));
    (scans, matched)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn looking_again_is_the_same_guest() {
        assert_eq!(counted(None, false), (1, 0));
        assert_eq!(counted(None, true), (1, 1));
        assert_eq!(counted(Some(false), true), (0, 1), "the first photo came later");
        assert_eq!(counted(Some(true), true), (0, 0));
        assert_eq!(counted(Some(false), false), (0, 0));
    }
}
