//! Booking: sessions, attendance, moves, stand-ins and reliability.

use crate::http::contract::{Api, operations};

pub(crate) mod attendance;
pub(crate) mod digest;
pub(crate) mod moves;
pub(crate) mod reliability;
pub(crate) mod sessions;
pub(crate) mod stand_ins;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Me", operations![digest: show, put; reliability: show, appeal]);
    api.add(
        "Sessions",
        operations![
            attendance: confirm, run_late, no_show, dispute, history;
            moves: propose, list, show, accept, decline, withdraw, move_alone, openings;
            sessions: book, list, show, invitation, set_place, cancel, keep_other;
            stand_ins: list, accept, decline;
        ],
    );
    api.add("Programs", operations![reliability: list, decide, list_all, decide_as_operator]);
}
