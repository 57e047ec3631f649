//! The one move a candidate can make alone: to another opening of the same interviewer.

use super::meeting::Meeting;
use super::store;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{self, Commitment, InterviewerSchedule};
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::moves::{first_time, others};
use crate::domain::booking::session::{self, Session};
use crate::domain::{AccountId, Prose, Seat, SessionId, SessionLength, Span, Timestamp};
use crate::service::availability::interviewer_context::{Holds, InterviewerContext, load_interviewers};
use crate::service::booking::book::{self, Booking};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Services};
use crate::store::booking::sessions;
use crate::store::{Db, StoreError};

/// Where the candidate can move a session without asking.
#[derive(Debug)]
pub struct Openings {
    /// Why it can't be moved alone, if so.
    pub why_not: Option<String>,
    /// The session's length.
    pub length: SessionLength,
    /// The starts, in order.
    pub starts: Vec<Timestamp>,
}

/// The openings in a range that a session's candidate can move it to alone: exactly those that [`move_alone`] accepts.
pub fn openings(
    services: &Services,
    me: AccountId,
    id: SessionId,
    range: Span,
    limit: usize,
) -> Result<Openings, Error> {
    services.read(|db, now| {
        let Meeting { session, role, .. } = Meeting::of(db, me, id)?;
        let none = |why_not: Option<String>| Openings { why_not, length: session.length, starts: Vec::new() };
        match may(db, now, &session, role) {
            Err(error) if error.code == Code::Forbidden => return Err(error),
            Err(error) if matches!(error.code, Code::TooLate | Code::SessionState) => {
                return Ok(none(Some(error.detail)));
            }
            other => other?,
        }
        let judged = Judged::load(db, &session, range)?;
        let Some((interviewer, kept)) = judged.interviewer() else {
            return Ok(none(Some(GONE.to_owned())));
        };
        let mut memo = ZoneMemo::default();
        let schedule = InterviewerSchedule { commitments: &kept, ..interviewer.schedule() };
        let open = openings::Openings::new(schedule, now, range, &mut memo);
        let starts = open.starts(session.length, range).filter(|start| {
            let judged = judged.check_rules(services, now, &session, (interviewer, &kept), *start, &mut memo);
            *start != session.starts_at && judged.is_ok()
        });
        Ok(Openings { starts: starts.take(limit).collect(), ..none(None) })
    })
}

fn may(db: &mut Db, now: Timestamp, session: &Session, role: Seat) -> Result<(), Error> {
    allow(Verb::MoveAlone, session, role.into(), now)?;
    Ok(first_time(store::was_moved_alone(db, session.id)?)?)
}

const GONE: &str = "The interviewer no longer takes bookings, but this session stands. Please suggest other times so \
                    that you can agree on one.";

/// Moves a session to another opening of its interviewer.
pub fn move_alone(
    services: &Services,
    me: AccountId,
    id: SessionId,
    start: Timestamp,
) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        let meeting = Meeting::lock(db, me, id)?;
        let session = &meeting.session;
        may(db, now, session, meeting.role)?;
        if start == session.starts_at {
            return Err(Error::invalid(
                "/starts_at",
                "The session is already at that time. Please choose another one.",
            ));
        }
        let judged = Judged::load(db, session, Span::new(start, start.plus_minutes(1)))?;
        let Some((interviewer, kept)) = judged.interviewer() else {
            return Err(Error::new(Code::OpeningUnavailable, GONE));
        };
        judged.check_rules(services, now, session, (interviewer, &kept), start, &mut ZoneMemo::default())?;
        match store::insert_alone(db, id, session.starts_at, start, now) {
            Err(StoreError::Conflict(_)) => {
                return Err(Error::new(Code::MoveState, "This session has already been moved."));
            }
            other => other?,
        }
        meeting.relocate(db, now, start, Some(Seat::Candidate), &Prose::default())?;
        Ok((sessions::by_id(db, id)?, meeting.role))
    })
}

/// The input for the booking rules, without the session itself.
struct Judged {
    own: Span,
    found: Vec<InterviewerContext>,
    candidates: Vec<Commitment>,
    holds: Holds,
}

impl Judged {
    fn load(db: &mut Db, session: &Session, range: Span) -> Result<Self, Error> {
        let (candidate, interviewer) = (session.candidate.id, session.interviewer.id);
        let apart = BlockedPairs::of(db, Some(candidate))?;
        let (mut found, holds) = load_interviewers(db, Some(&[interviewer]), range, Some(&[candidate, interviewer]))?;
        // As in every search, blocked pairs don't see each other.
        found.retain(|one| !apart.between(candidate, one.volunteer.id));
        let own = session.span();
        Ok(Self { own, found, candidates: others(holds.of(candidate), &[own]), holds })
    }

    fn interviewer(&self) -> Option<(&InterviewerContext, Vec<Commitment>)> {
        let one = self.found.first()?;
        Some((one, others(self.holds.of(one.volunteer.id), &[self.own])))
    }

    fn check_rules(
        &self,
        services: &Services,
        now: Timestamp,
        session: &Session,
        (interviewer, kept): (&InterviewerContext, &[Commitment]),
        start: Timestamp,
        memo: &mut ZoneMemo,
    ) -> Result<(), Error> {
        let ask = Booking {
            interviewer: session.interviewer.id,
            starts_at: start,
            length: session.length,
            kind: session.kind,
            level: session.level,
            topics: session.topics.clone(),
            aims: session.aims.clone(),
        };
        let candidate = session::Person { id: session.candidate.id, name: session.candidate.name.clone() };
        let schedule = InterviewerSchedule { commitments: kept, ..interviewer.schedule() };
        book::check_rules(services, now, (candidate, &self.candidates), (interviewer, schedule), &ask, memo).map(|_| ())
    }
}
