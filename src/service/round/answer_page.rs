//! What the page behind a mailed link shows somebody about a round: its days, and what they've said so far.

use super::{Shown, seen};
use crate::domain::account::profile::CandidateProfile;
use crate::domain::round::Entry;
use crate::domain::{AccountId, RoundId, Zone};
use crate::service::{Error, Services};
use crate::store::account::{accounts, profiles};
use crate::store::availability::availabilities;
use crate::store::round::{participants, rounds};

/// A round, as one of its members answers it.
#[derive(Debug)]
pub struct AnswerPage {
    /// The round, its program, and their membership.
    pub shown: Shown,
    /// What they've said, if anything.
    pub entry: Option<Entry>,
    /// Their candidate profile.
    pub profile: Option<CandidateProfile>,
    /// Whether they have set weekly hours.
    pub has_hours: bool,
    /// Their zone.
    pub zone: Zone,
    /// Until when they're asked to answer, in their zone and UTC.
    pub until: Option<String>,
}

/// The page for this person.
pub fn answer_page(services: &Services, me: AccountId, id: RoundId) -> Result<AnswerPage, Error> {
    services.read(|db, now| {
        let found = rounds::by_id(db, id);
        let shown = seen(db, me, found)?;
        let zone = accounts::by_id(db, me)?.zone;
        let until = shown.round.plans.answer_by.filter(|until| *until > now);
        Ok(AnswerPage {
            entry: participants::entries(db, id, Some(me))?.pop().map(|(_, entry)| entry),
            profile: profiles::candidate(db, me)?,
            has_hours: availabilities::get(db, me)?.is_some_and(|hours| hours.is_given()),
            until: until.map(|until| crate::mail::when(until, zone, now)),
            zone,
            shown,
        })
    })
}
