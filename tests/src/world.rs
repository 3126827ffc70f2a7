//! A small world: two organizations with an event each, a guest who is in some photos, and one who is in none.

use domain::event::{Event, Page};
use domain::people::{People, PhotoDetails};
use domain::photo::{AdminPhoto, PhotoKind, PhotoState, Progress, Watermark};
use reqwest::StatusCode;

use crate::frames::{looks, near};
use crate::oidc::{Person, Provider};
use crate::{Client, House, photos};

pub struct World {
    pub house: House,
    /// Whose event it is.
    pub owner: Client,
    /// Another organization.
    pub rival: Client,
    pub event: Event,
    pub rivals_event: Event,
    /// The woman of sample1, before any scan.
    pub guest: Client,
    /// Somebody who looks a little like the person of the other single-person picture, before any scan.
    pub lookalike: Client,
}

impl World {
    /// The event holds sample1 and sample3 (both *group*, she is in both), one picture of her and one of somebody else.
    pub async fn new() -> Self {
        let provider = Provider::open(Person::new("1", "elsewhere@example.org", "Else Where")).await;
        Self::within(House::working_with_oidc(provider.settings()).await).await
    }

    /// The same in a house that is open already.
    pub async fn within(house: House) -> Self {
        let owner = house.visitor().as_organizer("owner@example.org").await;
        let rival = house.visitor().as_organizer("rival@example.org").await;
        let event = owner.create_event("Anna & Jonas").await;
        let rivals_event = rival.create_event("The other one").await;
        let names = Self::names();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, photos::bytes(name))).collect();
        let cut = photos::bytes("sample2.jpg");
        let files = [files, vec![(Self::BROKEN, &cut[..cut.len() / 2])]].concat();
        let answer = owner.upload(event.id, &files).await;
        assert_eq!(answer.accepted.len(), files.len(), "{answer:?}");
        let (guest, lookalike) = (house.visitor(), house.visitor());
        let world = Self { house, owner, rival, event, rivals_event, guest, lookalike };
        world.settle().await;
        world
    }

    /// A photo that ends early: it is taken in, as its header is whole, and fails when it is processed.
    pub const BROKEN: &'static str = "broken.jpg";

    /// The photos of the event: two of groups, one of her alone, one of somebody else alone.
    pub fn names() -> [&'static str; 4] {
        let woman = photos::woman();
        let hers = photos::pictures_of(&woman);
        let others = photos::pictures_of_others();
        let hers = hers.into_iter().find(|name| name.ends_with("-dim.jpg")).unwrap();
        let others = others.into_iter().find(|name| name.ends_with("person1-bright.jpg")).unwrap();
        ["sample1.jpg", "sample3.jpg", hers, others]
    }

    /// Waits until every photo is ready or failed.
    pub async fn settle(&self) {
        let caller_sees = || async {
            let path = format!("/api/admin/events/{}/photos", self.event.id);
            self.owner.get(&path).await.json::<Page<AdminPhoto>>(StatusCode::OK)
        };
        let mut changes = self.house.services.changes();
        let waited = tokio::time::timeout(std::time::Duration::from_mins(3), async {
            loop {
                let page = caller_sees().await;
                if page.items.iter().all(|photo| matches!(photo.state, PhotoState::Ready | PhotoState::Failed)) {
                    return;
                }
                let _ = tokio::time::timeout(std::time::Duration::from_secs(2), changes.recv()).await;
            }
        });
        waited.await.expect("photos settle within three minutes");
    }

    /// Waits until no public copy carries an old mark: until then the version of a photo may still grow.
    pub async fn remarked(&self) {
        let mut changes = self.house.services.changes();
        let path = format!("/api/admin/events/{}/watermark", self.event.id);
        let waited = tokio::time::timeout(std::time::Duration::from_mins(1), async {
            while self.owner.get(&path).await.json::<Watermark>(StatusCode::OK).waiting > 0 {
                let _ = tokio::time::timeout(std::time::Duration::from_secs(1), changes.recv()).await;
            }
        });
        waited.await.expect("copies are made anew within a minute");
    }

    pub async fn admin_photos(&self) -> Vec<AdminPhoto> {
        let path = format!("/api/admin/events/{}/photos", self.event.id);
        self.owner.get(&path).await.json::<Page<AdminPhoto>>(StatusCode::OK).items
    }

    /// Every photo is processed anew.
    pub async fn process_again(&self) {
        self.house.process_again().await;
        self.settle().await;
    }

    pub async fn people(&self) -> People {
        self.owner.get(&format!("/api/admin/events/{}/people", self.event.id)).await.json(StatusCode::OK)
    }

    /// The event's people once no face waits to be put in order.
    pub async fn sorted_people(&self) -> People {
        let mut changes = self.house.services.changes();
        let waited = tokio::time::timeout(std::time::Duration::from_mins(3), async {
            loop {
                let people = self.people().await;
                if !people.sorting {
                    return people;
                }
                let _ = tokio::time::timeout(std::time::Duration::from_secs(2), changes.recv()).await;
            }
        });
        waited.await.expect("people are in order within three minutes")
    }

    /// A photo with all that its organization knows of it.
    pub async fn details(&self, name: &str) -> PhotoDetails {
        let photo = self.photo(name).await.id;
        self.owner.get(&format!("/api/admin/events/{}/photos/{photo}", self.event.id)).await.json(StatusCode::OK)
    }

    pub async fn photo(&self, name: &str) -> AdminPhoto {
        let found = self.admin_photos().await.into_iter().find(|photo| photo.filename == name);
        found.unwrap_or_else(|| panic!("no {name}"))
    }

    /// The one photo of somebody else alone.
    pub async fn somebody_elses(&self) -> AdminPhoto {
        let photo = self.photo(Self::names()[3]).await;
        assert_eq!(photo.kind, Some(PhotoKind::Individual));
        photo
    }

    /// The guest scans her face.
    pub async fn guest_scans(&self) -> domain::scan::RecognizeAnswer {
        self.guest.scan(&self.event, &looks(&photos::woman(), 3)).await.json(StatusCode::OK)
    }

    /// The lookalike scans: a face that may be the one on somebody else's picture, and is not certain.
    pub async fn lookalike_scans(&self) -> domain::scan::RecognizeAnswer {
        let face = photos::embeddings(photos::bytes(Self::names()[3])).remove(0);
        let frames = looks(&near(&face, 0.942), 3);
        self.lookalike.scan(&self.event, &frames).await.json(StatusCode::OK)
    }

    pub async fn progress(&self) -> Progress {
        let events: Vec<domain::event::OrganizerEvent> = self.owner.get("/api/admin/events").await.json(StatusCode::OK);
        events[0].progress
    }
}
