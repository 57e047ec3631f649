//! The weekly plan: what somebody practises, and when.

use crate::domain::feedback::notes::ActionStep;
use crate::domain::vocabulary::string_enum;
use crate::domain::{Prose, StepId, Timestamp};
use uuid::Uuid;

pub use crate::domain::Week;

string_enum! {
    /// Where a step in the plan comes from.
    StepSource, "This isn't where a step comes from: feedback, debrief or own." {
        /// An action step of the feedback on a session.
        Feedback = "feedback", "from your feedback";
        /// A "next time" item from a debrief.
        Debrief = "debrief", "from your debrief";
        /// Added by the person themselves.
        Own = "own", "your own";
    }
}

string_enum! {
    /// The state of a step in the plan.
    StepState, "This isn't a state of a step: open, done or dropped." {
        /// Still to be done.
        Open = "open", "open";
        /// Done.
        Done = "done", "done";
        /// Dropped, with a reason.
        Dropped = "dropped", "dropped";
    }
}

/// A person's settings for their plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanSettings {
    /// When the next weekly mail is due; `None` if they don't want it.
    pub next_mail_at: Option<Timestamp>,
    /// Whether open steps are in their calendar feed.
    pub in_calendar: bool,
    /// Whether interviewers see their latest action steps in the brief.
    pub in_briefs: bool,
}

/// A step in a weekly plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What to do, when, and how to check that it's done; for a step of their own, only what to do is required.
    pub text: ActionStep,
    /// Where it comes from.
    pub source: StepSource,
    /// The session or debrief it comes from.
    pub source_id: Option<Uuid>,
    /// Its position there.
    pub position: Option<i32>,
    /// The week it's planned for.
    pub week: Week,
    /// Its state.
    pub state: StepState,
    /// Why it was dropped; empty otherwise.
    pub why: Prose<500>,
    /// When it was done or dropped.
    pub settled_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
}
