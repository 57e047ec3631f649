//! Matching: requests, offers and swaps.

mod lease;

pub mod matcher;
pub(crate) mod requests;
pub mod swaps;
