//! Marks: what is noted against somebody who called off late or did not come.

use crate::domain::vocabulary::string_enum;
use crate::domain::{AccountId, MarkId, Prose, SessionId, Timestamp};

string_enum! {
    /// What a mark is for.
    MarkKind, "This isn't a kind of mark." {
        /// A session was called off late.
        LateCancel = "late_cancel", "cancelled late";
        /// The other person says that they did not come.
        Absent = "absent", "didn't come";
    }
}

string_enum! {
    /// The state of a mark.
    MarkState, "This isn't a state of a mark." {
        /// It counts.
        Counts = "counts", "counts";
        /// The one marked says otherwise: it does not count until somebody has looked at it.
        Disputed = "disputed", "disputed";
        /// Somebody looked at it, and it counts.
        Upheld = "upheld", "stands";
        /// Somebody looked at it and took it back.
        Lifted = "lifted", "removed";
    }
}

string_enum! {
    /// The decision on an appeal.
    Ruling, "This isn't a decision: uphold or lift." {
        /// It stands.
        Uphold = "uphold", "it stands";
        /// It is taken back.
        Lift = "lift", "it's removed";
    }
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: MarkId,
    /// Whose it is.
    pub account: AccountId,
    /// Of which session.
    pub session: SessionId,
    /// For what.
    pub kind: MarkKind,
    /// How it stands.
    pub state: MarkState,
    /// Since when.
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

    /// Whether somebody is to look at it.
    pub fn is_open(&self) -> bool {
        match self.state {
            MarkState::Counts => self.appeal.is_some(),
            MarkState::Disputed => true,
            MarkState::Upheld | MarkState::Lifted => false,
        }
    }
}
