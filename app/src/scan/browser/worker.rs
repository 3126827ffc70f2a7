//! The page's end of the scanner worker.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use domain::guidance::Guidance;
use domain::scanner::{FromScanner, Network, ToScanner};
use domain::{Embedding, ModelId};
use futures::channel::oneshot;
use js_sys::{Array, ArrayBuffer, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::canvas::Frame;
use super::{property, time};
use crate::scan::director::Taken;

/// An answer is waited for this long, in milliseconds: ten times what the slowest phone needs for the slowest step.
const PATIENCE: i32 = 90_000;

/// The worker stopped: its script did not load, its module did not start, or a network failed. It is of no more use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) struct Stopped;

/// Who waits for answers; `None` once the worker has stopped. The worker does one thing after the other and answers
/// every message once, so the first who asked is the first to be answered.
type Waiting = Rc<RefCell<Option<VecDeque<oneshot::Sender<FromScanner>>>>>;

/// The scanner. Clones speak to the same worker, which ends with the last of them.
#[derive(Clone, Debug)]
pub(in crate::scan) struct Scanner(Rc<Line>);

#[derive(Debug)]
struct Line {
    worker: Worker,
    waiting: Waiting,
    next_id: Cell<u32>,
    // The worker calls these; dropping them would cut the line.
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _broke: Closure<dyn FnMut(JsValue)>,
}

impl Scanner {
    /// Starts the worker of `script` with its compiled module. It is ready for messages at once; they queue.
    pub(in crate::scan) fn start(script: &str, module: &JsValue) -> Result<Self, Stopped> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("picme-scanner");
        let worker = Worker::new_with_options(script, &options).map_err(|_| Stopped)?;

        let waiting: Waiting = Rc::new(RefCell::new(Some(VecDeque::new())));
        let heard = Closure::new({
            let waiting = waiting.clone();
            move |message: MessageEvent| hear(&waiting, &message.data())
        });
        let broke = Closure::new({
            let waiting = waiting.clone();
            // Those who wait see their answer's sender gone.
            move |_: JsValue| *waiting.borrow_mut() = None
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));

        let first = Object::new();
        set(&first, "wasm", module)?;
        worker.post_message(&first).map_err(|_| Stopped)?;
        Ok(Self(Rc::new(Line { worker, waiting, next_id: Cell::new(0), _heard: heard, _broke: broke })))
    }

    /// Hands over a network's file.
    pub(in crate::scan) async fn load(&self, network: Network, file: ArrayBuffer) -> Result<(), Stopped> {
        match self.ask(&ToScanner::Load { network }, Some(file)).await? {
            FromScanner::Loaded { .. } => Ok(()),
            _ => Err(Stopped),
        }
    }

    /// Says which model's vectors will come, once everything was warmed up; at once, where somebody waits for a frame already.
    pub(in crate::scan) async fn warm(&self, run: bool) -> Result<ModelId, Stopped> {
        match self.ask(&ToScanner::Warm { run }, None).await? {
            FromScanner::Ready { model_id } => Ok(model_id),
            _ => Err(Stopped),
        }
    }

    /// Looks at a preview: what to tell the guest.
    pub(in crate::scan) async fn look(&self, frame: Frame) -> Result<Guidance, Stopped> {
        let Frame { width, height, rgba } = frame;
        let asked = self.id();
        match self.ask(&ToScanner::Look { id: asked, width, height }, Some(rgba)).await? {
            FromScanner::Preview { id, guidance, .. } if id == asked => Ok(guidance),
            _ => Err(Stopped),
        }
    }

    /// Makes a vector of a frame, if it is good enough. `picture`: it was chosen, not filmed.
    pub(in crate::scan) async fn take(&self, frame: Frame, picture: bool) -> Result<Taken, Stopped> {
        let Frame { width, height, rgba } = frame;
        let asked = self.id();
        match self.ask(&ToScanner::Take { id: asked, width, height, picture }, Some(rgba)).await? {
            FromScanner::Frame { id, embedding: Some(numbers), yaw, .. } if id == asked => {
                let embedding = Embedding::try_from_unit(&numbers).map_err(|_| Stopped)?;
                Ok(Taken::Good(Box::new(embedding), yaw.unwrap_or_default()))
            }
            FromScanner::Frame { id, guidance, embedding: None, .. } if id == asked => Ok(Taken::Not(guidance)),
            _ => Err(Stopped),
        }
    }

    fn id(&self) -> u32 {
        self.0.next_id.replace(self.0.next_id.get().wrapping_add(1))
    }

    async fn ask(&self, question: &ToScanner, buffer: Option<ArrayBuffer>) -> Result<FromScanner, Stopped> {
        let json = serde_json::to_string(question).map_err(|_| Stopped)?;
        let message = Object::new();
        set(&message, "json", &json.into())?;
        let transfer = Array::new();
        if let Some(buffer) = &buffer {
            set(&message, "buffer", buffer)?;
            transfer.push(buffer);
        }
        self.0.worker.post_message_with_transfer(&message, &transfer).map_err(|_| Stopped)?;
        let (sender, answer) = oneshot::channel();
        self.0.waiting.borrow_mut().as_mut().ok_or(Stopped)?.push_back(sender);
        time::within(PATIENCE, answer).await.ok_or(Stopped)?.map_err(|_| Stopped)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn hear(waiting: &Waiting, message: &JsValue) {
    let answer = property(message, "json").as_string().and_then(|json| serde_json::from_str(&json).ok());
    match answer {
        Some(FromScanner::Failed { detail }) => {
            leptos::logging::error!("the scanner stopped: {detail}");
            *waiting.borrow_mut() = None;
        }
        None => *waiting.borrow_mut() = None,
        Some(answer) => {
            if let Some(sender) = waiting.borrow_mut().as_mut().and_then(VecDeque::pop_front) {
                // Whoever asked may be gone: the camera view was left.
                let _ = sender.send(answer);
            }
        }
    }
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), Stopped> {
    Reflect::set(object, &name.into(), value).map(|_| ()).map_err(|_| Stopped)
}
