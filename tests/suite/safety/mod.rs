//! Blocks and reports of people.

mod blocks;
mod reports;
