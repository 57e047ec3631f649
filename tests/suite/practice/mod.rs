//! The weekly plan, debriefs and trends.

mod debriefs;
mod plan;
mod trends;
pub(crate) mod weekly;
