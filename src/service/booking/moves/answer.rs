//! Answering and withdrawing a proposal.

use super::meeting::{Known, Meeting};
use super::{Shown, about, moved_on, show, store};
use crate::domain::booking::life_cycle::Verb;
use crate::domain::booking::move_proposal::{Proposal, ProposalState};
use crate::domain::booking::moves::Refusal;
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::SessionEventKind;
use crate::domain::{AccountId, MoveId, Prose, Seat, SessionId, Timestamp};
use crate::mail::booking::MoveOff;
use crate::service::{Code, Error, Services, notifications};
use crate::store::Db;
use crate::store::booking::sessions;

/// Accepts one of the starts that the other person proposed: moves the session and notifies both.
pub fn accept(
    services: &Services,
    me: AccountId,
    id: SessionId,
    proposal: MoveId,
    start: Timestamp,
) -> Result<(Session, Seat), Error> {
    services.write(|db, now| {
        let meeting = Meeting::lock(db, me, id)?;
        meeting.may(Verb::AcceptMove, now)?;
        let asked = open_to(db, now, me, &meeting, proposal)?;
        if !asked.starts.contains(&start) {
            return Err(Error::invalid("/starts_at", "This isn't one of the suggested times."));
        }
        let known = Known::load(db, me, &meeting, &asked.starts, Some(&asked))?;
        known.admits(start, now, true).map_err(|refusal| {
            let left = asked.starts.iter().filter(|one| known.admits(**one, now, true).is_ok());
            Error::new(Code::MoveTaken, gone(refusal)).with("remaining", left.collect::<Vec<_>>())
        })?;
        if !store::settle(db, proposal, ProposalState::Accepted, Some(start), now)? {
            return Err(moved_on(&store::by_id(db, proposal)?, now));
        }
        meeting.relocate(db, now, start, None, &asked.reason)?;
        Ok((sessions::by_id(db, id)?, meeting.role))
    })
}

fn gone(refusal: Refusal) -> String {
    let why = match refusal {
        Refusal::Busy => "One of you now has another session at that time.".to_owned(),
        Refusal::ProposerOff => "The person who suggested that time isn't available then any more.".to_owned(),
        other => other.to_string(),
    };
    format!("{why} The session stays where it is; `remaining` lists the suggested times that are still free.")
}

/// Declines a proposal, with an optional note to the proposer; the session stays where it is.
pub fn decline(
    services: &Services,
    me: AccountId,
    id: SessionId,
    proposal: MoveId,
    reason: &Prose<1000>,
) -> Result<Shown, Error> {
    services.write(|db, now| {
        let meeting = Meeting::lock(db, me, id)?;
        meeting.may(Verb::DeclineMove, now)?;
        let asked = open_to(db, now, me, &meeting, proposal)?;
        settle(db, now, &asked, ProposalState::Declined)?;
        meeting.record(db, now, false, SessionEventKind::MoveDeclined, reason)?;
        stays(db, now, &meeting.session, &asked, meeting.role.other(), (ProposalState::Declined, reason))
    })?;
    show(services, me, id, proposal)
}

/// Withdraws the caller's own proposal.
pub fn withdraw(services: &Services, me: AccountId, id: SessionId, proposal: MoveId) -> Result<Shown, Error> {
    services.write(|db, now| {
        let meeting = Meeting::lock(db, me, id)?;
        meeting.may(Verb::WithdrawMove, now)?;
        let mine = about(db, &meeting, proposal)?;
        if mine.by != me {
            return Err(Error::new(
                Code::Forbidden,
                "Only the person who made a proposal can withdraw it. You can decline it.",
            ));
        }
        settle(db, now, &mine, ProposalState::Withdrawn)?;
        meeting.record(db, now, false, SessionEventKind::MoveWithdrawn, "")?;
        stays(db, now, &meeting.session, &mine, meeting.role.other(), (ProposalState::Withdrawn, &Prose::default()))
    })?;
    show(services, me, id, proposal)
}

/// An open proposal that the caller can answer.
fn open_to(db: &mut Db, now: Timestamp, me: AccountId, meeting: &Meeting, id: MoveId) -> Result<Proposal, Error> {
    let proposal = about(db, meeting, id)?;
    if proposal.by == me {
        return Err(Error::new(
            Code::Forbidden,
            "Only the other person can answer this; you suggested it. You can withdraw it.",
        ));
    }
    if proposal.is_open(now) { Ok(proposal) } else { Err(moved_on(&proposal, now)) }
}

fn settle(db: &mut Db, now: Timestamp, proposal: &Proposal, state: ProposalState) -> Result<(), Error> {
    if !proposal.is_open(now) || !store::settle(db, proposal.id, state, None, now)? {
        return Err(moved_on(&store::by_id(db, proposal.id)?, now));
    }
    Ok(())
}

/// Notifies the person in this seat that a proposal came to nothing.
pub(crate) fn stays(
    db: &mut Db,
    now: Timestamp,
    session: &Session,
    proposal: &Proposal,
    to: Seat,
    (outcome, reason): (ProposalState, &Prose<1000>),
) -> Result<(), Error> {
    let who = session.person(to).id;
    let message = MoveOff {
        card: notifications::card(session, to),
        proposal: Some(proposal.id),
        outcome,
        mine: proposal.by == who,
        reason: reason.clone(),
    };
    notifications::send(db, now, who, format!("move-off:{}:{to}", proposal.id), message, now)
}
