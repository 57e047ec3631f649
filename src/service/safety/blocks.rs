//! Blocking somebody. It works both ways and takes effect at once; existing sessions stay and are returned, so that
//! they can be cancelled. The other person isn't notified, and an unknown id gets the same answer.

use super::blocked_pairs;
use crate::domain::booking::session::{Session, State};
use crate::domain::{AccountId, Seat};
use crate::service::matching::requests;
use crate::service::{Code, Error, Services};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::safety::blocks as store_blocks;

pub use crate::store::safety::blocks::Block;

/// Maximum number of people that somebody can block.
pub const MAX_BLOCKS: i64 = 200;

/// A blocked person, and the sessions the two still have booked, with the caller's seat.
pub type Blocked = (Block, Vec<(Seat, Session)>);

/// Blocks somebody. Repeating it changes nothing.
pub fn block(services: &Services, me: AccountId, other: AccountId) -> Result<Blocked, Error> {
    if other == me {
        return Err(Error::invalid("{person_id}", "That's you. Please name somebody else."));
    }
    services.write(|db, now| {
        // A concurrent booking of the two either comes before this and is in the answer, or comes after it and is refused.
        accounts::lock(db, &[me, other])?;
        let name = blocked_pairs::known(db, me, other)?;
        let known = store_blocks::is_blocked(db, me, other)?;
        if !known && store_blocks::count(db, me)? >= MAX_BLOCKS {
            let detail =
                format!("You've blocked {MAX_BLOCKS} people, which is the maximum. Please unblock one of them first.");
            return Err(Error::new(Code::ListFull, detail));
        }
        store_blocks::insert(db, me, other, name.as_ref(), now)?;
        requests::withdraw_blocked_offers(db, now, me, other)?;
        let all = store_blocks::list(db, me)?;
        let block = all.into_iter().find(|block| block.person == other);
        let block = block.ok_or_else(|| Error::internal("a block that was just written"))?;
        let coming = sessions::Filter { state: Some(State::Booked), ending_after: Some(now), ..Default::default() };
        let all = sessions::list(db, me, &coming, i64::MAX)?;
        let ours = all.into_iter().filter(|session| session.role_of(other).is_some());
        Ok((block, ours.filter_map(|one| Some((one.role_of(me)?, one))).collect()))
    })
}

/// Unblocks somebody, without revealing whether they were blocked.
pub fn unblock(services: &Services, me: AccountId, other: AccountId) -> Result<(), Error> {
    services.write(|db, _| {
        accounts::lock(db, &[me, other])?;
        Ok(store_blocks::delete(db, me, other)?)
    })
}

/// Everybody the caller has blocked, latest first.
pub fn list(services: &Services, me: AccountId) -> Result<Vec<Block>, Error> {
    services.read(|db, _| Ok(store_blocks::list(db, me)?))
}
