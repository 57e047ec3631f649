//! Writing notes, and delivering them as feedback.

mod amend;
mod feedback_document;
mod linting;
mod live;
mod read;

pub use amend::{Amendment, amend};
pub(crate) use feedback_document::Shown;
pub use feedback_document::{FeedbackDocument, File, sheet};
pub use live::{Moment, note};
pub use read::{Received, all_feedback, feedback, versions};

use super::reflection;
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::mark::MarkKind;
use crate::domain::booking::session::{Person, Session, State};
use crate::domain::booking::session_event::{Actor, ActorRole, Event, SessionEventKind};
use crate::domain::feedback::linter::{Accepted, AcceptedWarning, Finding};
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::question_bank;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{AccountId, Prose, Seat, SessionId, Timestamp};
use crate::mail;
use crate::service::booking::access::as_participant;
use crate::service::booking::{history, reliability};
use crate::service::practice::plan;
use crate::service::program::questions;
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Seen, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
pub use crate::store::feedback::notes::Draft;
use crate::store::feedback::notes::{self, Feedback};
use crate::store::feedback::{follow_ups, note_reassignments, offered_questions};
use crate::store::{Db, StoreError};
use linting::{check_accepted, ready};
use read::{for_candidate, received};

/// The version of the feedback that the first submission makes.
pub(crate) const FIRST_VERSION: i32 = 1;

/// The session and the caller's seat as far as its notes are concerned: a person asked to write them in the
/// interviewer's place counts as the interviewer.
fn writing(db: &mut Db, me: AccountId, found: Result<Session, StoreError>) -> Result<(Session, Seat), Error> {
    match found {
        Ok(session) if session.role_of(me).is_none() => {
            let asked = note_reassignments::writers(db, &[session.id])?.get(&session.id) == Some(&me);
            // Somebody whom the candidate has blocked since can't write them any more.
            if asked && !BlockedPairs::of(db, Some(me))?.between(me, session.candidate.id) {
                return Ok((session, Seat::Interviewer));
            }
            as_participant(me, Ok(session))
        }
        other => as_participant(me, other),
    }
}

/// The draft of a session's notes, for its interviewer.
pub fn draft(services: &Services, me: AccountId, id: SessionId) -> Result<Draft, Error> {
    services.read(|db, _| {
        let found = sessions::by_id(db, id);
        let (_, role) = writing(db, me, found)?;
        if role != Seat::Interviewer {
            return Err(Error::new(
                Code::Forbidden,
                "Only the interviewer writes the notes. You'll get them by email and under /v1/feedback.",
            ));
        }
        Ok(notes::draft(db, id)?)
    })
}

/// The current draft, for somebody who based theirs on an older one.
#[derive(Debug)]
pub struct Stale(pub Draft);

/// Saves a draft if it's still at the expected revision, and returns the new one; otherwise returns the current one,
/// which somebody (another tab) saved in the meantime, so nothing is lost.
pub fn save(
    services: &Services,
    me: AccountId,
    id: SessionId,
    over: &Seen,
    document: &Notes,
) -> Result<Result<Draft, Stale>, Error> {
    services.write(|db, now| {
        let session = writable(db, me, id, Verb::WriteNotes, now)?;
        known_questions(db, &session, document)?;
        let current = notes::draft(db, id)?;
        if !over.allows(current.revision) || !notes::save(db, id, current.revision, document, now)? {
            return Ok(Err(Stale(current)));
        }
        Ok(Ok(notes::draft(db, id)?))
    })
}

/// Checks that questions with an id are in the bank, were drawn for this session, or belong to a program that both are
/// in.
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
                "The question bank has no question with this id. Take it from the brief, or leave it out for a \
                 question of your own.",
            ));
        }
    }
    Ok(())
}

fn writable(db: &mut Db, me: AccountId, id: SessionId, verb: Verb, now: Timestamp) -> Result<Session, Error> {
    let found = sessions::lock(db, id);
    let (session, role) = writing(db, me, found)?;
    if session.state == State::Completed && role == Seat::Interviewer {
        return Err(Error::new(
            Code::NotesLocked,
            "These notes have been submitted and delivered. To change them, amend them: that makes a new version, \
             with your reason.",
        ));
    }
    allow(verb, &session, role.into(), now)?;
    Ok(session)
}

/// The result of submitting.
#[derive(Debug)]
pub struct Submitted {
    /// The notes as delivered.
    pub delivered: Received,
    /// Warnings that the interviewer accepted.
    pub findings: Vec<Finding>,
}

/// Submits the draft: locks it and mails it to the candidate, in one transaction. Refused with the linter's findings if
/// there are errors, or warnings that weren't accepted. If the caller says which revision they've read and it isn't the current
/// one, nothing is submitted: they haven't read what they accept.
pub fn submit(
    services: &Services,
    me: AccountId,
    id: SessionId,
    over: Option<&Seen>,
    accepted: &Accepted,
) -> Result<Result<Submitted, Stale>, Error> {
    check_accepted(accepted)?;
    services.write(|db, now| {
        let seen = lock_marked(db, id)?;
        let session = writable(db, me, id, Verb::SubmitNotes, now)?;
        if Some(session.state) != seen {
            return Err(StoreError::Busy("the session ended in between".to_owned()).into());
        }
        let before = session.clone();
        let draft = notes::draft(db, id)?;
        if over.is_some_and(|over| !over.allows(draft.revision)) {
            return Ok(Err(Stale(draft)));
        }
        let findings = ready(db, &draft.notes, &session, me, accepted)?;
        let actor = Actor { account: Some(me), seat: ActorRole::Interviewer };
        let came_about = Authorship { accepted: accepted.about(&findings), ..in_place(db, &session, me)? };
        let delivered =
            deliver_first(db, now, session, draft.notes, came_about, actor, SessionEventKind::NotesSubmitted)?;
        made_good(db, now, &before, me)?;
        Ok(Ok(Submitted { delivered, findings }))
    })
}

/// Locks the people of a session if its notes may lift a mark, because lifting one recounts their marks. People are
/// locked before the session. Returns the session's state.
fn lock_marked(db: &mut Db, id: SessionId) -> Result<Option<State>, Error> {
    let seen = match sessions::by_id(db, id) {
        Err(StoreError::NotFound) => return Ok(None),
        other => other?,
    };
    if matches!(seen.state, State::Disputed | State::HeldWithoutNotes) {
        accounts::lock(db, &[seen.candidate.id, seen.interviewer.id])?;
    }
    Ok(Some(seen.state))
}

/// Lifts the marks that the interviewer's notes settle: their own for missing notes, or the candidate's for being
/// absent, because the notes show that the candidate was there.
fn made_good(db: &mut Db, now: Timestamp, before: &Session, me: AccountId) -> Result<(), Error> {
    if before.role_of(me) != Some(Seat::Interviewer) {
        return Ok(());
    }
    let absent = before.absent.map(|(seat, _)| seat);
    match before.state {
        State::HeldWithoutNotes => {
            reliability::lift(db, now, before, (Seat::Interviewer, MarkKind::NoNotes), "The notes have come in.")
        }
        State::Disputed if absent == Some(Seat::Candidate) => {
            let answer = "Your interviewer has written the notes, so you were there.";
            reliability::lift(db, now, before, (Seat::Candidate, MarkKind::Absent), answer)
        }
        _ => Ok(()),
    }
}

/// How a first version was written, if not just by the interviewer.
#[derive(Default)]
struct Authorship {
    /// Who wrote it.
    writer: Option<Person>,
    /// The explanation that the candidate reads first.
    why: Option<Prose<1000>>,
    /// The warnings that the writer accepted.
    accepted: Vec<AcceptedWarning>,
}

/// The authorship of notes that somebody wrote in the interviewer's place.
fn in_place(db: &mut Db, session: &Session, me: AccountId) -> Result<Authorship, Error> {
    if session.role_of(me).is_some() {
        return Ok(Authorship::default());
    }
    let writer = Person { id: me, name: accounts::by_id(db, me)?.name };
    // What the interviewer had noted is not known any more: perhaps nothing.
    let why = format!(
        "{} wrote these notes in your interviewer's place, without having been in the interview.",
        writer.name.first_name()
    )
    .parse()?;
    Ok(Authorship { writer: Some(writer), why: Some(why), accepted: Vec::new() })
}

/// Delivers an unfinished draft, for those who take care of late notes.
pub(crate) fn release_draft(
    db: &mut Db,
    now: Timestamp,
    session: Session,
    draft: Notes,
    actor: Actor,
    word: &Prose<1000>,
) -> Result<(), Error> {
    const WHY: &str = "Your interviewer couldn't finish these notes, so this is what there was.";
    // Include the releaser's note if there's room for both.
    let why = format!("{WHY} {word}").parse().or_else(|_| WHY.parse())?;
    deliver_first(
        db,
        now,
        session,
        draft,
        Authorship { why: Some(why), ..Authorship::default() },
        actor,
        SessionEventKind::NotesReleased,
    )?;
    Ok(())
}

/// Submits the first version and notifies the candidate. The session must be locked.
fn deliver_first(
    db: &mut Db,
    now: Timestamp,
    session: Session,
    notes: Notes,
    Authorship { writer, why, accepted }: Authorship,
    actor: Actor,
    what: SessionEventKind,
) -> Result<Received, Error> {
    let feedback = Feedback { session: session.id, version: FIRST_VERSION, notes, why, submitted_at: now, writer };
    if !notes::submit(db, &feedback, &accepted)? {
        return Err(Error::new(Code::NotesLocked, "These notes have already been submitted and delivered."));
    }
    sessions::set_completed(db, session.id)?;
    let session = Session { state: State::Completed, ..session };
    let event = Event::new(what, feedback.why.as_deref().unwrap_or_default());
    deliver(db, now, session, feedback, actor, event)
}

/// Records a version of the feedback, queues its mail to the candidate, and returns it as the interviewer sees it.
fn deliver(
    db: &mut Db,
    now: Timestamp,
    session: Session,
    feedback: Feedback,
    actor: Actor,
    event: Event,
) -> Result<Received, Error> {
    history::record(db, now, &session, actor, event)?;
    plan::from_feedback(db, now, &session, &feedback)?;
    let own = send(db, now, &session, &feedback)?;
    let asked = follow_ups::of_sessions(db, &[session.id], Seat::Interviewer)?;
    Ok(received(session, Some(Seat::Interviewer), feedback, own.as_ref(), asked))
}

/// Queues the mail with a version of the feedback, and returns the candidate's own view that it has beside it.
pub(crate) fn send(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    feedback: &Feedback,
) -> Result<Option<SelfAssessment>, Error> {
    let own = reflection::by_session(db, &[session.id])?.remove(&session.id);
    let message = mail::feedback::Feedback {
        card: notifications::card(session, Seat::Candidate),
        notes: Box::new(for_candidate(feedback.notes.clone())),
        version: feedback.version.unsigned_abs(),
        why: feedback.why.clone(),
        writer: feedback.writer.as_ref().map(|writer| writer.name.clone()),
        own: own.clone().map(Box::new),
        made: Vec::new(),
    };
    let key = format!("feedback:{}:{}", session.id, feedback.version);
    notifications::send(db, now, session.candidate.id, key, message, now)?;
    Ok(own)
}
