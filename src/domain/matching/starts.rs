//! The starts at which interviewers are free, computed once for many queries.

use super::{Interviewer, Requester, openings};
use crate::domain::availability::ZoneMemo;
use crate::domain::availability::openings::{Commitment, free};
use crate::domain::{SessionLength, Span, Timestamp};
use std::collections::HashMap;
use std::rc::Rc;

/// Starts by interviewer and length, valid until the interviewer's commitments change.
#[derive(Debug)]
pub(crate) struct Starts {
    /// The range that covers every query.
    whole: Span,
    now: Timestamp,
    known: HashMap<(usize, SessionLength), Rc<[Timestamp]>>,
    memo: ZoneMemo,
}

impl Starts {
    pub(crate) fn within(whole: Span, now: Timestamp) -> Self {
        Self { whole, now, known: HashMap::new(), memo: ZoneMemo::default() }
    }

    /// The starts of the interviewer at this index, who has these commitments.
    pub(crate) fn of(
        &mut self,
        at: usize,
        interviewer: &Interviewer<'_>,
        held: &[Commitment],
        length: SessionLength,
    ) -> Rc<[Timestamp]> {
        let Self { whole, now, memo, .. } = self;
        let starts = || openings(interviewer, held, *now, *whole, memo).starts(length, *whole).collect();
        self.known.entry((at, length)).or_insert_with(starts).clone()
    }

    /// Drops what's cached for the interviewer at this index.
    pub(crate) fn forget(&mut self, at: usize) {
        for length in SessionLength::ALL {
            self.known.remove(&(at, length));
        }
    }
}

/// Which of an interviewer's starts suit this requester, who has these commitments; in the windows' order.
pub(crate) fn suiting<'a>(
    starts: &'a [Timestamp],
    requester: &'a Requester<'_>,
    interviewer: &Interviewer<'_>,
    mine: &'a [Commitment],
    now: Timestamp,
) -> impl Iterator<Item = Timestamp> + 'a {
    let (length, earliest) = (requester.ask.length, requester.earliest(interviewer, now));
    let apart = requester.apart.contains(&interviewer.id);
    let windows = requester.ask.starts().filter(move |_| !apart).flat_map(move |(from, last)| {
        let first = starts.partition_point(|start| *start < from.max(earliest));
        let after = starts.partition_point(|start| *start <= last);
        starts.get(first..after).unwrap_or(&[])
    });
    windows.copied().filter(move |start| free(mine, Span::of(*start, length)) && !requester.not_at.contains(start))
}
