//! Who sees which picture: one table, and the one place that asks it.

use domain::photo::{PhotoKind, Rendition};
use domain::{EventId, FaceId, GrantId, PhotoId, Problem};
use entities::{grant, grant_face, grant_photo, photo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::fault::OrInternal;
use crate::{Caller, Services};

/// How somebody stands to one photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Outside the event's door: does not know its code.
    Outside,
    /// Past the door, no scan that concerns this photo.
    PastDoor,
    /// A scan of this session is certain that they are in it.
    Certain,
    /// A scan of this session found a face in it that may be theirs.
    Maybe,
    /// A member of the organization.
    Member,
}

impl Viewer {
    /// Every way to stand to a photo.
    pub const ALL: [Self; 5] = [Self::Outside, Self::PastDoor, Self::Certain, Self::Maybe, Self::Member];
}

/// What of a photo somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asset {
    /// A copy of the whole photo.
    Rendition(Rendition),
    /// The crop of the one face that may be theirs.
    MaybeCrop,
}

/// Whether guests may have an event's originals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloads {
    /// Those they are in.
    On,
    /// None, on no route.
    Off,
}

/// The table "Who sees which picture".
///
/// Whoever is not certain and not a member gets public kinds, watermarked, and nothing of the others; a *maybe*
/// adds the crop of that one face and no more. Where downloads are off, no guest gets an original.
pub const fn may_see(viewer: Viewer, kind: PhotoKind, asset: Asset, downloads: Downloads) -> bool {
    use Viewer::{Certain, Maybe, Member, Outside, PastDoor};
    match (viewer, asset) {
        (Certain, Asset::Rendition(Rendition::Original)) => matches!(downloads, Downloads::On),
        (Outside, _)
        | (PastDoor, Asset::MaybeCrop)
        | (PastDoor | Maybe, Asset::Rendition(Rendition::Thumb | Rendition::View | Rendition::Original)) => false,
        (Member | Certain, _) | (Maybe, Asset::MaybeCrop) => true,
        (PastDoor | Maybe, Asset::Rendition(Rendition::PublicThumb | Rendition::PublicView)) => kind.is_public(),
    }
}

impl Downloads {
    /// As an event's switch says.
    pub const fn of(allowed: bool) -> Self {
        if allowed { Self::On } else { Self::Off }
    }
}

impl Services {
    /// How the caller, who is past the door of the photo's event, stands to the photo.
    pub(crate) async fn viewer(
        &self,
        caller: &Caller,
        event: &entities::event::Model,
        photo: PhotoId,
    ) -> Result<Viewer, Problem> {
        if self.sees_as_member(caller, event, photo).await? {
            return Ok(Viewer::Member);
        }
        let Some(grant) = self.live_grant(caller, event.id).await? else { return Ok(Viewer::PastDoor) };
        let opened = grant_photo::Entity::find_by_id((grant.id, photo)).count(self.db()).await.or_internal()?;
        Ok(if opened > 0 { Viewer::Certain } else { Viewer::PastDoor })
    }

    /// Whether the caller sees the photo as the organization does: a photographer only what they uploaded.
    pub(crate) async fn sees_as_member(
        &self,
        caller: &Caller,
        event: &entities::event::Model,
        photo: PhotoId,
    ) -> Result<bool, Problem> {
        let Some(member) = caller.identity().filter(|member| member.organization == event.organization_id) else {
            return Ok(false);
        };
        if member.role.may_edit() {
            return Ok(true);
        }
        let own = photo::Entity::find_by_id(photo).filter(photo::Column::UploadedBy.eq(member.account));
        Ok(own.count(self.db()).await.or_internal()? > 0)
    }

    /// Whether "Is this you?" is open for this face in the caller's scan.
    pub(crate) async fn is_maybe(&self, caller: &Caller, event: EventId, face: FaceId) -> Result<bool, Problem> {
        let Some(grant) = self.live_grant(caller, event).await? else { return Ok(false) };
        let asked = grant_face::Entity::find_by_id((grant.id, face))
            .filter(grant_face::Column::Answer.eq(grant_face::Answer::Open))
            .count(self.db())
            .await
            .or_internal()?;
        Ok(asked > 0)
    }

    /// The grant of the session's last scan of this event, while it lives; else that of the guest's account, which
    /// may have scanned on another device.
    pub(crate) async fn live_grant(&self, caller: &Caller, event: EventId) -> Result<Option<grant::Model>, Problem> {
        let held = caller.grant(event).await?;
        let found = match held {
            Some(id) => self.grant_that_lives(id, event).await?,
            None => None,
        };
        if found.is_some() {
            return Ok(found);
        }
        match self.account_grant(caller, event).await? {
            Some(id) if Some(id) != held => self.grant_that_lives(id, event).await,
            _ => Ok(None),
        }
    }

    async fn grant_that_lives(&self, id: GrantId, event: EventId) -> Result<Option<grant::Model>, Problem> {
        grant::Entity::find_by_id(id)
            .filter(grant::Column::EventId.eq(event))
            .filter(grant::Column::ExpiresAt.gt(self.now()))
            .one(self.db())
            .await
            .or_internal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSETS: [Asset; 6] = [
        Asset::Rendition(Rendition::PublicThumb),
        Asset::Rendition(Rendition::PublicView),
        Asset::Rendition(Rendition::Thumb),
        Asset::Rendition(Rendition::View),
        Asset::Rendition(Rendition::Original),
        Asset::MaybeCrop,
    ];

    /// The table of `ARCHITECTURE.md`, cell by cell: one letter per asset, in the order of `ASSETS`; with
    /// downloads on, then with downloads off.
    const TABLE: [(Viewer, PhotoKind, &str, &str); 20] = [
        (Viewer::Outside, PhotoKind::Group, "------", "------"),
        (Viewer::Outside, PhotoKind::Scenery, "------", "------"),
        (Viewer::Outside, PhotoKind::Individual, "------", "------"),
        (Viewer::Outside, PhotoKind::Unsure, "------", "------"),
        (Viewer::PastDoor, PhotoKind::Group, "yy----", "yy----"),
        (Viewer::PastDoor, PhotoKind::Scenery, "yy----", "yy----"),
        (Viewer::PastDoor, PhotoKind::Individual, "------", "------"),
        (Viewer::PastDoor, PhotoKind::Unsure, "------", "------"),
        (Viewer::Certain, PhotoKind::Group, "yyyyyy", "yyyy-y"),
        (Viewer::Certain, PhotoKind::Scenery, "yyyyyy", "yyyy-y"),
        (Viewer::Certain, PhotoKind::Individual, "yyyyyy", "yyyy-y"),
        (Viewer::Certain, PhotoKind::Unsure, "yyyyyy", "yyyy-y"),
        (Viewer::Maybe, PhotoKind::Group, "yy---y", "yy---y"),
        (Viewer::Maybe, PhotoKind::Scenery, "yy---y", "yy---y"),
        (Viewer::Maybe, PhotoKind::Individual, "-----y", "-----y"),
        (Viewer::Maybe, PhotoKind::Unsure, "-----y", "-----y"),
        (Viewer::Member, PhotoKind::Group, "yyyyyy", "yyyyyy"),
        (Viewer::Member, PhotoKind::Scenery, "yyyyyy", "yyyyyy"),
        (Viewer::Member, PhotoKind::Individual, "yyyyyy", "yyyyyy"),
        (Viewer::Member, PhotoKind::Unsure, "yyyyyy", "yyyyyy"),
    ];

    #[test]
    fn every_cell_is_as_the_table_says() {
        for (viewer, kind, on, off) in TABLE {
            for (downloads, cells) in [(Downloads::On, on), (Downloads::Off, off)] {
                for (asset, cell) in ASSETS.into_iter().zip(cells.chars()) {
                    let seen = may_see(viewer, kind, asset, downloads);
                    assert_eq!(seen, cell == 'y', "{viewer:?} · {kind:?} · {asset:?} · downloads {downloads:?}");
                }
            }
        }
    }

    #[test]
    fn the_table_has_a_row_for_every_viewer_and_kind() {
        for viewer in Viewer::ALL {
            for &kind in PhotoKind::ALL {
                assert_eq!(
                    TABLE.iter().filter(|row| (row.0, row.1) == (viewer, kind)).count(),
                    1,
                    "{viewer:?} {kind:?}"
                );
            }
        }
    }
}
