//! Blocked pairs. Every path that can match two people checks here: search and booking, requests and their diagnosis,
//! swaps, rounds, stand-ins. To each of the two, the other looks like somebody who doesn't volunteer or is never free;
//! neither learns more.

use crate::domain::{AccountId, DisplayName};
use crate::service::Error;
use crate::store::Db;
use crate::store::availability::interviewers;
use crate::store::booking::acquaintances;
use crate::store::safety::blocks;
use std::collections::HashMap;

/// Pairs who mustn't meet, whichever of the two blocked the other.
#[derive(Debug, Default)]
pub(crate) struct BlockedPairs(HashMap<AccountId, Vec<AccountId>>);

impl BlockedPairs {
    /// Loads those of one person, or all; one statement.
    pub(crate) fn of(db: &mut Db, person: Option<AccountId>) -> Result<Self, Error> {
        let mut all = Self::default();
        for (a, b) in blocks::pairs(db, person)? {
            all.0.entry(a).or_default().push(b);
            all.0.entry(b).or_default().push(a);
        }
        Ok(all)
    }

    /// Whom this person mustn't meet, as far as loaded.
    pub(crate) fn from(&self, person: AccountId) -> &[AccountId] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether these two mustn't meet.
    pub(crate) fn between(&self, one: AccountId, other: AccountId) -> bool {
        self.from(one).contains(&other)
    }
}

/// Somebody's name, if this person has shared a session or a program with them, or could find them in a search. People
/// hidden from their searches count as unknown, so that an id reveals nothing.
pub(crate) fn known(db: &mut Db, me: AccountId, other: AccountId) -> Result<Option<DisplayName>, Error> {
    if let Some(name) = acquaintances::name(db, me, other)? {
        return Ok(Some(name));
    }
    let kept_away = blocks::is_blocked(db, other, me)?;
    let found = interviewers::find(db, Some(&[other]))?.pop().filter(|_| !kept_away);
    Ok(found.map(|(volunteer, _)| volunteer.name))
}
