//! A round: one batch matching of a program.

mod ask;
mod bounds;
mod compared;
mod outcome;
mod reasons;
mod solve;
mod waiting;

use crate::domain::account::profile::HorizonDays;
use crate::domain::matching::request::{Moment, Window};
use crate::domain::vocabulary::string_enum;
use crate::domain::{
    AccountId, DisplayName, Fault, Kind, Language, Level, LocalDate, ProgramId, Prose, RoundId, SessionLength, Span,
    Timestamp, Topic, UpTo, Zone,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use ask::{RoundAsk, RoundPerson, ask, last_sessions, windows};
pub use compared::Compared;
pub use outcome::{Fate, FollowedOutcome, Outcome, Results, RoundSession};
pub use reasons::{
    RestingMember, SuggestedChange, Suggestion, UnmatchedCandidate, UnmatchedInterviewer, WhyNot, WhyNotInterviewing,
    WhyResting,
};
pub use solve::{RoundInput, solve};
pub use waiting::{could_not_meet, rounds_waited};

string_enum! {
    /// The state of a round.
    RoundState, "This isn't a state of a round: open or published." {
        /// In preparation.
        Open = "open", "open";
        /// Its sessions are booked.
        Published = "published", "published";
    }
}

string_enum! {
    /// A coordinator's decision about two people.
    Decision, "This isn't a decision about a pair: pinned or forbidden." {
        /// They must be matched.
        Pinned = "pinned", "pinned";
        /// They must not be matched in this round.
        Forbidden = "forbidden", "forbidden";
    }
}

/// The longest round, in days.
const MAX_DAYS: i64 = 56;

/// A round's settings, made by its coordinators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundSettings {
    /// Its name.
    pub name: DisplayName,
    /// Its first day, in the program's zone.
    pub starts_on: LocalDate,
    /// Its last day.
    pub ends_on: LocalDate,
    /// The length of its sessions.
    pub length: SessionLength,
    /// The kind of interview; each candidate's own if none is set.
    pub kind: Option<Kind>,
    /// Who takes part; everybody in the program if not set.
    pub members: Option<UpTo<2000, AccountId>>,
    /// Until when its members are asked to say their hours; until it's published if not set.
    pub answer_by: Option<Timestamp>,
}

impl RoundSettings {
    /// The round's days in the program's zone.
    pub fn days(&self, zone: Zone) -> Span {
        let after = self.ends_on.date().succ_opt().unwrap_or(self.ends_on.date());
        let [from, to] = [self.starts_on.date(), after].map(|date| Moment::midnight(date).resolve(zone, false));
        Span::new(from, to)
    }

    /// Rejects days on which no round can be held.
    pub fn check(&self, zone: Zone, now: Timestamp) -> Result<(), Fault> {
        let (days, end) = (self.ends_on.day() - self.starts_on.day(), self.days(zone).to);
        let detail = if days < 0 {
            "The last day is before the first. Please swap them."
        } else if days >= MAX_DAYS {
            "A round can last eight weeks at most. Please split it in two."
        } else if end <= now {
            "That day is over. Please choose one in the future."
        } else if end > now.plus_days(HorizonDays::MAX) {
            "Sessions can't be booked more than 180 days ahead."
        } else if self.answer_by.is_some_and(|until| end <= until) {
            return Err(Fault::new("/answer_by", "That's after the round. Please choose an earlier time."));
        } else {
            return Ok(());
        };
        Err(Fault::new("/ends_on", detail))
    }
}

/// A stored round.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// The program this round belongs to.
    pub program: ProgramId,
    /// Its settings.
    pub plans: RoundSettings,
    /// Its state.
    pub state: RoundState,
    /// The plan's revision; raised by anything that makes a plan out of date.
    pub revision: i32,
    /// The plan, while it is up to date.
    pub plan: Option<RoundPlan>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

/// A member's settings for one round. What is missing is taken from their profile and hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Whether they take part, in either seat.
    #[serde(default = "yes")]
    pub taking_part: bool,
    /// When they could practise: up to 50 windows.
    #[serde(default)]
    pub windows: Option<UpTo<50, Window>>,
    /// The kind of interview; a round of one kind has its own.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The level.
    #[serde(default)]
    pub level: Option<Level>,
    /// Topics; they rank interviewers and exclude none.
    #[serde(default)]
    pub topics: Option<UpTo<30, Topic>>,
    /// The language.
    #[serde(default)]
    pub language: Option<Language>,
    /// What they want to practise; the interviewer reads it before.
    #[serde(default)]
    pub aims: Prose<2000>,
}

fn yes() -> bool {
    true
}

impl Default for Entry {
    fn default() -> Self {
        Self {
            taking_part: true,
            windows: None,
            kind: None,
            level: None,
            topics: None,
            language: None,
            aims: Prose::default(),
        }
    }
}

/// A coordinator's decision about two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairDecision {
    /// The candidate.
    pub candidate: AccountId,
    /// The interviewer.
    pub interviewer: AccountId,
    /// The decision.
    pub decision: Decision,
    /// When a pinned pair meets; the earliest time that suits both if not set.
    pub starts_at: Option<Timestamp>,
}

/// The result of a preview, and what publishing books.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundPlan {
    /// When it was made.
    pub solved_at: Timestamp,
    /// Who meets whom, earliest first.
    pub pairs: Vec<PlannedPair>,
    /// Which candidates have no session, and why.
    pub unmatched: Vec<UnmatchedCandidate>,
    /// Which interviewers have none, and why.
    #[serde(default)]
    pub unmatched_interviewers: Vec<UnmatchedInterviewer>,
    /// Who doesn't take part in one of their seats, and why.
    #[serde(default)]
    pub resting: Vec<RestingMember>,
    /// Pinned pairs that aren't possible.
    pub refused_pins: Vec<RefusedPin>,
    /// How good the plan is known to be.
    pub proof: Proven,
}

/// A pair of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedPair {
    /// The candidate.
    pub candidate_id: AccountId,
    /// The interviewer.
    pub interviewer_id: AccountId,
    /// When (UTC).
    pub starts_at: Timestamp,
    /// What it is about.
    pub kind: Kind,
    /// For which level.
    pub level: Level,
    /// Topics asked for.
    pub topics: UpTo<30, Topic>,
    /// The language.
    pub language: Language,
    /// How well they match, 0 to 100. For ranking only; nobody is graded.
    pub fit: u32,
    /// Why this pair, each in a few words.
    pub why: Vec<String>,
    /// How many earlier rounds the candidate missed out on.
    pub waited: u32,
    /// Whether they have met before.
    pub repeats: bool,
    /// Whether a coordinator pinned it.
    pub pinned: bool,
}

/// A pinned pair that isn't possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefusedPin {
    /// The candidate.
    pub candidate_id: AccountId,
    /// The interviewer.
    pub interviewer_id: AccountId,
    /// Why not, and what would help.
    pub words: String,
}

/// How good the plan is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Proven {
    /// `optimal`: no plan matches more people or fits better. `most`: no plan matches more people, weighted by how
    /// long they've waited. `bound`: see `gap`. `none`: the plan had to be corrected after solving.
    pub proof: ProofKind,
    /// The most by which a better plan could beat it, as a share of the total weight.
    pub gap: Option<f64>,
}

string_enum! {
    /// How close to the best possible plan this is known to be.
    ProofKind, "This isn't a proof." {
        /// There's no better plan.
        Optimal = "optimal", "optimal";
        /// There's none with more weight.
        Most = "most", "most";
        /// There may be a better one, within the gap.
        Bound = "bound", "bound";
        /// Nothing is proven.
        None = "none", "none";
    }
}
