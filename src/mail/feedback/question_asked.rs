use crate::domain::feedback::follow_up::{FollowUpNumber, Question};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// Brings the interviewer what the candidate asks about the feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionAsked {
    /// The session.
    pub card: SessionSnapshot,
    /// Which question.
    pub number: FollowUpNumber,
    /// What it asks, loaded when the mail is sent.
    #[serde(skip)]
    pub question: Option<Question>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// What it asks.
    question: &'a str,
    /// The page to answer on.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/question_asked.subject.txt",
    "mail/feedback/question_asked.txt",
    "mail/feedback/question_asked.html"
);

impl MailKind for QuestionAsked {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let question = self.question.as_deref().unwrap_or_default();
        fill(sending, &View { session: sending.session(&self.card), question, page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let number = FollowUpNumber::default();
        let question = Some(samples::asked());
        vec![("question_asked", Self { card: samples::card(Seat::Interviewer), number, question })]
    }
}
