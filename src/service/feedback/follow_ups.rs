//! What a candidate asks about their feedback, and what the interviewer answers. Each is mailed to the other, and kept with the
//! feedback.
//!
//! Between two people of whom one has blocked the other, nothing is passed on. To the candidate, the interviewer looks like somebody
//! who has stopped interviewing, of whom nobody can ask anything either; to the interviewer, an open question looks as if its writer
//! had left.

use crate::domain::booking::session::Session;
use crate::domain::feedback::follow_up::{
    self, Answer, AnswerText, FollowUp, FollowUpNumber, MAX_FOLLOW_UPS, Question, REMIND_AFTER_DAYS,
};
use crate::domain::feedback::linter::{self, Finding};
use crate::domain::{AccountId, DisplayName, Seat, SessionId, Timestamp};
use crate::mail::feedback::{QuestionAnswered, QuestionAsked, QuestionWaiting};
use crate::service::booking::access::as_participant;
use crate::service::notifications::{self, QueuedMail};
use crate::service::{Code, Error, FieldError, Services, idempotency};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::feedback::follow_ups as store;
use crate::store::outbox;
use std::collections::BTreeMap;

/// Asks the interviewer about the feedback on a session. With a key, repeating it asks nothing more.
pub fn ask(
    services: &Services,
    me: AccountId,
    id: SessionId,
    key: Option<&str>,
    question: &Question,
) -> Result<FollowUp, Error> {
    idempotency::run_idempotent(services, me, key, &("follow_up", id, question), |db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        let sent_at = store::feedback_sent_at(db, id)?.ok_or_else(none_yet)?;
        follow_up::ask(role, sent_at, now)?;
        let asked = store::of_sessions(db, &[id], role)?;
        let number = i64::try_from(asked.len()).ok().and_then(|count| FollowUpNumber::new(count + 1));
        let Some(number) = number else {
            let detail = format!("You've asked {MAX_FOLLOW_UPS} questions about this feedback, which is the maximum.");
            return Err(Error::new(Code::ListFull, detail));
        };
        can_answer(&session)?;
        if question.is_empty() {
            return Err(Error::invalid("/question", "Please write what you'd like to know."));
        }
        if asked.iter().any(|one| one.question.as_ref() == Some(question)) {
            return Err(Error::invalid("/question", "You've asked exactly this already. The answer comes by email."));
        }
        about_the_hour("/question", linter::of_the_person(question, &session.interviewer.name), Seat::Candidate)?;
        let asked = FollowUp { session: id, number, question: Some(question.clone()), asked_at: now, answer: None };
        store::insert(db, &asked)?;
        let card = notifications::card(&session, Seat::Interviewer);
        let to = session.interviewer.id;
        let mails = [
            QueuedMail {
                to,
                dedupe_key: format!("question:{id}:{number}"),
                message: QuestionAsked { card: card.clone(), number, question: None }.into(),
                not_before: now,
            },
            QueuedMail {
                to,
                dedupe_key: reminder_key(id, number),
                message: QuestionWaiting { card, number, questions: Vec::new() }.into(),
                not_before: now.plus_days(REMIND_AFTER_DAYS),
            },
        ];
        notifications::send_all(db, now, &mails)?;
        Ok(asked)
    })
}

/// Answers a question, once.
pub fn answer(
    services: &Services,
    me: AccountId,
    id: SessionId,
    number: FollowUpNumber,
    text: &AnswerText,
) -> Result<FollowUp, Error> {
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        if role != Seat::Interviewer {
            return Err(Error::new(Code::Forbidden, "Only your interviewer can answer what you've asked."));
        }
        let asked = store::of_sessions(db, &[id], role)?.into_iter().find(|one| one.number == number);
        let asked = asked.ok_or_else(|| Error::not_found("question"))?;
        if asked.answer.is_some() {
            return Err(answered_already());
        }
        if text.is_empty() {
            return Err(Error::invalid("/answer", "Please write an answer."));
        }
        about_the_hour("/answer", linter::of_the_person(text, &session.candidate.name), Seat::Interviewer)?;
        if !store::answer(db, id, number, text, now)? {
            return Err(answered_already());
        }
        let message = QuestionAnswered { card: notifications::card(&session, Seat::Candidate), number, told: None };
        notifications::send(db, now, session.candidate.id, format!("answer:{id}:{number}"), message, now)?;
        Ok(FollowUp { answer: Some(Answer { text: text.clone(), at: now }), ..asked })
    })
}

/// The questions about the feedback on a session, for its two people.
pub fn list(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<FollowUp>, Error> {
    services.read(|db, _| {
        let (_, role) = as_participant(me, sessions::by_id(db, id))?;
        Ok(store::of_sessions(db, &[id], role)?)
    })
}

fn answered_already() -> Error {
    Error::new(Code::QuestionAnswered, "This question has been answered already, and the answer was emailed.")
}

fn none_yet() -> Error {
    Error::new(Code::NotFound, "There's no feedback on this session yet. You can ask about it once it's in.")
}

/// Refuses a question that nobody would answer: the interviewer has deleted their account, has stopped interviewing, or one of
/// the two has blocked the other. All three get the same answer.
fn can_answer(session: &Session) -> Result<(), Error> {
    if session.headline.is_some() {
        return Ok(());
    }
    Err(Error::new(Code::NobodyToAnswer, NOBODY))
}

const NOBODY: &str = "Your interviewer can't take questions about this feedback any more, so nobody would answer. Nothing was \
                      sent.";

const EXAMPLE: &str = "\"You wrote that I began to code at minute 10. What would you have liked to hear first?\"";

/// As in notes, texts about the person instead of what they said or did are refused with a hint to rephrase them.
fn about_the_hour(pointer: &str, findings: Vec<Finding>, writer: Seat) -> Result<(), Error> {
    if findings.is_empty() {
        return Ok(());
    }
    let detail = |finding: Finding| match (writer, finding.message.split('"').nth(1)) {
        // Who writes this may mean themselves.
        (Seat::Candidate, Some(words)) if finding.rule == "protected_wording" => {
            format!(
                "\"{words}\" is about who somebody is. Please ask about what was said or done; that can be answered. \
                 For example: {EXAMPLE}"
            )
        }
        (Seat::Candidate, _) => format!("{} For example: {EXAMPLE}", finding.message),
        (Seat::Interviewer, _) => format!("{} For example: \"{}\"", finding.message, finding.example),
    };
    let field = |finding| FieldError { pointer: pointer.to_owned(), detail: detail(finding) };
    Err(Error::invalid_fields(findings.into_iter().map(field).collect()))
}

/// What the feedback's page says about asking.
#[derive(Debug)]
pub struct OnPage {
    /// The interviewer.
    pub other: DisplayName,
    /// How many questions can still be asked; 0 if it's too late or nobody could answer.
    pub left: usize,
    /// Until when, in the candidate's zone and UTC.
    pub until: String,
    /// Why nobody can be asked, while there would be time to.
    pub nobody: Option<&'static str>,
}

/// What the feedback's page says about asking, for its candidate.
pub fn on_page(services: &Services, me: AccountId, id: SessionId) -> Result<OnPage, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let sent_at = store::feedback_sent_at(db, id)?.ok_or_else(none_yet)?;
        let left = MAX_FOLLOW_UPS.saturating_sub(store::of_sessions(db, &[id], role)?.len());
        let in_time = left > 0 && follow_up::ask(role, sent_at, now).is_ok();
        let known = can_answer(&session).is_ok();
        let until = crate::mail::when(follow_up::closes(sent_at), accounts::by_id(db, me)?.zone, now);
        let nobody =
            (in_time && !known).then_some("Your interviewer can't take questions about this feedback any more.");
        Ok(OnPage { other: session.interviewer.name, left: if in_time && known { left } else { 0 }, until, nobody })
    })
}

/// Everything on the page where the interviewer answers: the candidate's name, and the questions.
#[derive(Debug)]
pub struct ToAnswer {
    /// The session.
    pub session: Session,
    /// What was asked.
    pub asked: Vec<FollowUp>,
}

/// What a candidate asked, for the page where the interviewer answers.
pub fn to_answer(services: &Services, me: AccountId, id: SessionId) -> Result<ToAnswer, Error> {
    services.read(|db, _| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let asked = store::of_sessions(db, &[id], role)?;
        if role != Seat::Interviewer || asked.is_empty() {
            return Err(Error::new(
                Code::NotFound,
                "There's no question about this feedback that you can answer any more.",
            ));
        }
        Ok(ToAnswer { session, asked })
    })
}

/// The questions that wait for an answer, as their interviewer sees them.
pub(crate) fn open(db: &mut Db, id: SessionId) -> Result<BTreeMap<FollowUpNumber, Question>, Error> {
    Ok(waiting(db, id)?.into_iter().map(|(number, question, _)| (number, question)).collect())
}

fn waiting(db: &mut Db, id: SessionId) -> Result<Vec<(FollowUpNumber, Question, Timestamp)>, Error> {
    let asked = store::of_sessions(db, &[id], Seat::Interviewer)?.into_iter().filter(|one| one.answer.is_none());
    Ok(asked.filter_map(|one| Some((one.number, one.question?, one.asked_at))).collect())
}

fn reminder_key(id: SessionId, number: FollowUpNumber) -> String {
    format!("question-waiting:{id}:{number}")
}

/// What the reminder of one question says: all open questions that no reminder has named yet. Empty if that question has been
/// answered, or was open when an earlier one's reminder went out.
pub(crate) fn to_remind_of(db: &mut Db, id: SessionId, number: FollowUpNumber) -> Result<Vec<Question>, Error> {
    let asked = store::of_sessions(db, &[id], Seat::Interviewer)?;
    let mut named_until = None;
    for earlier in asked.iter().filter(|one| one.number < number) {
        if outbox::was_sent(db, &reminder_key(id, earlier.number))? {
            named_until = named_until.max(Some(earlier.asked_at.plus_days(REMIND_AFTER_DAYS)));
        }
    }
    let mut open = waiting(db, id)?;
    open.retain(|(_, _, asked_at)| named_until.is_none_or(|until| *asked_at > until));
    let is_open = open.iter().any(|(one, ..)| *one == number);
    Ok(open.into_iter().filter(|_| is_open).map(|(_, question, _)| question).collect())
}

/// A question with its answer.
pub(crate) fn answered(
    db: &mut Db,
    id: SessionId,
    number: FollowUpNumber,
) -> Result<Option<(Question, AnswerText)>, Error> {
    let found = store::of_sessions(db, &[id], Seat::Candidate)?.into_iter().find(|one| one.number == number);
    Ok(found.and_then(|one| Some((one.question?, one.answer?.text))))
}
