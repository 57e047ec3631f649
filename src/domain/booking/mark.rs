//! Marks: recorded against somebody who cancelled late, didn't come, or left a session without notes.

use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, MarkId, Prose, SessionId, Timestamp};

string_enum! {
    /// What a mark is for.
    MarkKind, "This isn't a kind of mark." {
        /// They cancelled a session late.
        LateCancel = "late_cancel", "cancelled late";
        /// The other person says they didn't come.
        Absent = "absent", "didn't come";
        /// The notes on a session hadn't come when it ended without them.
        NoNotes = "no_notes", "didn't write the notes";
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

/// Days that a review of a disputed or appealed mark may take before those who decide are reminded.
pub const REMIND_AFTER_DAYS: i64 = 7;

/// Days after which a disputed or appealed mark that nobody has reviewed is removed.
pub const UNDECIDED_AFTER_DAYS: i64 = 14;

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
    /// When its owner disputed or appealed it.
    pub contested_at: Option<Timestamp>,
    /// What its owner said against it.
    pub appeal: Option<Prose<1000>>,
    /// The answer to your appeal.
    pub answer: Option<Prose<1000>>,
}

impl Mark {
    /// Whether it counts: not while it's waiting for a review.
    pub fn counts(&self) -> bool {
        matches!(self.state, MarkState::Counts | MarkState::Upheld) && !self.is_open()
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
