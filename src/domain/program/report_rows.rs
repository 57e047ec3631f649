//! The input for a program's report.

use crate::domain::booking::session::State;
use crate::domain::feedback::reflection::Review;
use crate::domain::{AccountId, Kind, Timestamp};

/// A session among members that both agreed to.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The candidate.
    pub candidate: AccountId,
    /// The kind of interview.
    pub kind: Kind,
    /// Its state.
    pub state: State,
    /// Its start.
    pub starts_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
    /// Whether it was cancelled late.
    pub cancelled_late: bool,
    /// Whether somebody said they'd be late.
    pub ran_late: bool,
    /// The delivered notes.
    pub delivered: Option<Delivered>,
    /// The candidate's review.
    pub review: Option<Review>,
}

/// Delivered notes.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// When the first version was delivered.
    pub at: Timestamp,
    /// Competency and score, of those that were observed, in the latest version.
    pub scores: Vec<(String, u16)>,
}

/// A member's request to be matched.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// When it was made.
    pub at: Timestamp,
    /// When a session from it was agreed on.
    pub met_at: Option<Timestamp>,
}
