//! Rounds: the batch matching of a program.

use crate::http::contract::{Api, operations};

pub(crate) mod asking;
pub(crate) mod plans;
pub(crate) mod publish;
mod reasons;
mod results;
pub(crate) mod rounds;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Sessions", operations![publish: decline]);
    api.add(
        "Rounds",
        operations![
            asking: ask;
            plans: preview, kept, decide, delete_pair_decision;
            publish: publish, export;
            rounds: make, list, show, change, delete_round, entry, put_entry;
        ],
    );
}
