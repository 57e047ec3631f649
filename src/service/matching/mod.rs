//! Matching: requests, offers and swaps.

pub mod matcher;
pub mod requests;
pub mod swaps;
