//! Practice: the weekly plan, debriefs and trends.

pub mod debriefs;
pub mod plan;
pub mod trends;
