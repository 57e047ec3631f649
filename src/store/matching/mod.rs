//! Matching: requests, offers and swaps.

pub mod declines;
pub mod offers;
pub mod requests;
pub(crate) mod schema;
