//! Late notes. The interviewer gets three reminders; after the last one, a coordinator or the operator sees the session, and
//! can reassign the notes to somebody who writes them up from the draft, or release the draft to the candidate as it is.

mod ending;
mod telling;

pub use ending::end_in_vain;
pub(crate) use ending::{expected_by, notes_from};
pub(crate) use telling::to_tell;
pub use telling::write_due;

use super::notes::release_draft;
use crate::domain::booking::life_cycle::{NOTES_LATE_HOURS, Verb, allow};
use crate::domain::booking::session::{Person, Session, State};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::feedback::notes::Notes;
use crate::domain::{AccountId, MailId, ProgramId, Prose, Seat, SessionId, Timestamp};
use crate::mail::feedback::{NotesSettled, WriteUp};
use crate::service::booking::history;
use crate::service::oversight::{Scope, overseer};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::{accounts, profiles};
use crate::store::booking::sessions;
use crate::store::feedback::{note_reassignments as store, notes};
use crate::store::program::members;
use crate::store::{Db, StoreError};

/// Maximum number of sessions in a list, the oldest ones.
const MAX_LISTED: i64 = 100;

/// A session whose notes are late.
#[derive(Debug)]
pub struct Late {
    /// The session.
    pub session: Session,
    /// How much has been written so far, without the content.
    pub written: Written,
    /// The person who has been asked to write them instead.
    pub writer: Option<Person>,
}

/// How complete a draft is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// How many timeline entries and hints there are.
    pub moments: usize,
    /// Ratings, with or without evidence.
    pub ratings: usize,
    /// How many strengths, gaps and action steps there are, plus the summary.
    pub lines: usize,
}

impl Written {
    fn of(notes: &Notes) -> Self {
        Self {
            moments: notes.timeline.len() + notes.hints.len(),
            ratings: notes.ratings.iter().filter(|one| one.score.is_some() || !one.evidence.is_empty()).count(),
            lines: notes.strengths.len()
                + notes.gaps.len()
                + notes.action_steps.len()
                + usize::from(!notes.summary.is_empty()),
        }
    }

    /// Whether there's nothing a candidate could read.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// The sessions whose notes are late, oldest first, without the caller's own.
pub fn list(services: &Services, me: AccountId, whose: Scope) -> Result<Vec<Late>, Error> {
    services.read(|db, now| {
        let (_, program) = overseer(services, db, me, whose)?;
        let ids = store::late(db, program, now.plus_hours(-NOTES_LATE_HOURS), MAX_LISTED)?;
        let (found, drafts) = (sessions::by_ids(db, &ids)?, store::drafts(db, &ids)?);
        let writers = store::writers(db, &ids)?;
        let people = accounts::by_ids(db, &writers.values().copied().collect::<Vec<_>>())?;
        let person = |id: AccountId| {
            let found = people.iter().find(|one| one.id == id)?;
            Some(Person { id, name: found.name.clone() })
        };
        let all = ids.iter().filter_map(|id| {
            Some(Late {
                session: found.get(id)?.clone(),
                written: drafts.get(id).map(Written::of).unwrap_or_default(),
                writer: writers.get(id).and_then(|writer| person(*writer)),
            })
        });
        Ok(all.filter(|one| one.session.role_of(me).is_none()).collect())
    })
}

/// The sessions whose notes the caller was asked to write for somebody else.
pub fn mine(services: &Services, me: AccountId) -> Result<Vec<Session>, Error> {
    services.read(|db, _| {
        let ids = store::of_writer(db, me, MAX_LISTED)?;
        let mut found = sessions::by_ids(db, &ids)?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    })
}

/// Locks a session that the caller may decide about: one in their scope in which they have no seat.
fn locked(
    db: &mut Db,
    now: Timestamp,
    (actor, program): (Actor, Option<ProgramId>),
    id: SessionId,
    verb: Verb,
) -> Result<Session, Error> {
    let unknown = || Error::not_found("session");
    let session = match sessions::lock(db, id) {
        Err(StoreError::NotFound) => return Err(unknown()),
        other => other?,
    };
    let mine = actor.account.is_some_and(|me| session.role_of(me).is_some());
    let theirs = |person: Seat, db: &mut Db| match program {
        Some(program) => Ok::<_, Error>(members::get(db, program, session.person(person).id)?.is_some()),
        None => Ok(true),
    };
    // Only the candidate knows about an offer.
    if mine || session.state == State::Offered || !theirs(Seat::Candidate, db)? || !theirs(Seat::Interviewer, db)? {
        return Err(unknown());
    }
    if session.state == State::Completed {
        return Err(Error::new(Code::NotesLocked, "These notes have come in meanwhile, and the candidate has them."));
    }
    allow(verb, &session, actor.seat, now)?;
    Ok(session)
}

fn require_reason(word: &Prose<1000>) -> Result<(), Error> {
    if word.is_empty() {
        return Err(Error::invalid(
            "/word",
            "Please say briefly how this came about; the people concerned will read it.",
        ));
    }
    Ok(())
}

/// Asks somebody to write the notes from the draft. The interviewer still can, and the first to submit wins.
pub fn reassign(
    services: &Services,
    me: AccountId,
    whose: Scope,
    id: SessionId,
    writer: AccountId,
    word: &Prose<1000>,
) -> Result<(), Error> {
    require_reason(word)?;
    services.write(|db, now| {
        let (actor, program) = overseer(services, db, me, whose)?;
        let session = locked(db, now, (actor, program), id, Verb::ReassignNotes)?;
        let writer = able(db, &session, program, writer)?;
        let noted = !Written::of(&notes::draft(db, id)?.notes).is_nothing();
        store::put(db, id, writer.id, program, now)?;
        history::record(db, now, &session, actor, Event::new(SessionEventKind::NotesReassigned, word.to_string()))?;
        let card = notifications::card(&session, Seat::Interviewer);
        let interviewer = session.interviewer.name.clone();
        let asked = WriteUp { card: card.clone(), interviewer, word: word.clone(), noted };
        // Each reassignment is mailed, even several within a second, and somebody who is asked again gets another mail.
        let handing = MailId::new();
        let key = |whom: AccountId| format!("write-up:{handing}:{whom}");
        notifications::send(db, now, writer.id, key(writer.id), asked, now)?;
        let told = NotesSettled { card, writer: Some(writer.name), word: word.clone(), noted };
        notifications::send(db, now, session.interviewer.id, key(session.interviewer.id), told, now)?;
        Ok(())
    })
}

/// Checks that somebody can write notes on this session: they're an interviewer, neither of its two people, and not
/// blocked from meeting either.
fn able(db: &mut Db, session: &Session, program: Option<ProgramId>, writer: AccountId) -> Result<Person, Error> {
    let other = || {
        let detail = "Please choose an interviewer who isn't one of the two; in a program, one of its members.";
        Error::invalid("/writer_id", detail)
    };
    let account = match accounts::by_id(db, writer) {
        Err(StoreError::NotFound) => return Err(other()),
        found => found?,
    };
    let member = match program {
        Some(program) => members::get(db, program, writer)?.is_some(),
        None => true,
    };
    let interviews = account.verified_at.is_some() && profiles::interviewer(db, writer)?.is_some();
    let apart = BlockedPairs::of(db, Some(writer))?;
    let kept = apart.between(session.candidate.id, writer) || apart.between(session.interviewer.id, writer);
    if !member || !interviews || kept || session.role_of(writer).is_some() {
        return Err(other());
    }
    Ok(Person { id: account.id, name: account.name })
}

/// Releases the notes to the candidate as they are, however incomplete.
pub fn release(
    services: &Services,
    me: AccountId,
    whose: Scope,
    id: SessionId,
    word: &Prose<1000>,
) -> Result<(), Error> {
    require_reason(word)?;
    services.write(|db, now| {
        let (actor, program) = overseer(services, db, me, whose)?;
        let session = locked(db, now, (actor, program), id, Verb::ReleaseNotes)?;
        let draft = notes::draft(db, id)?;
        if Written::of(&draft.notes).is_nothing() {
            let detail = "There's nothing for the candidate to read yet. Please ask somebody to write the notes.";
            return Err(Error::new(Code::NotesNotReady, detail));
        }
        let card = notifications::card(&session, Seat::Interviewer);
        let told = NotesSettled { card, writer: None, word: word.clone(), noted: true };
        notifications::send(db, now, session.interviewer.id, format!("notes-released:{id}"), told, now)?;
        release_draft(db, now, session, draft.notes, actor, word)
    })
}
