//! Matching: requests, offers and swaps.

use crate::http::contract::{Api, operations};

pub(crate) mod requests;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Requests", operations![requests: create, list, show, change, withdraw, accept, decline]);
}
