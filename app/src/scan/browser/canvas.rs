//! Pixels as the scanner takes them.

use js_sys::{ArrayBuffer, Uint8ClampedArray};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, ContextAttributes2d, HtmlCanvasElement};

use super::property;

/// A picture on its way to the scanner: RGBA, `width × height × 4` bytes. It stays in the browser's own memory and is
/// handed over, never copied through the page's.
#[derive(Debug)]
pub(in crate::scan) struct Frame {
    /// Pixels across.
    pub(in crate::scan) width: u32,
    /// Pixels down.
    pub(in crate::scan) height: u32,
    /// The bytes.
    pub(in crate::scan) rgba: ArrayBuffer,
}

/// A canvas that is in no page: pictures are drawn on it to get at their pixels.
#[derive(Debug)]
pub(super) struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// A canvas that keeps its pixels where reading them is cheap.
    pub(super) fn new() -> Result<Self, JsValue> {
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
        let element: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        let options = ContextAttributes2d::new();
        options.set_will_read_frequently(true);
        options.set_alpha(false);
        let context = element.get_context_with_context_options("2d", &options)?.ok_or(JsValue::UNDEFINED)?;
        Ok(Self { element, context: context.dyn_into()? })
    }

    /// Draws a picture of `width × height` pixels and reads it.
    pub(super) fn read(
        &self,
        width: u32,
        height: u32,
        draw: impl FnOnce(&CanvasRenderingContext2d) -> Result<(), JsValue>,
    ) -> Result<Frame, JsValue> {
        // Setting a side clears the canvas and its settings, so only when it changes.
        if (self.element.width(), self.element.height()) != (width, height) {
            self.element.set_width(width);
            self.element.set_height(height);
            self.context.set_image_smoothing_enabled(true);
        }
        draw(&self.context)?;
        let image = self.context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
        // `ImageData::data` would copy every pixel into the page's own memory.
        let data: Uint8ClampedArray = property(&image, "data").dyn_into()?;
        Ok(Frame { width, height, rgba: data.buffer() })
    }
}

impl Drop for Canvas {
    /// Some browsers keep a canvas's pixels until it is collected; a picture of a face is let go of now.
    fn drop(&mut self) {
        self.element.set_width(0);
        self.element.set_height(0);
    }
}
