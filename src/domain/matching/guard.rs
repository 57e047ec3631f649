//! What booking will say to each pair of a plan, with all the others of the plan counted.

use super::starts::{Starts, suiting};
use super::{Busy, Helper, Pair, Seeker, Setting};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, Person, admits, free};
use crate::domain::{AccountId, Instant, Role, Span};
use std::collections::HashMap;

/// The sessions of a plan so far, judged as booking judges them.
pub(crate) struct Guard<'a> {
    setting: &'a Setting<'a>,
    /// What holds people's time, those of the plan included.
    busy: Busy,
    /// Those of the plan alone.
    planned: Busy,
    helper_of: HashMap<AccountId, usize>,
    /// None when nobody asks for anything.
    starts: Option<Starts>,
    memo: ZoneMemo,
}

impl<'a> Guard<'a> {
    pub(crate) fn new(setting: &'a Setting<'a>) -> Self {
        let helper_of = setting.helpers.iter().enumerate().map(|(place, helper)| (helper.id, place)).collect();
        let ranges = setting.seekers.iter().filter_map(|seeker| seeker.ask.range());
        let whole = ranges.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
        let starts = whole.map(|whole| Starts::within(whole, setting.now));
        let (busy, planned) = (setting.busy.clone(), Busy::new());
        Self { setting, busy, planned, helper_of, starts, memo: ZoneMemo::default() }
    }

    /// What holds people's time, those of the plan included.
    pub(crate) fn busy(&self) -> &Busy {
        &self.busy
    }

    /// Whether the plan can take this pair, whatever order its sessions are then booked in.
    pub(crate) fn admits(&mut self, pair: Pair) -> bool {
        let Some((seeker, helper)) = self.people(pair) else { return false };
        let (length, span) = (seeker.ask.length, Span::of(pair.starts_at, seeker.ask.length));
        let person = Person {
            availability: helper.availability,
            terms: helper.terms,
            commitments: self.busy.get(&helper.id).map_or(&[], Vec::as_slice),
        };
        seeker.suits(helper)
            && seeker.takes(pair.starts_at, helper, self.setting.now)
            && free(&self.held(seeker.candidate), span)
            && admits(person, self.setting.now, pair.starts_at, length, &mut self.memo).is_ok()
    }

    /// The earliest start at which the plan can take these two.
    pub(crate) fn first_start(&mut self, seeker: usize, helper: usize) -> Option<Instant> {
        let setting = self.setting;
        let (seeker, who) = (setting.seekers.get(seeker)?, setting.helpers.get(helper)?);
        let length = seeker.ask.length;
        let mine = self.held(seeker.candidate);
        let held = self.busy.get(&who.id).map_or(&[][..], Vec::as_slice);
        let starts = self.starts.as_mut()?.of(helper, who, held, length);
        suiting(&starts, seeker, who, &mine, setting.now).min()
    }

    /// What a candidate of this plan cannot use. Booking asks no buffer around a session that somebody holds as
    /// interviewer when they book another as candidate; but in the other order it does. Of sessions that come
    /// of one plan either may be booked first, so around these it is kept.
    pub(crate) fn held(&self, person: AccountId) -> Vec<Commitment> {
        let mut held = self.setting.busy.get(&person).cloned().unwrap_or_default();
        let helper = self.helper_of.get(&person).and_then(|place| self.setting.helpers.get(*place));
        let buffer = helper.map_or(0, |helper| helper.terms.buffer_minutes);
        held.extend(self.planned.get(&person).into_iter().flatten().map(|commitment| match commitment.role {
            Some(Role::Interviewer) => Commitment { span: commitment.span.widened(buffer), ..*commitment },
            _ => *commitment,
        }));
        held
    }

    /// Adds a pair to the plan.
    pub(crate) fn take(&mut self, pair: Pair) {
        for (person, commitment) in self.commitments(pair) {
            self.forget(person);
            self.busy.entry(person).or_default().push(commitment);
            self.planned.entry(person).or_default().push(commitment);
        }
    }

    /// Takes a pair out of the plan.
    pub(crate) fn drop(&mut self, pair: Pair) {
        for (person, commitment) in self.commitments(pair) {
            self.forget(person);
            for list in [self.busy.get_mut(&person), self.planned.get_mut(&person)].into_iter().flatten() {
                if let Some(at) = list.iter().position(|one| *one == commitment) {
                    list.swap_remove(at);
                }
            }
        }
    }

    fn forget(&mut self, person: AccountId) {
        if let (Some(helper), Some(starts)) = (self.helper_of.get(&person), self.starts.as_mut()) {
            starts.forget(*helper);
        }
    }

    fn people(&self, pair: Pair) -> Option<(&'a Seeker<'a>, &'a Helper<'a>)> {
        Some((self.setting.seekers.get(pair.seeker)?, self.setting.helpers.get(pair.helper)?))
    }

    fn commitments(&self, pair: Pair) -> Vec<(AccountId, Commitment)> {
        let Some((seeker, helper)) = self.people(pair) else { return Vec::new() };
        let span = Span::of(pair.starts_at, seeker.ask.length);
        let as_ = |role| Commitment { span, role: Some(role) };
        vec![(seeker.candidate, as_(Role::Candidate)), (helper.id, as_(Role::Interviewer))]
    }
}
