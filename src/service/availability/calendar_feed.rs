//! A person's sessions as a calendar to subscribe to, behind a secret address.

use crate::calendar::write::{Task, feed};
use crate::domain::Week;
use crate::domain::booking::session::State;
use crate::domain::{AccountId, Link, Timestamp};
use crate::mail::calendar_event::event;
use crate::service::{Error, Services, notifications, tokens};
use crate::store::account::accounts;
use crate::store::availability::calendar_feeds;
use crate::store::booking::sessions;
use crate::store::practice::{plan_settings, plan_steps};
use crate::store::{Db, StoreError};

/// Days that a session stays in the feed after its end: somebody who looks back a month finds it.
const KEEP_DAYS: i64 = 31;

/// The most sessions that a feed holds; the earliest are left out.
const MOST: i64 = 1000;

/// The most steps of a plan that a feed holds; the latest weeks are left out.
const MAX_STEPS: i64 = 50;

/// A new feed: the one time that its address is told.
#[derive(Debug)]
pub struct NewFeed {
    /// What a calendar subscribes to.
    pub url: Link,
    /// When it was made (UTC).
    pub created_at: Timestamp,
}

/// Makes a feed; an address that was told before is good for nothing from now on.
pub fn make(services: &Services, me: AccountId) -> Result<NewFeed, Error> {
    let secret = tokens::random();
    let url = services.settings.frame.address(&format!("calendar/{secret}.ics")).parse().map_err(Error::internal)?;
    let created_at = services.write(|db, now| {
        accounts::lock(db, &[me])?;
        calendar_feeds::replace(db, me, &tokens::digest(&secret), now)?;
        Ok(now)
    })?;
    Ok(NewFeed { url, created_at })
}

/// When one's feed was made.
pub fn show(services: &Services, me: AccountId) -> Result<Timestamp, Error> {
    services.read(|db, _| calendar_feeds::made_at(db, me)?.ok_or_else(|| Error::not_found("calendar feed")))
}

/// Ends one's feed.
pub fn revoke(services: &Services, me: AccountId) -> Result<(), Error> {
    services.write(|db, _| {
        if !calendar_feeds::delete(db, me)? {
            return Err(Error::not_found("calendar feed"));
        }
        Ok(())
    })
}

/// What a calendar reads: every session that is agreed on, from a month ago on, and the steps to practise if its owner wants them. Who holds the secret may.
pub fn read(services: &Services, secret: &str) -> Result<String, Error> {
    services.read(|db, now| {
        let owner = match calendar_feeds::owner(db, &tokens::digest(secret)) {
            Err(StoreError::NotFound) => return Err(Error::not_found("calendar")),
            other => other?,
        };
        let recent = sessions::Filter { ending_after: Some(now.plus_days(-KEEP_DAYS)), ..Default::default() };
        let found = sessions::list(db, owner, &recent, MOST)?;
        let held = found.iter().filter(|session| !matches!(session.state, State::Cancelled | State::Offered));
        let cards = held.filter_map(|session| Some(notifications::card(session, session.role_of(owner)?)));
        let events: Vec<_> = cards.map(|card| event(&card)).collect();
        let tasks = tasks(db, now, owner)?;
        Ok(feed(services.settings.frame.host(), &events, &tasks, now))
    })
}

/// What is open in somebody's plan, where they want it in their calendar; what is from earlier weeks in this one.
fn tasks(db: &mut Db, now: Timestamp, owner: AccountId) -> Result<Vec<Task>, Error> {
    if !plan_settings::get(db, owner)?.in_calendar {
        return Ok(Vec::new());
    }
    let this = Week::at(now, accounts::by_id(db, owner)?.zone);
    let open = plan_steps::open(db, owner, MAX_STEPS)?;
    Ok(open.into_iter().map(|step| Task { id: step.id, text: step.text, week: step.week.max(this) }).collect())
}
