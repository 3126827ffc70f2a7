//! The camera: asked for, shown, read, and surely switched off.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack,
    MediaTrackConstraints,
};

use super::canvas::{Canvas, Frame};
use super::{property, time};
use crate::scan::step::NoCamera;

/// What is asked of the camera: enough for a face of 200 pixels, little enough for any phone.
const WIDTH: i32 = 640;
const HEIGHT: i32 = 480;
/// The first picture is waited for this long, in milliseconds.
const FIRST_PICTURE: i32 = 10_000;

/// Parts of the user agent of browsers inside other apps; most give no camera to a page.
const IN_APP: [&str; 10] =
    ["FBAN", "FBAV", "FB_IAB", "Instagram", "WhatsApp", "Line/", "MicroMessenger", "Snapchat", "musical_ly", "TikTok"];

/// A camera that is on. Dropping it switches it off.
#[derive(Debug)]
pub(in crate::scan) struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
    canvas: Canvas,
}

/// Why the camera path is closed before anybody is asked.
pub(in crate::scan) fn closed() -> Option<NoCamera> {
    let window = web_sys::window()?;
    if !window.is_secure_context() {
        return Some(NoCamera::Insecure);
    }
    let agent = window.navigator().user_agent().unwrap_or_default();
    if IN_APP.iter().any(|name| agent.contains(name)) {
        return Some(NoCamera::InApp);
    }
    devices().is_none().then_some(NoCamera::Missing)
}

/// Web-sys takes `navigator.mediaDevices` for granted; some in-app browsers have none.
fn devices() -> Option<MediaDevices> {
    let navigator = web_sys::window()?.navigator();
    property(&navigator, "mediaDevices").dyn_into().ok()
}

impl Camera {
    /// Asks for the camera that looks at the guest and shows it in `video`. The browser may put a question to the
    /// guest first, who may leave it unanswered for ever.
    pub(in crate::scan) async fn open(video: HtmlVideoElement) -> Result<Self, NoCamera> {
        let stream = ask().await?;
        let Ok(canvas) = Canvas::new() else {
            stop(&stream);
            return Err(NoCamera::Missing);
        };
        // Whatever happens from here on, dropping this switches the camera off.
        let camera = Self { stream, video, canvas };
        camera.show().await.map_err(|_| NoCamera::Busy)?;
        Ok(camera)
    }

    async fn show(&self) -> Result<(), JsValue> {
        // Attributes are not always properties: without them iOS opens the video in a full screen of its own.
        self.video.set_muted(true);
        self.video.set_attribute("playsinline", "")?;
        self.video.set_src_object(Some(&self.stream));
        JsFuture::from(self.video.play()?).await?;
        time::within(FIRST_PICTURE, async {
            while self.side() == 0 {
                time::next_paint().await;
            }
        })
        .await
        .ok_or(JsValue::UNDEFINED)
    }

    /// The largest square of the picture, in its pixels: what the round view shows.
    fn side(&self) -> u32 {
        self.video.video_width().min(self.video.video_height())
    }

    /// Whether pictures still come: a guest can end it in the browser's own bar, another app can take it.
    pub(in crate::scan) fn is_on(&self) -> bool {
        self.stream.active()
    }

    /// The picture of this moment: the square that the guest sees, not mirrored, at most `side` pixels.
    pub(in crate::scan) fn frame(&self, side: u32) -> Result<Frame, JsValue> {
        let (width, height) = (self.video.video_width(), self.video.video_height());
        let square = self.side();
        let side = side.min(square).max(1);
        let (left, top) = (f64::from(width - square) / 2.0, f64::from(height - square) / 2.0);
        self.canvas.read(side, side, |context| {
            context.draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &self.video,
                left,
                top,
                f64::from(square),
                f64::from(square),
                0.0,
                0.0,
                f64::from(side),
                f64::from(side),
            )
        })
    }
}

/// The browser's question, while it is open. A guest who goes another way may still say yes to it later: then nobody
/// waits for the camera any more, and it is switched off at once.
struct Asked(Option<Promise>);

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(promise) = self.0.take() {
            leptos::task::spawn_local(async move {
                if let Ok(stream) = JsFuture::from(promise).await {
                    stop(stream.unchecked_ref());
                }
            });
        }
    }
}

async fn ask() -> Result<MediaStream, NoCamera> {
    let devices = devices().ok_or(NoCamera::Missing)?;
    let promise = devices.get_user_media_with_constraints(&wishes()).map_err(|error| why(&error))?;
    let mut asked = Asked(Some(promise.clone().unchecked_into()));
    let answer = JsFuture::from(promise).await;
    asked.0 = None;
    let stream = answer.map_err(|error| why(&error))?;
    stream.dyn_into().map_err(|_| NoCamera::Missing)
}

impl Drop for Camera {
    fn drop(&mut self) {
        stop(&self.stream);
        self.video.set_src_object(None);
    }
}

fn stop(stream: &MediaStream) {
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

fn wishes() -> MediaStreamConstraints {
    let ideal = |value: JsValue| {
        let wish = js_sys::Object::new();
        // Setting a property of a plain object does not fail.
        let _ = js_sys::Reflect::set(&wish, &"ideal".into(), &value);
        wish
    };
    let video = MediaTrackConstraints::new();
    video.set_facing_mode(&ideal("user".into()));
    video.set_width(&ideal(WIDTH.into()));
    video.set_height(&ideal(HEIGHT.into()));
    let wishes = MediaStreamConstraints::new();
    wishes.set_audio_bool(false);
    wishes.set_video_media_track_constraints(&video);
    wishes
}

fn why(error: &JsValue) -> NoCamera {
    let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
    NoCamera::from_error_name(&name)
}
