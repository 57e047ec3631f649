//! Matching: requests, offers and swaps.

pub(crate) mod schema;

pub mod declines;
pub mod offers;
pub mod requests;
