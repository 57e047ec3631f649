//! Writing notes, and delivering them as feedback.

mod amend;
mod as_it_runs;
mod read;
mod sheet;

pub use amend::{Amendment, amend};
pub use as_it_runs::{Moment, note};
pub use read::{Received, all_feedback, feedback, versions};
pub(super) use sheet::Shown;
pub use sheet::{File, Sheet, sheet};

use super::programs::questions;
use super::sessions::seated;
use super::{Code, Error, House, history, looking_back, plan, post};
use crate::mail::message::Message;
use crate::rules::life_cycle::{Verb, allow};
use crate::rules::linter::{self, Finding, Severity};
use crate::rules::note_templates::template;
use crate::rules::question_bank;
pub use crate::store::notes::Draft;
use crate::store::notes::{self, Feedback};
use crate::store::{Db, offered_questions, sessions};
use crate::types::notes::Notes;
use crate::types::session::{Session, State};
use crate::types::session_event::{Actor, Event, What};
use crate::types::{AccountId, Instant, Role, SessionId};
use read::{for_candidate, received};

/// The version of the feedback that the first submission makes.
const FIRST_VERSION: i32 = 1;

/// The draft of a session's notes, for its interviewer.
pub fn draft(house: &House, me: AccountId, id: SessionId) -> Result<Draft, Error> {
    house.read(|db, _| {
        let (_, role) = seated(me, sessions::by_id(db, id))?;
        if role != Role::Interviewer {
            return Err(Error::new(
                Code::Forbidden,
                "The notes are the interviewer's to write; you'll receive them by mail, and under /v1/feedback.",
            ));
        }
        Ok(notes::draft(db, id)?)
    })
}

/// The current draft, for somebody whose own was written over an older one.
#[derive(Debug)]
pub struct Stale(pub Draft);

/// Saves a draft over the revision it was written on, and answers the new one; or the current one,
/// when somebody (another tab) saved in between, and nothing is lost.
pub fn save(
    house: &House,
    me: AccountId,
    id: SessionId,
    over: i32,
    document: &Notes,
) -> Result<Result<Draft, Stale>, Error> {
    house.write(|db, now| {
        let session = writable(db, me, id, Verb::WriteNotes, now)?;
        known_questions(db, &session, document)?;
        let saved = notes::save(db, id, over, document, now)?;
        let current = notes::draft(db, id)?;
        Ok(if saved { Ok(current) } else { Err(Stale(current)) })
    })
}

/// Questions that are said to be of the bank are; or they were drawn for this session, or are of a program that both are in.
fn known_questions(db: &mut Db, session: &Session, notes: &Notes) -> Result<(), Error> {
    let named = notes.questions.iter().filter_map(|asked| asked.id.as_deref());
    let others: Vec<&str> = named.filter(|id| question_bank::question(id).is_none()).collect();
    if others.is_empty() {
        return Ok(());
    }
    let mut known = questions::askable(db, session, &others)?;
    known.extend(offered_questions::of_session(db, session.id)?);
    for (place, asked) in notes.questions.iter().enumerate() {
        let id = asked.id.as_deref();
        if id.is_some_and(|id| question_bank::question(id).is_none() && !known.contains(id)) {
            return Err(Error::invalid(
                format!("/questions/{place}/id"),
                "The bank has no question by this id. Take it from the brief, or leave it out for one of your own.",
            ));
        }
    }
    Ok(())
}

fn writable(db: &mut Db, me: AccountId, id: SessionId, verb: Verb, now: Instant) -> Result<Session, Error> {
    let (session, role) = seated(me, sessions::lock(db, id))?;
    if session.state == State::Completed && role == Role::Interviewer {
        return Err(Error::new(
            Code::NotesLocked,
            "These notes were submitted and delivered. What should read differently can be amended: a new version, with why.",
        ));
    }
    allow(verb, &session, role.into(), now)?;
    Ok(session)
}

/// What submitting answered.
#[derive(Debug)]
pub struct Submitted {
    /// The notes as delivered.
    pub delivered: Received,
    /// Warnings that the interviewer accepted.
    pub findings: Vec<Finding>,
}

/// Submits the draft: locks it and mails it to the candidate, in one transaction. Refused with the
/// linter's findings when there are errors, or warnings that were not accepted.
pub fn submit(house: &House, me: AccountId, id: SessionId, accept_warnings: bool) -> Result<Submitted, Error> {
    house.write(|db, now| {
        let session = writable(db, me, id, Verb::SubmitNotes, now)?;
        let draft = notes::draft(db, id)?;
        let findings = ready(&draft.notes, &session, accept_warnings)?;
        let feedback =
            Feedback { session: id, version: FIRST_VERSION, notes: draft.notes, why: None, submitted_at: now };
        if !notes::submit(db, &feedback)? {
            return Err(Error::new(Code::NotesLocked, "These notes were submitted and delivered already."));
        }
        sessions::set_completed(db, id)?;
        let session = Session { state: State::Completed, ..session };
        Ok(Submitted { delivered: deliver(db, now, session, feedback)?, findings })
    })
}

/// Records and queues a version of the feedback for the candidate, and answers it as its interviewer reads it.
fn deliver(db: &mut Db, now: Instant, session: Session, feedback: Feedback) -> Result<Received, Error> {
    let event = match &feedback.why {
        Some(why) => Event::new(What::NotesAmended, why.to_string()),
        None => What::NotesSubmitted.into(),
    };
    history::record(db, now, &session, Actor::of(&session, Role::Interviewer), event)?;
    plan::from_feedback(db, now, &session, &feedback)?;
    let own = looking_back::by_session(db, &[session.id])?.remove(&session.id);
    let message = Message::Feedback {
        card: post::card(&session, Role::Candidate),
        notes: Box::new(for_candidate(feedback.notes.clone())),
        version: feedback.version.unsigned_abs(),
        why: feedback.why.clone(),
        own: own.clone().map(Box::new),
    };
    let key = format!("feedback:{}:{}", session.id, feedback.version);
    post::send(db, now, session.candidate.id, key, &message, now)?;
    Ok(received(session, Some(Role::Interviewer), feedback, own.as_ref()))
}

/// What the linter found, when the notes may be delivered all the same.
fn ready(notes: &Notes, session: &Session, accept_warnings: bool) -> Result<Vec<Finding>, Error> {
    let findings = linter::lint(notes, template(session.kind), session.level);
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    if errors || !(accept_warnings || findings.is_empty()) {
        return Err(not_ready(&findings, errors));
    }
    Ok(findings)
}

fn not_ready(findings: &[Finding], errors: bool) -> Error {
    let detail = if errors {
        "The notes are not ready yet: each finding says where, why, and how a good line would look."
    } else {
        "The notes could be better still: look at the warnings, or submit with accept_warnings set to true."
    };
    Error::new(Code::NotesNotReady, detail).with("findings", findings)
}
