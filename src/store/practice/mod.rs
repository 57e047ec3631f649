//! Practice: the weekly plan, debriefs and trends.

pub(crate) mod debriefs;
pub mod plan_settings;
pub mod plan_steps;
pub(crate) mod schema;
