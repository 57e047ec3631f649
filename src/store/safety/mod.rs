//! Safety: blocks, and reports of people.

pub mod blocks;
pub mod reports;
pub(crate) mod schema;
