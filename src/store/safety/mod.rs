//! Safety: blocks, and reports of people.

pub(crate) mod blocks;
pub(crate) mod reports;
pub(crate) mod schema;
