//! Safety: blocks, and reports of people.

pub(crate) mod blocked_pairs;
pub(crate) mod blocks;
pub(crate) mod reports;
