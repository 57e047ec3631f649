//! What a member asks for in a round, from their entry, their profile and hours, and the program.

use super::{Entry, Outcome, Round, WhyNot};
use crate::domain::account::profile::CandidateProfile;
use crate::domain::availability::openings::Commitment;
use crate::domain::availability::{Availability, expand};
use crate::domain::matching::request::{Ask, Window};
use crate::domain::program::{Program, RoundsBack};
use crate::domain::{AccountId, Cell, DisplayName, Kind, Seat, SessionId, Span, Timestamp, UpTo, Week, Zone, merge};
use std::collections::{HashMap, HashSet};

/// A possible candidate of a round.
#[derive(Debug)]
pub struct RoundCandidate {
    /// Their account.
    pub id: AccountId,
    /// Their name.
    pub name: DisplayName,
    /// Their candidate profile.
    pub profile: Option<CandidateProfile>,
    /// Their hours.
    pub hours: Option<Availability>,
}

/// Why somebody can't take part, and what would help, in words.
pub type CannotAsk = (WhyNot, &'static str);

/// What somebody asks for in a round: from their entry, then their profile and hours, then the program. Leaves out
/// weeks in which `held` already has as many sessions as the program allows.
pub fn ask(
    one: &RoundCandidate,
    entry: &Entry,
    round: &Round,
    program: &Program,
    held: &[Commitment],
) -> Result<Ask, CannotAsk> {
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
    let (Some(kind), Some(level), Some(language)) = (kinds.next(), level, languages.next()) else {
        let words = "They haven't said yet what they want to practise: a kind, a level and a language, in their \
                     profile or in an entry for this round, would let us look.";
        return Err((WhyNot::NoProfile, words));
    };
    let own_topics = profile.map(|profile| &profile.topics).filter(|topics| !topics.is_empty());
    let full = full_weeks(held, program);
    let days = round.plans.days(program.zone);
    let mut free: Vec<Span> = windows(entry, one.hours.as_ref(), days)
        .into_iter()
        .map(|window| Span::new(window.from.max(days.from), window.to.min(days.to)))
        .flat_map(|span| without(span, &full, program.zone))
        .collect();
    merge(&mut free);
    let windows: Vec<_> = free.into_iter().map(Window::from).take(1000).collect();
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
    if ask.range().is_none() {
        let words = if full.is_empty() {
            "They have no hours on the round's days. Weekly hours, or times in an entry for this round, would help."
        } else {
            "They already practise as often in these weeks as the program allows. A round in another week would help."
        };
        return Err((WhyNot::NoHours, words));
    }
    Ok(ask)
}

/// When somebody could meet inside a span: the windows in their entry, or else their hours.
pub fn windows(entry: &Entry, hours: Option<&Availability>, span: Span) -> Vec<Window> {
    match (&entry.windows, hours) {
        (Some(windows), _) => windows.to_vec(),
        (None, Some(hours)) => expand(hours, span).into_iter().map(Window::from).collect(),
        (None, None) => Vec::new(),
    }
}

/// How many consecutive rounds, counted back from the latest that they took part in, left somebody without a session.
/// `outcomes` are the program's, latest first.
pub fn rounds_waited(outcomes: &[Outcome], who: AccountId) -> u32 {
    match outcomes.iter().find(|outcome| outcome.candidate == who) {
        Some(latest) if latest.session.is_none() => latest.waited + 1,
        _ => 0,
    }
}

/// The sessions of the latest rounds, this many of them. `outcomes` are the program's, latest first.
pub fn last_sessions(outcomes: &[Outcome], rounds: RoundsBack) -> HashSet<SessionId> {
    let by_round = outcomes.chunk_by(|one, next| one.round == next.round).take(usize::from(rounds.get()));
    by_round.flatten().filter_map(|outcome| outcome.session).collect()
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
