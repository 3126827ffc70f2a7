//! Uploads: what is wrong with a file is said in its own line, and nothing of it is kept.

use domain::ProblemCode;
use domain::event::Page;
use domain::photo::{AdminPhoto, FailureCode, PhotoState};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sha2::{Digest, Sha256};
use tests::client::Answer;
use tests::{House, photos};

/// A PNG that says it has 30,000 × 30,000 pixels and holds none.
fn enormous_png() -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(30_000_u32.to_be_bytes());
    header.extend(30_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(13_u32.to_be_bytes());
    png.extend(&header);
    png.extend(crc32(&header).to_be_bytes());
    png.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
    png
}

/// CRC-32 as PNG has it (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_file_never_refuses_the_others() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let good = photos::bytes("sample1.jpg");
    let too_large = vec![0xFF; 3_000_001];
    let answer = organizer
        .upload(
            event.id,
            &[
                ("empty.jpg", b"".as_slice()),
                ("notes.jpg", b"Dear diary, this is no picture at all."),
                ("enormous.png", &enormous_png()),
                ("../../good.jpg", good),
                ("large.jpg", &too_large),
            ],
        )
        .await;
    let refused: Vec<(&str, FailureCode)> =
        answer.rejected.iter().map(|file| (file.filename.as_str(), file.code)).collect();
    assert_eq!(
        refused,
        [
            ("empty.jpg", FailureCode::Empty),
            ("notes.jpg", FailureCode::UnsupportedFormat),
            ("enormous.png", FailureCode::TooManyPixels),
            ("large.jpg", FailureCode::TooLarge),
        ]
    );
    assert!(answer.rejected.iter().all(|file| file.detail.contains(&file.filename)), "each line names its file");
    assert_eq!(answer.accepted[0].filename, "good.jpg");
    assert_eq!(house.files(), [format!("events/{}/{}/original", event.id, answer.accepted[0].id)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn formats_that_are_not_taken_are_named_with_a_way_out() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let files: [(&str, &[u8]); 3] = [
        ("phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic and so on"),
        ("web.jpg", b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf and so on"),
        ("camera.jpg", b"II*\0\x10\0\0\0CR\x02\0 and so on"),
    ];
    let refused = organizer.upload(event.id, &files).await.rejected;
    let codes: Vec<FailureCode> = refused.iter().map(|file| file.code).collect();
    assert_eq!(codes, [FailureCode::Heic, FailureCode::Avif, FailureCode::Raw], "by content, whatever the name");
    assert!(refused.iter().all(|file| file.detail.contains("JPEG")), "{refused:?}");
    assert_eq!(house.files(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_is_one_photo() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let photo = photos::bytes("sample1.jpg");
    let first = organizer.upload(event.id, &[("a.jpg", photo)]).await;
    let again = organizer.upload(event.id, &[("b.jpg", photo)]).await;
    assert_eq!(again.accepted[0].id, first.accepted[0].id);
    assert!(again.accepted[0].duplicate && !first.accepted[0].duplicate);
    assert_eq!(house.files().len(), 1);

    let hash: String = format!("{:x}", Sha256::digest(photo));
    let path = format!("/api/upload_photos/{}/known", event.id);
    let asked = json!({ "hashes": [hash, "0".repeat(64)] });
    let known: serde_json::Value = organizer.post(&path, &asked).await.json(StatusCode::OK);
    assert_eq!(known, json!({ "hashes": [hash] }));
    assert_eq!(organizer.post(&path, &json!({ "hashes": ["zz"] })).await.problem(), ProblemCode::BadRequest);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_cut_in_half_keeps_what_was_whole() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let photo = photos::bytes("sample1.jpg");
    let part = |name: &str| {
        format!("--cut\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"{name}\"\r\n\r\n").into_bytes()
    };
    let sent =
        [part("whole.jpg"), photo.to_vec(), b"\r\n".to_vec(), part("half.jpg"), photo[..photo.len() / 2].to_vec()];
    let request = organizer
        .request(Method::POST, &format!("/api/upload_photos/{}", event.id))
        .header("content-type", "multipart/form-data; boundary=cut")
        .body(sent.concat());
    let answer: domain::photo::UploadAnswer = Answer::read(request).await.json(StatusCode::ACCEPTED);
    assert_eq!(answer.accepted.len(), 1);
    assert_eq!(answer.rejected[0].code, FailureCode::Incomplete);
    assert_eq!(house.files(), [format!("events/{}/{}/original", event.id, answer.accepted[0].id)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_event_takes_nothing() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let rival = house.visitor().as_organizer("rival@example.org").await;
    let files = [("a.jpg", photos::bytes("sample1.jpg"))];
    assert_eq!(rival.try_upload(event.id, &files).await.problem(), ProblemCode::Forbidden);
    assert_eq!(house.visitor().try_upload(event.id, &files).await.problem(), ProblemCode::SignInRequired);
    assert_eq!(house.files(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_form_comes_back_to_its_page() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let part = reqwest::multipart::Part::bytes(photos::bytes("sample1.jpg").to_vec()).file_name("a.jpg");
    let request = organizer
        .request(Method::POST, &format!("/api/upload_photos/{}", event.id))
        .header("accept", "text/html,application/xhtml+xml")
        .multipart(reqwest::multipart::Form::new().part("photos", part));
    let answer = Answer::read(request).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), format!("/admin/events/{}?accepted=1&rejected=0", event.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_an_event_leaves_no_file_and_no_photo() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    organizer.upload(event.id, &[("a.jpg", photos::bytes("sample1.jpg"))]).await;
    let path = format!("/api/admin/events/{}/photos", event.id);
    let waiting: Page<AdminPhoto> = organizer.get(&path).await.json(StatusCode::OK);
    assert_eq!(waiting.items[0].state, PhotoState::Queued);
    assert_eq!(organizer.delete(&format!("/api/events/{}", event.id)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(organizer.get(&path).await.problem(), ProblemCode::Forbidden);
    assert_eq!(house.files(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_deleted_by_its_file_name_where_only_one_has_it() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let photo = |name: &str| photos::bytes(name);
    organizer.upload(event.id, &[("IMG 1.jpg", photo("sample1.jpg")), ("IMG 2.jpg", photo("sample2.jpg"))]).await;
    organizer.upload(event.id, &[("IMG 2.jpg", photo("sample3.jpg"))]).await;
    let path = |name: &str| format!("/api/admin/events/{}/photos/{name}", event.id);
    assert_eq!(organizer.delete(&path("IMG%202.jpg")).await.problem(), ProblemCode::Ambiguous);
    assert_eq!(organizer.delete(&path("IMG%203.jpg")).await.problem(), ProblemCode::NotFound);
    let rival = house.visitor().as_organizer("rival@example.org").await;
    assert_eq!(rival.delete(&path("IMG%201.jpg")).await.problem(), ProblemCode::Forbidden);
    assert_eq!(organizer.delete(&path("IMG%201.jpg")).await.status, StatusCode::NO_CONTENT);
    let left: Page<AdminPhoto> =
        organizer.get(&format!("/api/admin/events/{}/photos", event.id)).await.json(StatusCode::OK);
    assert!(left.items.iter().all(|photo| photo.filename == "IMG 2.jpg") && left.items.len() == 2);
}
