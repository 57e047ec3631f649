//! Links that a candidate makes to feedback they received, and what these show.
//!
//! A link shows the latest version of the feedback. The candidate is named, the interviewer only while their profile allows it;
//! the candidate's own ratings are included if the candidate chose that, what was made in the session if
//! its maker did, and nothing that's for coordinators.

use super::attachments;
use super::notes::{FIRST_VERSION, FeedbackDocument, Shown};
use super::reflection::by_session;
use crate::domain::booking::session::Session;
use crate::domain::feedback::share::{Share, ShareDays};
use crate::domain::{AccountId, DisplayName, Seat, SessionId, ShareId, Timestamp};
use crate::service::booking::access::as_participant;
use crate::service::{Code, Error, Services, tokens};
use crate::store::Db;
use crate::store::account::{accounts, profiles};
use crate::store::booking::sessions;
use crate::store::feedback::notes::Feedback;
use crate::store::feedback::{notes, shares as store};

/// Maximum number of active links to one feedback: with more, it's hard to know who has one.
const MAX_SHARES: usize = 10;

/// A link to create.
#[derive(Debug, Clone)]
pub struct NewShare {
    /// The candidate's name for it.
    pub name: DisplayName,
    /// How many days it will work.
    pub days: ShareDays,
    /// Whether to include the candidate's own ratings.
    pub with_self_assessment: bool,
}

/// Creates a link and returns its URL, which is only shown this once.
pub fn make(services: &Services, me: AccountId, id: SessionId, wanted: &NewShare) -> Result<(Share, String), Error> {
    let secret = tokens::random();
    let share = services.write(|db, now| {
        mine(me, sessions::lock(db, id))?;
        if notes::latest(db, id)?.is_none() {
            return Err(none_yet());
        }
        store::delete_expired(db, id, now)?;
        if store::of_session(db, id)?.len() >= MAX_SHARES {
            return Err(Error::new(
                Code::ListFull,
                "There are already ten links to this feedback. Please revoke one first.",
            ));
        }
        let share = Share {
            id: ShareId::new(),
            session: id,
            name: wanted.name.clone(),
            with_self_assessment: wanted.with_self_assessment,
            expires_at: now.plus_days(wanted.days.get().into()),
            created_at: now,
        };
        store::insert(db, &share, &tokens::digest(&secret))?;
        Ok(share)
    })?;
    Ok((share, services.settings.frame.address(&format!("shared/{secret}"))))
}

/// The links to the feedback on a session, for its candidate.
pub fn list(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<Share>, Error> {
    services.read(|db, _| {
        mine(me, sessions::by_id(db, id))?;
        Ok(store::of_session(db, id)?)
    })
}

/// Revokes a link, which stops working.
pub fn revoke(services: &Services, me: AccountId, id: SessionId, share: ShareId) -> Result<(), Error> {
    services.write(|db, _| {
        mine(me, sessions::lock(db, id))?;
        if store::delete(db, id, share)? { Ok(()) } else { Err(Error::not_found("link")) }
    })
}

/// The feedback behind a secret.
pub fn open(services: &Services, secret: &str) -> Result<FeedbackDocument, Error> {
    let hash = tokens::digest(secret);
    services.read(|db, now| {
        let share = store::opened_by(db, &hash, now)?.ok_or_else(nothing_there)?;
        sheet(db, now, &share)?.ok_or_else(nothing_there)
    })
}

fn sheet(db: &mut Db, now: Timestamp, share: &Share) -> Result<Option<FeedbackDocument>, Error> {
    let id = share.session;
    let Some(session) = sessions::by_ids(db, &[id])?.remove(&id) else { return Ok(None) };
    let Some(latest) = notes::latest(db, id)? else { return Ok(None) };
    // What was changed later, and why, is between the two: others read the notes as they are now.
    let amended = latest.version > FIRST_VERSION;
    let feedback = if amended { Feedback { version: FIRST_VERSION, why: None, ..latest } } else { latest };
    let own = if share.with_self_assessment { by_session(db, &[id])?.remove(&id) } else { None };
    // People are only named if they agreed to it.
    let mut named = |id| Ok::<_, Error>(profiles::interviewer(db, id)?.is_some_and(|profile| profile.named_in_shares));
    let names_interviewer = named(session.interviewer.id)?;
    let names_writer = feedback.writer.as_ref().map_or(Ok(false), |writer| named(writer.id))?;
    let shown = Shown {
        own: own.as_ref(),
        to_candidate: false,
        names_interviewer,
        names_writer,
        zone: accounts::by_id(db, session.candidate.id)?.zone,
        now,
    };
    let mut sheet = FeedbackDocument::new(&session, &feedback, &shown);
    sheet.made = attachments::made(db, &session, None, names_interviewer)?;
    Ok(Some(sheet))
}

fn mine(me: AccountId, found: Result<Session, crate::store::StoreError>) -> Result<Session, Error> {
    let (session, role) = as_participant(me, found)?;
    if role != Seat::Candidate {
        return Err(Error::new(Code::Forbidden, "Only the candidate can share their feedback."));
    }
    Ok(session)
}

fn none_yet() -> Error {
    Error::new(Code::NotFound, "There's no feedback on this session yet. You can share it once it's in.")
}

/// The error for every link that doesn't work, whatever the reason.
fn nothing_there() -> Error {
    Error::new(
        Code::NotFound,
        "This link has expired, was revoked or got cut off. The person who sent it to you can make another one.",
    )
}

/// A link as shown on the feedback's page.
#[derive(Debug)]
pub struct OnPage {
    /// Its id.
    pub id: ShareId,
    /// The candidate's name for it.
    pub name: DisplayName,
    /// Until when it works, in the candidate's zone and UTC.
    pub until: String,
    /// Whether the candidate's own ratings are included.
    pub with_self_assessment: bool,
}

/// The active links, for the feedback's page.
pub fn on_page(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<OnPage>, Error> {
    services.read(|db, now| {
        mine(me, sessions::by_id(db, id))?;
        let zone = accounts::by_id(db, me)?.zone;
        let holding = store::of_session(db, id)?.into_iter().filter(|share| now < share.expires_at);
        Ok(holding
            .map(|share| OnPage {
                id: share.id,
                name: share.name,
                until: crate::mail::when(share.expires_at, zone, now),
                with_self_assessment: share.with_self_assessment,
            })
            .collect())
    })
}
