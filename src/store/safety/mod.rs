//! Safety: blocks, and reports of people.

pub(crate) mod schema;

pub mod blocks;
pub mod reports;
