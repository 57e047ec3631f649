//! Writing notes, and delivering them as feedback.

use super::sessions::seated;
use super::{Code, Error, House, history, post};
use crate::mail::message::Message;
use crate::rules::linter::{self, Finding, Severity};
use crate::rules::note_templates::template;
use crate::rules::{life_cycle, question_bank};
pub use crate::store::notes::Draft;
use crate::store::notes::{self, Feedback};
use crate::store::{Db, members, sessions};
use crate::types::notes::Notes;
use crate::types::session::{Session, State};
use crate::types::session_event::{Actor, What};
use crate::types::{AccountId, Instant, Role, SessionId};

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
    for (place, asked) in document.questions.iter().enumerate() {
        if asked.id.as_ref().is_some_and(|id| question_bank::question(id).is_none()) {
            return Err(Error::invalid(
                format!("/questions/{place}/id"),
                "The bank has no question by this id. Take it from the brief, or leave it out for one of your own.",
            ));
        }
    }
    house.write(|db, now| {
        writable(db, me, id, now)?;
        let saved = notes::save(db, id, over, document, now)?;
        let current = notes::draft(db, id)?;
        Ok(if saved { Ok(current) } else { Err(Stale(current)) })
    })
}

fn writable(db: &mut Db, me: AccountId, id: SessionId, now: Instant) -> Result<Session, Error> {
    let (session, role) = seated(me, sessions::lock(db, id))?;
    if session.state == State::Completed && role == Role::Interviewer {
        return Err(Error::new(
            Code::NotesLocked,
            "These notes were submitted and delivered, so they can't be changed.",
        ));
    }
    life_cycle::write_notes(&session, role, now)?;
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
        let session = writable(db, me, id, now)?;
        let draft = notes::draft(db, id)?;
        let findings = linter::lint(&draft.notes, template(session.kind), session.level);
        let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
        if errors || !(accept_warnings || findings.is_empty()) {
            return Err(not_ready(&findings, errors));
        }
        let feedback = Feedback { session: id, version: FIRST_VERSION, notes: draft.notes, submitted_at: now };
        if !notes::submit(db, &feedback)? {
            return Err(Error::new(Code::NotesLocked, "These notes were submitted and delivered already."));
        }
        sessions::set_completed(db, id)?;
        history::record(db, now, &session, Actor::of(&session, Role::Interviewer), What::NotesSubmitted)?;
        let session = Session { state: State::Completed, ..session };
        let message = Message::Feedback {
            card: post::card(&session, Role::Candidate),
            notes: Box::new(for_candidate(feedback.notes.clone())),
            version: FIRST_VERSION.unsigned_abs(),
        };
        post::send(db, now, session.candidate.id, format!("feedback:{id}:{}", feedback.version), &message, now)?;
        Ok(Submitted { delivered: received(session, Some(Role::Interviewer), feedback), findings })
    })
}

fn not_ready(findings: &[Finding], errors: bool) -> Error {
    let detail = if errors {
        "The notes are not ready yet: each finding says where, why, and how a good line would look."
    } else {
        "The notes could be better still: look at the warnings, or submit with accept_warnings set to true."
    };
    Error::new(Code::NotesNotReady, detail).with("findings", findings)
}

/// The notes without what is for the coordinator alone.
fn for_candidate(notes: Notes) -> Notes {
    Notes { private_to_coordinator: None, ..notes }
}

/// A piece of feedback with the session it is about, for one of its two people.
#[derive(Debug)]
pub struct Received {
    /// The session.
    pub session: Session,
    /// The notes, without what is for the coordinator alone.
    pub feedback: Feedback,
    /// The caller's seat; none for a coordinator, who reads it with the candidate's consent.
    pub role: Option<Role>,
    /// The recommendation as a sentence.
    pub recommendation: String,
}

/// The feedback on one session.
pub fn feedback(house: &House, me: AccountId, id: SessionId) -> Result<Received, Error> {
    house.read(|db, _| {
        let none_yet = || {
            Error::new(
                Code::NotFound,
                "There is no feedback on this session yet; it is mailed the moment it is written.",
            )
        };
        match seated(me, sessions::by_id(db, id)) {
            Ok((session, role)) => Ok(received(session, Some(role), notes::latest(db, id)?.ok_or_else(none_yet)?)),
            Err(stranger) if stranger.code == Code::NotFound => read_by_coordinator(db, me, id)?.ok_or(stranger),
            Err(other) => Err(other),
        }
    })
}

/// The feedback as a coordinator of a program reads it, whose member received it and consents to that.
/// What the interviewer wrote for coordinators is theirs to read when the interviewer is of the same program.
fn read_by_coordinator(db: &mut Db, me: AccountId, id: SessionId) -> Result<Option<Received>, Error> {
    let Some(session) = sessions::by_ids(db, &[id])?.remove(&id) else { return Ok(None) };
    let programs = members::consented(db, me, session.candidate.id, session.starts_at)?;
    let Some(feedback) = notes::latest(db, id)?.filter(|_| !programs.is_empty()) else { return Ok(None) };
    let private = match members::is_in_one(db, session.interviewer.id, &programs)? {
        true => feedback.notes.private_to_coordinator.clone(),
        false => None,
    };
    let mut read = received(Session { join_url: None, ..session }, None, feedback);
    read.feedback.notes.private_to_coordinator = private;
    Ok(Some(read))
}

fn received(session: Session, role: Option<Role>, feedback: Feedback) -> Received {
    let notes = for_candidate(feedback.notes);
    let recommendation = crate::mail::recommendation(&notes.recommendation, session.level, session.length);
    Received { session, role, feedback: Feedback { notes, ..feedback }, recommendation }
}

/// Everything this candidate received, newest first.
pub fn all_feedback(
    house: &House,
    me: AccountId,
    after: Option<(Instant, SessionId)>,
    limit: i64,
) -> Result<Vec<Received>, Error> {
    house.read(|db, _| {
        let list = notes::received(db, me, after, limit)?;
        let ids: Vec<SessionId> = list.iter().map(|feedback| feedback.session).collect();
        let mut about = sessions::by_ids(db, &ids)?;
        Ok(list
            .into_iter()
            .filter_map(|feedback| Some(received(about.remove(&feedback.session)?, Some(Role::Candidate), feedback)))
            .collect())
    })
}
