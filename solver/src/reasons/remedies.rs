//! What would help a candidate: one change, all else as it is. A session is free then and nobody has to give way,
//! so that solving again must match them: without them nothing weighs more than before.

use super::Remedy;
use super::case::Case;
use super::remaining::Left;
use crate::round::Span;
use crate::slots::Slots;

impl Case<'_> {
    /// The session that asks for the fewest slots outside their windows; then the earliest.
    pub fn more_time(&self, left: &mut [Left], fine: &[usize]) -> Option<Remedy> {
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
        best.map(|(_, from, interviewer)| Remedy::Time {
            session: Span { from, to: from + i32::from(duration) },
            interviewer,
        })
    }

    fn can_be_held(&self, windows: &Slots, left: &mut Left) -> bool {
        left.open_starts(self.candidate().duration).iter().any(|start| windows.contains(*start))
    }

    pub fn allow(&self, left: &mut [Left], mut all: impl Iterator<Item = usize>) -> Option<Remedy> {
        let windows = self.windows();
        all.find(|with| self.can_be_held(&windows, &mut left[*with])).map(|interviewer| Remedy::Allow { interviewer })
    }

    /// The one thing to ask for otherwise: the nearest level, else another language, else another kind.
    pub fn ask_otherwise(&self, left: &mut [Left]) -> Option<Remedy> {
        let (windows, candidate) = (self.windows(), self.candidate());
        let mut best: Option<((u8, u16), Remedy)> = None;
        for (with, interviewer) in self.round.interviewers.iter().enumerate() {
            let language = interviewer.languages.contains(&candidate.language);
            let (kind, level) =
                (interviewer.kinds.contains(&candidate.kind), interviewer.levels.contains(&candidate.level));
            let remedy = match (language, kind, level) {
                (true, true, false) => {
                    let nearest = interviewer.levels.iter().min_by_key(|it| (it.abs_diff(candidate.level), **it));
                    nearest.map(|level| {
                        ((0, level.abs_diff(candidate.level)), Remedy::Level { level: *level, interviewer: with })
                    })
                }
                (false, true, true) => {
                    let language = interviewer.languages.first();
                    language.map(|language| ((1, 0), Remedy::Language { language: *language, interviewer: with }))
                }
                (true, false, true) => {
                    interviewer.kinds.first().map(|kind| ((2, 0), Remedy::Kind { kind: *kind, interviewer: with }))
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
