//! Matching: requests, offers and swaps.

pub(crate) mod declines;
pub(crate) mod offers;
pub(crate) mod queue_places;
pub(crate) mod requests;
pub(crate) mod schema;
