//! What a program's report is drawn up from.

use crate::domain::booking::session::State;
use crate::domain::feedback::reflection::Review;
use crate::domain::{AccountId, Kind, Timestamp};

/// A session among members that both had agreed to.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Who was interviewed.
    pub candidate: AccountId,
    /// What about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
    /// Whether it was called off too late for it to be free.
    pub called_off_late: bool,
    /// Whether somebody said that they would come late.
    pub ran_late: bool,
    /// What was delivered about it.
    pub delivered: Option<Delivered>,
    /// What its candidate said of it.
    pub review: Option<Review>,
}

/// Notes that were delivered.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// When the first version was.
    pub at: Timestamp,
    /// Competency and score, of those that were observed, in the latest version.
    pub scores: Vec<(String, u16)>,
}

/// A member who asked once to be matched.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// When.
    pub at: Timestamp,
    /// When a session was agreed on that came of it.
    pub met_at: Option<Timestamp>,
}
