use candor::domain::Timestamp;
use candor::service::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that moves only when it's set or advanced. It begins on Monday 2027-01-11, 08:00 UTC.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub fn new() -> Self {
        let start: Timestamp = "2027-01-11T08:00:00Z".parse().unwrap();
        Self(Arc::new(AtomicI64::new(start.epoch())))
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_epoch(self.0.load(Ordering::SeqCst))
    }

    pub fn set(&self, at: Timestamp) {
        self.0.store(at.epoch(), Ordering::SeqCst);
    }

    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.advance_seconds(minutes * 60);
    }

    pub fn clock(&self) -> Clock {
        let clock = self.clone();
        Clock::by(move || clock.now())
    }
}
