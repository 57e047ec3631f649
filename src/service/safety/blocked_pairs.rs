//! Who is kept apart from whom. Every path that brings two people together asks here: search and booking, requests and
//! their standing, swaps, rounds, stand-ins. To each of the two the other is somebody who doesn't volunteer, or is
//! never free; neither is told more.

use crate::domain::{AccountId, DisplayName};
use crate::service::Error;
use crate::store::Db;
use crate::store::availability::interviewers;
use crate::store::booking::acquaintances;
use crate::store::safety::blocks;
use std::collections::HashMap;

/// People who are not to meet, whoever of the two said so.
#[derive(Debug, Default)]
pub(crate) struct BlockedPairs(HashMap<AccountId, Vec<AccountId>>);

impl BlockedPairs {
    /// Of one person, or of everybody; one statement.
    pub(crate) fn of(db: &mut Db, person: Option<AccountId>) -> Result<Self, Error> {
        let mut all = Self::default();
        for (a, b) in blocks::pairs(db, person)? {
            all.0.entry(a).or_default().push(b);
            all.0.entry(b).or_default().push(a);
        }
        Ok(all)
    }

    /// Whom this person is not to meet, of those that were asked for.
    pub(crate) fn from(&self, person: AccountId) -> &[AccountId] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether these two are not to meet.
    pub(crate) fn between(&self, one: AccountId, other: AccountId) -> bool {
        self.from(one).contains(&other)
    }
}

/// What somebody is called, if this person has shared a session or a program with them, or could come across them in a
/// search. Whom a search keeps from them is nobody they know, so that an id tells nothing.
pub(crate) fn known(db: &mut Db, me: AccountId, other: AccountId) -> Result<Option<DisplayName>, Error> {
    if let Some(name) = acquaintances::name(db, me, other)? {
        return Ok(Some(name));
    }
    let kept_away = blocks::is_blocked(db, other, me)?;
    let found = interviewers::find(db, Some(&[other]))?.pop().filter(|_| !kept_away);
    Ok(found.map(|(volunteer, _)| volunteer.name))
}
