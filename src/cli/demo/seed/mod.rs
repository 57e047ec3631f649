//! Fills an empty installation with a given club and its past sessions.

mod past;
mod shape;

pub use shape::{Attached, Club, Meeting, Member, Outcome, Run, Start};

use crate::domain::account::Account;
use crate::domain::availability::{Availability, expand};
use crate::domain::booking::session::{self, Session, State};
use crate::domain::feedback::notes::Notes;
use crate::domain::program::{InvitedAs, Place, Program};
use crate::domain::{
    AccountId, Cell, EmailAddress, ProgramId, Secret, SessionId, SessionLength, Span, Timestamp, UpTo,
};
use crate::mail::booking::ReplacementSearch;
use crate::service::account::password::NewPassword;
use crate::service::account::passwords;
use crate::service::account::profile;
use crate::service::availability::hours;
use crate::service::booking::{history, rooms};
use crate::service::feedback::attachments;
use crate::service::feedback::notes as written_notes;
use crate::service::practice::plan;
use crate::service::{Error, Services, notifications, program};
use crate::store::account::accounts;
use crate::store::booking::{cells, sessions};
use crate::store::feedback::notes::{self, Feedback};
use crate::store::program::members;
use crate::store::{Db, StoreError};
use std::collections::HashMap;

/// Days ago that the members signed up.
const JOINED_DAYS: i64 = 60;

/// Days before a session that it was booked.
const BOOKED_DAYS: i64 = 5;

/// Hours that an interviewer took for the notes; past sessions ended at least this long ago.
const WRITING_HOURS: i64 = 3;

/// Fills an empty installation with a club, all or nothing; `false` if there are already accounts. Everybody gets this password
/// with the same hash: a separate salt for each member would protect a password they all know, at a tenth of a second each.
///
/// The mails that the club would have now are queued: the feedback that was written, what was cancelled, and the invitations to
/// the sessions to come with their reminders. Invitations and reminders of past sessions aren't.
pub fn seed_club(services: &Services, password: &NewPassword, club: &Club) -> Result<bool, Error> {
    let hash = passwords::hash(services, password)?;
    services.write(|db, now| {
        if accounts::count(db)? > 0 {
            return Ok(false);
        }
        let mut ids = HashMap::new();
        for member in &club.members {
            match join(db, now, member, &hash) {
                // Another process is creating the same club: it wrote the first row, and nothing of ours is written.
                Err(StoreError::Conflict(_)) if ids.is_empty() => return Ok(false),
                joined => ids.insert(member.email.key(), (joined?, member)),
            };
        }
        for (id, member) in ids.values() {
            introduce(db, now, *id, member)?;
        }
        // Before its sessions, which belong to it.
        if let Some(program) = &club.program {
            run(db, now, program, |email| ids.get(&email.key()).map(|(id, _)| *id))?;
        }
        for meeting in &club.meetings {
            let seat = |email: &EmailAddress| {
                ids.get(&email.key()).copied().ok_or_else(|| Error::internal("a meeting with somebody unknown"))
            };
            hold(services, db, now, meeting, seat(&meeting.candidate)?, seat(&meeting.interviewer)?)?;
        }
        Ok(true)
    })
}

/// Creates the members' program with all memberships.
fn run(db: &mut Db, now: Timestamp, run: &Run, id: impl Fn(&EmailAddress) -> Option<AccountId>) -> Result<(), Error> {
    let program = Program {
        id: ProgramId::new(),
        name: run.name.clone(),
        about: run.about.clone(),
        zone: run.zone,
        starts_on: program::today(now, run.zone).ok_or_else(|| Error::internal("no date"))?,
        ends_on: None,
        kinds: UpTo::default(),
        levels: UpTo::default(),
        topics: UpTo::default(),
        rules: run.rules,
        meeting_base: run.meeting_base.clone(),
        join_code: program::fresh_code(),
        joining_open: true,
        created_at: now,
    };
    crate::store::program::programs::insert(db, &program, now)?;
    let coordinator = (run.coordinator.clone(), Place::of(InvitedAs::Coordinator, None));
    for (email, place) in std::iter::once(&coordinator).chain(&run.places) {
        let id = id(email).ok_or_else(|| Error::internal("a place for somebody unknown"))?;
        members::insert(db, program.id, id, place, now)?;
    }
    Ok(())
}

fn join(db: &mut Db, now: Timestamp, member: &Member, hash: &Secret<String>) -> Result<AccountId, StoreError> {
    let created_at = now.plus_days(-JOINED_DAYS);
    let account = Account {
        id: AccountId::new(),
        email: member.email.clone(),
        name: member.name.clone(),
        zone: member.zone,
        password_hash: hash.clone(),
        verified_at: Some(created_at),
        created_at,
        paused_until: None,
        reliability: 100,
    };
    accounts::insert(db, &account)?;
    Ok(account.id)
}

fn introduce(db: &mut Db, now: Timestamp, id: AccountId, member: &Member) -> Result<(), Error> {
    if let Some(wishes) = &member.candidate {
        profile::save_candidate_profile(db, now, id, wishes)?;
    }
    if let Some(offer) = &member.interviewer {
        profile::save_interviewer_profile(db, now, id, offer)?;
    }
    if let Some(hours) = &member.hours {
        hours::save(db, now, id, hours)?;
    }
    Ok(())
}

type Seated<'a> = (AccountId, &'a Member);

fn hold(
    services: &Services,
    db: &mut Db,
    now: Timestamp,
    meeting: &Meeting,
    (candidate, candidate_member): Seated<'_>,
    (interviewer, interviewer_member): Seated<'_>,
) -> Result<(), Error> {
    let offer = interviewer_member.interviewer.as_ref();
    let starts_at = match (meeting.start, &interviewer_member.hours) {
        (Start::At(moment), _) => moment,
        (Start::Near(wish), Some(hours)) => nearest(hours, wish, meeting.length, now)
            .ok_or_else(|| Error::internal("a meeting with somebody who has no hours"))?,
        (Start::Near(_), None) => return Err(Error::internal("a meeting with somebody who doesn't interview")),
    };
    let session = Session {
        id: SessionId::new(),
        candidate: session::Person { id: candidate, name: candidate_member.name.clone() },
        interviewer: session::Person { id: interviewer, name: interviewer_member.name.clone() },
        headline: offer.map(|offer| offer.headline.clone()),
        kind: meeting.kind,
        level: meeting.level,
        topics: meeting.topics.clone(),
        aims: meeting.aims.clone(),
        starts_at,
        length: meeting.length,
        meeting_place: offer.map(|offer| rooms::place_of(services, offer)).transpose()?.flatten(),
        sequence: match meeting.outcome {
            Outcome::Cancelled(..) => 1,
            _ => 0,
        },
        state: match meeting.outcome {
            Outcome::Booked | Outcome::Drafted(_) => State::Booked,
            Outcome::Cancelled(..) => State::Cancelled,
            Outcome::Missed(_) => State::NoShow,
            Outcome::WrittenUp(_) => State::Completed,
        },
        cancelled: match &meeting.outcome {
            Outcome::Cancelled(by, reason) => Some((*by, reason.clone())),
            _ => None,
        },
        absent: match meeting.outcome {
            Outcome::Missed(who) => Some((who, Span::of(starts_at, meeting.length).to)),
            _ => None,
        },
        dispute: None,
        swap: None,
        agreed_at: starts_at.min(now).plus_days(-BOOKED_DAYS),
        coming: session::BySeat::default(),
    };
    sessions::insert(db, &session, session.agreed_at)?;
    history::record_all(db, &past::of(&session, session.ends_at().plus_hours(WRITING_HOURS)))?;
    if session.state != State::Cancelled {
        cells::claim(db, session.id, &[candidate, interviewer], session.span())?;
    }
    for Attached { by, made } in &meeting.attached {
        let made = made.clone().checked().map_err(|fault| Error::from(vec![fault]))?;
        attachments::keep(db, &session, *by, made, session.ends_at().plus_hours(WRITING_HOURS))?;
    }
    match &meeting.outcome {
        Outcome::Booked if session.starts_at > now => notifications::booked(db, now, &session),
        Outcome::Booked => notifications::to_come(db, now, &session),
        Outcome::Drafted(draft) => {
            notes::save(db, session.id, 0, draft, now)?;
            notifications::to_come(db, now, &session)
        }
        Outcome::WrittenUp(notes) => write_up(db, now, &session, notes),
        Outcome::Cancelled(..) => notifications::cancelled(db, now, &session, ReplacementSearch::default(), None),
        Outcome::Missed(_) => Ok(()),
    }
}

fn write_up(db: &mut Db, now: Timestamp, session: &Session, notes: &Notes) -> Result<(), Error> {
    let submitted_at = session.ends_at().plus_hours(WRITING_HOURS);
    notes::save(db, session.id, 0, notes, submitted_at)?;
    let feedback =
        Feedback { session: session.id, version: 1, notes: notes.clone(), why: None, submitted_at, writer: None };
    notes::submit(db, &feedback, &[])?;
    plan::from_feedback(db, submitted_at, session, &feedback)?;
    written_notes::send(db, now, session, &feedback).map(|_own| ())
}

/// The start nearest to the wish, inside somebody's hours and on the same side of now.
fn nearest(hours: &Availability, wish: Timestamp, length: SessionLength, now: Timestamp) -> Option<Timestamp> {
    // A week on either side, so that every window of a usual week is within reach.
    let spans = expand(hours, Span::new(wish.plus_days(-7), wish.plus_days(7)));
    let fits = |start: &Timestamp, span: &Span| {
        let session = Span::of(*start, length);
        let same_side = if wish > now { *start > now } else { session.to.plus_hours(WRITING_HOURS) <= now };
        start.on_grid() && same_side && span.contains(session)
    };
    let starts = spans.iter().flat_map(|span| span.cells().map(Cell::start).filter(move |start| fits(start, span)));
    starts.min_by_key(|start| start.epoch().abs_diff(wish.epoch()))
}
