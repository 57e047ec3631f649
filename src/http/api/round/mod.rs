//! Rounds: the batch matching of a program.

pub(crate) mod plans;
pub(crate) mod publish;
pub(crate) mod rounds;
