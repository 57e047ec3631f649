//! Matching: requests, offers and swaps.

pub(crate) mod requests;
