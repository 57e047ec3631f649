//! Asking to be matched: a request is made, changed and taken back.

pub(crate) mod exclusions;
mod expiry;
mod input;
mod interviewer_pool;
mod offers;

use super::swaps;
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, Seat, What};
use crate::domain::matching::OPEN_MOST;
pub use crate::domain::matching::Standing;
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::{AccountId, RequestId};
use crate::service::booking::reliability::may_book;
use crate::service::{Code, Error, House, idempotency};
use crate::store::StoreError;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::matching::requests;
use input::{changed, resolved};
use interviewer_pool::shown;
use offers::{let_go, lock};

pub(crate) use expiry::expire;
pub use input::{Change, Wanted, WantedWindow};
pub(crate) use input::{checked, in_utc};
pub(crate) use interviewer_pool::Everybody;
pub(crate) use offers::{CALLED_OFF, leave, lock_of, take_back, wait_again};
pub use offers::{accept, decline};

/// A request, with where it stands while it waits and what was found for it.
#[derive(Debug)]
pub struct Shown {
    /// The request.
    pub request: Request,
    /// Where it stands while it waits, and all of that in words.
    pub standing: Option<(String, Standing)>,
    /// What was offered or booked.
    pub session: Option<Session>,
}

/// Makes a request. With a key, the same request made again answers the same one.
pub fn ask(house: &House, me: AccountId, key: Option<&str>, wanted: &Wanted) -> Result<Shown, Error> {
    let id = idempotency::once(house, me, key, wanted, |db, now| {
        // What follows counts, so the owner's row comes first.
        accounts::lock(db, &[me])?;
        let account = accounts::by_id(db, me)?;
        if account.verified_at.is_none() {
            return Err(Error::new(
                Code::EmailUnverified,
                "Please confirm your email address first. The link is in the email we sent when you signed up.",
            ));
        }
        may_book(&account, now)?;
        let ask = checked(resolved(wanted, account.zone)?, now)?;
        if ask.swap {
            swaps::able(db, me, &ask)?;
        }
        if requests::count_open(db, me)? >= OPEN_MOST {
            return Err(Error::new(
                Code::TooManyRequests,
                "You have three open requests, which is the maximum. Please withdraw or change one of them.",
            ));
        }
        let request = Request {
            id: RequestId::new(),
            candidate: me,
            ask,
            state: State::Waiting,
            session: None,
            answer_by: None,
            accepted: false,
            created_at: now,
        };
        requests::insert(db, &request, now)?;
        Ok(request.id)
    })?;
    show(house, me, id)
}

/// A request of this person; to anybody else it does not exist.
fn mine(me: AccountId, found: Result<Request, StoreError>) -> Result<Request, Error> {
    match found {
        Ok(request) if request.candidate == me => Ok(request),
        Ok(_) | Err(StoreError::NotFound) => Err(Error::not_found("request")),
        Err(other) => Err(other.into()),
    }
}

/// One request.
pub fn show(house: &House, me: AccountId, id: RequestId) -> Result<Shown, Error> {
    house.read(|db, now| {
        let request = mine(me, requests::by_id(db, id))?;
        let shown = shown(db, now, me, vec![request])?;
        shown.into_iter().next().ok_or_else(|| Error::not_found("request"))
    })
}

/// A person's requests, latest first.
pub fn list(
    house: &House,
    me: AccountId,
    state: Option<State>,
    after: Option<RequestId>,
    limit: i64,
) -> Result<Vec<Shown>, Error> {
    house.read(|db, now| {
        let found = requests::list(db, me, state, after, limit)?;
        shown(db, now, me, found)
    })
}

fn moved_on(request: &Request) -> Error {
    let detail = match request.state {
        State::Waiting => "This request is still waiting for a match; there's nothing to answer yet.",
        State::Offered => "We've found somebody for this request. Please accept or decline first.",
        State::Matched => "This request has led to a session. Cancel the session if you can't come.",
        State::Withdrawn => "This request has been withdrawn. Please make a new one.",
        State::Expired => "This request has expired. Please make a new one.",
    };
    Error::new(Code::RequestState, detail)
}

/// Changes a request while it waits; its age stays.
pub fn change(house: &House, me: AccountId, id: RequestId, change: &Change) -> Result<Shown, Error> {
    house.write(|db, now| {
        let request = mine(me, requests::lock(db, id))?;
        let zone = accounts::by_id(db, me)?.zone;
        if request.state != State::Waiting {
            return Err(moved_on(&request));
        }
        let ask = checked(changed(&request.ask, change, zone)?, now)?;
        if !requests::set_ask(db, id, &ask, now)? {
            return Err(moved_on(&requests::by_id(db, id)?));
        }
        Ok(())
    })?;
    show(house, me, id)
}

/// Takes a request back; an offer that was made for it is let go of.
pub fn withdraw(house: &House, me: AccountId, id: RequestId) -> Result<Shown, Error> {
    house.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let request = lock(db, &before)?;
        if !request.is_open() {
            return Err(moved_on(&request));
        }
        if let (State::Offered, Some(offered)) = (request.state, request.session) {
            allow(Verb::WithdrawOffer, &sessions::by_id(db, offered)?, Seat::Candidate, now)?;
        }
        let actor = Actor { account: Some(me), seat: Seat::Candidate };
        offers::end(db, now, &request, State::Withdrawn, (actor, What::Withdrawn.into()))
    })?;
    show(house, me, id)
}
