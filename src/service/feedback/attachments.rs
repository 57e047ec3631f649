//! What was made in a session, attached by one of its two people: shown with the feedback to both, and in links to it only if its
//! maker says so.
//!
//! Each of the two may attach while they see fewer than three things, counted under the session's lock. What somebody attaches while
//! one of the two has blocked the other stays theirs alone, as if the other had left; so the store has places for both.

use crate::document::Made;
use crate::domain::booking::session::Session;
use crate::domain::feedback::attachment::{self, Attachment, AttachmentKind, MAX_ATTACHMENTS, NewAttachment};
use crate::domain::{AccountId, AttachmentId, DisplayName, MailId, Seat, SessionId, Timestamp};
use crate::mail::feedback::Attached;
use crate::service::booking::access::as_participant;
use crate::service::{Code, Error, Services, idempotency, notifications};
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::feedback::{attachments as store, notes};
use crate::store::{Db, outbox};

/// Minutes after which the other person hears of it, in one mail about all that was attached by then.
const GATHER_MINUTES: i64 = 10;

/// How many such mails about one session somebody gets at most, however often something is taken back and attached again.
const MAX_MAILS: usize = 3;

/// Attaches something to a session. With a key, repeating it attaches nothing more.
pub fn attach(
    services: &Services,
    me: AccountId,
    id: SessionId,
    key: Option<&str>,
    made: NewAttachment,
) -> Result<Attachment, Error> {
    let made = made.checked().map_err(|fault| Error::from(vec![fault]))?;
    // What's kept under the key has no text in it: that goes when it's taken back.
    let (attachment, created_at, by) =
        idempotency::run_idempotent(services, me, key, &("attach", id, &made), |db, now| {
            let (session, by) = as_participant(me, sessions::lock(db, id))?;
            let delivered_at = notes::draft(db, id)?.submitted_at;
            attachment::attach(&session, by, delivered_at, now)?;
            let same =
                |one: &Attachment| one.by == by && one.made.kind == made.kind && one.made.content == made.content;
            // Only what they see counts: nobody may learn what is kept from them, or be kept out by it.
            let seen = store::of_sessions(db, &[id], by)?;
            if seen.iter().any(same) {
                return Err(Error::invalid("/content", "You've added exactly this already."));
            }
            if seen.len() >= MAX_ATTACHMENTS {
                return Err(no_room());
            }
            let one = keep(db, &session, by, made.clone(), now)?;
            // What the interviewer adds before the feedback is in comes with it.
            if by == Seat::Candidate || delivered_at.is_some() {
                announce(db, now, &session, by.other())?;
            }
            Ok((one.id, now, by))
        })?;
    Ok(Attachment { id: attachment, session: id, by, made, created_at })
}

/// Saves something that somebody in this seat attached at this moment. The caller holds the session's lock, and has counted
/// what that person sees.
pub(crate) fn keep(
    db: &mut Db,
    session: &Session,
    by: Seat,
    made: NewAttachment,
    at: Timestamp,
) -> Result<Attachment, Error> {
    let one = Attachment { id: AttachmentId::new(), session: session.id, by, made, created_at: at };
    if store::insert(db, &one, session.person(by).id)? {
        return Ok(one);
    }
    Err(no_room())
}

fn no_room() -> Error {
    let detail = format!(
        "There's room for {MAX_ATTACHMENTS} things in a session, added by either of you, and it's used up. You can take back \
         one of yours."
    );
    Error::new(Code::ListFull, detail)
}

/// Queues the mail that tells the other person of all that is attached by the time it goes out.
fn announce(db: &mut Db, now: Timestamp, session: &Session, to: Seat) -> Result<(), Error> {
    let keys: Vec<String> = (1..=MAX_MAILS).map(|number| format!("attached:{}:{to}:{number}", session.id)).collect();
    let all: Vec<&str> = keys.iter().map(String::as_str).collect();
    // That one will tell of this, too.
    if outbox::lock_waiting(db, &all, now)? {
        return Ok(());
    }
    let known = outbox::known(db, &all)?;
    let Some(key) = keys.into_iter().find(|key| !known.contains(key)) else { return Ok(()) };
    let message = Attached { card: notifications::card(session, to), kinds: Vec::new() };
    notifications::send(db, now, session.person(to).id, key, message, now.plus_minutes(GATHER_MINUTES))
}

/// What is attached to a session, for its two people.
pub fn list(services: &Services, me: AccountId, id: SessionId) -> Result<Vec<Attachment>, Error> {
    services.read(|db, _| {
        let (_, role) = as_participant(me, sessions::by_id(db, id))?;
        Ok(store::of_sessions(db, &[id], role)?)
    })
}

/// Takes back what one has attached.
pub fn take_back(services: &Services, me: AccountId, id: SessionId, which: AttachmentId) -> Result<(), Error> {
    services.write(|db, now| {
        let (session, role) = own(db, me, id, which)?;
        attachment::take_back(&session, role, notes::draft(db, id)?.submitted_at, now)?;
        if store::delete(db, which)? { Ok(()) } else { Err(Error::not_found("attachment")) }
    })
}

/// Says whether people with a link to the feedback see it. Its maker may change that at any time.
pub fn set_in_shares(
    services: &Services,
    me: AccountId,
    id: SessionId,
    which: AttachmentId,
    in_shares: bool,
) -> Result<Attachment, Error> {
    services.write(|db, _| {
        let (_, role) = own(db, me, id, which)?;
        if !store::set_in_shares(db, which, in_shares)? {
            return Err(Error::not_found("attachment"));
        }
        find(db, id, role, which)
    })
}

/// The session of something that this person attached, locked.
fn own(db: &mut Db, me: AccountId, id: SessionId, which: AttachmentId) -> Result<(Session, Seat), Error> {
    let (session, role) = as_participant(me, sessions::lock(db, id))?;
    if find(db, id, role, which)?.by != role {
        let other = session.person(role.other()).name.first_name();
        return Err(Error::new(Code::Forbidden, format!("{other} added this, so only {other} can change it.")));
    }
    Ok((session, role))
}

fn find(db: &mut Db, id: SessionId, seat: Seat, which: AttachmentId) -> Result<Attachment, Error> {
    let found = store::of_sessions(db, &[id], seat)?.into_iter().find(|one| one.id == which);
    found.ok_or_else(|| Error::not_found("attachment"))
}

/// What is attached to a session as its document shows it: to one of the two people, or to somebody with a link to the feedback. The
/// interviewer is named to others only if they agreed to that.
pub(crate) fn made(
    db: &mut Db,
    session: &Session,
    reader: Option<Seat>,
    names_interviewer: bool,
) -> Result<Vec<Made>, Error> {
    let mut all = store::of_sessions(db, &[session.id], reader.unwrap_or(Seat::Candidate))?;
    all.retain(|one| reader.is_some() || one.made.in_shares);
    let by = |one: &Attachment| match one.by {
        by if Some(by) == reader => "you",
        Seat::Interviewer if !names_interviewer => "the interviewer",
        by => session.person(by).name.first_name(),
    };
    Ok(all.iter().map(|one| Made::new(&one.made, by(one))).collect())
}

/// What this mail tells its reader about what the other person attached, by its kind; empty if there's nothing, or another mail has
/// told of it.
pub(crate) fn told_by(db: &mut Db, session: &Session, to: Seat, mail: MailId) -> Result<Vec<AttachmentKind>, Error> {
    let told = store::tell(db, session.id, session.person(to.other()).id, mail)?;
    let all = store::of_sessions(db, &[session.id], to)?;
    Ok(all.into_iter().filter(|one| told.contains(&one.id)).map(|one| one.made.kind).collect())
}

/// What a page says about attaching.
#[derive(Debug)]
pub struct OnPage {
    /// The other person.
    pub other: DisplayName,
    /// The reader's seat.
    pub role: Seat,
    /// How many things can still be added; 0 if it's too early or too late.
    pub left: usize,
    /// Until when, in the reader's zone and UTC, as far as that's known.
    pub until: Option<String>,
    /// What's attached, with whether it's the reader's own.
    pub all: Vec<Attachment>,
    /// Whether the reader can take back what's theirs.
    pub can_take_back: bool,
}

impl OnPage {
    /// Whether any of it is the reader's own.
    pub fn has_own(&self) -> bool {
        self.all.iter().any(|one| one.by == self.role)
    }
}

/// What a page says about attaching, for one of the two people in a session.
pub fn on_page(services: &Services, me: AccountId, id: SessionId) -> Result<OnPage, Error> {
    services.read(|db, now| {
        let (session, role) = as_participant(me, sessions::by_id(db, id))?;
        let delivered_at = notes::draft(db, id)?.submitted_at;
        let all = store::of_sessions(db, &[id], role)?;
        let open = attachment::attach(&session, role, delivered_at, now).is_ok();
        let until = attachment::attachable_until(&session, role, delivered_at);
        let zone = accounts::by_id(db, me)?.zone;
        Ok(OnPage {
            other: session.person(role.other()).name.clone(),
            role,
            left: if open { MAX_ATTACHMENTS.saturating_sub(all.len()) } else { 0 },
            until: until.map(|until| crate::mail::when(until, zone, now)),
            all,
            can_take_back: attachment::take_back(&session, role, delivered_at, now).is_ok(),
        })
    })
}
