//! Why somebody has no session in a plan, for the coordinator of the round.

use super::diagnosis::{LOOK_AHEAD_DAYS, Sight, people, stands, starts_for};
use super::{Busy, Pair, PlanInput, Reader, Reason, RequestDiagnosis, Requester};
use crate::domain::availability::openings::Commitment;
use crate::domain::{Seat, Span, Zone};
use std::cell::RefCell;

/// Why somebody has no session in a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The usual diagnosis, with the plan's sessions booked.
    Stands(Reason),
    /// The interviewers who offer what they ask for must not be matched with them.
    Forbidden,
    /// The suitable times went to others, at least one of whom had waited longer.
    LostToLongerWait,
}

/// Who has no session in a plan, and why: the requester's index, the reason, a sentence with the change that would help,
/// and the diagnosis. Times are in this zone.
pub fn unmatched(input: &PlanInput<'_>, pairs: &[Pair], zone: Zone) -> Vec<(usize, Why, RequestDiagnosis)> {
    let mut busy: Busy = input.busy.clone();
    for pair in pairs {
        let Some((requester, interviewer)) =
            input.requesters.get(pair.requester).zip(input.interviewers.get(pair.interviewer))
        else {
            continue;
        };
        let span = Span::of(pair.starts_at, requester.ask.length);
        for (person, role) in [(requester.candidate, Seat::Candidate), (interviewer.id, Seat::Interviewer)] {
            busy.entry(person).or_default().push(Commitment { span, role: Some(role) });
        }
    }
    // During the round's days and after them, because its days can be changed too.
    let ranges = input.requesters.iter().filter_map(|requester| requester.ask.range());
    let days = ranges.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
    let look = days.map_or(Span::new(input.now, input.now), |days| {
        Span::new(days.from.max(input.now), days.to.max(input.now).plus_days(LOOK_AHEAD_DAYS))
    });
    let starts = RefCell::new(starts_for(input.requesters, look, input.now));
    let (interviewers, now, busy) = (input.interviewers, input.now, &busy);
    let without = input.requesters.iter().enumerate().filter(|(at, _)| pairs.iter().all(|pair| pair.requester != *at));
    let case = |(at, requester): (usize, &Requester<'_>)| {
        let stands = |requester: &Requester<'_>| {
            stands(&Sight {
                requester,
                interviewers,
                busy,
                now,
                zone,
                reader: Reader::Coordinator,
                look,
                starts: &starts,
            })
        };
        let standing = stands(requester);
        match standing.reason {
            Reason::NobodyDoesIt => {
                let allowed = Requester {
                    not_with: Vec::new(),
                    apart: requester.apart.clone(),
                    not_at: requester.not_at.clone(),
                    ..*requester
                };
                let could = interviewers.iter().filter(|interviewer| allowed.suits(interviewer)).count();
                if could == 0 {
                    return (at, Why::Stands(standing.reason), standing);
                }
                let (free, does) = (stands(&allowed).free, if could == 1 { "does" } else { "do" });
                let mut why = format!("{} {does} what they ask for, but mustn't be paired with them.", people(could));
                if free > 0 {
                    why.push_str(&format!(" Allowing it would reach {}.", people(free)));
                }
                (at, Why::Forbidden, RequestDiagnosis { why, ..standing })
            }
            Reason::OthersThen | Reason::WeeksFull => {
                let longer = |pair: &&Pair| {
                    let rival = input.requesters.get(pair.requester).map_or(0, |rival| rival.waited);
                    rival > requester.waited
                        && interviewers.get(pair.interviewer).is_some_and(|interviewer| requester.suits(interviewer))
                };
                match pairs.iter().filter(longer).count() {
                    0 => (at, Why::Stands(standing.reason), standing),
                    count => {
                        let who = if count == 1 { "somebody" } else { "people" };
                        let why = format!(
                            "The interviewers who could meet them are meeting {who} who waited longer. {}",
                            standing.why
                        );
                        (at, Why::LostToLongerWait, RequestDiagnosis { why, ..standing })
                    }
                }
            }
            reason => (at, Why::Stands(reason), standing),
        }
    };
    without.map(case).collect()
}
