//! A member's entry for one round.

use super::{Shown, published, seen};
use crate::domain::matching::request::{Ask, Windows};
use crate::domain::round::{Entry, RoundState};
use crate::domain::{AccountId, Kind, Language, Level, Prose, RoundId, Topic, UpTo};
use crate::service::matching::requests::{WantedWindow, checked, in_utc};
use crate::service::{Error, Services};
use crate::store::account::accounts;
use crate::store::round::{participants, rounds};

/// An entry as typed by the member.
#[derive(Debug, Clone)]
pub struct EntryForm {
    /// Whether they take part.
    pub taking_part: bool,
    /// When they could practise.
    pub windows: Option<UpTo<50, WantedWindow>>,
    /// The kind.
    pub kind: Option<Kind>,
    /// The level.
    pub level: Option<Level>,
    /// Topics.
    pub topics: Option<UpTo<30, Topic>>,
    /// The language.
    pub language: Option<Language>,
    /// What they want to practise.
    pub aims: Prose<2000>,
}

/// The caller's entry for a round, or the default if there's none.
pub fn entry(services: &Services, me: AccountId, id: RoundId) -> Result<Entry, Error> {
    services.read(|db, _| {
        let found = rounds::by_id(db, id);
        seen(db, me, found)?;
        let mine = participants::entries(db, id, Some(me))?.pop();
        Ok(mine.map_or_else(Entry::default, |(_, entry)| entry))
    })
}

/// Saves the caller's entry for an unpublished round. An existing plan becomes out of date.
pub fn put_entry(services: &Services, me: AccountId, id: RoundId, form: &EntryForm) -> Result<Entry, Error> {
    services.write(|db, now| {
        let found = rounds::lock(db, id);
        let Shown { round, program, .. } = seen(db, me, found)?;
        if round.state == RoundState::Published {
            return Err(published());
        }
        if let Some(kind) = form.kind {
            program.covers_kind(kind)?;
        }
        if let Some(level) = form.level {
            program.covers_level(level)?;
        }
        let zone = accounts::by_id(db, me)?.zone;
        let windows = form.windows.as_ref().map(|windows| in_utc(windows, zone)).transpose()?;
        if let Some(windows) = &windows {
            let ask = ask(form, windows.clone(), &round.plans);
            let ask = checked(ask, now)?;
            let days = round.plans.days(program.zone);
            let length = round.plans.length.minutes();
            let room = |(from, last): (crate::domain::Timestamp, crate::domain::Timestamp)| {
                from.max(days.from).max(now) <= last.min(days.to.plus_minutes(-length))
            };
            if !ask.starts().any(room) {
                let detail = format!(
                    "None of these windows has room for {length} minutes within the round's days, {} to {} ({}).",
                    round.plans.starts_on, round.plans.ends_on, program.zone
                );
                return Err(Error::invalid("/windows", detail));
            }
        }
        let entry = Entry {
            taking_part: form.taking_part,
            windows: windows.and_then(|windows| UpTo::new(windows.into_vec())),
            kind: form.kind,
            level: form.level,
            topics: form.topics.clone(),
            language: form.language,
            aims: form.aims.clone(),
        };
        participants::put_entry(db, id, me, &entry, now)?;
        rounds::outdate(db, id, now)?;
        Ok(entry)
    })
}

/// The entry as a request, for the checks that both share; unset fields don't matter for these.
fn ask(form: &EntryForm, windows: Windows, plans: &crate::domain::round::RoundSettings) -> Ask {
    Ask {
        kind: form.kind.or(plans.kind).unwrap_or(Kind::Concepts),
        other_kinds: Vec::new(),
        level: form.level.unwrap_or(Level::Junior),
        topics: form.topics.clone().unwrap_or_default(),
        language: form.language.unwrap_or(Language::ENGLISH),
        other_languages: Vec::new(),
        length: plans.length,
        windows,
        aims: form.aims.clone(),
        not_before: None,
        expires_at: None,
        auto_accept: true,
        swap: false,
    }
}
