//! Writing to a program's members. Each of them gets an email of their own, so nobody sees an address, but a reply goes to
//! the coordinator's. Members can turn these emails off, and nobody gets one from somebody they keep away from; the sender
//! only learns how many were written to.

use super::coordinated;
use super::overview::progress;
use crate::domain::program::message::{Audience, MAX_A_DAY, ProgramMessage, Subject, Text};
use crate::domain::program::progress::MemberProgress;
use crate::domain::program::{GroupName, Program};
use crate::domain::{AccountId, EmailAddress, MessageId, ProgramId, Timestamp, UpTo};
use crate::mail::program::CoordinatorWrote;
use crate::service::notifications::{self, QueuedMail};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::service::{Code, Error, Services, idempotency};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::program::{messages as store, programs};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A message to write.
#[derive(Debug, Clone, Serialize)]
pub struct NewMessage {
    /// Whom it is for.
    pub to: Audience,
    /// The group, if it's for one.
    pub group: Option<GroupName>,
    /// The members, if it's for those named.
    pub members: Option<UpTo<2000, AccountId>>,
    /// Its subject.
    pub subject: Subject,
    /// Its text.
    pub text: Text,
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Written {
    /// The message; `None` in a dry run, or if there's nobody to write to.
    pub id: Option<MessageId>,
    /// How many people it was written to.
    pub written_to: usize,
}

/// Writes to members of a program; or, in a dry run, says how many it would be. With a key, repeating it writes nothing
/// more. Also returns the address that replies go to.
pub fn write(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    key: Option<&str>,
    wanted: &NewMessage,
    dry_run: bool,
) -> Result<(Written, EmailAddress), Error> {
    if wanted.subject.is_empty() {
        return Err(Error::invalid("/subject", "Please give it a subject; it's what people see first."));
    }
    if wanted.text.is_empty() {
        return Err(Error::invalid("/text", "Please write something."));
    }
    let written = if dry_run {
        services.read(|db, now| {
            let found = programs::by_id(db, id);
            let program = coordinated(db, me, found)?.program;
            Ok(Written { id: None, written_to: recipients(db, now, me, &program, wanted)?.len() })
        })?
    } else {
        idempotency::run_idempotent(services, me, key, &("message", id, wanted), |db, now| {
            accounts::lock(db, &[me])?;
            let locked = programs::lock(db, id);
            let program = coordinated(db, me, locked)?.program;
            queue(db, now, me, &program, wanted)
        })?
    };
    let reply_to = services.read(|db, _| Ok(accounts::by_id(db, me)?.email))?;
    Ok((written, reply_to))
}

fn queue(db: &mut Db, now: Timestamp, me: AccountId, program: &Program, wanted: &NewMessage) -> Result<Written, Error> {
    within_a_day(db, now, program)?;
    let recipients = recipients(db, now, me, program, wanted)?;
    if recipients.is_empty() {
        return Ok(Written { id: None, written_to: 0 });
    }
    let message = ProgramMessage {
        id: MessageId::new(),
        program: program.id,
        sender: me,
        audience: wanted.to,
        group: wanted.group.clone(),
        subject: wanted.subject.clone(),
        text: wanted.text.clone(),
        written_to: i32::try_from(recipients.len()).unwrap_or(i32::MAX),
        created_at: now,
    };
    store::insert(db, &message)?;
    let letter = |to: &AccountId| QueuedMail {
        to: *to,
        dedupe_key: format!("coordinator-wrote:{}:{to}", message.id),
        message: CoordinatorWrote { message: message.id, told: None }.into(),
        not_before: now,
    };
    notifications::send_all(db, now, &recipients.iter().map(letter).collect::<Vec<_>>())?;
    Ok(Written { id: Some(message.id), written_to: recipients.len() })
}

/// Refuses more than a few messages a day. The caller holds the program's lock.
fn within_a_day(db: &mut Db, now: Timestamp, program: &Program) -> Result<(), Error> {
    let written = store::written_since(db, program.id, now.plus_days(-1))?;
    let (count, Some(first)) = (i64::try_from(written.len()).unwrap_or(i64::MAX), written.first()) else {
        return Ok(());
    };
    if count < MAX_A_DAY {
        return Ok(());
    }
    let free = first.plus_days(1);
    let detail = format!(
        "A program's members get {MAX_A_DAY} messages in 24 hours at most, from all of its coordinators together. You can \
         write again on {}.",
        crate::mail::when(free, program.zone, now)
    );
    let mut refusal = Error::new(Code::RateLimited, detail);
    refusal.retry_after = u64::try_from(free.epoch() - now.epoch()).ok();
    Err(refusal)
}

/// Who gets it, in id order; always the same number of statements.
fn recipients(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    program: &Program,
    wanted: &NewMessage,
) -> Result<Vec<AccountId>, Error> {
    let all = progress(db, now, program)?;
    let named: HashSet<AccountId> = named(wanted, &all)?;
    let is_meant = |one: &MemberProgress| match wanted.to {
        Audience::Everybody => true,
        Audience::NoSession => one.no_match_since.is_some(),
        Audience::NoHours => one.hours_missing,
        Audience::NoProfile => one.profile_missing,
        Audience::Group => one.member.place.group == wanted.group,
        Audience::Members => named.contains(&one.member.account),
    };
    let apart = BlockedPairs::of(db, Some(me))?;
    let gets = |one: &MemberProgress| {
        let who = one.member.account;
        who != me && one.member.wants_mail && !apart.between(me, who) && is_meant(one)
    };
    Ok(all.iter().filter(|one| gets(one)).map(|one| one.member.account).collect())
}

/// The members named, and checks that the list fits what else is there.
fn named(wanted: &NewMessage, all: &[MemberProgress]) -> Result<HashSet<AccountId>, Error> {
    let known = |who: &AccountId| all.iter().any(|one| one.member.account == *who);
    match (wanted.to, &wanted.group, &wanted.members) {
        (Audience::Group, None, _) => Err(Error::invalid("/group", "Please say which group.")),
        (Audience::Group, Some(group), None) => {
            let there = all.iter().any(|one| one.member.place.group.as_ref() == Some(group));
            let refusal = || Error::invalid("/group", "Nobody in the program is in this group.");
            there.then(HashSet::new).ok_or_else(refusal)
        }
        (Audience::Members, None, None) => Err(Error::invalid("/members", "Please say whom, by their account ids.")),
        (Audience::Members, None, Some(members)) => match members.iter().position(|who| !known(who)) {
            Some(place) => Err(Error::invalid(format!("/members/{place}"), "This person isn't in the program.")),
            None if members.is_empty() => Err(Error::invalid("/members", "Please name at least one member.")),
            None => Ok(members.iter().copied().collect()),
        },
        (Audience::Group, Some(_), Some(_)) => {
            Err(Error::invalid("/members", "Members go with \"to\": \"members\" only."))
        }
        (_, Some(_), _) => Err(Error::invalid("/group", "A group goes with \"to\": \"group\" only.")),
        (_, _, Some(_)) => Err(Error::invalid("/members", "Members go with \"to\": \"members\" only.")),
        (_, None, None) => Ok(HashSet::new()),
    }
}

/// Ends the program's mails by the link in one; does nothing if they've already ended, or the person has left.
pub fn stop(services: &Services, token: &str) -> Result<(), Error> {
    let (id, me) = services.keys.check_program_mail(token, services.now())?;
    let done = services.run_linked(me, |services, me| {
        services.write(|db, _| {
            programs::lock(db, id)?;
            Ok(crate::store::program::members::set_wants_mail(db, id, me, false)?)
        })
    });
    match done {
        Err(gone) if gone.code == Code::LinkInvalid => Ok(()),
        other => other,
    }
}
