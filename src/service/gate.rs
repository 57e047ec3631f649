//! Limits on how many expensive operations run at once, and how many can wait.

use super::account::hasher::Memory;
use super::{Code, Error};
use crate::domain::ProgramId;
use std::collections::HashSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A gate in front of something that takes a lot of time or memory: a limited number at once, with a short queue.
#[derive(Debug)]
pub struct Gate {
    at_once: usize,
    queue: usize,
    patience: Duration,
    now: Mutex<Now>,
    left: Condvar,
}

#[derive(Debug, Default)]
struct Now {
    inside: usize,
    waiting: usize,
}

/// A slot; dropping it lets the next one in.
#[derive(Debug)]
pub struct Turn<'a>(&'a Gate);

impl Gate {
    /// Lets `at_once` in at a time. Up to `queue` more can wait, each for at most `patience`.
    pub fn new(at_once: usize, queue: usize, patience: Duration) -> Self {
        Self { at_once: at_once.max(1), queue, patience, now: Mutex::default(), left: Condvar::new() }
    }

    /// Waits for a slot, blocking the current thread.
    ///
    /// # Errors
    /// `busy` if the queue is full or the wait was too long.
    pub fn enter(&self) -> Result<Turn<'_>, Error> {
        let mut now = self.now();
        if now.inside >= self.at_once {
            if now.waiting >= self.queue {
                return Err(busy());
            }
            now.waiting += 1;
            let full = |now: &mut Now| now.inside >= self.at_once;
            let waited = self.left.wait_timeout_while(now, self.patience, full);
            now = waited.unwrap_or_else(PoisonError::into_inner).0;
            now.waiting -= 1;
            if now.inside >= self.at_once {
                return Err(busy());
            }
        }
        now.inside += 1;
        Ok(Turn(self))
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        // The two counters are changed together, so a panic elsewhere can't leave them inconsistent.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.now().inside -= 1;
        self.0.left.notify_one();
    }
}

/// The gates of an installation.
#[derive(Debug)]
pub struct Gates {
    /// Hashing a password: 19 MiB and 30 ms of a core.
    pub passwords: Gate,
    /// Anything else that takes more than 50 ms or 10 MB: planning a round, reports, exports, PDFs, reading a calendar.
    pub heavy: Gate,
    /// Reused memory for password hashes.
    memory: Mutex<Vec<Memory>>,
    planning: Mutex<HashSet<ProgramId>>,
}

impl Gates {
    /// Allows `hashes` password hashes at once, and as many other heavy operations as there are cores.
    pub fn new(hashes: usize) -> Self {
        let patience = Duration::from_secs(5);
        Self {
            passwords: Gate::new(hashes, hashes.saturating_mul(64), patience),
            heavy: Gate::new(cores(), 32, patience),
            memory: Mutex::default(),
            planning: Mutex::default(),
        }
    }

    /// Calls `hash` with a reused memory block; there are as many blocks as concurrent hashes.
    pub(crate) fn with_memory<T>(&self, hash: impl FnOnce(&mut Memory) -> T) -> T {
        let pool = || self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = pool().pop().unwrap_or_default();
        let done = hash(&mut memory);
        pool().push(memory);
        done
    }

    /// Begins planning a round of this program; only one per program at a time.
    ///
    /// # Errors
    /// `busy` while another one is being planned.
    pub fn plan(&self, program: ProgramId) -> Result<Planning<'_>, Error> {
        if self.planning().insert(program) {
            return Ok(Planning { gates: self, program });
        }
        let detail = "A round of this program is being planned at this moment. Please try again in a few seconds.";
        let mut refusal = Error::new(Code::Busy, detail);
        refusal.retry_after = Some(5);
        Err(refusal)
    }

    fn planning(&self) -> MutexGuard<'_, HashSet<ProgramId>> {
        self.planning.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Gates {
    fn default() -> Self {
        Self::new(cores())
    }
}

/// How many threads this machine can run at the same time.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// A round that is being planned, until this is dropped.
#[derive(Debug)]
pub struct Planning<'a> {
    gates: &'a Gates,
    program: ProgramId,
}

impl Drop for Planning<'_> {
    fn drop(&mut self) {
        self.gates.planning().remove(&self.program);
    }
}

fn busy() -> Error {
    let mut refusal = Error::new(Code::Busy, "The server is busy right now. Nothing was changed; please try again.");
    refusal.retry_after = Some(5);
    refusal
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_more_are_inside_than_fit_and_the_queue_is_bounded() {
        let gate = Gate::new(2, 3, Duration::from_secs(20));
        let (inside, most, refused) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| match gate.enter() {
                    Ok(_turn) => {
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(200));
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                    Err(error) => {
                        assert_eq!((error.code, error.retry_after), (Code::Busy, Some(5)));
                        refused.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 2);
        assert!(refused.into_inner() > 0, "the queue has no end");
        assert!(gate.enter().is_ok(), "a place was never given back");
    }

    #[test]
    fn a_program_plans_one_round_at_a_time() {
        let gates = Gates::default();
        let (one, other) = (ProgramId::new(), ProgramId::new());
        let planning = gates.plan(one).unwrap();
        assert_eq!(gates.plan(one).unwrap_err().code, Code::Busy);
        assert!(gates.plan(other).is_ok());
        drop(planning);
        assert!(gates.plan(one).is_ok());
    }

    #[test]
    fn waiting_has_an_end() {
        let gate = Gate::new(1, 1, Duration::from_millis(10));
        let turn = gate.enter().unwrap();
        assert_eq!(gate.enter().unwrap_err().code, Code::Busy);
        drop(turn);
        assert!(gate.enter().is_ok());
    }
}
