//! Whether the database can be used: asked of it by a connection of its own, so that a busy pool or a long queue of
//! writers says nothing about it.

use super::{DatabaseUrl, Db, Store, StoreError, leases, migrate};
use crate::domain::Timestamp;
use diesel::connection::SimpleConnection;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// The connection that asks; opened when somebody asks first, and again after a failure.
pub(super) struct Probe {
    url: DatabaseUrl,
    connection: Mutex<Option<Db>>,
    /// When the database answered last, if it did so well.
    answered: Mutex<Option<Instant>>,
}

/// An answer is good for this long: whoever asks often doesn't write often.
const FRESH: Duration = Duration::from_secs(1);

/// How long somebody else's question is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

impl Probe {
    pub(super) fn new(url: &DatabaseUrl) -> Self {
        Self { url: url.clone(), connection: Mutex::new(None), answered: Mutex::new(None) }
    }

    /// Writes and commits something. A database that can be read and not written isn't usable.
    ///
    /// # Errors
    /// Whatever stood in the way; `Busy` while an earlier question has no answer yet; `Newer` for tables of a later
    /// version than this one.
    pub(super) fn ask(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let DatabaseUrl::SqliteMemory = self.url else { return self.ask_connected(now) };
        // Another connection would be to another database.
        store.write(|db| {
            migrate::check_version(db)?;
            leases::touch(db, "readiness", now)
        })
    }

    fn ask_connected(&self, now: Timestamp) -> Result<(), StoreError> {
        let Some(mut held) = self.wait() else {
            return Err(StoreError::Busy("no answer to the check before".to_owned()));
        };
        // Taken out: a connection that failed isn't used again.
        let mut connection = match held.take() {
            Some(connection) => connection,
            None => open(&self.url)?,
        };
        migrate::check_version(&mut connection)?;
        if !self.answered_within(FRESH) {
            connection.write_tx(|db| leases::touch(db, "readiness", now))?;
            *self.answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        }
        *held = Some(connection);
        Ok(())
    }

    /// The connection, once whoever asked before has an answer; `None` if that takes too long.
    fn wait(&self) -> Option<MutexGuard<'_, Option<Db>>> {
        let begun = Instant::now();
        loop {
            match self.connection.try_lock() {
                Ok(held) => return Some(held),
                Err(TryLockError::Poisoned(held)) => return Some(held.into_inner()),
                Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => return None,
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    fn answered_within(&self, time: Duration) -> bool {
        let answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.is_some_and(|at| at.elapsed() < time)
    }
}

fn open(url: &DatabaseUrl) -> Result<Db, StoreError> {
    let opened = Db::open(url, Arc::default());
    let mut connection = opened.map_err(|error| StoreError::not_opened(&error.to_string()))?;
    // Nobody waits long for an answer to this question.
    match &mut connection {
        Db::Sqlite(conn) => conn.batch_execute("PRAGMA busy_timeout = 2000")?,
        Db::Postgres(conn) => conn.batch_execute("SET statement_timeout = '2s'; SET lock_timeout = '2s'")?,
    }
    Ok(connection)
}
