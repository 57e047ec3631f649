//! Checks whether the database works, on a separate connection, so that a busy pool or a long queue of writers doesn't
//! affect the result.

use super::{DatabaseUrl, Db, Store, StoreError, leases, migrate};
use crate::domain::Timestamp;
use diesel::connection::SimpleConnection;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// The probe's connection; opened on first use, and again after a failure.
pub(super) struct Probe {
    url: DatabaseUrl,
    connection: Mutex<Option<Db>>,
    /// When the database last answered successfully.
    answered: Mutex<Option<Instant>>,
}

/// How long a result is reused, so that frequent checks don't cause frequent writes.
const FRESH: Duration = Duration::from_secs(1);

/// How long to wait for another check in progress.
const PATIENCE: Duration = Duration::from_secs(3);

impl Probe {
    pub(super) fn new(url: &DatabaseUrl) -> Self {
        Self { url: url.clone(), connection: Mutex::new(None), answered: Mutex::new(None) }
    }

    /// Writes and commits something. A database that can only be read isn't usable.
    ///
    /// # Errors
    /// Any database error; `Busy` while an earlier check is still running; `Newer` if the database is from a later version.
    pub(super) fn ask(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let DatabaseUrl::SqliteMemory = self.url else { return self.ask_connected(now) };
        // Another connection would get another database.
        store.write(|db| {
            migrate::check_version(db)?;
            leases::touch(db, "readiness", now)
        })
    }

    fn ask_connected(&self, now: Timestamp) -> Result<(), StoreError> {
        let Some(mut held) = self.wait() else {
            return Err(StoreError::Busy("no answer to the check before".to_owned()));
        };
        // Taken out, so that a failed connection isn't reused.
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

    /// Waits for an earlier check to finish; `None` if that takes too long.
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
    // Use short timeouts for this check.
    match &mut connection {
        Db::Sqlite(conn) => conn.batch_execute("PRAGMA busy_timeout = 2000")?,
        Db::Postgres(conn) => conn.batch_execute("SET statement_timeout = '2s'; SET lock_timeout = '2s'")?,
    }
    Ok(connection)
}
