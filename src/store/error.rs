use diesel::result::{DatabaseErrorKind, Error};

/// What can go wrong with the database, as far as callers act differently on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("not found")]
    NotFound,
    /// A unique key is taken.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The database is too busy or cannot be reached; trying again may help.
    #[error("database busy: {0}")]
    Busy(String),
    /// The disk is full.
    #[error("disk full: {0}")]
    Full(String),
    /// The tables are of a later version of Candor.
    #[error("the database is of a later version of Candor (migration {0} isn't known here)")]
    Newer(String),
    /// Anything else: a fault of ours.
    #[error("database: {0}")]
    Other(String),
}

/// What SQLite says after busy_timeout; what PostgreSQL says to the one of two transactions it lets go, after our
/// timeouts, and while it starts or stops.
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

/// What either says when nothing more can be written.
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
            // Diesel has no kinds for these.
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
