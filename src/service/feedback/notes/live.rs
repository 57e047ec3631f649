//! Notes taken during the session: one call each, with the minute.

use super::{Draft, writable};
use crate::domain::booking::life_cycle::Verb;
use crate::domain::booking::session::Session;
use crate::domain::feedback::notes::{Hint, HintKind, Minute, Notes, TimelineEntry};
use crate::domain::{AccountId, Prose, SessionId, Timestamp, UpTo};
use crate::service::{Error, Services};
use crate::store::feedback::notes;

/// Something noted as it happens.
#[derive(Debug, Clone)]
pub enum Moment {
    /// Something was said or done.
    Happened(Prose<1000>),
    /// Help was given.
    Hinted(HintKind, Prose<1000>),
}

/// Adds a moment to the draft, at the given minute of the session or the current one; returns the draft. The same
/// moment isn't added twice, so it can be sent again after a lost response.
pub fn note(
    services: &Services,
    me: AccountId,
    id: SessionId,
    minute: Option<Minute>,
    moment: &Moment,
) -> Result<Draft, Error> {
    let (Moment::Happened(text) | Moment::Hinted(_, text)) = moment;
    if text.is_empty() {
        return Err(Error::invalid("/text", "Please say briefly what was said or done."));
    }
    services.write(|db, now| {
        let session = writable(db, me, id, Verb::WriteNotes, now)?;
        let minute = minute.map_or_else(|| present(&session, now), Ok)?;
        let draft = notes::draft(db, id)?;
        let Some(added) = with(&draft.notes, minute, moment)? else { return Ok(draft) };
        // The session's row is locked, so nobody else saves in between.
        notes::save(db, id, draft.revision, &added, now)?;
        Ok(notes::draft(db, id)?)
    })
}

/// The session's current minute.
fn present(session: &Session, now: Timestamp) -> Result<Minute, Error> {
    let minute = Minute::new((now.epoch() - session.starts_at.epoch()).div_euclid(60));
    minute
        .filter(|_| now <= session.ends_at())
        .ok_or_else(|| Error::invalid("/minute", "The session is over. Please say in which minute this happened."))
}

/// The notes with a moment added, sorted by minute; `None` if it's already there.
fn with(notes: &Notes, minute: Minute, moment: &Moment) -> Result<Option<Notes>, Error> {
    let mut notes = notes.clone();
    let added = match moment.clone() {
        Moment::Happened(text) => add(&mut notes.timeline, TimelineEntry { minute, text }, |entry| entry.minute)?,
        Moment::Hinted(kind, text) => add(&mut notes.hints, Hint { minute, kind, text }, |hint| hint.minute)?,
    };
    Ok(added.then_some(notes))
}

fn add<const MAX: usize, T: Clone + PartialEq>(
    to: &mut UpTo<MAX, T>,
    one: T,
    minute: fn(&T) -> Minute,
) -> Result<bool, Error> {
    if to.contains(&one) {
        return Ok(false);
    }
    let mut all = to.to_vec();
    all.insert(all.partition_point(|earlier| minute(earlier) <= minute(&one)), one);
    *to = UpTo::new(all).ok_or_else(|| {
        Error::invalid("/text", format!("There are already {MAX} of these. Please put the rest in the summary."))
    })?;
    Ok(true)
}
