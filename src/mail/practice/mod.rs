//! Mails about the weekly plan.

pub(crate) mod weekly_plan;
