//! `/e/{code}/photo/{photo}`: one photo, dark around it.

use std::collections::HashSet;

use domain::PhotoId;
use domain::photo::Photo;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::hearts::Hearts;
use super::read_photo_list::{Among, PhotoList, read_photo_list};
use super::selection::Selection;
use super::viewer::{Place, Viewer};
use crate::layout::{NotFoundPage, loaded};

/// `/e/{code}/photo/{photo}`, `?mine` among the guest's own, `?page=` among the group photos.
///
/// The whole list is read once: going on to the next photo needs no request but the picture's.
#[component]
pub fn ViewerPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let wanted = Memo::new(move |_| params.read().get("photo").and_then(|id| id.parse::<PhotoId>().ok()));
    let data = Resource::new(
        move || {
            let query = query.read();
            let among = match query.get("mine") {
                Some(_) => Among::Mine,
                None => Among::Group(query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1)),
            };
            (params.read().get("code").unwrap_or_default(), among)
        },
        // Untracked: going on to the next photo asks the server nothing.
        move |(code, among)| read_photo_list(code, among, wanted.get_untracked()),
    );
    loaded(data, move |list| {
        let selection = Memo::new(move |_| Selection::parse(query.read().get("show").as_deref()));
        let mine = query.read_untracked().get("mine").is_some();
        let page = query.read_untracked().get("page");
        let hearts = Hearts::of(list.code.to_string(), list.favourites.clone());
        // As they were when the list came: a photo that loses its heart stays until the viewer is left.
        let favourites = hearts.now();
        move || match place(&list, &favourites, wanted.get(), selection.get(), mine, page.as_deref()) {
            Some(place) => view! { <Viewer place hearts=mine.then_some(hearts) show=selection.get() /> }.into_any(),
            None => view! { <NotFoundPage /> }.into_any(),
        }
    })
}

/// Where a photo stands in its list, with the ways on from it.
fn place(
    list: &PhotoList,
    favourites: &HashSet<PhotoId>,
    wanted: Option<PhotoId>,
    selection: Selection,
    mine: bool,
    page: Option<&str>,
) -> Option<Place> {
    let home = format!("/e/{}", list.code);
    let photos: Vec<&Photo> = list.photos.iter().filter(|photo| !mine || selection.has(photo, favourites)).collect();
    let at = photos.iter().position(|photo| Some(photo.id) == wanted)?;
    let (query, back) = if mine {
        (selection.mine_query(), format!("{home}/mine{}", selection.query()))
    } else {
        let query = page.map(|page| format!("?page={page}")).unwrap_or_default();
        (query.clone(), format!("{home}/photos{query}"))
    };
    let link = |photo: &&Photo| format!("{home}/photo/{}{query}", photo.id);
    Some(Place {
        photo: photos[at].clone(),
        number: list.before + at as u64 + 1,
        total: if mine { photos.len() as u64 } else { list.total },
        previous: at.checked_sub(1).map(|before| link(&photos[before])),
        next: photos.get(at + 1).map(link),
        ahead: photos.get(at + 1).map(|photo| photo.view_url.clone()),
        back,
        home,
    })
}

#[cfg(test)]
mod tests {
    use domain::photo::PhotoKind;
    use domain::{EventCode, EventId};

    use super::*;

    fn photo(kind: PhotoKind) -> Photo {
        Photo {
            id: PhotoId::new(),
            event_id: EventId::new(),
            filename: "a.jpg".to_owned(),
            kind,
            width: 3,
            height: 2,
            taken_at: None,
            thumb_url: String::new(),
            view_url: String::new(),
            placeholder: None,
            download_url: None,
        }
    }

    fn list(before: u64, photos: Vec<Photo>) -> PhotoList {
        PhotoList { code: EventCode::from_random([0; 10]), total: 120, before, photos, favourites: Vec::new() }
    }

    #[test]
    fn the_ways_on_stay_in_the_selection() {
        let kinds = [PhotoKind::Individual, PhotoKind::Group, PhotoKind::Individual];
        let list = list(0, kinds.map(photo).to_vec());
        let wanted = Some(list.photos[0].id);
        let place = place(&list, &HashSet::new(), wanted, Selection::JustMe, true, None).expect("it is in the list");
        assert_eq!((place.number, place.total), (1, 2));
        assert_eq!(place.previous, None);
        let next = format!("/e/0000000000/photo/{}?show=me&mine", list.photos[2].id);
        assert_eq!(place.next, Some(next), "the group photo between them is skipped");
        assert_eq!(place.back, "/e/0000000000/mine?show=me");
    }

    #[test]
    fn a_page_of_group_photos_keeps_its_number() {
        let list = list(60, [PhotoKind::Group; 2].map(photo).to_vec());
        let wanted = Some(list.photos[1].id);
        let place = place(&list, &HashSet::new(), wanted, Selection::All, false, Some("2")).expect("it is in the list");
        assert_eq!((place.number, place.total), (62, 120));
        assert_eq!(place.back, "/e/0000000000/photos?page=2");
    }

    #[test]
    fn a_photo_of_another_list_has_no_place() {
        let (list, wanted) = (list(0, Vec::new()), Some(PhotoId::new()));
        assert_eq!(place(&list, &HashSet::new(), wanted, Selection::All, false, None), None);
    }

    #[test]
    fn favourites_are_gone_through_alone() {
        let list = list(0, [PhotoKind::Group; 3].map(photo).to_vec());
        let hearts = HashSet::from([list.photos[0].id, list.photos[2].id]);
        let wanted = Some(list.photos[0].id);
        let place = place(&list, &hearts, wanted, Selection::Favourites, true, None).expect("it is in the list");
        assert_eq!((place.number, place.total), (1, 2));
        assert!(place.next.is_some_and(|next| next.contains(&list.photos[2].id.to_string())));
    }
}
