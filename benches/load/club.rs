use super::many::{self, Chance};
use super::place::Place;
use super::server::Server;
use candor::domain::account::device::Device;
use candor::domain::availability::openings::{Commitment, InterviewerSchedule, Openings, Terms};
use candor::domain::availability::{Availability, ZoneMemo};
use candor::domain::{AccountId, Cell, Seat, SessionLength, SignInId, Span, Timestamp};
use candor::mail::Frame;
use candor::service::account::passwords::Cost;
use candor::service::front::Counted;
use candor::service::gate::Gates;
use candor::service::tokens::{Bearer, Keys};
use candor::service::{Clock, Directory, Resources, Services, Settings};
use candor::store::account::{profiles, sign_ins};
use candor::store::availability::availabilities;
use candor::store::{Db, Store, migrate};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Candidates per ten interviewers, and their minimum number.
const CANDIDATES: (usize, usize) = (20, 60);

/// Maximum number of planned bookings.
const BOOKINGS: usize = 400;

/// People with past and future sessions, and the bookings to make.
pub struct Club {
    /// Access tokens of the candidates.
    pub tokens: Vec<String>,
    /// Bookings to make: the candidate (an index into the tokens), and the request body. No two conflict.
    pub bookings: Vec<(usize, Value)>,
}

struct Filling {
    now: Timestamp,
    chance: Chance,
    candidates: Vec<AccountId>,
    /// Quarter hours in which candidates are already booked.
    taken: HashSet<(usize, Cell)>,
    memo: ZoneMemo,
}

impl Club {
    /// Interviewers with hours in six zones, eight weeks of past sessions and one session in each of the next two weeks.
    pub fn fill(place: &Place, interviewers: usize) -> Self {
        let services = services(place);
        let now = services.now();
        let (mut filling, bookings) = services
            .write(|db, _| {
                let count = CANDIDATES.1.max(interviewers / 10 * CANDIDATES.0);
                let candidates = (0..count).map(|n| many::person(db, now, &format!("Candidate {n}"))).collect();
                let mut filling = Filling {
                    now,
                    chance: Chance::new(1),
                    candidates,
                    taken: HashSet::new(),
                    memo: ZoneMemo::default(),
                };
                let bookings = (0..interviewers).flat_map(|number| filling.add(db, number)).collect::<Vec<_>>();
                Ok((filling, bookings))
            })
            .unwrap();
        let mut bookings = bookings;
        // Shuffled, so that they aren't grouped by interviewer.
        for last in (1..bookings.len()).rev() {
            bookings.swap(last, filling.chance.below(last + 1));
        }
        bookings.truncate(BOOKINGS);
        let tokens = filling.candidates.iter().take(BOOKINGS).map(|id| token(&services, *id)).collect();
        place.settle();
        Self { tokens, bookings }
    }
}

impl Filling {
    /// Adds an interviewer; returns the bookings to make with them, one session in each of two weeks.
    fn add(&mut self, db: &mut Db, number: usize) -> Vec<(usize, Value)> {
        let id = many::interviewer(db, self.now, &mut self.chance, number);
        let availability = availabilities::get(db, id).unwrap().unwrap();
        let profile = profiles::interviewer(db, id).unwrap().unwrap();
        let terms = profile.terms();
        let mut commitments = Vec::new();
        for week in (-8..0).chain(0..2) {
            let range = week_from(self.now, week);
            let asked = range.from.plus_days(-3);
            if let Some((_, start)) =
                self.choose(&availability, &terms, &commitments, asked, range, |filling, candidate, start| {
                    many::session(db, asked, filling.candidates[candidate], id, start);
                })
            {
                commitments.push(Commitment { span: Span::of(start, hour()), role: Some(Seat::Interviewer) });
            }
        }
        let mut planned = Vec::new();
        for week in 0..2 {
            // Up to an hour may pass before it's booked.
            let (asked, range) = (self.now.plus_hours(1), week_from(self.now, week));
            if let Some((candidate, start)) =
                self.choose(&availability, &terms, &commitments, asked, range, |_, _, _| {})
            {
                commitments.push(Commitment { span: Span::of(start, hour()), role: Some(Seat::Interviewer) });
                let form = json!({
                    "interviewer_id": id, "starts_at": start, "duration_minutes": 60, "kind": profile.kinds[0],
                    "level": profile.levels[0], "aims": "I fumbled on Promises and callback hell last time."
                });
                planned.push((candidate, form));
            }
        }
        planned
    }

    /// One of the interviewer's openings in a range and a candidate who is free then.
    fn choose(
        &mut self,
        availability: &Availability,
        terms: &Terms,
        commitments: &[Commitment],
        now: Timestamp,
        range: Span,
        found: impl FnOnce(&Self, usize, Timestamp),
    ) -> Option<(usize, Timestamp)> {
        let person = InterviewerSchedule { availability, terms, commitments };
        let openings: Vec<_> = Openings::new(person, now, range, &mut self.memo).starts(hour(), range).collect();
        let start = *openings.get(self.chance.below(openings.len().max(1)))?;
        // Only the first few have tokens.
        let candidate = self.chance.below(self.candidates.len().min(BOOKINGS));
        let cells: Vec<_> = Span::of(start, hour()).cells().map(|cell| (candidate, cell)).collect();
        if cells.iter().any(|cell| self.taken.contains(cell)) {
            return None;
        }
        self.taken.extend(cells);
        found(self, candidate, start);
        Some((candidate, start))
    }
}

fn hour() -> SessionLength {
    SessionLength::try_from(60).unwrap()
}

fn week_from(now: Timestamp, week: i64) -> Span {
    Span::new(now.plus_days(7 * week), now.plus_days(7 * week + 7))
}

fn services(place: &Place) -> Services {
    let store = Store::open(&place.database(), 2).unwrap();
    migrate::up(&store).unwrap();
    Services::new(Resources {
        store,
        clock: Clock::system(),
        keys: Keys::new(&Server::secret()),
        settings: Settings {
            frame: Frame::new("http://127.0.0.1".parse().unwrap(), "Candor <candor@example.org>".parse().unwrap()),
            meeting_base: None,
            operator: None,
            quiet_hours: true,
            password_cost: Cost::Test,
        },
        directory: Directory::default(),
        counted: Counted::default(),
        gates: Gates::default(),
    })
}

/// An access token, as if they had signed in.
fn token(services: &Services, account: AccountId) -> String {
    let bearer = Bearer { account, sign_in: SignInId::new() };
    let now = services.now();
    let signed_in = services
        .write(|db, _| Ok(sign_ins::insert(db, bearer.sign_in, account, &Device::default(), now, now.plus_days(1))?));
    signed_in.unwrap();
    services.keys.access(bearer, now).unwrap()
}
