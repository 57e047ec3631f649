//! Safety: blocks, and reports of people.

pub mod report;
