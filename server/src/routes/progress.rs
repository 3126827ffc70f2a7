//! `GET /api/admin/events/{event}/progress`: how far the photos are, as it happens.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use domain::EventId;
use domain::photo::Progress;
use futures::{Stream, stream};
use services::{Caller, Services};
use tokio::sync::broadcast;

use super::events::event_id;
use crate::guard::By;
use crate::refusal::Refusal;

/// How often to look at what other processes have done; what this one does is told at once.
const LOOK: Duration = Duration::from_secs(2);

pub(super) async fn stream(
    State(services): State<Services>,
    By(caller): By,
    Path(event): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    let event = event_id(&event)?;
    let changes = services.changes();
    // Refused before the stream begins: afterwards there is no status to say it with.
    services.progress(&caller, event).await?;
    let watch = Watch { services, caller, event, changes, told: None };
    let stream = stream::unfold(watch, |mut watch| async move {
        let progress = watch.next().await?;
        let data = serde_json::to_string(&progress).unwrap_or_default();
        Some((Ok(Event::default().event("progress").data(data)), watch))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

struct Watch {
    services: Services,
    caller: Caller,
    event: EventId,
    changes: broadcast::Receiver<EventId>,
    told: Option<Progress>,
}

impl Watch {
    /// The next state that differs from the last one told. `None` when the event is gone or the caller's no more.
    async fn next(&mut self) -> Option<Progress> {
        loop {
            let now = self.services.progress(&self.caller, self.event).await.ok()?;
            if self.told != Some(now) {
                self.told = Some(now);
                return Some(now);
            }
            self.wait().await;
        }
    }

    async fn wait(&mut self) {
        let changed = async {
            loop {
                match self.changes.recv().await {
                    Ok(event) if event != self.event => {}
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                    Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}
