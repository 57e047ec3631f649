//! Where the next page of a list begins: opaque to the caller, and only valid for that list.

use crate::domain::Timestamp;
use crate::service::Error;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A position in a list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cursor {
    list: String,
    /// The time of the last item on the previous page.
    pub at: Timestamp,
    /// The id of that item, if times may be equal.
    pub id: Option<Uuid>,
}

impl Cursor {
    /// A position in this list.
    pub fn new(list: &str, at: Timestamp, id: Option<Uuid>) -> Self {
        Self { list: list.to_owned(), at, id }
    }

    /// What the caller sends back as `cursor`.
    pub fn encode(&self) -> Option<String> {
        Some(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?))
    }

    /// Reads what the caller sent back.
    pub fn decode(text: &str, list: &str) -> Result<Self, Error> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|cursor| cursor.list == list)
            .ok_or_else(|| {
                Error::invalid("?cursor", "This isn't a cursor of this list. Start without one, then send next_cursor.")
            })
    }
}
