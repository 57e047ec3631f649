//! Requests to be matched: made, changed and withdrawn.

mod by_link;
pub(crate) mod exclusions;
mod expiry;
mod input;
mod interviewer_pool;
mod offers;
pub(crate) mod queue_places;
mod release;
mod still_true;

use super::swaps;
use crate::domain::booking::life_cycle::{Verb, allow};
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::{Actor, ActorRole, SessionEventKind};
use crate::domain::matching::MAX_OPEN;
pub use crate::domain::matching::RequestDiagnosis;
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::{AccountId, RequestId};
use crate::service::booking::reliability::may_book;
use crate::service::{Code, Error, Services, idempotency};
use crate::store::StoreError;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::matching::requests;
use input::{changed, resolved};
use interviewer_pool::shown;
use offers::release_offer;
use release::{Partner, lock};

pub use by_link::{Answered, ByLink, Offer, accept_by_link, by_link, decline_by_link};
pub(crate) use expiry::expire;
pub use input::{Change, NewRequest, WantedWindow};
pub(crate) use input::{checked, in_utc};
pub(crate) use interviewer_pool::InterviewerPool;
pub use offers::{accept, decline};
pub(crate) use offers::{leave, leave_rounds, lock_of, requeue, withdraw_blocked_offers};
pub(crate) use still_true::take_back_untrue;

/// A request, with its diagnosis while it's waiting and the session found for it.
#[derive(Debug)]
pub struct Shown {
    /// The request.
    pub request: Request,
    /// Its diagnosis while it's waiting, with the text.
    pub standing: Option<(String, RequestDiagnosis)>,
    /// What was offered or booked.
    pub session: Option<Session>,
}

/// Makes a request. With a key, repeating it returns the same one.
pub fn ask(services: &Services, me: AccountId, key: Option<&str>, wanted: &NewRequest) -> Result<Shown, Error> {
    let id = idempotency::run_idempotent(services, me, key, wanted, |db, now| {
        // The checks below count, so the owner's row is locked first.
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
        if requests::count_open(db, me)? >= MAX_OPEN {
            return Err(Error::new(
                Code::RequestLimitReached,
                "You have three open requests, which is the maximum. Please withdraw or change one of them.",
            ));
        }
        let id = RequestId::new();
        let since = queue_places::take(db, me, id)?.unwrap_or(now);
        let request = Request {
            id,
            candidate: me,
            ask,
            state: State::Waiting,
            session: None,
            answer_by: None,
            accepted: false,
            created_at: since,
            replaces: None,
        };
        requests::insert(db, &request, now)?;
        Ok(request.id)
    })?;
    show(services, me, id)
}

/// A request of this person; `NotFound` for anybody else.
fn mine(me: AccountId, found: Result<Request, StoreError>) -> Result<Request, Error> {
    match found {
        Ok(request) if request.candidate == me => Ok(request),
        Ok(_) | Err(StoreError::NotFound) => Err(Error::not_found("request")),
        Err(other) => Err(other.into()),
    }
}

/// One request.
pub fn show(services: &Services, me: AccountId, id: RequestId) -> Result<Shown, Error> {
    services.read(|db, now| {
        let request = mine(me, requests::by_id(db, id))?;
        let shown = shown(db, now, me, vec![request])?;
        shown.into_iter().next().ok_or_else(|| Error::not_found("request"))
    })
}

/// A person's requests, latest first.
pub fn list(
    services: &Services,
    me: AccountId,
    state: Option<State>,
    after: Option<RequestId>,
    limit: i64,
) -> Result<Vec<Shown>, Error> {
    services.read(|db, now| {
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

/// Changes a waiting request; its age stays the same.
pub fn change(services: &Services, me: AccountId, id: RequestId, change: &Change) -> Result<Shown, Error> {
    services.write(|db, now| {
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
    show(services, me, id)
}

/// Withdraws a request; an offer made for it is released.
pub fn withdraw(services: &Services, me: AccountId, id: RequestId) -> Result<Shown, Error> {
    services.write(|db, now| {
        let before = mine(me, requests::by_id(db, id))?;
        let request = lock(db, &before)?;
        if !request.is_open() {
            return Err(moved_on(&request));
        }
        if let (State::Offered, Some(offered)) = (request.state, request.session) {
            allow(Verb::WithdrawOffer, &sessions::by_id(db, offered)?, ActorRole::Candidate, now)?;
        }
        let actor = Actor { account: Some(me), seat: ActorRole::Candidate };
        let event = (actor, SessionEventKind::Withdrawn.into());
        release::end(db, now, &request, State::Withdrawn, event, Partner::IS_TOLD)
    })?;
    show(services, me, id)
}
