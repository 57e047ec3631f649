//! Safety: blocks, and reports of people.

use crate::http::contract::{Api, operations};

pub(crate) mod blocks;
pub(crate) mod reports;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add(
        "Safety",
        operations![
            blocks: list, keep_away, let_back;
            reports: file, mine, of_program, all, show, close;
        ],
    );
}
