//! The scanner's files: fetched with every byte counted, and kept.

use js_sys::{ArrayBuffer, Promise, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, ReadableStreamDefaultReader, Request, Response};

use super::{property, time};

/// The browser's store for the scanner's files. It outlives the HTTP cache, which phones empty early.
const STORE: &str = "picme-scanner";
/// No byte for so long, in milliseconds, and the connection counts as dead.
const STALLED: i32 = 30_000;

/// A file is not coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) struct NotLoaded;

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) enum Arrived {
    /// The answer began. `transfer`: bytes that travel; `packed`: fewer than the file has, because it is compressed.
    Begun {
        /// `Content-Length`, where the server says it.
        transfer: Option<u64>,
        /// Whether the file is compressed on its way.
        packed: bool,
    },
    /// So many more bytes of the file, unpacked.
    Bytes(u64),
    /// All of it.
    All,
}

/// The browser's store, opened for one build of the site.
#[derive(Clone, Debug)]
pub(in crate::scan) struct Store(Option<Cache>);

impl Store {
    /// Opens the store and removes what other builds left in it: everything not below `base`. Without a store
    /// (a private window, an old browser) files come from the network, and from the HTTP cache.
    pub(in crate::scan) async fn open(base: &str) -> Self {
        let store = open(base).await.ok();
        Self(store)
    }

    /// A file, from the store or else from the network.
    pub(in crate::scan) async fn file(
        &self,
        address: &str,
        arrived: impl Fn(Arrived),
    ) -> Result<ArrayBuffer, NotLoaded> {
        let response = self.response(address, &arrived).await.map_err(|_| NotLoaded)?;
        let bytes = read(&response, &arrived).await.map_err(|_| NotLoaded)?;
        arrived(Arrived::All);
        Ok(bytes)
    }

    /// A WebAssembly module, compiled while it arrives where the browser can.
    pub(in crate::scan) async fn module(&self, address: &str, arrived: impl Fn(Arrived)) -> Result<JsValue, NotLoaded> {
        let response = self.response(address, &arrived).await.map_err(|_| NotLoaded)?;
        let twin = JsValue::from(response.clone().map_err(|_| NotLoaded)?);
        // The browser begins to compile here; reading the twin drives the count.
        let compiling = streaming().then(|| WebAssembly::compile_streaming(&Promise::resolve(&twin)));
        let bytes = read(&response, &arrived).await.map_err(|_| NotLoaded)?;
        arrived(Arrived::All);
        if let Some(compiling) = compiling
            && let Ok(module) = JsFuture::from(compiling).await
        {
            return Ok(module);
        }
        // A proxy may have changed the content type, which streaming insists on.
        JsFuture::from(WebAssembly::compile(&bytes)).await.map_err(|_| NotLoaded)
    }

    async fn response(&self, address: &str, arrived: &impl Fn(Arrived)) -> Result<Response, JsValue> {
        if let Some(kept) = self.kept(address).await {
            return Ok(kept);
        }
        let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
        let answer = time::within(STALLED, JsFuture::from(window.fetch_with_str(address)));
        let response: Response = answer.await.ok_or(JsValue::UNDEFINED)??.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::UNDEFINED);
        }
        let header = |name| response.headers().get(name).ok().flatten();
        let transfer = header("content-length").and_then(|length| length.parse().ok());
        arrived(Arrived::Begun { transfer, packed: header("content-encoding").is_some() });
        if let (Some(cache), Ok(copy)) = (&self.0, response.clone()) {
            // Kept in the background; a full disk only means that the file is fetched again next time.
            let keeping = cache.put_with_str(address, &copy);
            leptos::task::spawn_local(async move {
                let _ = JsFuture::from(keeping).await;
            });
        }
        Ok(response)
    }

    async fn kept(&self, address: &str) -> Option<Response> {
        let found = JsFuture::from(self.0.as_ref()?.match_with_str(address)).await.ok()?;
        found.dyn_into().ok()
    }
}

async fn open(base: &str) -> Result<Cache, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    // Not there on an insecure origin, whatever web-sys says.
    let caches: CacheStorage = property(&window, "caches").dyn_into()?;
    let cache: Cache = JsFuture::from(caches.open(STORE)).await?.dyn_into()?;
    let kept: js_sys::Array = JsFuture::from(cache.keys()).await?.dyn_into()?;
    for request in kept.iter() {
        let request: Request = request.dyn_into()?;
        if !request.url().contains(&format!("{base}/")) {
            JsFuture::from(cache.delete_with_request(&request)).await?;
        }
    }
    Ok(cache)
}

/// Reads a body to its end, piece by piece.
async fn read(response: &Response, arrived: &impl Fn(Arrived)) -> Result<ArrayBuffer, JsValue> {
    let body = response.body().ok_or(JsValue::UNDEFINED)?;
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    let mut pieces: Vec<Uint8Array> = Vec::new();
    let mut length = 0;
    loop {
        let piece = time::within(STALLED, JsFuture::from(reader.read())).await.ok_or(JsValue::UNDEFINED)??;
        if property(&piece, "done").is_truthy() {
            break;
        }
        let piece: Uint8Array = property(&piece, "value").dyn_into()?;
        arrived(Arrived::Bytes(u64::from(piece.length())));
        length += piece.length();
        pieces.push(piece);
    }
    let whole = Uint8Array::new_with_length(length);
    let mut at = 0;
    for piece in pieces {
        whole.set(&piece, at);
        at += piece.length();
    }
    Ok(whole.buffer())
}

fn streaming() -> bool {
    web_sys::window()
        .is_some_and(|window| property(&property(&window, "WebAssembly"), "compileStreaming").is_function())
}

/// The shortest module with a SIMD instruction in it: `(func (drop (i32x4.splat (i32.const 0))))`.
const SIMD: [u8; 29] = [
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic, version
    0x01, 0x04, 0x01, 0x60, 0x00, 0x00, // one type: () -> ()
    0x03, 0x02, 0x01, 0x00, // one function of it
    0x0a, 0x09, 0x01, 0x07, 0x00, 0x41, 0x00, 0xfd, 0x11, 0x1a, 0x0b, // its code
];

/// Whether this browser can run the scanner at all: module workers are tried, SIMD is asked for.
pub(in crate::scan) fn can_run() -> bool {
    let Some(window) = web_sys::window() else { return false };
    if !property(&window, "Worker").is_function() || !property(&window, "WebAssembly").is_object() {
        return false;
    }
    let module = Uint8Array::from(SIMD.as_slice());
    WebAssembly::validate(&module).unwrap_or(false)
}
