//! Links that a candidate makes to feedback they received.

use crate::domain::{DisplayName, SessionId, ShareId, Timestamp};

/// A link to the feedback on one session. Its secret is known to whoever was given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// The session that the feedback is on.
    pub session: SessionId,
    /// What the candidate calls it.
    pub name: DisplayName,
    /// Whether the candidate's own ratings stand beside the interviewer's.
    pub with_self_assessment: bool,
    /// From when on it opens nothing.
    pub expires_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

crate::domain::bounded!(
    /// Days, 1 to 90.
    ShareDays, 1, 90, "A link can work for a whole number of days from 1 to 90."
);

impl ShareDays {
    /// What a link holds for unless somebody says otherwise.
    pub const MONTH: Self = Self(30);
}
