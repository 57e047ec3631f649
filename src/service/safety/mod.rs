//! Safety: blocks, and reports of people.

pub(crate) mod blocked_pairs;
pub mod blocks;
pub mod reports;
