//! Ends requests whose time has passed, and tells the candidate why and what would help.

use super::{InterviewerPool, lock, release_offer};
use crate::domain::Timestamp;
use crate::domain::matching::request::{Request, RequestState as State};
use crate::domain::matching::{self, Reader};
use crate::mail::matching::RequestExpired;
use crate::service::{Error, Services, notifications};
use crate::store::Db;
use crate::store::booking::sessions;
use crate::store::matching::requests;

/// Maximum number of requests ended in one run; the rest follow in the next, seconds later.
const MAX_AT_ONCE: i64 = 200;

/// Why a request for a swap found nobody.
const NO_SWAP: &str = "Nobody else asked for a swap that suited yours at a time that suited you both. Adding more \
                       times reaches more people.";

/// Releases offers that nobody answered, and ends requests whose time has passed.
pub(crate) fn expire(services: &Services) -> Result<(), Error> {
    let unanswered = services.read(|db, now| Ok(requests::unanswered(db, now)?))?;
    let released = services.write_each(unanswered, &|| false, |db, now, request| {
        let request = lock(db, request)?;
        // It may just have been answered; somebody who accepted a swap waits for the other's answer.
        let over = request.answer_by.is_some_and(|until| until <= now);
        if request.state == State::Offered && over && !request.accepted {
            release_offer(db, now, &request, None)?;
        }
        Ok(1)
    });
    let over = services.read(|db, now| {
        let over = requests::lapsing(db, now, MAX_AT_ONCE)?;
        if over.is_empty() {
            return Ok(Vec::new());
        }
        let all = InterviewerPool::load(db, now, &over, None)?;
        let replaced: Vec<_> = over.iter().filter_map(|request| request.replaces).collect();
        let replaced = if replaced.is_empty() { Default::default() } else { sessions::by_ids(db, &replaced)? };
        let why = |request: Request| {
            let cancelled = request.replaces.and_then(|id| replaced.get(&id)).map(|session| session.starts_at);
            if request.ask.swap {
                return (request, NO_SWAP.to_owned(), cancelled);
            }
            let standing = matching::standing(
                &all.requester(&request, now),
                &all.interviewers(),
                all.holds.by_person(),
                now,
                Reader::Past,
            );
            (request, standing.why, cancelled)
        };
        Ok(over.into_iter().map(why).collect())
    })?;
    services.write_each(over, &|| false, |db, now, (request, why, cancelled)| {
        // Only if it's still waiting past its time: it may have been changed or withdrawn since.
        if requests::expire(db, request.id, now)? {
            tell(db, now, request, why.clone(), *cancelled)?;
        }
        Ok(1)
    })?;
    released.map(|_| ())
}

/// The mail that a request has ended; without a reason if it was because two offers went unanswered. `cancelled` is the
/// start of the session in whose place it waited.
pub(crate) fn tell(
    db: &mut Db,
    now: Timestamp,
    request: &Request,
    why: String,
    cancelled: Option<Timestamp>,
) -> Result<(), Error> {
    let message = RequestExpired { about: request.ask.kind, level: request.ask.level, why, cancelled };
    notifications::send(db, now, request.candidate, format!("request-expired:{}", request.id), message, now)
}
