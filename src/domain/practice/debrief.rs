//! Debriefs: a person's private reflection on an interview.

use crate::domain::vocabulary::string_enum;
use crate::domain::{DebriefId, Kind, Line, LocalDate, Prose, SessionId, Timestamp, UpTo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

string_enum! {
    /// What a debrief is about.
    About, "This isn't what a debrief is about: session, interview or cycle." {
        /// A mock session here.
        Session = "session", "a mock session";
        /// A real interview somewhere.
        Interview = "interview", "a real interview";
        /// A whole application cycle, which groups real interviews.
        Cycle = "cycle", "an application cycle";
    }
}

string_enum! {
    /// How an application ended.
    Outcome, "This isn't an outcome: offer, declined, rejected or no_answer." {
        /// The company made an offer.
        Offer = "offer", "an offer";
        /// The candidate declined.
        Declined = "declined", "declined it yourself";
        /// The company said no.
        Rejected = "rejected", "they said no";
        /// Nobody answered.
        NoAnswer = "no_answer", "no answer";
    }
}

string_enum! {
    /// What caused it.
    Cause, "This isn't a cause: preparation, nerves, misread_question, knowledge_gap, use_of_time, unfamiliar_tools; \
            timing, budget, location, someone_more_senior or luck." {
        /// Controllable.
        Preparation = "preparation", "preparation";
        /// Controllable.
        Nerves = "nerves", "nerves";
        /// Controllable.
        MisreadQuestion = "misread_question", "a misread question";
        /// Controllable.
        KnowledgeGap = "knowledge_gap", "a knowledge gap";
        /// Controllable.
        UseOfTime = "use_of_time", "use of time";
        /// Controllable.
        UnfamiliarTools = "unfamiliar_tools", "unfamiliar tools";
        /// Not controllable.
        Timing = "timing", "timing";
        /// Not controllable.
        Budget = "budget", "budget";
        /// Not controllable.
        Location = "location", "location";
        /// Not controllable.
        SomeoneMoreSenior = "someone_more_senior", "someone more senior wanted";
        /// Not controllable.
        Luck = "luck", "luck";
    }
}

impl Cause {
    /// Whether it was under the candidate's control.
    pub fn in_hand(self) -> bool {
        !matches!(self, Self::Timing | Self::Budget | Self::Location | Self::SomeoneMoreSenior | Self::Luck)
    }
}

/// The content of a debrief.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DebriefText {
    /// How it felt, in two lines at most. Nobody else sees it.
    pub feelings: Prose<300>,
    /// What went well.
    pub went_well: Prose<4000>,
    /// What could have gone better.
    pub could_have_gone_better: Prose<4000>,
    /// What you'd do next time, each a step to try.
    #[schema(value_type = Vec<Prose<500>>, max_items = 5)]
    pub next_time: UpTo<5, Prose<500>>,
    /// Whether to add what you'd do next time to your weekly plan.
    pub in_plan: bool,
    /// What caused it, in your hands or not.
    #[schema(value_type = Vec<Cause>, max_items = 11)]
    pub causes: UpTo<11, Cause>,
    /// Which kind of interview it was, for real interviews; for a mock session we know it.
    pub kind: Option<Kind>,
    /// Ids of competencies of that kind's template that could have gone better.
    #[schema(value_type = Vec<Line<60>>, max_items = 10)]
    pub competencies: UpTo<10, Line<60>>,
    /// When it was.
    pub held_on: Option<LocalDate>,
    /// The company, for real interviews and cycles.
    pub company: Option<Line<120>>,
    /// The role, for real interviews and cycles.
    pub role: Option<Line<120>>,
    /// How it ended, for real interviews and cycles.
    pub outcome: Option<Outcome>,
}

/// A debrief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debrief {
    /// Its id.
    pub id: DebriefId,
    /// What it is about.
    pub about: About,
    /// The mock session.
    pub session: Option<SessionId>,
    /// The cycle a real interview belongs to.
    pub cycle: Option<DebriefId>,
    /// What was written down.
    pub text: DebriefText,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
