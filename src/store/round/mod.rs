//! Rounds: the batch matching of a program.

pub mod outcomes;
pub mod participants;
pub(crate) mod rounds;
pub(crate) mod schema;
