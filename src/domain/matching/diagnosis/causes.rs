//! Why a suitable interviewer isn't free: the one condition whose removal would make the booking check pass.

use super::{Reason, Sight};
use crate::domain::account::profile::HorizonDays;
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, Terms};
use crate::domain::matching::request::Ask;
use crate::domain::matching::{Interviewer, Requester, of, openings};

/// A single condition that prevents a match. If removing one condition isn't enough, none is blamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The interviewer's weekly capacity is used up.
    Week,
    /// The interviewer has another session then.
    Session,
    /// The interviewer has another session or an event in their own calendar.
    Calendar,
    /// The candidate has something else then.
    OwnTime,
    /// The candidate declined that start, or left it unanswered.
    SaidNo,
    /// There's no time left to ask the candidate first.
    TooNearToAsk,
    /// The interviewer needs more notice.
    Notice,
    /// The interviewer takes a break.
    Break,
    /// The start is beyond the interviewer's horizon.
    Horizon,
}

impl Cause {
    /// In the order they're tested.
    pub(crate) const ALL: [Self; 9] = [
        Self::Week,
        Self::Session,
        Self::Calendar,
        Self::OwnTime,
        Self::SaidNo,
        Self::TooNearToAsk,
        Self::Notice,
        Self::Break,
        Self::Horizon,
    ];

    /// The matching `Reason`.
    pub(crate) fn reason(self) -> Reason {
        match self {
            Self::Week => Reason::WeeksFull,
            Self::Session | Self::Calendar => Reason::OthersThen,
            Self::OwnTime => Reason::OwnTime,
            Self::SaidNo => Reason::SaidNo,
            Self::TooNearToAsk | Self::Notice => Reason::TooNear,
            Self::Break | Self::Horizon => Reason::Away,
        }
    }

    /// The end of a sentence about so many people who `are available in your windows`.
    pub(crate) fn but(self, count: usize) -> String {
        let several = |one: &'static str, more: &'static str| if count == 1 { one } else { more };
        match self {
            Self::Week => format!("but {} no room left that week", several("has", "have")),
            Self::Session => format!("but {} other sessions then", several("has", "have")),
            Self::Calendar => format!("but {} busy then", several("is", "are")),
            Self::OwnTime => "but you have something else then".to_owned(),
            Self::SaidNo => "but only at times that were offered and not taken".to_owned(),
            Self::TooNearToAsk => "but too soon to ask first; a match could only be booked right away".to_owned(),
            Self::Notice => format!("but {} more notice", several("needs", "need")),
            Self::Break => format!("but {} a break then", several("takes", "take")),
            Self::Horizon => format!("but {} plan that far ahead yet", several("doesn't", "don't")),
        }
    }

    /// The terms without this condition.
    fn terms(self, terms: &Terms) -> Terms {
        let terms = terms.clone();
        match self {
            Self::Week => Terms { weekly_capacity: u32::MAX, ..terms },
            Self::Notice => Terms { min_notice_hours: 0, ..terms },
            Self::Break => Terms { paused_until: None, rests_until: None, ..terms },
            Self::Horizon => Terms { horizon_days: HorizonDays::MAX, ..terms },
            _ => terms,
        }
    }

    /// The interviewer's commitments without this condition.
    fn held(self, held: &[Commitment]) -> Vec<Commitment> {
        match self {
            Self::Session => held.iter().copied().filter(|one| one.role.is_none()).collect(),
            Self::Calendar => Vec::new(),
            _ => held.to_vec(),
        }
    }
}

impl Sight<'_> {
    /// The most frequent cause among suitable interviewers, and how many it concerns. Ties go to the earlier one in
    /// `ALL`. If there are only people for whom it takes more than one condition, no cause, and how many these are.
    pub(crate) fn main_cause(&self) -> Option<(Option<Cause>, usize)> {
        let mut memo = ZoneMemo::default();
        // Most interviewers simply have no hours then; one check settles those.
        let there: Vec<_> = self
            .able()
            .map(|(_, one)| one)
            .filter(|one| self.free_without(&Cause::ALL, one, &mut memo))
            .map(|one| Cause::ALL.into_iter().find(|cause| self.free_without(&[*cause], one, &mut ZoneMemo::default())))
            .collect();
        let count = |cause: Option<Cause>| there.iter().filter(|one| **one == cause).count();
        let mut most: Option<(Option<Cause>, usize)> = None;
        for (cause, count) in Cause::ALL.into_iter().map(|cause| (Some(cause), count(Some(cause)))) {
            if count > most.map_or(0, |(_, most)| most) {
                most = Some((cause, count));
            }
        }
        most.or_else(|| (!there.is_empty()).then_some((None, there.len())))
    }

    /// Whether this interviewer would be free without these conditions.
    fn free_without(&self, causes: &[Cause], interviewer: &Interviewer<'_>, memo: &mut ZoneMemo) -> bool {
        let requester = self.requester;
        let Some(range) = requester.ask.range() else { return false };
        let terms = causes.iter().fold(interviewer.terms.clone(), |terms, cause| cause.terms(&terms));
        let all = of(self.busy, interviewer.id).to_vec();
        let held = causes.iter().fold(all, |held, cause| cause.held(&held));
        let without = |cause| causes.contains(&cause);
        let mine: &[Commitment] = if without(Cause::OwnTime) { &[] } else { of(self.busy, requester.candidate) };
        let ask =
            Ask { auto_accept: requester.ask.auto_accept || without(Cause::TooNearToAsk), ..requester.ask.clone() };
        let asking = requester.asking(&ask);
        let not_at = if without(Cause::SaidNo) { Vec::new() } else { asking.not_at.clone() };
        let asking = Requester { not_at, ..asking };
        let interviewer = Interviewer { terms: &terms, ..*interviewer };
        let free = openings(&interviewer, &held, self.now, range, memo);
        asking.starts(&interviewer, &free, mine, self.now).next().is_some()
    }
}
