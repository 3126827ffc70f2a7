//! How many photos are in memory at once, by their size.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Megapixels of room for each worker: a photo of a large camera. Decoded, a pixel takes 3 bytes, and a progressive JPEG's 6 more while it
/// is read.
const MEGAPIXELS: u32 = 32;

/// The room that the photos of all workers share. They wait in line for it, so a huge photo gets its turn, too.
#[derive(Clone, Debug)]
pub(super) struct Room {
    free: Arc<Semaphore>,
    megapixels: u32,
}

/// A photo's part of the room, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _held: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Room for so many workers.
    pub(super) fn new(workers: usize) -> Self {
        let megapixels = u32::try_from(workers).unwrap_or(u32::MAX).clamp(1, 1024) * MEGAPIXELS;
        Self { free: Arc::new(Semaphore::new(megapixels as usize)), megapixels }
    }

    /// Waits until there is room for so many pixels; for more than there ever is, until there is no other photo.
    pub(super) async fn enter(&self, pixels: u64) -> Place {
        let megapixels = u32::try_from(pixels.div_ceil(1_000_000)).unwrap_or(u32::MAX).min(self.megapixels);
        // Nobody closes it.
        Place { _held: Arc::clone(&self.free).acquire_many_owned(megapixels).await.ok() }
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn two_photos_of_a_camera_fit_and_a_huge_one_is_alone() {
        let room = Room::new(2);
        let one = now(room.enter(24_000_000)).expect("room");
        let other = now(room.enter(26_100_000)).expect("room");
        assert!(now(room.enter(24_000_000)).is_none(), "a third waits");
        assert!(now(room.enter(120_000_000)).is_none(), "a huge one waits");
        drop((one, other));
        let huge = now(room.enter(120_000_000)).expect("more than the room, but alone");
        assert!(now(room.enter(1)).is_none(), "nobody beside it");
        drop(huge);
        assert!(now(room.enter(1)).is_some());
    }
}
