//! From columns to types: a value that doesn't parse is corrupt data, so an internal error.

use super::StoreError;
use crate::domain::SessionLength;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;

/// Reads a text column as a type.
pub(crate) fn parse<T>(text: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    // The value itself may be somebody's address or name, so it's not in the message.
    text.parse().map_err(|error| StoreError::Other(format!("corrupt {}: {error}", std::any::type_name::<T>())))
}

/// Reads an optional text column as a type.
pub(crate) fn parse_opt<T>(text: Option<&str>) -> Result<Option<T>, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    text.map(parse).transpose()
}

/// An error for an invalid value in this column ("table.column") of the row with this id. The value may be private, so
/// the message doesn't contain it.
pub(crate) fn corrupt(column: &str, id: &str, cause: impl Display) -> StoreError {
    StoreError::Other(format!("corrupt {column} of {id}: {cause}"))
}

/// Reads a session's length in minutes.
pub(crate) fn length(column: &str, id: &str, minutes: i32) -> Result<SessionLength, StoreError> {
    SessionLength::try_from(i64::from(minutes)).map_err(|error| corrupt(column, id, error))
}

/// Reads a document stored as JSON in this column ("table.column") of the row with this id.
pub(crate) fn from_json<T: DeserializeOwned>(column: &'static str, id: &str, text: &str) -> Result<T, StoreError> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(|error| {
        let cause = error.inner().to_string();
        // Serde quotes the value before "expected", and it may be something private.
        let cause = cause.rsplit_once(", expected ").map_or(cause.as_str(), |(_, expected)| expected);
        corrupt(column, id, format_args!("at {}: {cause}", error.path()))
    })
}

/// Reads an optional document.
pub(crate) fn from_json_opt<T: DeserializeOwned>(
    column: &'static str,
    id: &str,
    text: Option<&str>,
) -> Result<Option<T>, StoreError> {
    text.map(|text| from_json(column, id, text)).transpose()
}

/// Writes a JSON column.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(error.to_string()))
}
