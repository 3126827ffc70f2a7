//! What the pages ask of the database: as many queries for many rows as for few, and none that reads a table whole.

use tests::World;
use tests::queries::{ask_all, grow, without_index};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_asks_as_much_for_many_rows_as_for_few_and_every_list_has_its_index() {
    let mut world = World::new().await;
    assert!(world.guest_scans().await.certain >= 3);
    // What a worker asks between two pages is none of theirs.
    world.house.rest().await;
    let photo = world.photo("sample1.jpg").await.id;
    grow(&world, 2, 2).await;
    let few = ask_all(&world, photo).await;
    grow(&world, 200, 200).await;
    let many = ask_all(&world, photo).await;
    let mut wrong = Vec::new();
    for (few, many) in few.iter().zip(&many) {
        let (before, after) = (few.statements.len(), many.statements.len());
        if after > before {
            let of_page: Vec<&str> = many.statements.iter().map(|statement| statement.sql.as_str()).collect();
            wrong.push(format!("{}: {before} queries for few rows, {after} for many: {of_page:#?}", many.address));
        }
    }
    wrong.extend(without_index(&world, &many, true).await);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
