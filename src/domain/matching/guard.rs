//! Whether booking will accept each pair of a plan, taking all other pairs of the plan into account.

use super::starts::{Starts, suiting};
use super::{Busy, Interviewer, Pair, PlanInput, Requester};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, InterviewerSchedule, admits, free};
use crate::domain::{AccountId, Seat, Span, Timestamp};
use std::collections::HashMap;

/// The sessions of a plan so far, checked by the rules of booking.
pub(crate) struct Guard<'a> {
    input: &'a PlanInput<'a>,
    /// People's commitments, including the plan's sessions.
    busy: Busy,
    /// The plan's sessions only.
    planned: Busy,
    helper_of: HashMap<AccountId, usize>,
    /// `None` when there are no requests.
    starts: Option<Starts>,
    memo: ZoneMemo,
}

impl<'a> Guard<'a> {
    pub(crate) fn new(input: &'a PlanInput<'a>) -> Self {
        let ranges = input.requesters.iter().filter_map(|requester| requester.ask.range());
        Self::over(input, ranges.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to))))
    }

    /// For starts in this range.
    pub(crate) fn over(input: &'a PlanInput<'a>, whole: Option<Span>) -> Self {
        let helper_of =
            input.interviewers.iter().enumerate().map(|(place, interviewer)| (interviewer.id, place)).collect();
        let starts = whole.map(|whole| Starts::within(whole, input.now));
        let (busy, planned) = (input.busy.clone(), Busy::new());
        Self { input, busy, planned, helper_of, starts, memo: ZoneMemo::default() }
    }

    /// People's commitments, including the plan's sessions.
    pub(crate) fn busy(&self) -> &Busy {
        &self.busy
    }

    /// Whether this pair can be added to the plan, in whatever order its sessions are then booked.
    pub(crate) fn admits(&mut self, pair: Pair) -> bool {
        let Some((requester, interviewer)) = self.people(pair) else { return false };
        let (length, span) = (requester.ask.length, Span::of(pair.starts_at, requester.ask.length));
        let person = InterviewerSchedule {
            availability: interviewer.availability,
            terms: interviewer.terms,
            commitments: self.busy.get(&interviewer.id).map_or(&[], Vec::as_slice),
        };
        requester.suits(interviewer)
            && requester.takes(pair.starts_at, interviewer, self.input.now)
            && free(&self.held(requester.candidate), span)
            && admits(person, self.input.now, pair.starts_at, length, &mut self.memo).is_ok()
    }

    /// The earliest start by day at which these two can be added to the plan, or else the earliest of all.
    pub(crate) fn first_start(&mut self, requester: usize, interviewer: usize) -> Option<Timestamp> {
        let input = self.input;
        let (requester, who) = (input.requesters.get(requester)?, input.interviewers.get(interviewer)?);
        let starts = self.starts(requester, interviewer).into_iter();
        starts.min_by_key(|start| (!requester.by_day(who, *start), *start))
    }

    /// The starts at which this requester can be added to the plan with the interviewer at this index; in the windows'
    /// order.
    pub(crate) fn starts(&mut self, requester: &Requester<'_>, interviewer: usize) -> Vec<Timestamp> {
        let mine = self.held(requester.candidate);
        let Self { input, busy, starts, .. } = self;
        let Some((who, starts)) = input.interviewers.get(interviewer).zip(starts.as_mut()) else { return Vec::new() };
        let held = busy.get(&who.id).map_or(&[][..], Vec::as_slice);
        let starts = starts.of(interviewer, who, held, requester.ask.length);
        suiting(&starts, requester, who, &mine, input.now).collect()
    }

    /// The times a candidate of this plan can't use. When an interviewer books a session as candidate, booking requires
    /// no buffer around the sessions they interview in; the other way round it does. Either of two sessions of a plan
    /// may be booked first, so the buffer is applied around these.
    pub(crate) fn held(&self, person: AccountId) -> Vec<Commitment> {
        let mut held = self.input.busy.get(&person).cloned().unwrap_or_default();
        let interviewer = self.helper_of.get(&person).and_then(|place| self.input.interviewers.get(*place));
        let buffer = interviewer.map_or(0, |interviewer| interviewer.terms.buffer_minutes);
        held.extend(self.planned.get(&person).into_iter().flatten().map(|commitment| match commitment.role {
            Some(Seat::Interviewer) => Commitment { span: commitment.span.widened(buffer), ..*commitment },
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
        if let (Some(interviewer), Some(starts)) = (self.helper_of.get(&person), self.starts.as_mut()) {
            starts.forget(*interviewer);
        }
    }

    fn people(&self, pair: Pair) -> Option<(&'a Requester<'a>, &'a Interviewer<'a>)> {
        Some((self.input.requesters.get(pair.requester)?, self.input.interviewers.get(pair.interviewer)?))
    }

    fn commitments(&self, pair: Pair) -> Vec<(AccountId, Commitment)> {
        let Some((requester, interviewer)) = self.people(pair) else { return Vec::new() };
        let span = Span::of(pair.starts_at, requester.ask.length);
        let as_ = |role| Commitment { span, role: Some(role) };
        vec![(requester.candidate, as_(Seat::Candidate)), (interviewer.id, as_(Seat::Interviewer))]
    }
}
