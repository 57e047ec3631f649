//! What a member asks for in a round, from their entry, their profile and hours, and the program.

use super::{Entry, FollowedOutcome, Round};
use crate::domain::account::profile::CandidateProfile;
use crate::domain::availability::openings::Commitment;
use crate::domain::availability::{Availability, expand};
use crate::domain::matching::Room;
use crate::domain::matching::request::{Ask, Window};
use crate::domain::program::{Program, RoundsBack};
use crate::domain::{AccountId, Cell, DisplayName, Kind, Seat, SessionId, Span, Timestamp, UpTo, Week, Zone, merge};
use std::collections::{HashMap, HashSet};

/// Somebody who could take part in a round.
#[derive(Debug)]
pub struct RoundPerson {
    /// Their account.
    pub id: AccountId,
    /// Their name.
    pub name: DisplayName,
    /// Their zone.
    pub zone: Zone,
    /// Whether their address is confirmed.
    pub confirmed: bool,
    /// When a pause of their bookings ends; may be in the past.
    pub paused_until: Option<Timestamp>,
    /// Whether they have an interviewer profile.
    pub interviews: bool,
    /// Their candidate profile.
    pub profile: Option<CandidateProfile>,
    /// Their hours.
    pub hours: Option<Availability>,
}

/// What a candidate asks for in a round, and when they could meet if things were different.
#[derive(Debug)]
pub struct RoundAsk {
    /// What they ask for. Without windows if they have no hours on the round's days, or practise as often as the program
    /// allows in all of its weeks.
    pub ask: Ask,
    /// Their time if things were different.
    pub room: Room,
}

/// What somebody asks for in a round: from their entry, then their profile and hours, then the program. Leaves out
/// weeks in which `held` already has as many sessions as the program allows. `None` if neither entry nor profile says
/// what they want to practise.
pub fn ask(
    one: &RoundPerson,
    entry: &Entry,
    round: &Round,
    program: &Program,
    held: &[Commitment],
) -> Option<RoundAsk> {
    let profile = one.profile.as_ref();
    let kinds = profile.map_or(&[][..], |profile| &profile.kinds);
    let about = |kind: &&Kind| program.kinds.is_empty() || program.kinds.contains(kind);
    // A kind named by the round or their entry, or a language named by their entry, is the only one acceptable.
    // Otherwise every language in their profile is, and every kind in it that the program is about.
    let mut own = kinds.iter().copied().filter(|kind| about(&kind)).collect::<Vec<_>>();
    if own.is_empty() {
        own.extend(program.kinds.first().or(kinds.first()));
    }
    let mut kinds = round.plans.kind.or(entry.kind).map_or(own, |kind| vec![kind]).into_iter();
    let level = entry.level.or(profile.map(|profile| program.level_for(profile.level)));
    let spoken = profile.map_or_else(Vec::new, |profile| profile.languages.to_vec());
    let mut languages = entry.language.map_or(spoken, |language| vec![language]).into_iter();
    let (kind, level, language) = (kinds.next()?, level?, languages.next()?);
    let own_topics = profile.map(|profile| &profile.topics).filter(|topics| !topics.is_empty());
    let full = full_weeks(held, program);
    let days = round.plans.days(program.zone);
    let inside = windows(entry, one.hours.as_ref(), days).into_iter();
    let inside = inside.map(|window| Span::new(window.from.max(days.from), window.to.min(days.to)));
    let mut hours: Vec<Span> = inside.filter(|span| span.from < span.to).collect();
    merge(&mut hours);
    let outside_full_weeks = |spans: &[Span]| {
        let mut left: Vec<Span> = spans.iter().flat_map(|span| without(*span, &full, program.zone)).collect();
        merge(&mut left);
        left
    };
    let windows: Vec<_> = outside_full_weeks(&hours).into_iter().map(Window::from).take(1000).collect();
    let room = Room { days: outside_full_weeks(&[days]), hours };
    let ask = Ask {
        kind,
        other_kinds: kinds.collect(),
        level,
        topics: entry.topics.as_ref().or(own_topics).unwrap_or(&program.topics).clone(),
        language,
        other_languages: languages.collect(),
        length: round.plans.length,
        windows: UpTo::new(windows).unwrap_or_default(),
        aims: match (entry.aims.is_empty(), profile) {
            (true, Some(profile)) => profile.practise.clone(),
            _ => entry.aims.clone(),
        },
        not_before: None,
        expires_at: None,
        auto_accept: true,
        swap: false,
    };
    Some(RoundAsk { ask, room })
}

/// When somebody could meet inside a span: the windows in their entry, or else their hours.
pub fn windows(entry: &Entry, hours: Option<&Availability>, span: Span) -> Vec<Window> {
    match (&entry.windows, hours) {
        (Some(windows), _) => windows.to_vec(),
        (None, Some(hours)) => expand(hours, span).into_iter().map(Window::from).collect(),
        (None, None) => Vec::new(),
    }
}

/// The sessions of the latest rounds, this many of them, and those that came in their place. `outcomes` are the
/// program's, latest first.
pub fn last_sessions(outcomes: &[FollowedOutcome], rounds: RoundsBack) -> HashSet<SessionId> {
    let same = |one: &FollowedOutcome, next: &FollowedOutcome| one.outcome.round == next.outcome.round;
    let by_round = outcomes.chunk_by(same).take(usize::from(rounds.get()));
    by_round.flatten().flat_map(|one| one.sessions.iter().map(|session| session.id)).collect()
}

/// The weeks in which somebody already has as many sessions as the program allows.
fn full_weeks(held: &[Commitment], program: &Program) -> HashSet<Week> {
    let mut weeks: HashMap<Week, usize> = HashMap::new();
    for commitment in held.iter().filter(|commitment| commitment.role == Some(Seat::Candidate)) {
        *weeks.entry(Week::at(commitment.span.from, program.zone)).or_default() += 1;
    }
    let most = usize::from(program.rules.sessions_per_week.get());
    weeks.into_iter().filter(|(_, count)| *count >= most).map(|(week, _)| week).collect()
}

/// A span without the full weeks, checked by quarter hours: in every zone, weeks begin on one.
fn without(span: Span, full: &HashSet<Week>, zone: Zone) -> Vec<Span> {
    if full.is_empty() {
        return vec![span];
    }
    let quarter = |from: Timestamp| Span::new(from, from.plus_minutes(Cell::SECONDS / 60).min(span.to));
    let all = std::iter::successors(Some(quarter(span.from)), |last| Some(quarter(last.to)));
    let inside = all.take_while(|one| one.from < span.to);
    inside.filter(|one| !full.contains(&Week::at(one.from, zone))).collect()
}
