use crate::domain::feedback::follow_up::{FollowUpNumber, Question};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// Reminds the interviewer, once, of what the candidate asked about the feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionWaiting {
    /// The session.
    pub card: SessionSnapshot,
    /// Which question.
    pub number: FollowUpNumber,
    /// That question, and those before it that this reminds of as well, loaded when the mail is sent.
    #[serde(skip)]
    pub questions: Vec<Question>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// What was asked.
    questions: &'a [Question],
    /// The page to answer on.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/question_waiting.subject.txt",
    "mail/feedback/question_waiting.txt",
    "mail/feedback/question_waiting.html"
);

impl MailKind for QuestionWaiting {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let session = sending.session(&self.card);
        fill(sending, &View { session, questions: &self.questions, page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let one = Self {
            card: samples::card(Seat::Interviewer),
            number: FollowUpNumber::default(),
            questions: vec![samples::asked()],
        };
        let more: Question = "And which of the steps would you begin with?".parse().unwrap();
        let two = Self { questions: vec![samples::asked(), more], ..one.clone() };
        vec![("question_waiting", one), ("question_waiting.two", two)]
    }
}
