//! The faces found in a photo, outlined.

use domain::photo::FaceBox;
use leptos::prelude::*;

/// Outlines over a photo that fills the same box. The drawing is as many units wide and high as the photo has pixels.
#[component]
pub fn FacesOverlay(
    /// Width of the photo in pixels.
    width: u32,
    /// Height of the photo in pixels.
    height: u32,
    /// The faces, as shares of the photo.
    faces: Vec<FaceBox>,
) -> impl IntoView {
    let (across, down) = (width as f32, height as f32);
    let outlines = faces.into_iter().map(move |face| {
        let class = if face.sure { "face" } else { "face is-unsure" };
        view! {
            <rect
                class=class
                x=px(face.x * across)
                y=px(face.y * down)
                width=px(face.width * across)
                height=px(face.height * down)
                rx=px(face.width * across / 8.0)
            ></rect>
        }
    });
    view! {
        <svg class="faces" viewBox=format!("0 0 {width} {height}") aria-hidden="true">
            {outlines.collect_view()}
        </svg>
    }
}

fn px(value: f32) -> String {
    format!("{value:.1}")
}
