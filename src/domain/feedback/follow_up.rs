//! What a candidate asks about the feedback they received, and the interviewer's answer: a few questions with one answer
//! each, not a chat.

use crate::domain::booking::life_cycle::Refused;
use crate::domain::{Invalid, Prose, Seat, SessionId, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How many questions can be asked about the feedback on one session.
pub const MAX_FOLLOW_UPS: usize = 3;

/// Days after the feedback was sent, or sent again after a change, within which they can be asked.
pub const ASK_WITHIN_DAYS: i64 = 21;

/// Days after which the interviewer is reminded of a question, once.
pub const REMIND_AFTER_DAYS: i64 = 5;

/// Maximum length of a question.
pub const MAX_QUESTION: usize = 1000;

/// What is asked.
pub type Question = Prose<MAX_QUESTION>;

/// What is answered.
pub type AnswerText = Prose<4000>;

const NUMBER: &str = "Questions are numbered 1 to 3.";

crate::domain::bounded!(
    /// The number of a question among those about one session's feedback.
    FollowUpNumber, 1, 3, "Questions are numbered 1 to 3."
);

impl FromStr for FollowUpNumber {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse().ok().and_then(Self::new).ok_or_else(|| Invalid::new(NUMBER))
    }
}

impl fmt::Display for FollowUpNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// A question about feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The session that the feedback is on.
    pub session: SessionId,
    /// Its number, in the order of asking.
    pub number: FollowUpNumber,
    /// What the candidate asked; `None` once they have deleted their account.
    pub question: Option<Question>,
    /// When.
    pub asked_at: Timestamp,
    /// The interviewer's answer.
    pub answer: Option<Answer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What the interviewer wrote.
    pub text: AnswerText,
    /// When.
    pub at: Timestamp,
}

/// The candidate may ask for some time after the feedback was sent.
pub fn ask(mine: Seat, sent_at: Timestamp, now: Timestamp) -> Result<(), Refused> {
    if mine != Seat::Candidate {
        return Err(Refused::WrongSeat("Only the candidate asks about the feedback. You can amend the notes."));
    }
    if now <= closes(sent_at) {
        return Ok(());
    }
    Err(Refused::TooLate("You can ask about your feedback for 21 days after you got it, and that time has passed."))
}

/// Until when questions about feedback that was sent at this moment can be asked.
pub fn closes(sent_at: Timestamp) -> Timestamp {
    sent_at.plus_days(ASK_WITHIN_DAYS)
}
