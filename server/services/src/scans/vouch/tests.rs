//! A guest who answers, in an event of made-up faces.

use domain::photo::{PhotoKind, PhotoState};
use domain::scan::{MaybeAnswer, RecognizeAnswer, RecognizeRequest};
use domain::{AccountId, EMBEDDING_DIMENSIONS, Embedding, EventCode, EventId, OrganizationId, PhotoId};
use entities::{event, face, organization, photo};
use faces::{Gallery, GalleryFace, Matches, Probe};
use sea_orm::{DbErr, EntityTrait, Set};

use super::*;
use crate::mail::Mailer;
use crate::storage::PhotoStore;
use crate::templates::TEMPLATE_VERSION;
use crate::{Caller, MasterKey, Parts, Services, UploadLimits, migrate, open_database, system_clock};

/// A face of the event.
#[derive(Clone)]
struct Planted {
    face: FaceId,
    photo: PhotoId,
    embedding: Embedding,
}

/// An event in which somebody is in three photos, and others in one each. A scan asks about the first two, which are much alike, and does not find
/// the third, which is further off.
struct Party {
    services: Services,
    event: EventId,
    code: EventCode,
    faces: Vec<Planted>,
    /// The scan's three frames.
    frames: Vec<Vec<f32>>,
    _folder: tempfile::TempDir,
}

/// Along one axis, and a little along others.
fn towards(main: usize, aside: &[(usize, f32)]) -> Embedding {
    let mut raw = [0.0; EMBEDDING_DIMENSIONS];
    // What all faces have in common.
    raw[0] = 2.0;
    raw[main] += 1.0;
    for (axis, share) in aside {
        raw[*axis] += share;
    }
    Embedding::from_raw(raw).expect("a direction")
}

fn planted(embedding: Embedding) -> Planted {
    Planted { face: FaceId::new(), photo: PhotoId::new(), embedding }
}

/// Three looks at a face whose middle it is.
fn looks(face: &Embedding) -> Vec<Vec<f32>> {
    let look = |at: usize| {
        let mut raw = *face.as_slice();
        raw[100 + at] += 0.03;
        Embedding::from_raw(raw).expect("a direction").as_slice().to_vec()
    };
    (0..3).map(look).collect()
}

/// What the matcher says of a scan's frames.
fn found(faces: &[Planted], frames: &[Vec<f32>]) -> Matches {
    let in_gallery = |planted: &Planted| GalleryFace {
        face: planted.face,
        photo: planted.photo,
        person: None,
        embedding: planted.embedding.clone(),
        quality: 0.5,
    };
    let frames: Vec<Embedding> = frames.iter().map(|frame| Embedding::try_from_unit(frame).expect("unit")).collect();
    let probe = Probe { embedding: Embedding::mean(&frames).expect("a middle"), frames: frames.len() };
    Gallery::new(faces.iter().map(in_gallery).collect()).find(&probe)
}

impl Party {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/picme.sqlite", folder.path().display());
        let database = open_database(&url).await.expect("opened");
        migrate(&database).await.expect("migrated");
        let services = Services::new(Parts {
            database,
            store: PhotoStore::file(folder.path().join("photos")).expect("a store"),
            master_key: MasterKey::read_or_create(&folder.path().join("key")).expect("a key"),
            mailer: Mailer::outbox(folder.path().join("outbox"), "PicMe <picme@localhost>").expect("an outbox"),
            public_url: "http://localhost".to_owned(),
            model_id: faces::model_id(),
            upload_limits: UploadLimits::default(),
            oidc: None,
            clock: system_clock(),
        });
        let mut faces = vec![
            planted(towards(1, &[(2, 0.10)])),
            planted(towards(1, &[(2, 0.10), (3, 0.05)])),
            planted(towards(1, &[(2, 0.30)])),
        ];
        faces.extend((10..40).map(|axis| planted(towards(axis, &[]))));
        // On the other side of the first two, as far away as it takes to be asked about them and not to be sure.
        let asked = |share: &f32| {
            let frames = looks(&towards(1, &[(2, -share)]));
            let Matches { certain, maybe } = found(&faces, &frames);
            let mut faces_asked: Vec<FaceId> = maybe.iter().map(|found| found.face).collect();
            faces_asked.sort_unstable();
            certain.is_empty() && faces_asked == [faces[0].face, faces[1].face]
        };
        let share = (0..200).map(|step| step as f32 / 100.0).find(asked).expect("between the bands");
        let frames = looks(&towards(1, &[(2, -share)]));
        let (event, code) = (EventId::new(), EventCode::from_random([7; 10]));
        let party = Self { services, event, code, faces, frames, _folder: folder };
        party.fill().await.expect("filled");
        party
    }

    async fn fill(&self) -> Result<(), DbErr> {
        let (now, database) = (self.services.now(), self.services.db());
        let secret = self.services.parts.master_key.new_event_secret(self.event).expect("a secret");
        let key = self.services.parts.master_key.event_key(self.event, &secret).expect("opened");
        let organization_id = OrganizationId::new();
        let host = organization::ActiveModel {
            id: Set(organization_id),
            name: Set("House".to_owned()),
            created_at: Set(now),
            ..Default::default()
        };
        organization::Entity::insert(host).exec_without_returning(database).await?;
        let row = event::ActiveModel {
            id: Set(self.event),
            organization_id: Set(organization_id),
            created_by: Set(AccountId::new()),
            code: Set(self.code.clone()),
            name: Set("Party".to_owned()),
            location: Set(String::new()),
            date: Set(now.date()),
            category: Set(String::new()),
            secret: Set(secret),
            version: Set(1),
            created_at: Set(now),
            ..Default::default()
        };
        event::Entity::insert(row).exec_without_returning(database).await?;
        for (at, planted) in self.faces.iter().enumerate() {
            let row = photo::ActiveModel {
                id: Set(planted.photo),
                event_id: Set(self.event),
                uploaded_by: Set(AccountId::new()),
                filename: Set(format!("{at}.jpg")),
                content_hash: Set(vec![at as u8]),
                bytes: Set(1),
                media_type: Set("image/jpeg".to_owned()),
                state: Set(PhotoState::Ready),
                kind: Set(Some(PhotoKind::Individual)),
                created_at: Set(now),
                ..Default::default()
            };
            photo::Entity::insert(row).exec_without_returning(database).await?;
            let row = face::ActiveModel {
                id: Set(planted.face),
                event_id: Set(self.event),
                photo_id: Set(planted.photo),
                ordinal: Set(0),
                x: Set(0.4),
                y: Set(0.4),
                width: Set(0.2),
                height: Set(0.2),
                score: Set(0.9),
                quality: Set(0.5),
                sure: Set(true),
                template: Set(key.seal(planted.face, &planted.embedding).expect("sealed")),
                template_version: Set(TEMPLATE_VERSION),
                model_id: Set(faces::MODEL_ID.to_owned()),
                person_id: Set(None),
                changed: Set(1),
            };
            face::Entity::insert(row).exec_without_returning(database).await?;
        }
        Ok(())
    }

    async fn scan(&self, caller: &Caller, frames: &[Vec<f32>]) -> RecognizeAnswer {
        let offer = self.services.scan_offer(caller, self.code.clone().into()).await.expect("an offer");
        let request = RecognizeRequest {
            event_id: self.event,
            nonce: offer.nonce,
            model_id: offer.model_id,
            consent: true,
            frames: frames.to_vec(),
        };
        self.services.recognize(caller, request).await.expect("a scan")
    }

    async fn answer(&self, caller: &Caller, face: usize, mine: bool) -> RecognizeAnswer {
        let (event, face) = (self.code.clone().into(), self.faces[face].face);
        self.services.answer_maybe(caller, event, face, MaybeAnswer { mine }).await.expect("answered")
    }

    /// Which of the faces is asked about, and whose photos are open.
    async fn shown(&self, caller: &Caller) -> (Vec<usize>, Vec<usize>) {
        let mine = self.services.my_photos(caller, self.code.clone().into()).await.expect("asked");
        let places = |holds: &dyn Fn(&Planted) -> bool| {
            self.faces.iter().enumerate().filter(|(_, planted)| holds(planted)).map(|(at, _)| at).collect()
        };
        let asked = places(&|planted| mine.maybe.iter().any(|asked| asked.face_id == planted.face));
        let open = places(&|planted| mine.items.iter().any(|photo| photo.id == planted.photo));
        (asked, open)
    }
}

#[tokio::test]
async fn a_yes_opens_what_is_surely_the_same_and_asks_about_more() {
    let party = Party::new().await;
    let guest = Caller::local(&party.services);
    party.scan(&guest, &party.frames).await;
    assert_eq!(party.shown(&guest).await, (vec![0, 1], vec![]));
    let answer = party.answer(&guest, 0, true).await;
    assert_eq!((answer.certain, answer.maybe), (2, 1));
    assert_eq!(party.shown(&guest).await, (vec![2], vec![0, 1]), "the third one is asked about, not opened");
    let answer = party.answer(&guest, 2, true).await;
    assert_eq!((answer.certain, answer.maybe), (3, 0));

    // The next scan of the session knows it all.
    party.scan(&guest, &party.frames).await;
    assert_eq!(party.shown(&guest).await, (vec![], vec![0, 1, 2]));
    // Another session knows nothing.
    let other = Caller::local(&party.services);
    party.scan(&other, &party.frames).await;
    assert_eq!(party.shown(&other).await, (vec![0, 1], vec![]));
}

#[tokio::test]
async fn a_no_speaks_for_nobody_and_never_comes_back() {
    let party = Party::new().await;
    let guest = Caller::local(&party.services);
    party.scan(&guest, &party.frames).await;
    party.answer(&guest, 0, false).await;
    assert_eq!(party.shown(&guest).await, (vec![1], vec![]));
    party.answer(&guest, 1, true).await;
    assert_eq!(party.shown(&guest).await, (vec![2], vec![1]), "a no outweighs what a yes says");
    party.scan(&guest, &party.frames).await;
    assert_eq!(party.shown(&guest).await, (vec![2], vec![1]));
    // Not even to a scan that is sure of it.
    party.scan(&guest, &looks(&party.faces[0].embedding)).await;
    let (asked, open) = party.shown(&guest).await;
    assert!(!asked.contains(&0) && !open.contains(&0), "{asked:?} {open:?}");
    // A yes can be taken back.
    party.answer(&guest, 1, false).await;
    assert!(!party.shown(&guest).await.1.contains(&1));
}

#[tokio::test]
async fn a_phone_that_was_handed_on_takes_no_word_for_the_next_guest() {
    let party = Party::new().await;
    let phone = Caller::local(&party.services);
    party.scan(&phone, &party.frames).await;
    party.answer(&phone, 0, true).await;
    party.scan(&phone, &looks(&party.faces[10].embedding)).await;
    let (asked, open) = party.shown(&phone).await;
    assert_eq!(asked, [] as [usize; 0]);
    assert!(open.contains(&10) && !open.contains(&1), "{open:?}");
}
