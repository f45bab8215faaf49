//! Pictures made beside the owner of the portal, so that no page and no save waits for one. Those that a browser asks
//! for come first.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::num::NonZero;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, available_parallelism};

use axum::http::StatusCode;
use tokio::sync::oneshot;

use super::event::Event;
use super::reply::Answer;
use crate::publish::Darkroom;
use crate::render::{Batch, PictureOrder};

/// Fills orders on threads of its own, which begin with the first order and end when it is dropped.
pub(super) struct Developer {
    desk: Arc<Desk>,
    is_working: bool,
}

/// What the threads share.
struct Desk {
    darkroom: Arc<Darkroom>,
    events: Sender<Event>,
    queue: Mutex<Queue>,
    wake: Condvar,
}

#[derive(Default)]
struct Queue {
    asked: VecDeque<(PictureOrder, Asked)>,
    /// One order for all that is made of a picture in one go.
    others: BTreeMap<Batch, PictureOrder>,
    is_over: bool,
}

/// Somebody who waits for a picture.
pub(super) struct Asked {
    /// The name of the file, which tells its type.
    pub(super) name: String,
    /// Where the answer goes.
    pub(super) reply: oneshot::Sender<Answer>,
}

impl Developer {
    /// Makes pictures in `darkroom`; each that was made, or could not be, is told as an event.
    pub(super) fn new(darkroom: Arc<Darkroom>, events: Sender<Event>) -> Self {
        let desk = Desk { darkroom, events, queue: Mutex::default(), wake: Condvar::new() };
        Self { desk: Arc::new(desk), is_working: false }
    }

    /// Has a picture made when there is time.
    pub(super) fn order(&mut self, order: PictureOrder) {
        self.desk.queue().others.insert(order.batch(), order);
        self.work();
    }

    /// Has a picture made now, for somebody who waits for it.
    pub(super) fn hurry(&mut self, order: PictureOrder, asked: Asked) {
        self.desk.queue().asked.push_back((order, asked));
        self.work();
    }

    fn work(&mut self) {
        if !std::mem::replace(&mut self.is_working, true) {
            // One processor is left to the pages.
            let count = available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1);
            for _ in 0..count {
                let desk = Arc::clone(&self.desk);
                thread::spawn(move || desk.work());
            }
        }
        self.desk.wake.notify_one();
    }
}

impl Drop for Developer {
    fn drop(&mut self) {
        self.desk.queue().is_over = true;
        self.desk.wake.notify_all();
    }
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some((order, asked)) = self.next() {
            let made = self.darkroom.make(&order).map(drop);
            if let Some(Asked { name, reply }) = asked {
                let bytes = self.darkroom.bytes(&order);
                let answer = bytes.map(|bytes| Answer::Made { status: StatusCode::OK, name, bytes: bytes.into() });
                // Whoever asked may have gone.
                let _ = reply.send(answer.unwrap_or(Answer::Nothing));
            }
            if self.events.send(Event::Developed(Box::new(Developed { order, made }))).is_err() {
                return;
            }
        }
    }

    /// The next order; waits for one. `None` when it is enough.
    fn next(&self) -> Option<(PictureOrder, Option<Asked>)> {
        let is_idle = |queue: &mut Queue| !queue.is_over && queue.asked.is_empty() && queue.others.is_empty();
        let mut queue = self.wake.wait_while(self.queue(), is_idle).unwrap_or_else(PoisonError::into_inner);
        if queue.is_over {
            return None;
        }
        match queue.asked.pop_front() {
            Some((order, asked)) => Some((order, Some(asked))),
            None => queue.others.pop_first().map(|(_, order)| (order, None)),
        }
    }
}

/// What became of an order.
pub struct Developed {
    /// The order.
    pub(super) order: PictureOrder,
    /// Whether its picture is there now.
    pub(super) made: io::Result<()>,
}
