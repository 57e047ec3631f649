//! From columns to types: a value that does not parse is corrupt data, a fault of ours.

use super::StoreError;
use std::fmt::Display;
use std::str::FromStr;

/// Reads a text column as a type.
pub(crate) fn parse<T>(text: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    // The value itself may be somebody's address or name, so it is not told.
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

/// Reads a JSON column.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Other(format!("corrupt {}: {error}", std::any::type_name::<T>())))
}

/// Writes a JSON column.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(error.to_string()))
}
