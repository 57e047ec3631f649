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
    /// Anything else: a fault of ours.
    #[error("database: {0}")]
    Other(String),
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
            // SQLite says so after busy_timeout, PostgreSQL to the one of two it lets go; diesel has no kind for them.
            Error::DatabaseError(_, info)
                if ["database is locked", "deadlock detected"].iter().any(|said| info.message().contains(said)) =>
            {
                Self::Busy(info.message().to_owned())
            }
            other => Self::Other(other.to_string()),
        }
    }
}
