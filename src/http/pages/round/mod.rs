//! Pages about a program's rounds.

pub(crate) mod answer;
mod times;
