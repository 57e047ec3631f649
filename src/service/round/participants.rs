//! Who takes part in a round, as the rules of asking see them.

use super::days_of;
use crate::domain::availability::openings::Commitment;
use crate::domain::availability::{Availability, expand};
use crate::domain::matching::request::{Ask, Window};
use crate::domain::matching::{Interviewer, Requester};
use crate::domain::program::{Member, Program};
use crate::domain::round::{Decision, Entry, Outcome, PairDecision, Round, UnmatchedCandidate, WhyNot};
use crate::domain::{AccountId, Kind, Seat, Span, Timestamp, UpTo, Zone};
use crate::service::Error;
use crate::service::availability::interviewer_context::{Holds, InterviewerContext, load_interviewers};
use crate::service::safety::blocked_pairs::BlockedPairs;
use crate::store::Db;
use crate::store::booking::meetings;
use crate::store::program::members;
use crate::store::round::participants::{self, RoundCandidate};
use crate::store::round::rounds;
use chrono::{Datelike, TimeZone};
use std::collections::{HashMap, HashSet};

/// Everybody who takes part in a round, with what the rules need to know of them.
pub(crate) struct RoundParticipants {
    pub(crate) members: HashMap<AccountId, Member>,
    pub(crate) candidates: Vec<Candidate>,
    /// Who practises in this program and cannot be asked for yet.
    pub(crate) incomplete: Vec<UnmatchedCandidate>,
    pub(crate) volunteers: Vec<InterviewerContext>,
    pub(crate) holds: Holds,
    pub(crate) met: HashSet<(AccountId, AccountId)>,
    pub(crate) decided: Vec<PairDecision>,
    /// What the program's rounds came to, the latest first.
    pub(crate) outcomes: Vec<Outcome>,
    apart: BlockedPairs,
    since: Timestamp,
}

/// Somebody who practises in a round.
pub(crate) struct Candidate {
    pub(crate) id: AccountId,
    pub(crate) name: crate::domain::DisplayName,
    pub(crate) ask: Ask,
    pub(crate) waited: u32,
}

impl RoundParticipants {
    /// The number of statements is the same for few people and for many.
    pub(crate) fn load(db: &mut Db, now: Timestamp, round: &Round, program: &Program) -> Result<Self, Error> {
        let plans = &round.plans;
        let days = days_of(plans, program.zone)?;
        let entries: HashMap<_, _> = participants::entries(db, round.id, None)?.into_iter().collect();
        let chosen: Option<HashSet<_>> = plans.members.as_ref().map(|all| all.iter().copied().collect());
        let members: HashMap<_, _> =
            members::all(db, program.id)?.into_iter().map(|member| (member.account, member)).collect();
        let takes_part = |id: &AccountId| {
            chosen.as_ref().is_none_or(|chosen| chosen.contains(id))
                && entries.get(id).is_none_or(|entry| entry.taking_part)
        };
        let as_participant = |seat: fn(&Member) -> bool| -> Vec<AccountId> {
            members.values().filter(|one| seat(one) && takes_part(&one.account)).map(|one| one.account).collect()
        };
        let practise = as_participant(|member| member.place.seats.candidate);
        let interview = as_participant(|member| member.place.seats.interviewer);
        let all: Vec<_> = practise.iter().chain(&interview).copied().collect();
        let (mut volunteers, holds) = load_interviewers(db, Some(&interview), days, Some(&all))?;
        for one in &mut volunteers {
            // The program's notice counts beside their own.
            one.terms.min_notice_hours = one.terms.min_notice_hours.max(program.rules.min_notice_hours.get().into());
        }
        let outcomes = participants::outcomes(db, program.id)?;
        let (mut candidates, mut incomplete) = (Vec::new(), Vec::new());
        let empty = Entry::default();
        for one in participants::practising(db, &practise, now)? {
            let entry = entries.get(&one.id).unwrap_or(&empty);
            let waited = waited(&outcomes, one.id);
            let weeks = full_weeks(holds.of(one.id), program);
            match ask(&one, entry, round, program, (days, weeks))? {
                Ok(ask) => candidates.push(Candidate { id: one.id, name: one.name, ask, waited }),
                Err((reason, words)) => {
                    incomplete.push(UnmatchedCandidate {
                        candidate_id: one.id,
                        reason,
                        words: words.to_owned(),
                        waited,
                    });
                }
            }
        }
        Ok(Self {
            met: meetings::met(db, &practise, now)?,
            decided: rounds::decided(db, round.id)?,
            apart: BlockedPairs::of(db, None)?,
            since: round.created_at,
            members,
            candidates,
            incomplete,
            volunteers,
            holds,
            outcomes,
        })
    }

    /// As the rules see those who interview.
    pub(crate) fn interviewers(&self) -> Vec<Interviewer<'_>> {
        self.volunteers.iter().map(InterviewerContext::interviewer).collect()
    }

    /// As the rules see those who practise.
    pub(crate) fn requesters(&self, program: &Program) -> Vec<Requester<'_>> {
        let mut forbidden: HashMap<AccountId, Vec<AccountId>> = HashMap::new();
        for pair in self.decided.iter().filter(|pair| pair.decision == Decision::Forbidden) {
            forbidden.entry(pair.candidate).or_default().push(pair.interviewer);
        }
        let group = |id: AccountId| self.members.get(&id).and_then(|member| member.place.group.as_ref());
        let made = self.candidates.iter().map(|one| {
            let mut not_with = forbidden.get(&one.id).cloned().unwrap_or_default();
            let strangers = self.volunteers.iter().map(|other| other.volunteer.id);
            not_with.extend(strangers.filter(|other| !program.may_meet(group(one.id), group(*other))));
            let (ask, since, waited) = (&one.ask, self.since, one.waited);
            // Whom they are kept apart from is not for who runs the round to know.
            let apart = self.apart.from(one.id).to_vec();
            Requester { candidate: one.id, ask, not_with, apart, not_at: Vec::new(), since, waited }
        });
        made.collect()
    }
}

/// Rounds in a row, up to the latest that they took part in, that left somebody without a session.
fn waited(outcomes: &[Outcome], who: AccountId) -> u32 {
    match outcomes.iter().find(|outcome| outcome.candidate == who) {
        Some(latest) if latest.session.is_none() => latest.waited + 1,
        _ => 0,
    }
}

/// The weeks of the program in which somebody practises as often as it allows, by their Mondays.
fn full_weeks(held: &[Commitment], program: &Program) -> HashSet<i32> {
    let mut weeks: HashMap<i32, usize> = HashMap::new();
    for commitment in held.iter().filter(|commitment| commitment.role == Some(Seat::Candidate)) {
        *weeks.entry(monday(commitment.span.from, program.zone)).or_default() += 1;
    }
    let most = usize::from(program.rules.sessions_per_week.get());
    weeks.into_iter().filter(|(_, count)| *count >= most).map(|(week, _)| week).collect()
}

fn monday(at: Timestamp, zone: Zone) -> i32 {
    let date = zone.tz().from_utc_datetime(&at.naive()).date_naive();
    date.num_days_from_ce() - i32::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

type Asks = Result<Ask, (WhyNot, &'static str)>;

/// What somebody asks for in a round: their entry, then their profile and hours, then what the program is about.
fn ask(
    one: &RoundCandidate,
    entry: &Entry,
    round: &Round,
    program: &Program,
    (days, full): (Span, HashSet<i32>),
) -> Result<Asks, Error> {
    let profile = one.profile.as_ref();
    let kinds = profile.map_or(&[][..], |profile| &profile.kinds);
    let about = |kind: &&Kind| program.kinds.is_empty() || program.kinds.contains(kind);
    let own = kinds.iter().find(about).or(program.kinds.first()).or(kinds.first()).copied();
    let kind = round.plans.kind.or(entry.kind).or(own);
    let level = entry.level.or(profile.map(|profile| profile.level));
    let language = entry.language.or(profile.and_then(|profile| profile.languages.first().copied()));
    let (Some(kind), Some(level), Some(language)) = (kind, level, language) else {
        let words = "They haven't said yet what they want to practise: a kind, a level and a language, in their \
                     profile or in an entry for this round, would let us look.";
        return Ok(Err((WhyNot::NoProfile, words)));
    };
    let own_topics = profile.map(|profile| &profile.topics).filter(|topics| !topics.is_empty());
    let windows = match (&entry.windows, &one.hours) {
        (Some(windows), _) => windows.to_vec(),
        (None, Some(hours)) => self::windows(hours, days),
        (None, None) => Vec::new(),
    };
    let inside = windows.into_iter().map(|one| Window { from: one.from.max(days.from), to: one.to.min(days.to) });
    let free = inside.flat_map(|one| without(one, &full, program.zone));
    let windows: Vec<_> = joined(free).take(1000).collect();
    let ask = Ask {
        kind,
        level,
        topics: entry.topics.as_ref().or(own_topics).unwrap_or(&program.topics).clone(),
        language,
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
        return Ok(Err((WhyNot::NoHours, words)));
    }
    Ok(Ok(ask))
}

/// When somebody with these hours is there in a span.
pub(crate) fn windows(hours: &Availability, span: Span) -> Vec<Window> {
    expand(hours, span).into_iter().map(|span| Window { from: span.from, to: span.to }).collect()
}

/// A window without the weeks that are full, looked at by quarter hours: weeks change at one of them everywhere.
fn without(window: Window, full: &HashSet<i32>, zone: Zone) -> Vec<Window> {
    if full.is_empty() {
        return vec![window];
    }
    let quarter = |from: Timestamp| Window { from, to: from.plus_minutes(15).min(window.to) };
    let all = std::iter::successors(Some(quarter(window.from)), |last| Some(quarter(last.to)));
    let inside = all.take_while(|one| one.from < window.to);
    inside.filter(|one| !full.contains(&monday(one.from, zone))).collect()
}

/// Sorted windows, those that touch as one.
fn joined(windows: impl Iterator<Item = Window>) -> impl Iterator<Item = Window> {
    let mut all: Vec<_> = windows.filter(|one| one.from < one.to).collect();
    all.sort_unstable_by_key(|one| (one.from, one.to));
    all.dedup_by(|next, kept| {
        let joins = next.from <= kept.to;
        if joins {
            kept.to = kept.to.max(next.to);
        }
        joins
    });
    all.into_iter()
}
