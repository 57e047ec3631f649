//! Rounds: the batch matching of a program.

pub(crate) mod schema;

pub mod participants;
pub mod rounds;
