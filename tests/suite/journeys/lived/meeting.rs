//! A session as its two people have it in their diaries, and what it had come to at a moment.

use super::wall::{DAY, HOUR, MINUTE, tick};
use std::collections::BTreeMap;

/// Other times that somebody suggested.
#[derive(Clone)]
pub struct Suggestion {
    pub at: i64,
    pub by: usize,
    pub id: String,
    pub starts: Vec<i64>,
    pub reason: String,
    /// When it was answered: with one of the times, or with what the other said against them.
    pub answer: Option<(i64, Result<i64, String>)>,
}

impl Suggestion {
    /// Until when it can be answered: the sessions here are more than two days ahead.
    pub fn answer_by(&self) -> i64 {
        self.at + 48 * HOUR
    }
}

/// A session was moved.
#[derive(Clone)]
pub struct Moved {
    pub at: i64,
    /// From when to when it had been.
    pub was: (i64, i64),
    /// Whether its candidate didn't ask.
    pub alone: bool,
    pub reason: String,
}

/// What stood in a version of somebody's notes.
#[derive(Clone)]
pub struct Version {
    pub at: i64,
    pub scores: BTreeMap<String, u8>,
    pub would_hire: bool,
    /// What there is to do, in order.
    pub steps: Vec<String>,
}

/// What was decided about a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ruling {
    Upheld,
    Lifted,
    /// Nobody decided for two weeks.
    Undecided,
}

/// Somebody said that their mark is wrong.
#[derive(Clone)]
pub struct Contest {
    pub at: i64,
    pub reason: String,
    /// When somebody decided, and how.
    pub ruled: Option<(i64, Ruling)>,
}

/// What counts against somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    pub who: usize,
    pub kind: &'static str,
    pub at: i64,
}

/// The place in the queue that a candidate kept when their session ended without notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NextInLine {
    Requeued,
    Waiting,
    Kept,
}

/// A session, as its two people know it.
#[derive(Default, Clone)]
pub struct Meeting {
    pub id: String,
    pub candidate: usize,
    pub interviewer: usize,
    pub start: i64,
    pub end: i64,
    pub kind: String,
    pub level: String,
    /// The other half of a swap, and its start.
    pub half: Option<(String, i64)>,
    pub agreed: i64,
    /// When its interviewer left, without having written the notes.
    pub left: Option<i64>,
    pub suggested: Option<Suggestion>,
    pub moved: Vec<Moved>,
    /// When, and by whom.
    pub cancelled: Option<(i64, usize)>,
    /// Who wasn't there, and when the other said so.
    pub absent: Option<(i64, usize)>,
    pub contest: Option<Contest>,
    pub versions: Vec<Version>,
    pub own: BTreeMap<String, u8>,
    /// When it was given or changed; whether they would meet again, and whether the notes are specific.
    pub reviews: Vec<(i64, Option<bool>, Option<bool>)>,
    pub thanks: Option<(i64, String)>,
    pub next: Option<NextInLine>,
}

impl Meeting {
    pub fn other(&self, who: usize) -> usize {
        if who == self.candidate { self.interviewer } else { self.candidate }
    }

    /// From when to when it was to be, before and after each move.
    pub fn times(&self) -> Vec<(i64, i64)> {
        self.moved.iter().map(|moved| moved.was).chain([(self.start, self.end)]).collect()
    }

    /// When and how it was decided what somebody said against their mark, by a moment.
    pub fn ruling(&self, now: i64) -> Option<(i64, Ruling)> {
        let contest = self.contest.as_ref()?;
        let given = tick(contest.at + 14 * DAY);
        contest.ruled.or(Some((given, Ruling::Undecided))).filter(|(at, _)| *at <= now)
    }

    pub fn is_contested(&self, now: i64) -> bool {
        self.contest.as_ref().is_some_and(|contest| contest.at <= now) && self.ruling(now).is_none()
    }

    /// When it was decided that nobody had been absent after all.
    pub fn reopened(&self) -> Option<i64> {
        self.absent?;
        self.contest.as_ref()?.ruled.filter(|(_, ruling)| *ruling == Ruling::Lifted).map(|(at, _)| at)
    }

    /// From when the time for its notes counts, as of a moment: from its end, or from when it was decided that nobody had been absent.
    pub fn notes_from(&self, now: i64) -> i64 {
        self.reopened().filter(|at| *at <= now).map_or(self.end, |at| at.max(self.end))
    }

    /// Until when notes are waited for: for a week.
    pub fn expected_by(&self) -> i64 {
        self.reopened().map_or(self.end, |at| at.max(self.end)) + 7 * DAY
    }

    pub fn came(&self) -> Option<i64> {
        self.versions.first().map(|version| version.at)
    }

    /// When it ended without notes, if they hadn't come.
    pub fn ended_without(&self) -> Option<i64> {
        let at = tick(self.left.unwrap_or_else(|| self.expected_by()));
        let in_time = self.came().is_some_and(|came| came <= at);
        let missed = self.absent.is_some() && self.reopened().is_none();
        (self.cancelled.is_none() && !missed && !in_time).then_some(at)
    }

    /// What the API says that it is.
    pub fn state(&self, now: i64) -> &'static str {
        if self.cancelled.is_some_and(|(at, _)| at <= now) {
            return "cancelled";
        }
        if self.absent.is_some_and(|(at, _)| at <= now) && self.reopened().is_none_or(|at| now < at) {
            return if self.is_contested(now) { "disputed" } else { "no_show" };
        }
        if self.came().is_some_and(|at| at <= now) {
            "completed"
        } else if self.ended_without().is_some_and(|at| at <= now) {
            "held_without_notes"
        } else {
            "booked"
        }
    }

    /// Until when it could be cancelled freely: a day before, or for an hour after that time was agreed.
    pub fn free_until(&self) -> i64 {
        let agreed = self.moved.last().map_or(self.agreed, |moved| moved.at);
        (self.start - 24 * HOUR).max(agreed + 60 * MINUTE)
    }

    /// What it brought somebody, at any time.
    pub fn mark(&self) -> Option<Mark> {
        if let Some((at, who)) = self.cancelled {
            return (at > self.free_until()).then_some(Mark { who, kind: "late_cancel", at });
        }
        if let Some((at, who)) = self.absent {
            return Some(Mark { who, kind: "absent", at });
        }
        self.ended_without().filter(|_| self.left.is_none()).map(|at| Mark {
            who: self.interviewer,
            kind: "no_notes",
            at,
        })
    }

    /// Whether its mark has been taken away.
    fn is_lifted(&self, now: i64) -> bool {
        let made_good = self.mark().is_some_and(|mark| mark.kind == "no_notes");
        let came = made_good && self.came().is_some_and(|at| at <= now);
        came || self.ruling(now).is_some_and(|(_, ruling)| ruling != Ruling::Upheld)
    }

    /// The mark that it has brought somebody, as they are shown it.
    pub fn marked(&self, now: i64) -> Option<(Mark, &'static str)> {
        let mark = self.mark().filter(|mark| mark.at <= now)?;
        let state = if self.is_lifted(now) {
            "lifted"
        } else if self.ruling(now).is_some() {
            "upheld"
        } else if mark.kind == "absent" && self.is_contested(now) {
            "disputed"
        } else {
            "counts"
        };
        Some((mark, state))
    }

    /// The mark that counts now because of it: not while somebody has to decide about it.
    pub fn counts(&self, now: i64) -> Option<Mark> {
        let (mark, state) = self.marked(now)?;
        (state != "lifted" && !self.is_contested(now)).then_some(mark)
    }
}
