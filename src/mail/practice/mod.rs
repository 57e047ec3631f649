//! Mails about the weekly plan.

mod weekly_plan;

pub use weekly_plan::{Steps, WeeklyPlan};
