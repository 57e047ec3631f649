use super::probe::Probe;
use super::{DatabaseUrl, Db, StoreError};
use crate::domain::Timestamp;
use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// The database behind a pool. On SQLite there's one writer and several readers, so that writers queue here, in memory,
/// instead of at the file lock.
#[derive(Clone)]
pub struct Store {
    writers: Pool<Manager>,
    readers: Pool<Manager>,
    statements: Arc<AtomicU64>,
    probe: Arc<Probe>,
    /// Whether the disk was full at the last write.
    full: Arc<AtomicBool>,
}

impl Store {
    /// Connects. `size` is the number of connections to PostgreSQL, or of SQLite readers.
    pub fn open(url: &DatabaseUrl, size: u32) -> Result<Self, StoreError> {
        let statements = Arc::new(AtomicU64::new(0));
        if let DatabaseUrl::SqliteFile(_) = url {
            // Fails at once; the pool would try for ten seconds.
            Db::open(url, statements.clone()).map_err(|error| StoreError::not_opened(&format!("{url}: {error}")))?;
        }
        let pool = |size: u32| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(Duration::from_secs(10))
                .build(Manager { url: url.clone(), statements: statements.clone() })
                .map_err(|error| StoreError::not_opened(&format!("{url}: {error}")))
        };
        let (writers, readers) = match url {
            DatabaseUrl::SqliteFile(_) => (pool(1)?, pool(size)?),
            // Each connection to an in-memory database would get its own database.
            DatabaseUrl::SqliteMemory => {
                let one = pool(1)?;
                (one.clone(), one)
            }
            DatabaseUrl::Postgres(_) => {
                let all = pool(size)?;
                (all.clone(), all)
            }
        };
        Ok(Self { writers, readers, statements, probe: Arc::new(Probe::new(url)), full: Arc::default() })
    }

    /// Runs queries that change nothing. Each sees what was committed when it began.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
        work(&mut *get(&self.readers)?)
    }

    /// Runs one writing transaction (see [`Db::write_tx`]).
    pub fn write<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut Db) -> Result<T, E>) -> Result<T, E> {
        get(&self.writers)?.write_tx(work)
    }

    /// Checks that the database can be written to, on a separate connection.
    pub fn check(&self, now: Timestamp) -> Result<(), StoreError> {
        let answer = self.probe.ask(self, now);
        let full = matches!(answer, Err(StoreError::Full(_)));
        // Logged once, instead of by every request that fails.
        match (full, self.full.swap(full, Ordering::Relaxed)) {
            (true, false) => tracing::error!("nothing can be written: the database's disk is full"),
            (false, true) if answer.is_ok() => tracing::info!("the database's disk has room again"),
            _ => {}
        }
        answer
    }

    /// Moves the write-ahead log into the database file, so that a copy of that file is complete. Called before the process ends.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.bare(|db| match db {
            Db::Sqlite(conn) => Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?),
            Db::Postgres(_) => Ok(()),
        })
    }

    /// A connection for work that manages its own transactions, such as migrations.
    pub(crate) fn bare<T>(&self, work: impl FnOnce(&mut Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        work(&mut *get(&self.writers)?)
    }

    /// How many SQL statements this store has run so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

fn get(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>, StoreError> {
    pool.get().map_err(|error| StoreError::Busy(error.to_string()))
}

struct Manager {
    url: DatabaseUrl,
    statements: Arc<AtomicU64>,
}

impl ManageConnection for Manager {
    type Connection = Db;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Db, Self::Error> {
        Db::open(&self.url, self.statements.clone()).map_err(Self::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Db) -> Result<(), Self::Error> {
        match conn {
            // A file doesn't go away between two uses; a server might.
            Db::Sqlite(_) => Ok(()),
            Db::Postgres(conn) => conn.batch_execute("SELECT 1").map_err(Self::Error::QueryError),
        }
    }

    fn has_broken(&self, conn: &mut Db) -> bool {
        // A panic, or a rollback that failed, may have left a transaction open.
        std::thread::panicking() || conn.is_in_transaction()
    }
}
