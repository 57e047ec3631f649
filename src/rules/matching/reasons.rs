//! Why somebody has no session, and the smallest change that would help.

use super::board::week;
use super::fit::{eligible, free};
use super::round::{Candidate, Round, Session, Span, Volunteer};
use super::slots::Slots;

/// Why a candidate is unmatched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// What stood in the way.
    pub reason: Reason,
    /// One change that would get them a session if all else stayed as it is.
    pub remedy: Option<Remedy>,
}

/// What stood in the way of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody speaks the language and holds this kind of interview at this level.
    NobodyEligible,
    /// Whoever could must not meet them.
    Forbidden {
        /// How many could.
        volunteers: usize,
    },
    /// Nobody is free in their windows, whatever the others got.
    NobodyFree {
        /// How many would be eligible.
        eligible: usize,
    },
    /// Whoever is free in their windows had given all sessions of that week before the round.
    CapacitySpent {
        /// How many are free.
        free: usize,
    },
    /// Every session they could have had is taken, at least one of them by somebody who waited longer.
    LostToLongerWait {
        /// Who waited longer, sorted.
        rivals: Vec<usize>,
    },
    /// Every session they could have had is taken by others who waited no longer.
    LostToOthers {
        /// Who has one, sorted.
        rivals: Vec<usize>,
    },
}

/// A change that would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// To have time then as well: the session with this volunteer would be then.
    Time {
        /// The whole session; part of it may be in their windows already.
        session: Span,
        /// With whom.
        volunteer: usize,
    },
    /// To ask for another level.
    Level {
        /// The nearest that helps.
        level: u16,
        /// With whom.
        volunteer: usize,
    },
    /// To speak another language.
    Language {
        /// Which.
        language: u16,
        /// With whom.
        volunteer: usize,
    },
    /// To ask for another kind.
    Kind {
        /// Which.
        kind: u16,
        /// With whom.
        volunteer: usize,
    },
    /// To let these two meet.
    Allow {
        /// With whom.
        volunteer: usize,
    },
}

/// A volunteer as the sessions leave them.
struct Left {
    /// When they could hold sessions before the round, and when they still can.
    free: Slots,
    open: Slots,
    /// The sessions they still had to give by week, before and after.
    before: Vec<u32>,
    after: Vec<u32>,
    /// Starts of open sessions by duration, capacity kept.
    starts: Vec<(u16, Vec<i32>)>,
}

impl Left {
    fn of(volunteer: &Volunteer, sessions: impl Iterator<Item = Span>, horizon: i32) -> Self {
        let mut after = volunteer.clone();
        after.booked.extend(sessions);
        Self {
            free: free(volunteer, horizon),
            open: free(&after, horizon),
            before: volunteer.remaining(),
            after: after.remaining(),
            starts: Vec::new(),
        }
    }

    fn open_starts(&mut self, duration: u16) -> &[i32] {
        let known = self.starts.iter().position(|(known, _)| *known == duration).unwrap_or_else(|| {
            let starts = self.open.starts(duration);
            let all = starts.common(&starts).filter(|start| has(&self.after, *start)).collect();
            self.starts.push((duration, all));
            self.starts.len() - 1
        });
        self.starts.get(known).map_or(&[], |(_, starts)| starts)
    }
}

fn has(left: &[u32], start: i32) -> bool {
    left.get(week(start) as usize).is_some_and(|left| *left > 0)
}

/// The reasons of all who are unmatched, sorted by candidate.
pub(super) fn reasons(round: &Round, sessions: &[Session]) -> Vec<(usize, Unmatched)> {
    let horizon = round.slots();
    let mut given: Vec<Vec<(Span, usize)>> = vec![Vec::new(); round.volunteers.len()];
    let mut matched = vec![false; round.candidates.len()];
    for session in sessions {
        let length = i32::from(round.candidates[session.candidate].duration);
        let span = Span { from: session.start, to: session.start + length };
        given[session.volunteer].push((span, session.candidate));
        matched[session.candidate] = true;
    }
    let spans = |with: usize| given[with].iter().map(|(span, _)| *span);
    let mut left: Vec<_> =
        round.volunteers.iter().enumerate().map(|(with, it)| Left::of(it, spans(with), horizon)).collect();
    let mut forbidden = vec![Vec::new(); round.candidates.len()];
    for (who, with) in &round.forbidden {
        if let Some(list) = forbidden.get_mut(*who) {
            list.push(*with);
        }
    }
    let unmatched = (0..round.candidates.len()).filter(|who| !matched[*who]);
    unmatched
        .map(|who| (who, Case { round, who, forbidden: &forbidden[who], given: &given }.explain(&mut left)))
        .collect()
}

/// One candidate's case.
struct Case<'a> {
    round: &'a Round,
    who: usize,
    forbidden: &'a [usize],
    /// The sessions of each volunteer.
    given: &'a [Vec<(Span, usize)>],
}

impl Case<'_> {
    fn candidate(&self) -> &Candidate {
        &self.round.candidates[self.who]
    }

    fn explain(&self, left: &mut [Left]) -> Unmatched {
        let candidate = self.candidate();
        let all = || (0..self.round.volunteers.len()).filter(|with| eligible(candidate, &self.round.volunteers[*with]));
        let fine: Vec<_> = all().filter(|with| !self.forbidden.contains(with)).collect();
        if fine.is_empty() {
            let volunteers = all().count();
            if volunteers > 0 {
                return Unmatched { reason: Reason::Forbidden { volunteers }, remedy: self.allow(left, all()) };
            }
            return Unmatched { reason: Reason::NobodyEligible, remedy: self.ask_otherwise(left) };
        }
        Unmatched { reason: self.taken(left, &fine), remedy: self.more_time(left, &fine) }
    }

    /// The starts in their windows at which somebody can hold the session.
    fn starts<'a>(&self, windows: &'a Slots, slots: &'a Slots) -> impl Iterator<Item = i32> + use<'a> {
        let starts = slots.starts(self.candidate().duration);
        windows.common(&starts).collect::<Vec<_>>().into_iter()
    }

    fn windows(&self) -> Slots {
        Slots::of(&self.candidate().windows, self.round.slots()).starts(self.candidate().duration)
    }

    fn taken(&self, left: &[Left], fine: &[usize]) -> Reason {
        let windows = self.windows();
        let (mut free, mut rivals) = (0, Vec::new());
        for with in fine {
            let gap = i32::from(self.round.volunteers[*with].gap);
            let it = &left[*with];
            let mut any = false;
            for start in self.starts(&windows, &it.free) {
                any = true;
                if !has(&it.before, start) {
                    continue;
                }
                let end = start + i32::from(self.candidate().duration);
                let full = !has(&it.after, start);
                rivals.extend(self.given[*with].iter().filter_map(|(span, rival)| {
                    let near = span.from < end + gap && start < span.to + gap;
                    (near || full && week(span.from) == week(start)).then_some(*rival)
                }));
            }
            free += usize::from(any);
        }
        rivals.sort_unstable();
        rivals.dedup();
        let waited = |who: usize| self.round.candidates[who].waited;
        let longer: Vec<_> = rivals.iter().copied().filter(|rival| waited(*rival) > waited(self.who)).collect();
        match (free, rivals.is_empty(), longer.is_empty()) {
            (0, ..) => Reason::NobodyFree { eligible: fine.len() },
            (_, true, _) => Reason::CapacitySpent { free },
            (_, _, true) => Reason::LostToOthers { rivals },
            _ => Reason::LostToLongerWait { rivals: longer },
        }
    }

    /// The session that asks for the fewest slots outside their windows; then the earliest.
    fn more_time(&self, left: &mut [Left], fine: &[usize]) -> Option<Remedy> {
        let horizon = self.round.slots();
        let windows = Slots::of(&self.candidate().windows, horizon);
        let mut inside = vec![0_u32];
        let mut sum = 0;
        inside.extend((0..horizon).map(|slot| {
            sum += u32::from(windows.contains(slot));
            sum
        }));
        let duration = self.candidate().duration;
        let within = |from: i32, to: i32| {
            let at = |slot: i32| inside.get(slot.unsigned_abs() as usize).copied().unwrap_or(sum);
            at(to) - at(from)
        };
        let mut best: Option<(u32, i32, usize)> = None;
        for with in fine {
            for start in left[*with].open_starts(duration) {
                let missing = u32::from(duration) - within(*start, start + i32::from(duration));
                let this = (missing, *start, *with);
                if best.is_none_or(|best| this < best) {
                    best = Some(this);
                }
            }
        }
        best.map(|(_, from, volunteer)| Remedy::Time {
            session: Span { from, to: from + i32::from(duration) },
            volunteer,
        })
    }

    fn can_be_held(&self, windows: &Slots, left: &mut Left) -> bool {
        left.open_starts(self.candidate().duration).iter().any(|start| windows.contains(*start))
    }

    fn allow(&self, left: &mut [Left], mut all: impl Iterator<Item = usize>) -> Option<Remedy> {
        let windows = self.windows();
        all.find(|with| self.can_be_held(&windows, &mut left[*with])).map(|volunteer| Remedy::Allow { volunteer })
    }

    /// The one thing to ask for otherwise: the nearest level, else another language, else another kind.
    fn ask_otherwise(&self, left: &mut [Left]) -> Option<Remedy> {
        let (windows, candidate) = (self.windows(), self.candidate());
        let mut best: Option<((u8, u16), Remedy)> = None;
        for (with, volunteer) in self.round.volunteers.iter().enumerate() {
            let language = volunteer.languages.contains(&candidate.language);
            let (kind, level) =
                (volunteer.kinds.contains(&candidate.kind), volunteer.levels.contains(&candidate.level));
            let remedy = match (language, kind, level) {
                (true, true, false) => {
                    let nearest = volunteer.levels.iter().min_by_key(|it| (it.abs_diff(candidate.level), **it));
                    nearest.map(|level| {
                        ((0, level.abs_diff(candidate.level)), Remedy::Level { level: *level, volunteer: with })
                    })
                }
                (false, true, true) => {
                    let language = volunteer.languages.first();
                    language.map(|language| ((1, 0), Remedy::Language { language: *language, volunteer: with }))
                }
                (true, false, true) => {
                    volunteer.kinds.first().map(|kind| ((2, 0), Remedy::Kind { kind: *kind, volunteer: with }))
                }
                _ => None,
            };
            let Some((cost, remedy)) = remedy else { continue };
            let nearer = best.is_none_or(|(known, _)| cost < known);
            if nearer && !self.forbidden.contains(&with) && self.can_be_held(&windows, &mut left[with]) {
                best = Some((cost, remedy));
            }
        }
        best.map(|(_, remedy)| remedy)
    }
}
