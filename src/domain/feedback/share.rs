//! Links that a candidate makes to feedback they received.

use crate::domain::{DisplayName, SessionId, ShareId, Timestamp};

/// A link to the feedback on one session. Anyone who has the link can read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// The session that the feedback is on.
    pub session: SessionId,
    /// What the candidate calls it.
    pub name: DisplayName,
    /// Whether the candidate's own ratings are shown beside the interviewer's.
    pub with_self_assessment: bool,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

crate::domain::bounded!(
    /// Days, 1 to 90.
    ShareDays, 1, 90, "A link can work for a whole number of days from 1 to 90."
);

impl ShareDays {
    /// How long a link works by default.
    pub const MONTH: Self = Self(30);
}
