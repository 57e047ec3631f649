//! Programs: members, invitations, questions of their own and reports.

use crate::http::contract::{Api, operations};

pub(crate) mod invitations;
pub(crate) mod members;
pub(crate) mod messages;
pub(crate) mod programs;
pub(crate) mod questions;
pub(crate) mod report_people;
pub(crate) mod report_views;
pub(crate) mod reports;
pub(crate) mod sessions;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add(
        "Programs",
        operations![
            invitations: create, list, withdraw, send, accept, join;
            members: list, change, remove, overview;
            messages: write;
            programs: create, list, show, change, rotate_code;
            questions: list, add, show, change, take_out;
            reports: show, export, chart;
            sessions: list;
            report_people: show;
        ],
    );
}
