//! Many at one moment: whatever they do at once, one consistent state comes of it.

mod accounts;
mod booking;
mod limits;
mod notes;
mod sessions;

use crate::support::Response;

/// How many of these answers have this status.
fn with_status(answers: &[Response], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}
