//! Searching for openings, and asking about one start: both see a person through the same function.

use super::{Error, House};
use crate::rules::availability::{Availability, ZoneMemo};
use crate::rules::fit::{self, Wish};
use crate::rules::openings::{Commitment, Openings, Person, Terms, free, reach};
use crate::store::sessions::Hold;
use crate::store::volunteers::{self, Filter, Volunteer};
use crate::store::{Db, sessions};
use crate::types::{AccountId, Instant, Length, Role, Span};
use std::collections::{BTreeMap, HashMap};

/// How many interviewers a start names; the rest are counted.
const BEST: usize = 3;

/// What somebody searches for.
#[derive(Debug, Clone)]
pub struct Search {
    /// Kind, level, topics and language wanted.
    pub wish: Wish,
    /// Length of the session.
    pub length: Length,
    /// Starts from here, up to there.
    pub range: Span,
    /// At most so many starts.
    pub limit: usize,
}

/// A start at which somebody is free.
#[derive(Debug)]
pub struct Opening {
    /// The start.
    pub starts_at: Instant,
    /// How many interviewers are free.
    pub count: usize,
    /// The few that fit best, best first.
    pub best: Vec<Match>,
}

/// An interviewer who is free, how well they fit, and why.
#[derive(Debug, Clone)]
pub struct Match {
    /// The interviewer.
    pub interviewer: AccountId,
    /// What they are called.
    pub name: crate::types::DisplayName,
    /// What they say of themselves.
    pub headline: crate::types::Line<140>,
    /// How well they fit, 0 to 100.
    pub fit: u32,
    /// Why, each a few words.
    pub reasons: Vec<String>,
}

/// A volunteer as the rules see them.
pub(super) struct Candidacy {
    pub(super) volunteer: Volunteer,
    pub(super) availability: Availability,
    pub(super) terms: Terms,
    commitments: Vec<Commitment>,
}

impl Candidacy {
    pub(super) fn person(&self) -> Person<'_> {
        Person { availability: &self.availability, terms: &self.terms, commitments: &self.commitments }
    }
}

/// The volunteers who fit, with everything that holds their time around a range. Two statements,
/// however many they are.
pub(super) fn candidacies(db: &mut Db, filter: &Filter, range: Span) -> Result<(Vec<Candidacy>, Holds), Error> {
    let found = volunteers::find(db, filter)?;
    let holds = Holds::new(&sessions::holds(db, reach(range), None)?);
    let mut all = Vec::with_capacity(found.len());
    for volunteer in found {
        let availability = serde_json::from_str(&volunteer.hours).map_err(Error::internal)?;
        let profile = &volunteer.profile;
        let terms = Terms {
            durations: profile.durations_minutes.to_vec(),
            weekly_capacity: profile.weekly_capacity.get().into(),
            min_notice_hours: profile.min_notice_hours.get().into(),
            buffer_minutes: profile.buffer_minutes.get().into(),
            horizon_days: profile.horizon_days.get().into(),
            paused_until: profile.paused_until,
        };
        let commitments = holds.of(volunteer.id).to_vec();
        all.push(Candidacy { volunteer, availability, terms, commitments });
    }
    Ok((all, holds))
}

/// What holds whose time.
pub(super) struct Holds(HashMap<AccountId, Vec<Commitment>>);

impl Holds {
    fn new(holds: &[Hold]) -> Self {
        let mut by_person: HashMap<AccountId, Vec<Commitment>> = HashMap::new();
        for hold in holds {
            for (person, role) in [(hold.candidate, Role::Candidate), (hold.interviewer, Role::Interviewer)] {
                by_person.entry(person).or_default().push(Commitment { span: hold.span, role });
            }
        }
        Self(by_person)
    }

    /// All of them, by person.
    pub(super) fn by_person(&self) -> &HashMap<AccountId, Vec<Commitment>> {
        &self.0
    }

    /// The commitments of one person.
    pub(super) fn of(&self, person: AccountId) -> &[Commitment] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }
}

/// The starts at which somebody who fits can hold a session with this person, in order.
pub fn search(house: &House, me: AccountId, search: &Search) -> Result<Vec<Opening>, Error> {
    let filter = Filter {
        kind: search.wish.kind,
        level: search.wish.level,
        language: search.wish.language,
        only: None,
        except: Some(me),
    };
    house.read(|db, now| {
        let (people, holds) = candidacies(db, &filter, search.range)?;
        let mut memo = ZoneMemo::default();
        let prepared: Vec<(Openings<'_>, u32)> = people
            .iter()
            .map(|one| {
                let openings = Openings::new(one.person(), now, search.range, &mut memo);
                (openings, fit::fit(&one.volunteer.profile, &search.wish))
            })
            .collect();
        let mut found = Vec::new();
        // Day by day, so that a page of early starts does not cost the whole range.
        let mut from = search.range.from;
        while from < search.range.to && found.len() < search.limit {
            let day = Span::new(from, from.plus_days(1).min(search.range.to));
            let mut free_at: BTreeMap<Instant, Vec<usize>> = BTreeMap::new();
            for (index, (openings, _)) in prepared.iter().enumerate() {
                for start in openings.starts(search.length, day) {
                    free_at.entry(start).or_default().push(index);
                }
            }
            let mine = holds.of(me);
            let open = free_at.into_iter().filter(|(start, _)| free(mine, Span::of(*start, search.length)));
            for (starts_at, mut who) in open.take(search.limit - found.len()) {
                let count = who.len();
                let rank = |index: &usize| prepared.get(*index).map_or(0, |(_, fit)| *fit);
                who.sort_by_key(|index| std::cmp::Reverse(rank(index)));
                let best = who.iter().take(BEST).filter_map(|index| {
                    let volunteer = &people.get(*index)?.volunteer;
                    Some(Match {
                        interviewer: volunteer.id,
                        name: volunteer.name.clone(),
                        headline: volunteer.profile.headline.clone(),
                        fit: rank(index),
                        reasons: fit::reasons(&volunteer.profile, &search.wish),
                    })
                });
                found.push(Opening { starts_at, count, best: best.collect() });
            }
            from = day.to;
        }
        Ok(found)
    })
}
