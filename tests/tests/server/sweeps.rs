//! Files that a crash left without a row.

use domain::{EventId, PhotoId};
use tests::{House, photos};
use time::Duration;

fn leave(house: &House, path: &str) {
    let path = house.folder.path().join("photos").join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, b"left behind").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_without_a_row_are_swept_once_they_are_old() {
    let house = House::without_workers().await;
    let organizer = house.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let kept = organizer.upload(event.id, &[("a.jpg", photos::bytes("sample1.jpg"))]).await.accepted.remove(0);
    // A server died between the file and its row, and another one between a deletion's rows and its files.
    leave(&house, &format!("events/{}/{}/original", event.id, PhotoId::new()));
    leave(&house, &format!("events/{}/{}/v1/view.jpg", EventId::new(), PhotoId::new()));
    // What is no photo is none of the sweep's business.
    leave(&house, &format!("events/{}/logo-1.png", event.id));

    assert_eq!(house.services.sweep_files().await.unwrap(), 0, "an upload may be on its way");
    assert_eq!(house.files().len(), 4);
    house.pass(Duration::hours(2));
    assert_eq!(house.services.sweep_files().await.unwrap(), 2);
    let mut left =
        [format!("events/{}/{}/original", event.id, kept.id), format!("events/{}/logo-1.png", event.id)].to_vec();
    left.sort();
    assert_eq!(house.files(), left);
    assert_eq!(house.services.sweep_files().await.unwrap(), 0);
}
