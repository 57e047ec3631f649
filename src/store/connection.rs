use super::{DatabaseUrl, StoreError};
use diesel::connection::{
    AnsiTransactionManager, DebugQuery, Instrumentation, InstrumentationEvent, SimpleConnection, TransactionManager,
};
use diesel::prelude::*;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One connection to either database; most queries are written once, against this.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs an expression on the connection behind a [`Db`], for what the multi-connection lacks:
/// batch inserts and row locks.
macro_rules! each {
    ($conn:ident => $expression:expr) => {
        match $conn {
            $crate::store::Db::Postgres($conn) => $expression,
            $crate::store::Db::Sqlite($conn) => $expression,
        }
    };
}
pub(crate) use each;

impl Db {
    /// Opens a connection, with the settings every caller relies on: UTC, foreign keys, WAL.
    pub(crate) fn open(url: &DatabaseUrl, statements: Arc<AtomicU64>) -> ConnectionResult<Self> {
        let mut conn = match url {
            DatabaseUrl::Postgres(url) => {
                let mut conn = PgConnection::establish(&bounded(url))?;
                conn.batch_execute(SESSION).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Self::Postgres(conn)
            }
            DatabaseUrl::SqliteFile(path) => Self::Sqlite(open_sqlite(path)?),
            DatabaseUrl::SqliteMemory => Self::Sqlite(open_sqlite(":memory:")?),
        };
        conn.set_instrumentation(Count(statements));
        Ok(conn)
    }

    /// Begins a writing transaction. On SQLite it takes the write lock at once: a deferred transaction that writes
    /// later fails with "locked" despite busy_timeout.
    fn begin(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn),
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
        }
    }

    /// Whether a transaction is open, or its state unknown.
    pub(crate) fn is_in_transaction(&mut self) -> bool {
        let conn = self;
        each!(conn => AnsiTransactionManager::is_broken_transaction_manager(conn))
    }

    fn commit(&mut self) -> QueryResult<()> {
        let conn = self;
        each!(conn => AnsiTransactionManager::commit_transaction(conn))
    }

    fn rollback(&mut self) -> QueryResult<()> {
        let conn = self;
        each!(conn => AnsiTransactionManager::rollback_transaction(conn))
    }

    /// Runs `work` in a writing transaction: committed if it returns `Ok`, rolled back otherwise.
    pub fn write_tx<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.begin().map_err(StoreError::from)?;
        match work(self) {
            Ok(value) => {
                self.commit().map_err(StoreError::from)?;
                Ok(value)
            }
            Err(error) => {
                // The original error is more useful than that of a failed rollback; the pool closes a connection that
                // couldn't roll back.
                if let Err(rollback) = self.rollback() {
                    tracing::warn!(error = %rollback, "rolling back failed");
                }
                Err(error)
            }
        }
    }
}

/// The settings of every connection to PostgreSQL. Nothing waits forever: not for a row lock, not for a statement, and
/// not for a transaction that was left open.
const SESSION: &str = "SET TIME ZONE 'UTC'; SET lock_timeout = '5s'; SET statement_timeout = '30s'; \
    SET idle_in_transaction_session_timeout = '60s'";

/// Adds timeouts for an unresponsive server to the URL, unless it has its own.
fn bounded(url: &str) -> String {
    let Ok(mut url) = url::Url::parse(url) else { return url.to_owned() };
    let set: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    let times = [
        ("connect_timeout", "5"),
        ("keepalives_idle", "30"),
        ("keepalives_interval", "10"),
        ("keepalives_count", "3"),
        ("tcp_user_timeout", "20000"),
    ];
    for (name, value) in times.into_iter().filter(|(name, _)| !set.iter().any(|given| given == name)) {
        url.query_pairs_mut().append_pair(name, value);
    }
    url.into()
}

fn open_sqlite(path: &str) -> ConnectionResult<SqliteConnection> {
    let mut conn = SqliteConnection::establish(path)?;
    // synchronous=NORMAL keeps a WAL database consistent, but a power cut may lose the last commits, so FULL.
    conn.batch_execute(
        "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    )
    .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Counts statements, so that tests can check that a listing needs the same number for 10 and 1,000 people. Logs them,
/// without their values, with `candor::sql=trace`.
struct Count(Arc<AtomicU64>);

impl Instrumentation for Count {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            self.0.fetch_add(1, Ordering::Relaxed);
            tracing::trace!(target: "candor::sql", "{}", WithoutValues(query));
        }
    }
}

/// A statement as it's sent, without its values, which may be private.
struct WithoutValues<'a>(&'a dyn DebugQuery);

impl fmt::Display for WithoutValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.to_string();
        f.write_str(whole.split(" -- binds").next().unwrap_or_default())
    }
}
