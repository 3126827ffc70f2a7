//! The real binary, killed at each stage of a photo: started again, it ends where an undisturbed run ends.

#![expect(clippy::unwrap_used, unreachable_pub, reason = "a test fails where it stands")]

mod program;

use std::collections::BTreeMap;

use program::Program;
use tests::photos;
use tests::postgres::TestDatabase;

/// The stages that the worker names in its log, in order; `None` is the undisturbed run.
const STAGES: [&str; 6] = ["leased", "decoded", "faces", "renditions", "files", "ready"];

/// What is left of a run: rows and files, under names that do not change from run to run.
#[derive(Debug, PartialEq)]
struct Left {
    rows: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_stage_the_result_is_the_same() {
    let undisturbed = run(None).await;
    assert_eq!(undisturbed.rows.len(), 3, "{:?}", undisturbed.rows);
    for stage in STAGES {
        let killed = run(Some(stage)).await;
        assert_eq!(killed.rows, undisturbed.rows, "killed at {stage}");
        let names = |left: &Left| left.files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&killed), names(&undisturbed), "killed at {stage}");
        assert!(killed.files == undisturbed.files, "killed at {stage}: a file has other content");
    }
}

async fn run(kill_at: Option<&str>) -> Left {
    let folder = tempfile::tempdir().unwrap();
    let postgres = TestDatabase::fresh().await;
    let database = postgres.as_ref().map(TestDatabase::url);
    let start = || Program::start(folder.path(), database.as_deref());
    let program = start();
    let organizer = program.visitor().as_organizer("anna@example.org").await;
    let event = organizer.create_event("Party").await;
    let names = ["sample1.jpg", "sample3.jpg", "sample1-person1-dim.jpg"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, photos::bytes(name))).collect();
    organizer.upload(event.id, &files).await;

    let program = match kill_at {
        Some(stage) => {
            program.kill_at(&format!("stage=\"{stage}\""));
            start()
        }
        None => program,
    };
    let organizer = program.visitor().sign_in("anna@example.org").await;
    program::settled(&organizer, event.id).await;
    Left {
        rows: program::rows(&organizer, event.id).await,
        files: program::files(folder.path(), &organizer, event.id).await,
    }
}
