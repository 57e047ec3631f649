//! Matching: requests, offers and swaps.

mod lease;

pub mod matcher;
pub mod requests;
pub mod swaps;
