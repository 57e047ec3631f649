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

/// The one answer with this status; all others are problems with that status and code.
#[track_caller]
fn one_wins(answers: &[Response], status: u16, lost: u16, code: &str) -> usize {
    let winner = answers.iter().position(|answer| answer.status == status);
    let winner = winner.unwrap_or_else(|| panic!("nobody won: {answers:#?}"));
    for (number, answer) in answers.iter().enumerate() {
        if number != winner {
            answer.problem(lost, code);
        }
    }
    winner
}
