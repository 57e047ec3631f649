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
    /// It can't be opened: no such server, no permission, a wrong path.
    #[error("the database can't be opened: {0}")]
    Unreachable(String),
    /// Its files are corrupt.
    #[error("the database is damaged, restore it from a backup: {0}")]
    Damaged(String),
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

/// Messages of either database about corrupt files.
const DAMAGED: [&str; 6] = [
    "file is not a database",
    "database disk image is malformed",
    "malformed database schema",
    "invalid page in block",
    "could not read block",
    "unexpected data beyond EOF",
];

/// Whether this message is about corrupt files.
pub(super) fn says_damaged(said: &str) -> bool {
    DAMAGED.iter().any(|damage| said.contains(damage))
}

impl StoreError {
    /// The error for a connection that can't be opened.
    pub(super) fn not_opened(said: &str) -> Self {
        if says_damaged(said) { Self::Damaged(said.to_owned()) } else { Self::Unreachable(said.to_owned()) }
    }
}

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
            Error::DatabaseError(_, info) if says_damaged(info.message()) => Self::Damaged(info.message().to_owned()),
            Error::DatabaseError(_, info) if BUSY.iter().any(|said| info.message().contains(said)) => {
                Self::Busy(info.message().to_owned())
            }
            other => Self::Other(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: &str) -> StoreError {
        Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned())).into()
    }

    #[test]
    fn damage_is_no_busyness() {
        for message in [
            "database disk image is malformed",
            "file is not a database",
            "malformed database schema (accounts)",
            "invalid page in block 17 of relation base/16384/2619",
        ] {
            assert!(matches!(said(message), StoreError::Damaged(_)), "{message}");
            assert!(matches!(StoreError::not_opened(message), StoreError::Damaged(_)), "{message}");
        }
        assert!(matches!(said("database is locked"), StoreError::Busy(_)));
        assert!(matches!(said("database or disk is full"), StoreError::Full(_)));
        assert!(matches!(StoreError::not_opened("unable to open database file"), StoreError::Unreachable(_)));
    }
}
