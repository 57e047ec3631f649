//! A person's sessions as a calendar to subscribe to, at a secret URL.

use crate::calendar::write::{Task, feed};
use crate::domain::Week;
use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, Link, Timestamp, Zone};
use crate::mail::SessionSnapshot;
use crate::mail::calendar_event::event;
use crate::service::notifications::swap_event;
use crate::service::{Error, Services, notifications, tokens};
use crate::store::account::accounts;
use crate::store::availability::calendar_feeds;
use crate::store::booking::sessions;
use crate::store::practice::{plan_settings, plan_steps};
use crate::store::{Db, StoreError};

/// Days that a session stays in the feed after its end, so that the last month is visible.
const KEEP_DAYS: i64 = 31;

/// Maximum number of sessions in a feed; the earliest are left out.
const MOST: i64 = 1000;

/// Maximum number of plan steps in a feed; the latest weeks are left out.
const MAX_STEPS: i64 = 50;

/// A new feed. This is the only time its URL is shown.
#[derive(Debug)]
pub struct NewFeed {
    /// The URL to subscribe to.
    pub url: Link,
    /// When it was made (UTC).
    pub created_at: Timestamp,
}

/// Creates a feed; an earlier URL stops working.
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

/// When the caller's feed was created.
pub fn show(services: &Services, me: AccountId) -> Result<Timestamp, Error> {
    services.read(|db, _| calendar_feeds::made_at(db, me)?.ok_or_else(|| Error::not_found("calendar feed")))
}

/// Revokes the caller's feed.
pub fn revoke(services: &Services, me: AccountId) -> Result<(), Error> {
    services.write(|db, _| {
        if !calendar_feeds::delete(db, me)? {
            return Err(Error::not_found("calendar feed"));
        }
        Ok(())
    })
}

/// The feed's content: every agreed session that ended at most 31 days ago, and the plan's steps if the owner wants them. Anyone with the
/// secret can read it.
pub fn read(services: &Services, secret: &str) -> Result<String, Error> {
    services.read(|db, now| {
        let owner = match calendar_feeds::owner(db, &tokens::digest(secret)) {
            Err(StoreError::NotFound) => return Err(Error::not_found("calendar")),
            other => other?,
        };
        let recent = sessions::Filter { ending_after: Some(now.plus_days(-KEEP_DAYS)), ..Default::default() };
        let found = sessions::list(db, owner, &recent, MOST)?;
        let held = found.iter().filter(|session| !matches!(session.state, State::Cancelled | State::Offered));
        let other = |session: &Session| {
            let half = session.swap.as_ref()?;
            found.iter().find(|other| other.id == half.session)
        };
        // Both halves of a swap are one event, told as the first.
        let follows = |session: &Session| {
            other(session).is_some_and(|other| other.starts_at < session.starts_at && other.state != State::Cancelled)
        };
        let cards = held.filter(|session| !follows(session)).filter_map(|session| {
            let card = notifications::card(session, session.role_of(owner)?);
            let swap_at = card.swap_at.filter(|_| other(session).is_some_and(|other| other.state != State::Cancelled));
            Some(SessionSnapshot { event: swap_event(session, other(session)), swap_at, ..card })
        });
        // No links for cancelling: anybody who knows the feed's address could use them.
        let zone = accounts::by_id(db, owner)?.zone;
        let events: Vec<_> = cards.map(|card| event(&card, zone, None)).collect();
        let tasks = tasks(db, now, owner, zone)?;
        Ok(feed(services.settings.frame.host(), &events, &tasks, now))
    })
}

/// The open steps of somebody's plan, if they want them in their calendar; overdue ones are in this week.
fn tasks(db: &mut Db, now: Timestamp, owner: AccountId, zone: Zone) -> Result<Vec<Task>, Error> {
    if !plan_settings::get(db, owner)?.in_calendar {
        return Ok(Vec::new());
    }
    let this = Week::at(now, zone);
    let open = plan_steps::open(db, owner, MAX_STEPS)?;
    Ok(open.into_iter().map(|step| Task { id: step.id, text: step.text, week: step.week.max(this) }).collect())
}
