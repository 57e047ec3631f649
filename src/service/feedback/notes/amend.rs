//! Amending delivered notes: makes a new version and keeps the old one.

use super::linting::{check_accepted, ready};
use super::{Accepted, Draft, Notes, Stale, Submitted, deliver, known_questions};
use crate::domain::booking::life_cycle::{Verb, allow, amendable};
use crate::domain::booking::session_event::{Actor, Event, SessionEventKind};
use crate::domain::{AccountId, Prose, SessionId};
use crate::service::booking::access::as_participant;
use crate::service::{Code, Error, Seen, Services};
use crate::store::booking::sessions;
use crate::store::feedback::notes::{self, Feedback};

/// Maximum number of versions: anything that needs more is better talked through.
const MAX_VERSIONS: i32 = 6;

/// The amended notes to deliver.
#[derive(Debug, Clone)]
pub struct Amendment {
    /// The notes as they should read.
    pub notes: Notes,
    /// What changed and why; it's the first thing the candidate will read.
    pub why: Prose<1000>,
    /// The linter's warnings to submit it in spite of.
    pub accepted: Accepted,
}

/// Delivers amended notes if the draft is still at the expected revision; otherwise returns the current draft. The
/// linter checks them as it did the first time.
pub fn amend(
    services: &Services,
    me: AccountId,
    id: SessionId,
    over: &Seen,
    amendment: &Amendment,
) -> Result<Result<(Submitted, Draft), Stale>, Error> {
    if amendment.why.is_empty() {
        let detail = "Please say briefly what changed and why; it's the first thing the candidate will read.";
        return Err(Error::invalid("/why", detail));
    }
    check_accepted(&amendment.accepted)?;
    services.write(|db, now| {
        let (session, role) = as_participant(me, sessions::lock(db, id))?;
        let current = notes::draft(db, id)?;
        allow(Verb::AmendNotes, &session, role.into(), now)?;
        amendable(current.submitted_at, now)?;
        known_questions(db, &session, &amendment.notes)?;
        if !over.allows(current.revision) {
            return Ok(Err(Stale(current)));
        }
        let last = notes::latest(db, id)?.ok_or_else(|| Error::not_found("feedback"))?;
        if last.notes == amendment.notes {
            return Err(Error::invalid("/notes", "You haven't changed anything. What should be different?"));
        }
        if last.version >= MAX_VERSIONS {
            let detail = "These notes have been amended five times, which is the maximum. Please tell the candidate \
                          directly what's still missing.";
            return Err(Error::new(Code::NotesLocked, detail));
        }
        let findings = ready(db, &amendment.notes, &session, me, &amendment.accepted)?;
        let feedback = Feedback {
            session: id,
            version: last.version + 1,
            notes: amendment.notes.clone(),
            why: Some(amendment.why.clone()),
            submitted_at: now,
            writer: None,
        };
        notes::amend(db, &feedback, &amendment.accepted.about(&findings), current.revision)?;
        let (actor, event) =
            (Actor::of(&session, role), Event::new(SessionEventKind::NotesAmended, amendment.why.to_string()));
        let delivered = deliver(db, now, session, feedback, actor, event)?;
        Ok(Ok((Submitted { delivered, findings }, notes::draft(db, id)?)))
    })
}
