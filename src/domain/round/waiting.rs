//! How long candidates have waited for a session, in rounds: what counts for them in the next one. `docs/matching.md` has the
//! same table as the test.

use super::{FollowedOutcome, WhyNot};
use crate::domain::booking::session::State;
use crate::domain::matching::request::RequestState;
use crate::domain::{AccountId, LocalDate, Seat, Timestamp, Zone};
use std::collections::HashMap;

/// What a round changes in how long somebody has waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// They could have met, and were left without a session through no fault of theirs.
    Rises,
    /// They met somebody.
    Spent,
    /// Neither.
    Stays,
}

/// Whether they had nothing to practise, or no time for it in these days, so that nobody was preferred to them.
pub fn could_not_meet(reason: WhyNot) -> bool {
    use WhyNot::{NoHours, NoHoursAndMore, NoProfile, OwnTime, WeeklyLimit};
    matches!(reason, NoProfile | NoHours | NoHoursAndMore | WeeklyLimit | OwnTime)
}

fn effect(one: &FollowedOutcome, now: Timestamp) -> Effect {
    if one.sessions.iter().any(|session| session.was_held(now)) {
        return Effect::Spent;
    }
    match one.sessions.last() {
        None if one.outcome.reason.is_some_and(could_not_meet) => Effect::Stays,
        None => Effect::Rises,
        Some(last) if last.state == State::Cancelled && last.cancelled_by == Some(Seat::Interviewer) => {
            // Somebody who withdraws the request for a replacement doesn't want one.
            if last.request == Some(RequestState::Withdrawn) { Effect::Stays } else { Effect::Rises }
        }
        Some(_) => Effect::Stays,
    }
}

/// How long each candidate has waited, in rounds. `outcomes` are the program's, latest first.
pub fn rounds_waited(outcomes: &[FollowedOutcome], zone: Zone, now: Timestamp) -> HashMap<AccountId, u32> {
    let mut met: HashMap<AccountId, Vec<LocalDate>> = HashMap::new();
    for one in outcomes {
        let days = one.sessions.iter().filter(|session| session.counts_as_met());
        let days = days.filter_map(|session| LocalDate::new(zone.date(session.starts_at)));
        met.entry(one.outcome.candidate).or_default().extend(days);
    }
    let mut waited = HashMap::new();
    for one in outcomes.iter().rev() {
        let candidate = one.outcome.candidate;
        let meets = |(first, last): (LocalDate, LocalDate)| {
            met.get(&candidate).is_some_and(|days| days.iter().any(|day| first <= *day && *day <= last))
        };
        let rounds: &mut u32 = waited.entry(candidate).or_default();
        match effect(one, now) {
            Effect::Spent => *rounds = 0,
            // Another round gave them a session in the same days.
            Effect::Rises if meets(one.days) => {}
            Effect::Rises => *rounds += 1,
            Effect::Stays => {}
        }
    }
    waited
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::round::{Outcome, RoundSession};
    use crate::domain::{RoundId, SessionId};

    /// When the next round is previewed.
    const NOW: &str = "2027-03-01T08:00:00Z";

    fn session(state: State) -> RoundSession {
        RoundSession {
            id: SessionId::new(),
            starts_at: "2027-01-14T17:00:00Z".parse().unwrap(),
            ends_at: "2027-01-14T18:00:00Z".parse().unwrap(),
            state,
            cancelled_by: None,
            absent: None,
            request: None,
            asked_until: None,
        }
    }

    fn cancelled(by: Seat, request: Option<RequestState>) -> RoundSession {
        RoundSession { cancelled_by: Some(by), request, ..session(State::Cancelled) }
    }

    fn missed(by: Seat) -> RoundSession {
        RoundSession { absent: Some(by), ..session(State::NoShow) }
    }

    fn ahead() -> RoundSession {
        let [starts_at, ends_at] = ["2027-03-04T17:00:00Z", "2027-03-04T18:00:00Z"].map(|at| at.parse().unwrap());
        RoundSession { starts_at, ends_at, ..session(State::Booked) }
    }

    /// A round of the week of its session, for a candidate who had waited one round before it.
    fn in_a_round(candidate: AccountId, reason: Option<WhyNot>, sessions: Vec<RoundSession>) -> FollowedOutcome {
        let outcome = Outcome {
            round: RoundId::new(),
            candidate,
            session: sessions.first().map(|one| one.id),
            waited: 1,
            repeats: false,
            language: None,
            reason,
        };
        let days = ["2027-01-11", "2027-01-17"].map(|day| day.parse().unwrap());
        FollowedOutcome { outcome, days: (days[0], days[1]), sessions }
    }

    /// What a round came to for somebody: why they were unmatched, or the sessions that they got.
    type CameTo = (Option<WhyNot>, Vec<RoundSession>);

    #[test]
    fn what_a_round_came_to_and_what_it_counts_for() {
        use State::{Booked, Completed, Disputed, HeldWithoutNotes};
        let (mine, theirs) = (Seat::Candidate, Seat::Interviewer);
        let passed_over = |why| (Some(why), vec![]);
        // What happened; why they were unmatched, and the sessions; what somebody who had waited one round has waited then.
        let table: Vec<(&str, CameTo, u32)> = vec![
            ("lost to others", passed_over(WhyNot::LostToOthers), 2),
            ("lost to a longer wait", passed_over(WhyNot::LostToLongerWait), 2),
            ("everybody's weeks are full", passed_over(WhyNot::CapacitySpent), 2),
            ("nobody is free then", passed_over(WhyNot::NobodyFree), 2),
            ("nobody does it", passed_over(WhyNot::NobodyEligible), 2),
            ("kept apart by the program", passed_over(WhyNot::Forbidden), 2),
            ("no profile", passed_over(WhyNot::NoProfile), 1),
            ("no hours", passed_over(WhyNot::NoHours), 1),
            ("no hours, and more", passed_over(WhyNot::NoHoursAndMore), 1),
            ("they have their sessions of these weeks", passed_over(WhyNot::WeeklyLimit), 1),
            ("they have something else then", passed_over(WhyNot::OwnTime), 1),
            ("they interview somebody then", passed_over(WhyNot::Interviewing), 2),
            ("held, with notes", (None, vec![session(Completed)]), 0),
            ("held, and the notes aren't late yet", (None, vec![session(Booked)]), 0),
            ("still ahead", (None, vec![ahead()]), 1),
            ("held, but the notes never came", (None, vec![session(HeldWithoutNotes)]), 1),
            ("the interviewer didn't come", (None, vec![missed(theirs)]), 1),
            ("they didn't come", (None, vec![missed(mine)]), 1),
            ("the two remember it differently", (None, vec![session(Disputed)]), 1),
            ("they cancelled", (None, vec![cancelled(mine, None)]), 1),
            ("they cancelled and wait", (None, vec![cancelled(mine, Some(RequestState::Waiting))]), 1),
            ("the interviewer cancelled", (None, vec![cancelled(theirs, None)]), 2),
            ("... they wait", (None, vec![cancelled(theirs, Some(RequestState::Waiting))]), 2),
            ("... nobody was found", (None, vec![cancelled(theirs, Some(RequestState::Expired))]), 2),
            ("... they no longer want to", (None, vec![cancelled(theirs, Some(RequestState::Withdrawn))]), 1),
            ("... they met somebody else", (None, vec![cancelled(theirs, None), session(Completed)]), 0),
            ("... they'll meet somebody else", (None, vec![cancelled(theirs, None), ahead()]), 1),
            ("... who cancelled too", (None, vec![cancelled(theirs, None), cancelled(theirs, None)]), 2),
            ("... they cancelled that one", (None, vec![cancelled(theirs, None), cancelled(mine, None)]), 1),
        ];
        let now = NOW.parse().unwrap();
        for (what, (reason, sessions), expected) in table {
            let ann = AccountId::new();
            let before = in_a_round(ann, Some(WhyNot::LostToOthers), vec![]);
            // The round before it had other days.
            let days = ["2027-01-04", "2027-01-10"].map(|day| day.parse().unwrap());
            let before = FollowedOutcome { days: (days[0], days[1]), ..before };
            let waited = rounds_waited(&[in_a_round(ann, reason, sessions), before], Zone::UTC, now);
            assert_eq!(waited.get(&ann), Some(&expected), "{what}");
        }
    }

    #[test]
    fn rounds_add_up_until_somebody_met() {
        let ann = AccountId::new();
        let left_out = || in_a_round(ann, Some(WhyNot::LostToOthers), vec![]);
        let now = NOW.parse().unwrap();
        let of = |latest_first: &[FollowedOutcome]| rounds_waited(latest_first, Zone::UTC, now)[&ann];
        assert_eq!(of(&[left_out(), left_out(), left_out()]), 3);
        let met = FollowedOutcome {
            sessions: vec![RoundSession {
                starts_at: "2027-01-20T17:00:00Z".parse().unwrap(),
                ..session(State::Completed)
            }],
            ..left_out()
        };
        assert_eq!(of(&[left_out(), met, left_out()]), 1);
        assert!(rounds_waited(&[], Zone::UTC, now).is_empty());
    }

    /// An extra round in the same week, for those who have a session in that week already.
    #[test]
    fn who_has_a_session_in_the_same_days_was_not_passed_over() {
        let ann = AccountId::new();
        let extra = in_a_round(ann, Some(WhyNot::LostToOthers), vec![]);
        let now = "2027-01-13T08:00:00Z".parse().unwrap();
        let of = |usual| rounds_waited(&[extra.clone(), in_a_round(ann, None, vec![usual])], Zone::UTC, now)[&ann];
        assert_eq!(of(session(State::Booked)), 0, "still ahead");
        assert_eq!(of(cancelled(Seat::Candidate, None)), 1);
        assert_eq!(of(missed(Seat::Interviewer)), 1);
    }
}
