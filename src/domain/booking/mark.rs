//! Marks: recorded against somebody who cancelled late or didn't come.

use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, MarkId, Prose, SessionId, Timestamp};

string_enum! {
    /// What a mark is for.
    MarkKind, "This isn't a kind of mark." {
        /// They cancelled a session late.
        LateCancel = "late_cancel", "cancelled late";
        /// The other person says they didn't come.
        Absent = "absent", "didn't come";
    }
}

string_enum! {
    /// The state of a mark.
    MarkState, "This isn't a state of a mark." {
        /// It counts.
        Counts = "counts", "counts";
        /// Disputed by the marked person: it doesn't count until it has been reviewed.
        Disputed = "disputed", "disputed";
        /// Reviewed, and it counts.
        Upheld = "upheld", "stands";
        /// Reviewed, and removed.
        Lifted = "lifted", "removed";
    }
}

string_enum! {
    /// The decision on an appeal.
    Ruling, "This isn't a decision: uphold or lift." {
        /// It stands.
        Uphold = "uphold", "it stands";
        /// It's removed.
        Lift = "lift", "it's removed";
    }
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: MarkId,
    /// The marked person.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// What it's for.
    pub kind: MarkKind,
    /// Its state.
    pub state: MarkState,
    /// When it was made.
    pub at: Timestamp,
    /// What its owner said against it.
    pub appeal: Option<Prose<1000>>,
    /// The answer to your appeal.
    pub answer: Option<Prose<1000>>,
}

impl Mark {
    /// Whether it counts.
    pub fn counts(&self) -> bool {
        matches!(self.state, MarkState::Counts | MarkState::Upheld)
    }

    /// Whether it's waiting for a review.
    pub fn is_open(&self) -> bool {
        match self.state {
            MarkState::Counts => self.appeal.is_some(),
            MarkState::Disputed => true,
            MarkState::Upheld | MarkState::Lifted => false,
        }
    }
}
