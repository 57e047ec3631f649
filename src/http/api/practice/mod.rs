//! Practice: the weekly plan, debriefs and trends.

pub(crate) mod debriefs;
pub(crate) mod plan;
pub(crate) mod plan_settings;
pub(crate) mod trends;
