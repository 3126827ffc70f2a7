//! A chosen picture, decoded by the browser.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ImageBitmap, ImageBitmapOptions, ImageOrientation};

use super::canvas::{Canvas, Frame};

/// The long side of what the scanner is given, in pixels: a face in a group of five is still 150 pixels wide, and
/// no phone runs out of memory.
const LONG_SIDE: f64 = 1_600.0;

/// Reads a picture, upright. Fails when the browser cannot read the file.
pub(in crate::scan) async fn read(file: &File) -> Result<Frame, JsValue> {
    let bitmap = decode(file).await?;
    let (width, height) = fit(bitmap.width(), bitmap.height());
    let frame = Canvas::new()?.read(width, height, |context| {
        context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, f64::from(width), f64::from(height))
    });
    bitmap.close();
    frame
}

async fn decode(file: &File) -> Result<ImageBitmap, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let upright = ImageBitmapOptions::new();
    upright.set_image_orientation(ImageOrientation::FromImage);
    let decoded = match window.create_image_bitmap_with_blob_and_image_bitmap_options(file, &upright) {
        Ok(decoding) => JsFuture::from(decoding).await,
        Err(error) => Err(error),
    };
    // Browsers that do not know the option refuse it, and turn pictures upright by themselves.
    match decoded {
        Ok(bitmap) => bitmap.dyn_into(),
        Err(_) => JsFuture::from(window.create_image_bitmap_with_blob(file)?).await?.dyn_into(),
    }
}

/// The size within [`LONG_SIDE`], in the same proportions, never larger than the picture itself.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let scale = (LONG_SIDE / f64::from(width.max(height))).min(1.0);
    let scaled = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_are_made_smaller_and_small_ones_left() {
        assert_eq!(fit(4_000, 3_000), (1_600, 1_200));
        assert_eq!(fit(640, 480), (640, 480));
        assert_eq!(fit(9_000, 1), (1_600, 1));
    }
}
