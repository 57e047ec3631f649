//! Feedback: brief, notes, late notes, follow-up questions, shares, reflection, thanks and calibration.

use crate::http::contract::{Api, operations};

pub(crate) mod attachments;
pub(crate) mod brief;
pub(crate) mod calibration;
pub(crate) mod follow_ups;
pub(crate) mod late_notes;
pub(crate) mod live_notes;
pub(crate) mod monthly_summary;
pub(crate) mod notes;
pub(crate) mod received;
pub(crate) mod reflection;
pub(crate) mod shares;
pub(crate) mod thanks;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Me", operations![monthly_summary: show, put]);
    api.add(
        "Programs",
        operations![
            late_notes: list, list_all, reassign, reassign_as_operator, release, release_as_operator;
        ],
    );
    api.add("Calibration", operations![calibration: show, show_sample, rate_sample, show_rated]);
    api.add(
        "Notes",
        operations![
            brief: show;
            late_notes: mine;
            live_notes: add_moment, add_hint;
            notes: show, save, submit, amend;
        ],
    );
    api.add(
        "Feedback",
        operations![
            received: list, show, versions, markdown, pdf;
            follow_ups: ask, list, answer;
            attachments: attach, list, change, take_back;
            reflection: assess, assessed, review, reviewed;
            shares: make, list, revoke;
            thanks: give, show;
        ],
    );
}
