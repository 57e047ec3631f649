//! Which mail to send next: urgent ones first, and none to a domain that has reached its limit.

use super::decision::{Delivery, DeliveryDecision, fate};
use super::{LEASE_MINUTES, dead_letter, retry_later, settle};
use crate::domain::{MailId, Timestamp};
use crate::mail::Urgency;
use crate::service::job_pool::{Job, Room};
use crate::service::{Code, Error, Services};
use crate::store::outbox::{self, Claimed, Due, Outcome};
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Mails looked up at a time.
const BATCH: i64 = 50;
/// How long a lookup stays valid; after that, something more urgent may have arrived.
const FRESH: Duration = Duration::from_millis(250);

/// A mail claimed by this process, and until when.
pub(super) struct InHand {
    pub(super) mail: Claimed,
    pub(super) delivery: Delivery,
    pub(super) leased_until: Timestamp,
}

/// Due mails, as of the last lookup.
pub(super) struct Queue<'a> {
    services: &'a Services,
    waiting: VecDeque<Due>,
    looked: Option<Instant>,
    /// How many were settled without being sent because they were no longer true or unreadable.
    pub(super) settled: usize,
}

impl<'a> Queue<'a> {
    pub(super) fn new(services: &'a Services) -> Self {
        Self { services, waiting: VecDeque::new(), looked: None, settled: 0 }
    }

    /// Claims the next mail for which there's room.
    pub(super) fn next(&mut self, room: &Room<'_>, stop: &dyn Fn() -> bool) -> Result<Option<Job<InHand>>, Error> {
        if self.waiting.is_empty() || self.looked.is_none_or(|looked| looked.elapsed() >= FRESH) {
            self.look(room)?;
        }
        while let Some(due) = self.waiting.pop_front() {
            if stop() {
                return Ok(None);
            }
            let full = room.full(is_urgent(&due));
            if !room.any(is_urgent(&due)) || domain(&due).is_some_and(|domain| full.contains(&domain)) {
                continue;
            }
            if let Some(job) = self.take(due.id, &full)? {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    /// Looks up due mails and skips those to a full domain, remembering them, so that a thousand mails to it are only read once.
    fn look(&mut self, room: &Room<'_>) -> Result<(), Error> {
        let (urgent, bulk) = (Urgency::Urgent.rank(), Urgency::Bulk.rank());
        let full = [room.full(false), room.full(true)];
        loop {
            let due = self.services.read(|db, now| {
                let mut due = outbox::due(db, now, urgent..=urgent, &full[1], BATCH)?;
                if room.any(false) {
                    due.append(&mut outbox::due(db, now, urgent + 1..=bulk, &full[0], BATCH)?);
                }
                Ok::<_, Error>(due)
            })?;
            let mut passed_over: HashMap<String, Vec<MailId>> = HashMap::new();
            self.waiting.clear();
            for due in due {
                match domain(&due) {
                    Some(domain) if full[usize::from(is_urgent(&due))].contains(&domain) => {
                        passed_over.entry(domain).or_default().push(due.id);
                    }
                    _ => self.waiting.push_back(due),
                }
            }
            let nothing_new = passed_over.is_empty();
            if !nothing_new {
                self.services.write(|db, _| {
                    let mut notes = passed_over.iter();
                    notes.try_for_each(|(domain, ids)| Ok::<_, Error>(outbox::note_domain(db, ids, domain)?))
                })?;
            }
            if nothing_new || !self.waiting.is_empty() {
                break;
            }
        }
        self.looked = Some(Instant::now());
        Ok(())
    }

    /// Claims a mail; `None` if another sender was faster, there's nothing to send, or its domain is full.
    fn take(&mut self, id: MailId, full: &[String]) -> Result<Option<Job<InHand>>, Error> {
        let services = self.services;
        let claimed = services.write(|db, now| {
            let until = now.plus_minutes(LEASE_MINUTES);
            let Some(mail) = outbox::claim(db, id, now, until)? else { return Ok(None) };
            // Whether it's still true is checked in the transaction that claims it.
            let fate = match fate(services, db, now, &mail) {
                Err(busy) if busy.code == Code::Busy => return Err(busy),
                Ok(DeliveryDecision::Send(delivery)) => {
                    let domain = delivery.recipient.address.domain();
                    if full.contains(&domain) {
                        outbox::put_back(db, &mail, &domain)?;
                        return Ok(None);
                    }
                    Ok(DeliveryDecision::Send(delivery))
                }
                Ok(DeliveryDecision::Wait(morning)) => {
                    outbox::put_off(db, &mail, morning)?;
                    return Ok(None);
                }
                fate => fate,
            };
            Ok::<_, Error>(Some((fate, mail, until)))
        })?;
        let Some((fate, mail, leased_until)) = claimed else { return Ok(None) };
        match fate {
            Ok(DeliveryDecision::Send(delivery)) => {
                let place = delivery.recipient.address.domain();
                return Ok(Some(Job { work: InHand { mail, delivery: *delivery, leased_until }, place }));
            }
            // Put off in the transaction that took it.
            Ok(DeliveryDecision::Wait(_)) => return Ok(None),
            Ok(DeliveryDecision::Drop) => settle(services, &mail, Outcome::Dropped)?,
            Ok(DeliveryDecision::Park(why)) => dead_letter(services, &mail, &why)?,
            // A row it needs can't be read; the mails behind it go ahead.
            Err(error) => retry_later(services, &mail, &error.to_string())?,
        }
        self.settled += 1;
        Ok(None)
    }
}

fn is_urgent(due: &Due) -> bool {
    due.urgency <= Urgency::Urgent.rank()
}

/// The domain a mail goes to, as far as it's known before it's claimed: an invitation doesn't go to its account's address.
fn domain(due: &Due) -> Option<String> {
    let of_account = || {
        let known = due.kind != "program_invited";
        known.then(|| due.address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase())).flatten()
    };
    due.domain.clone().or_else(of_account)
}
