//! The sentences about those without a session, for the coordinators of the round.

use super::case::Case;
use super::ground::Ground;
use super::obstacle::{Lifted, Obstacle};
use super::suggestions::is_able;
use super::{Planned, UnmatchedRequester};
use crate::domain::availability::expand;
use crate::domain::matching::Requester;
use crate::domain::matching::diagnosis::{does, kinds, languages, people};

/// Why a candidate has no session, without a full stop if what would help can follow.
pub(super) fn candidate(plan: &Planned<'_>, ground: &mut Ground<'_>, case: &Case, obstacles: &[Obstacle]) -> String {
    let Some(requester) = plan.input.requesters.get(case.at) else { return String::new() };
    let count = ground.count(case, Lifted::these(obstacles));
    let one = count == 1;
    let several = |single: &str, more: &str| if one { single.to_owned() } else { more.to_owned() };
    let but = match obstacles {
        [] => {
            let what = what(plan, requester);
            return format!(
                "{what}. {count} {} free in their windows; another preview may find them a session",
                are(count)
            );
        }
        [Obstacle::Request] => return nobody_does(requester),
        [Obstacle::Length] => {
            let (all, doing) = doing(plan, requester);
            let hold = if doing == 1 { "doesn't do" } else { "none of them does" };
            return format!("{all}, but {hold} sessions of {} minutes", requester.ask.length.minutes());
        }
        [Obstacle::Forbidden] => {
            let could = case.others.iter().filter_map(|at| plan.input.interviewers.get(*at));
            let could = could.filter(|who| requester.wants(who)).count();
            let does = if could == 1 { "does" } else { "do" };
            return format!("{} {does} what they ask for, but mustn't be paired with them", people(could));
        }
        [Obstacle::WeeklyLimit] => {
            return "They already practise as often in these weeks as the program allows".to_owned();
        }
        [Obstacle::CandidateHours] if plan.has_no_hours(case.at) => {
            return "They have no hours on the round's days".to_owned();
        }
        [Obstacle::CandidateHours | Obstacle::InterviewerHours] => {
            let (_, doing) = doing(plan, requester);
            let free = if doing == 1 { "isn't free" } else { "none are free" };
            return format!("{}, but {free} in their windows", what(plan, requester));
        }
        [Obstacle::LongerWait] => several(
            "but the place went to somebody who waited longer",
            "but their places went to people who waited longer",
        ),
        [Obstacle::OtherSeat] => "but they interview somebody themselves then".to_owned(),
        [Obstacle::Others] => several("but has other sessions then", "but have other sessions then"),
        [Obstacle::Capacity] => several("but has no room left that week", "but have no room left that week"),
        [Obstacle::InterviewerBusy] => several("but is busy then", "but are busy then"),
        [Obstacle::CandidateBusy] => "but they have something else then".to_owned(),
        [Obstacle::Notice] => several("but needs more notice", "but need more notice"),
        [Obstacle::Break] => several("but takes a break then", "but take a break then"),
        [Obstacle::Horizon] => several("but doesn't plan that far ahead yet", "but don't plan that far ahead yet"),
        more => {
            let no_hours = plan.has_no_hours(case.at);
            let all: Vec<_> = more.iter().map(|one| part(requester, *one, no_hours)).collect();
            return format!("More than one thing is in the way: {}", all.join("; "));
        }
    };
    format!("{}. {count} {} available in their windows, {but}", what(plan, requester), are(count))
}

/// What would help, and the full stop.
pub(super) fn helps(plan: &Planned<'_>, one: &UnmatchedRequester) -> String {
    match (&one.suggestion, &*one.obstacles) {
        (Some(it), _) => format!(". {} would reach {}.", it.would, people(it.reaches)),
        (None, [Obstacle::CandidateHours]) if plan.has_no_hours(one.requester) => {
            ". Weekly hours, or times in an entry for this round, would help.".to_owned()
        }
        (None, [Obstacle::WeeklyLimit]) => ". A round in another week would help.".to_owned(),
        (None, _) => ".".to_owned(),
    }
}

/// Why an interviewer has no session.
pub(super) fn interviewer(plan: &Planned<'_>, ground: &mut Ground<'_>, case: &Case, obstacles: &[Obstacle]) -> String {
    let has_hours =
        || plan.input.interviewers.get(case.at).is_some_and(|who| !expand(who.availability, plan.days).is_empty());
    let count = ground.count(case, Lifted::these(obstacles));
    let candidates = if count == 1 { "the candidate" } else { "the candidates" };
    let text = match obstacles {
        [] => "Everybody they could meet has a session.",
        [Obstacle::Request] => "Nobody in this round asks for what they do.",
        [Obstacle::Length] => "They don't do sessions of this length.",
        [Obstacle::Forbidden] => "They mustn't be paired with the candidates who ask for what they do.",
        [Obstacle::Capacity] => "They have as many sessions in these weeks as they offer.",
        [Obstacle::InterviewerBusy] => return format!("They're busy when {candidates} could meet them."),
        [Obstacle::OtherSeat] => return format!("They practise themselves when {candidates} could meet them."),
        [Obstacle::Notice] => "They need more notice.",
        [Obstacle::Break] => "They take a break on these days.",
        [Obstacle::Horizon] => "They don't plan that far ahead yet.",
        [_] if !has_hours() => "They have no hours on the round's days.",
        [_] => "Nobody who asks for what they do is free when they are.",
        more => {
            let all: Vec<_> = more.iter().map(|one| their_part(*one)).collect();
            return format!("More than one thing is in the way: {}.", all.join("; "));
        }
    };
    text.to_owned()
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn nobody_does(requester: &Requester<'_>) -> String {
    let ask = requester.ask;
    format!("Nobody does {} at {} level in {} yet", kinds(ask), ask.level.label(), languages(ask))
}

/// `4 interviewers do React at junior level in English`, and their number.
fn doing(plan: &Planned<'_>, requester: &Requester<'_>) -> (String, usize) {
    let suited = || plan.input.interviewers.iter().filter(|who| requester.suits(who));
    let count = suited().count();
    (format!("{} {}", people(count), does(requester.ask, count, suited())), count)
}

/// The same, and how many of them offer the length, if not all.
fn what(plan: &Planned<'_>, requester: &Requester<'_>) -> String {
    let (all, doing) = doing(plan, requester);
    let able = plan.input.interviewers.iter().filter(|who| is_able(requester, who)).count();
    if doing == able { all } else { format!("{all}, {able} of them for {} minutes", requester.ask.length.minutes()) }
}

/// One of several obstacles of a candidate.
fn part(requester: &Requester<'_>, one: Obstacle, no_hours: bool) -> String {
    let text = match one {
        Obstacle::LongerWait => "places went to people who waited longer",
        Obstacle::OtherSeat => "they interview somebody themselves",
        Obstacle::Others => "places went to others",
        Obstacle::WeeklyLimit => "they practise as often as the program allows",
        Obstacle::Request => {
            let nobody = nobody_does(requester);
            return nobody.replacen('N', "n", 1);
        }
        Obstacle::Length => return format!("nobody does sessions of {} minutes", requester.ask.length.minutes()),
        Obstacle::Forbidden => "those who could mustn't be paired with them",
        Obstacle::Capacity => "those who could have no room left that week",
        Obstacle::InterviewerBusy => "those who could are busy",
        Obstacle::CandidateBusy => "they have something else",
        Obstacle::Notice => "those who could need more notice",
        Obstacle::Break => "those who could take a break",
        Obstacle::Horizon => "those who could don't plan that far ahead yet",
        Obstacle::CandidateHours if no_hours => "they have no hours on the round's days",
        Obstacle::CandidateHours => "their windows are at other times",
        Obstacle::InterviewerHours => "those who could aren't free then",
    };
    text.to_owned()
}

/// One of several obstacles of an interviewer.
fn their_part(one: Obstacle) -> &'static str {
    match one {
        Obstacle::LongerWait | Obstacle::Others => "the candidates interview somebody themselves",
        Obstacle::OtherSeat => "they practise themselves",
        Obstacle::WeeklyLimit => "the candidates practise as often as the program allows",
        Obstacle::Request => "nobody asks for what they do",
        Obstacle::Length => "they don't do sessions of this length",
        Obstacle::Forbidden => "they mustn't be paired with those who ask for what they do",
        Obstacle::Capacity => "they have as many sessions in these weeks as they offer",
        Obstacle::InterviewerBusy => "they're busy",
        Obstacle::CandidateBusy => "the candidates have something else",
        Obstacle::Notice => "they need more notice",
        Obstacle::Break => "they take a break",
        Obstacle::Horizon => "they don't plan that far ahead yet",
        Obstacle::CandidateHours => "the candidates have hours at other times",
        Obstacle::InterviewerHours => "they aren't free then",
    }
}
