//! Searching for openings, and asking about one start: both see a person through the same function.

use super::{Error, House};
use crate::rules::availability::{Availability, ZoneMemo};
use crate::rules::fit::{self, Wish};
use crate::rules::openings::{Commitment, Openings, Person, Terms, free, reach};
use crate::store::sessions::Hold;
use crate::store::volunteers::{self, Filter, Volunteer};
use crate::store::{Db, sessions};
use crate::types::{AccountId, Instant, Length, Role, Span};
use std::cmp::Reverse;
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

/// The volunteers who fit, with everything that holds people's time around a range: everybody's, or
/// that of the few who are asked about. Two statements, however many they are.
pub(super) fn candidacies(
    db: &mut Db,
    filter: &Filter,
    range: Span,
    whose: Option<&[AccountId]>,
) -> Result<(Vec<Candidacy>, Holds), Error> {
    let found = volunteers::find(db, filter)?;
    let holds = Holds::new(&sessions::holds(db, reach(range), whose)?);
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
        let (people, holds) = candidacies(db, &filter, search.range, None)?;
        let mine = holds.of(me);
        // Best first, once: then whoever is free at a start is found in that order.
        let mut ranked: Vec<_> =
            people.iter().map(|one| (fit::fit(&one.volunteer.profile, &search.wish), one)).collect();
        ranked.sort_by_key(|(fit, _)| Reverse(*fit));
        let (mut memo, mut found) = (ZoneMemo::default(), Vec::new());
        for part in parts(search.range) {
            let mut free_at: BTreeMap<Instant, Vec<(u32, &Volunteer)>> = BTreeMap::new();
            for (fit, one) in &ranked {
                let openings = Openings::new(one.person(), now, part, &mut memo);
                for start in openings.starts(search.length, part) {
                    free_at.entry(start).or_default().push((*fit, &one.volunteer));
                }
            }
            let open = free_at.into_iter().filter(|(start, _)| free(mine, Span::of(*start, search.length)));
            found.extend(open.take(search.limit - found.len()).map(|(start, who)| opening(start, &who, &search.wish)));
            if found.len() == search.limit {
                break;
            }
        }
        Ok(found)
    })
}

/// A day, then two, four and so on, to the end of a range: a page of early starts costs a day or two,
/// and one that looks far ahead few looks at everybody.
fn parts(range: Span) -> impl Iterator<Item = Span> {
    let (mut from, mut days) = (range.from, 1);
    std::iter::from_fn(move || {
        let part = Span::new(from, from.plus_days(days).min(range.to));
        (from, days) = (part.to, 2 * days);
        (part.from < part.to).then_some(part)
    })
}

/// A start with those who are free then, best first; the first few of them by name.
fn opening(starts_at: Instant, who: &[(u32, &Volunteer)], wish: &Wish) -> Opening {
    let best = who.iter().take(BEST).map(|(fit, volunteer)| Match {
        interviewer: volunteer.id,
        name: volunteer.name.clone(),
        headline: volunteer.profile.headline.clone(),
        fit: *fit,
        reasons: fit::reasons(&volunteer.profile, wish),
    });
    Opening { starts_at, count: who.len(), best: best.collect() }
}
