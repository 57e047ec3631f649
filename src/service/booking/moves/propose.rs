//! Proposing other starts.

use super::meeting::{Known, Meeting, anchor, utc};
use super::{Shown, expiry, show, store};
use crate::domain::booking::life_cycle::Verb;
use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::moves::{MAX_PROPOSALS, answer_by};
use crate::domain::booking::session_event::SessionEventKind;
use crate::domain::{AccountId, MoveId, Prose, SessionId, Timestamp, UpTo};
use crate::mail::booking::MoveProposed;
use crate::service::booking::sessions::require_reason;
use crate::service::notifications;
use crate::service::{Code, Error, FieldError, Services};
use crate::store::{Db, StoreError};

/// A proposal to the other person.
#[derive(Debug)]
pub struct Asked {
    /// One to three other starts; of a swap, of the half that comes first.
    pub starts: UpTo<3, Timestamp>,
    /// Why; the other person reads it.
    pub reason: Prose<1000>,
}

/// Proposes other starts for a session, and asks the other person by mail. The session's own time stays reserved; the
/// proposed ones aren't.
pub fn propose(services: &Services, me: AccountId, id: SessionId, asked: &Asked) -> Result<Shown, Error> {
    require_reason(&asked.reason)?;
    let proposal = services.write(|db, now| {
        let meeting = Meeting::lock(db, me, id)?;
        meeting.may(Verb::ProposeMove, now)?;
        starts_stand(db, now, me, &meeting, &asked.starts)?;
        room_for_one_more(db, now, me, &meeting)?;
        let proposal = Proposal {
            id: MoveId::new(),
            session: anchor(&meeting.session),
            by: me,
            from: meeting.first().starts_at,
            starts: asked.starts.clone(),
            reason: asked.reason.clone(),
            state: ProposalState::Open,
            chosen: None,
            answer_by: answer_by(meeting.first().starts_at, &asked.starts, now),
            created_at: now,
            settled_at: None,
        };
        match store::insert(db, &proposal) {
            Err(StoreError::Conflict(_)) => return Err(one_is_open()),
            other => other?,
        }
        let starts: Vec<_> = proposal.starts.iter().map(|start| utc(*start)).collect();
        let why = format!("To {}. {}", starts.join("; or "), proposal.reason);
        meeting.record(db, now, false, SessionEventKind::MoveProposed, &why)?;
        tell(db, now, &meeting, &proposal)?;
        Ok(proposal.id)
    })?;
    show(services, me, id, proposal)
}

/// Checks that the session could be moved to each start, given the proposer's own commitments.
fn starts_stand(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    meeting: &Meeting,
    starts: &[Timestamp],
) -> Result<(), Error> {
    if starts.is_empty() {
        return Err(Error::invalid("/starts", "Please suggest one to three other times."));
    }
    let known = Known::load(db, me, meeting, starts, None)?;
    let wrong = |(place, start): (usize, &Timestamp)| {
        let twice = starts.iter().take(place).any(|earlier| earlier == start);
        let detail = match known.admits(*start, now, false) {
            Err(refusal) => refusal.to_string(),
            Ok(()) if twice => "This time is here twice.".to_owned(),
            Ok(()) => return None,
        };
        Some(FieldError { pointer: format!("/starts/{place}"), detail })
    };
    let wrong: Vec<_> = starts.iter().enumerate().filter_map(wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::invalid_fields(wrong)) }
}

fn one_is_open() -> Error {
    Error::new(
        Code::MoveState,
        "There's already an open suggestion for this session. It has to be answered or withdrawn first.",
    )
}

fn room_for_one_more(db: &mut Db, now: Timestamp, me: AccountId, meeting: &Meeting) -> Result<(), Error> {
    let earlier = store::of_session(db, anchor(&meeting.session))?;
    if let Some(open) = earlier.iter().find(|one| one.state == ProposalState::Open) {
        if open.is_open(now) {
            return Err(one_is_open());
        }
        // Its time is over; the worker was about to end it.
        expiry::end(db, now, open, meeting)?;
    }
    if earlier.iter().filter(|one| one.by == me).count() >= MAX_PROPOSALS {
        return Err(Error::new(
            Code::MoveState,
            "You've suggested other times five times for this session. Please talk to each other, or cancel and book \
             again.",
        ));
    }
    Ok(())
}

/// What makes the mail that asks about a proposal this mail.
pub(crate) fn mail_key(proposal: MoveId) -> String {
    format!("move-proposed:{proposal}")
}

/// Mails the other person.
fn tell(db: &mut Db, now: Timestamp, meeting: &Meeting, proposal: &Proposal) -> Result<(), Error> {
    let other = meeting.role.other();
    let message = MoveProposed {
        card: notifications::card(&meeting.session, other),
        proposal: proposal.id,
        starts: proposal.starts.to_vec(),
        reason: proposal.reason.clone(),
        answer_by: proposal.answer_by,
    };
    notifications::send(db, now, meeting.session.person(other).id, mail_key(proposal.id), message, now)
}
