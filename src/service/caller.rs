//! On whose behalf a service function runs, and whether they may still act.

use super::tokens::{Bearer, LinkBearer, link_invalid};
use super::{Code, Error};
use crate::domain::{AccountId, Timestamp};
use crate::store::Db;
use crate::store::account::{accounts, sign_ins};

/// On whose behalf a service function runs.
#[derive(Debug, Clone, Copy)]
pub enum Caller {
    /// A guest, the worker, or the command line.
    Nobody,
    /// The holder of an access token.
    SignedIn(Bearer),
    /// Somebody who followed a link that was emailed to them.
    Linked(LinkBearer),
}

impl Caller {
    /// Their account, if any.
    pub(super) fn account(self) -> Option<AccountId> {
        match self {
            Self::Nobody => None,
            Self::SignedIn(bearer) => Some(bearer.account),
            Self::Linked(bearer) => Some(bearer.account()),
        }
    }

    /// Checks that their sign-in is still valid, or that the account a link is for still exists.
    pub(super) fn check(self, db: &mut Db, now: Timestamp) -> Result<(), Error> {
        match self {
            Self::SignedIn(me) if !sign_ins::is_live(db, me.sign_in, me.account, now)? => {
                Err(Error::new(Code::Unauthenticated, "You've been signed out. Please sign in again."))
            }
            Self::Linked(me) if !accounts::is_there(db, me.account())? => Err(link_invalid()),
            Self::Nobody | Self::SignedIn(_) | Self::Linked(_) => Ok(()),
        }
    }
}
