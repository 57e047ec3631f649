use crate::domain::feedback::follow_up::{AnswerText, FollowUpNumber, Question};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::{SessionSnapshot, SessionView};
use serde::{Deserialize, Serialize};

/// Brings the candidate the answer to what they asked about their feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// The session.
    pub card: SessionSnapshot,
    /// Which question.
    pub number: FollowUpNumber,
    /// What was asked and answered, loaded when the mail is sent.
    #[serde(skip)]
    pub told: Option<(Question, AnswerText)>,
}

struct View<'a> {
    session: SessionView<'a>,
    /// What was asked.
    question: &'a str,
    /// What was answered.
    answer: &'a str,
    /// The page of the feedback.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/question_answered.subject.txt",
    "mail/feedback/question_answered.txt",
    "mail/feedback/question_answered.html"
);

impl MailKind for QuestionAnswered {
    fn session(&self) -> Option<&SessionSnapshot> {
        Some(&self.card)
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let (question, answer) = self.told.as_ref().map(|(one, other)| (&**one, &**other)).unwrap_or_default();
        fill(sending, &View { session: sending.session(&self.card), question, answer, page: sending.link()? })
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::domain::Seat;
        use crate::mail::samples;

        let told = Some((samples::asked(), samples::answered()));
        vec![("question_answered", Self { card: samples::card(Seat::Candidate), number: Default::default(), told })]
    }
}
