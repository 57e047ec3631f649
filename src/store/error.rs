use diesel::result::{DatabaseErrorKind, Error};

/// Database errors, as far as callers handle them differently.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("not found")]
    NotFound,
    /// A unique key is taken.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The database is too busy or can't be reached; trying again may help.
    #[error("database busy: {0}")]
    Busy(String),
    /// The disk is full.
    #[error("disk full: {0}")]
    Full(String),
    /// The tables are of a later version of Candor.
    #[error("the database is of a later version of Candor (migration {0} isn't known here)")]
    Newer(String),
    /// Anything else: an internal error.
    #[error("database: {0}")]
    Other(String),
}

/// SQLite's message after busy_timeout; PostgreSQL's after a deadlock or serialisation failure, after our timeouts, and
/// while it starts or stops.
const BUSY: [&str; 9] = [
    "database is locked",
    "deadlock detected",
    "due to lock timeout",
    "due to statement timeout",
    "due to idle-in-transaction timeout",
    "the database system is",
    "terminating connection",
    "server closed the connection",
    "too many clients",
];

/// Messages of both databases when the disk is full.
const FULL: [&str; 3] = ["database or disk is full", "No space left on device", "could not extend file"];

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => Self::Conflict(info.message().to_owned()),
            Error::DatabaseError(
                DatabaseErrorKind::SerializationFailure
                | DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand,
                info,
            ) => Self::Busy(info.message().to_owned()),
            // Diesel has no error kinds for these.
            Error::DatabaseError(_, info) if FULL.iter().any(|said| info.message().contains(said)) => {
                Self::Full(info.message().to_owned())
            }
            Error::DatabaseError(_, info) if BUSY.iter().any(|said| info.message().contains(said)) => {
                Self::Busy(info.message().to_owned())
            }
            other => Self::Other(other.to_string()),
        }
    }
}
