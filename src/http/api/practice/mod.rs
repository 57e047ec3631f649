//! Practice: the weekly plan, debriefs and trends.

use crate::http::contract::{Api, operations};

pub(crate) mod debriefs;
pub(crate) mod plan;
pub(crate) mod plan_settings;
pub(crate) mod trends;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add(
        "Practice",
        operations![
            debriefs: write, list, show, change, remove, retro;
            plan: show, add, change;
            plan_settings: show, change;
            trends: show, chart, next;
        ],
    );
}
