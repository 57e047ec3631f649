//! Practice: the weekly plan, debriefs and trends.

pub(crate) mod debriefs;
pub mod plan;
pub(crate) mod trends;
