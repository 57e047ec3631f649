//! Why somebody goes without in a plan, for who runs the round.

use super::diagnosis::{LOOK_AHEAD_DAYS, Sight, people, stands, starts_for};
use super::{Busy, Pair, Reader, Reason, Seeker, Setting, Standing};
use crate::domain::availability::openings::Commitment;
use crate::domain::{Role, Span, Zone};
use std::cell::RefCell;

/// Why somebody has no session in a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// As they stand, with the plan's sessions held.
    Stands(Reason),
    /// Whoever does what they ask for must not meet them.
    Forbidden,
    /// The time that would suit went to people of whom at least one waited longer.
    LostToLongerWait,
}

/// Who goes without in a plan, and why: the seeker's place, the reason, a sentence with the change that would help, and
/// where they stand. Times are told in this zone.
pub fn unmatched(setting: &Setting<'_>, pairs: &[Pair], zone: Zone) -> Vec<(usize, Why, Standing)> {
    let mut busy: Busy = setting.busy.clone();
    for pair in pairs {
        let Some((seeker, helper)) = setting.seekers.get(pair.seeker).zip(setting.helpers.get(pair.helper)) else {
            continue;
        };
        let span = Span::of(pair.starts_at, seeker.ask.length);
        for (person, role) in [(seeker.candidate, Role::Candidate), (helper.id, Role::Interviewer)] {
            busy.entry(person).or_default().push(Commitment { span, role: Some(role) });
        }
    }
    // In the round's days, and after them: its days can be changed too.
    let ranges = setting.seekers.iter().filter_map(|seeker| seeker.ask.range());
    let days = ranges.reduce(|a, b| Span::new(a.from.min(b.from), a.to.max(b.to)));
    let look = days.map_or(Span::new(setting.now, setting.now), |days| {
        Span::new(days.from.max(setting.now), days.to.max(setting.now).plus_days(LOOK_AHEAD_DAYS))
    });
    let starts = RefCell::new(starts_for(setting.seekers, look, setting.now));
    let (helpers, now, busy) = (setting.helpers, setting.now, &busy);
    let without = setting.seekers.iter().enumerate().filter(|(at, _)| pairs.iter().all(|pair| pair.seeker != *at));
    let case = |(at, seeker): (usize, &Seeker<'_>)| {
        let stands = |seeker: &Seeker<'_>| {
            stands(&Sight { seeker, helpers, busy, now, zone, reader: Reader::Coordinator, look, starts: &starts })
        };
        let standing = stands(seeker);
        match standing.reason {
            Reason::NobodyDoesIt => {
                let allowed = Seeker {
                    not_with: Vec::new(),
                    apart: seeker.apart.clone(),
                    not_at: seeker.not_at.clone(),
                    ..*seeker
                };
                let could = helpers.iter().filter(|helper| allowed.suits(helper)).count();
                if could == 0 {
                    return (at, Why::Stands(standing.reason), standing);
                }
                let (free, does) = (stands(&allowed).free, if could == 1 { "does" } else { "do" });
                let mut why = format!("{} {does} what they ask for, but mustn't be paired with them.", people(could));
                if free > 0 {
                    why.push_str(&format!(" Allowing it would reach {}.", people(free)));
                }
                (at, Why::Forbidden, Standing { why, ..standing })
            }
            Reason::OthersThen | Reason::WeeksFull => {
                let longer = |pair: &&Pair| {
                    let rival = setting.seekers.get(pair.seeker).map_or(0, |rival| rival.waited);
                    rival > seeker.waited && helpers.get(pair.helper).is_some_and(|helper| seeker.suits(helper))
                };
                match pairs.iter().filter(longer).count() {
                    0 => (at, Why::Stands(standing.reason), standing),
                    count => {
                        let who = if count == 1 { "somebody" } else { "people" };
                        let why = format!(
                            "The interviewers who could meet them are meeting {who} who waited longer. {}",
                            standing.why
                        );
                        (at, Why::LostToLongerWait, Standing { why, ..standing })
                    }
                }
            }
            reason => (at, Why::Stands(reason), standing),
        }
    };
    without.map(case).collect()
}
