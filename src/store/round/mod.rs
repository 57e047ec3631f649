//! Rounds: the batch matching of a program.

pub mod participants;
pub mod rounds;
pub(crate) mod schema;
