//! Leaving a program, and being removed from it.
//!
//! Somebody who leaves keeps what they agreed to: their sessions stay, and they can cancel them like any other. When a
//! coordinator removes somebody, the sessions to come that the program's rounds booked for them are cancelled, and both
//! people hear of it; the coordinator sees which ones first, and has to agree. Sessions that people booked themselves stay.
//! Either way, nothing is looked for any more in place of a session of the program's rounds.

use super::belonging;
use super::members::somebody_stays;
use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::Actor;
use crate::domain::program::{Member, Program, ProgramRole};
use crate::domain::{AccountId, DisplayName, Kind, ProgramId, SessionId, Timestamp};
use crate::mail::program::MemberRemoved;
use crate::service::booking::sessions::call_off_for_removed;
use crate::service::matching::requests;
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::program::sessions as of_program;
use crate::store::program::{members, programs};
use crate::store::{Db, StoreError, outbox};
use serde::Serialize;

/// A session that removing somebody would cancel.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = SessionToCome)]
pub struct ToCome {
    /// The session.
    pub session_id: SessionId,
    /// Its candidate.
    pub candidate_name: DisplayName,
    /// Its interviewer.
    pub interviewer_name: DisplayName,
    /// When it starts.
    pub starts_at: Timestamp,
    /// What it's about.
    pub kind: Kind,
}

impl From<&Session> for ToCome {
    fn from(session: &Session) -> Self {
        Self {
            session_id: session.id,
            candidate_name: session.candidate.name.clone(),
            interviewer_name: session.interviewer.name.clone(),
            starts_at: session.starts_at,
            kind: session.kind,
        }
    }
}

/// Leaves a program, or removes somebody from it; the latter needs `cancel_sessions` if there are sessions to cancel.
pub fn remove(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    who: AccountId,
    cancel_sessions: bool,
) -> Result<(), Error> {
    if who == me { leave(services, me, id) } else { remove_other(services, me, id, who, cancel_sessions) }
}

fn leave(services: &Services, me: AccountId, id: ProgramId) -> Result<(), Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        requests::leave_rounds(db, now, me, id)?;
        let locked = programs::lock(db, id);
        let shown = belonging(db, me, locked)?;
        if shown.me.place.role == ProgramRole::Coordinator {
            somebody_stays(db, id)?;
        }
        Ok(members::delete(db, id, &shown.me, now)?)
    })
}

fn remove_other(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    who: AccountId,
    cancel_sessions: bool,
) -> Result<(), Error> {
    services.write(|db, now| {
        // Before anything of other people's is locked.
        let found = programs::by_id(db, id);
        may_remove(db, me, found, who)?;
        accounts::lock(db, &[who])?;
        let waited = requests::leave_rounds(db, now, who, id)?;
        let coming = lock_coming(db, id, who, now)?;
        let locked = programs::lock(db, id);
        let (program, member) = may_remove(db, me, locked, who)?;
        if member.place.role == ProgramRole::Coordinator {
            somebody_stays(db, id)?;
        }
        if !coming.is_empty() && !cancel_sessions {
            return Err(unconfirmed(&member.name, &coming));
        }
        for session in &coming {
            if let Some(role) = session.role_of(who) {
                call_off_for_removed(db, now, session, (role, Actor::coordinator(me)), &program.name)?;
            }
        }
        members::delete(db, id, &member, now)?;
        let by = accounts::by_id(db, me)?.name;
        let message = MemberRemoved { program: program.name, by, cancelled: coming.len(), waited };
        // Somebody can join, and be removed, more than once.
        let key = format!("member-removed:{id}:{who}:{}", member.joined_at.epoch());
        if outbox::is_known(db, &key)? {
            return Ok(());
        }
        notifications::send(db, now, who, key, message, now)
    })
}

/// The program and the member, for somebody who may remove them from it.
fn may_remove(
    db: &mut Db,
    me: AccountId,
    found: Result<Program, StoreError>,
    who: AccountId,
) -> Result<(Program, Member), Error> {
    let shown = belonging(db, me, found)?;
    let member = members::get(db, shown.program.id, who)?.ok_or_else(|| Error::not_found("member"))?;
    if shown.me.place.role != ProgramRole::Coordinator {
        return Err(Error::new(Code::Forbidden, "Only coordinators can remove somebody from a program."));
    }
    Ok((shown.program, member))
}

/// The sessions of the program's rounds that this person is still to have, locked in id order after their requests, as
/// everywhere that cancels several.
fn lock_coming(db: &mut Db, id: ProgramId, who: AccountId, now: Timestamp) -> Result<Vec<Session>, Error> {
    let ids = of_program::to_come(db, id, who, now)?;
    requests::lock_of(db, &ids)?;
    let mut coming = Vec::with_capacity(ids.len());
    for session in ids {
        let session = sessions::lock(db, session)?;
        if session.state == State::Booked && session.starts_at > now {
            coming.push(session);
        }
    }
    coming.sort_by_key(|session| session.starts_at);
    Ok(coming)
}

fn unconfirmed(name: &DisplayName, coming: &[Session]) -> Error {
    let sessions: Vec<_> = coming.iter().map(ToCome::from).collect();
    let (what, are) = match sessions.len() {
        1 => ("a session".to_owned(), "it's"),
        count => (format!("{count} sessions"), "they're"),
    };
    let first = name.first_name();
    let detail = format!(
        "{first} still has {what} to come from this program's rounds. If you remove {first}, {are} cancelled, and both \
         people get an email. Send ?cancel_sessions=true to go ahead."
    );
    Error::new(Code::SessionsToCome, detail).with("sessions", &sessions)
}
