//! The demo has to work on every day: its sessions are relative to today, inside their interviewers' hours.

use super::seed;
use super::{catalogue, large};
use crate::domain::availability::{Availability, expand};
use crate::domain::booking::session::{Session, State};
use crate::domain::program::roster::{Reading, read_csv};
use crate::domain::{Seat, Secret, Timestamp};
use crate::mail::Frame;
use crate::service::account::passwords::Cost;
use crate::service::booking::sessions::{self, Filter};
use crate::service::front::Counted;
use crate::service::gate::Gates;
use crate::service::tokens::Keys;
use crate::service::{Clock, Directory, Resources, Services, Settings, program};
use crate::store::account::accounts;
use crate::store::{DatabaseUrl, Store, migrate};

fn empty_house(now: Timestamp) -> Services {
    let store = Store::open(&DatabaseUrl::SqliteMemory, 1).unwrap();
    migrate::up(&store).unwrap();
    let frame = Frame::new("http://127.0.0.1:8080".parse().unwrap(), "Candor <candor@example.org>".parse().unwrap());
    Services::new(Resources {
        store,
        clock: Clock::by(move || now),
        keys: Keys::new(&Secret::new(vec![7; 32])),
        settings: Settings { frame, meeting_base: None, operator: None, quiet_hours: true, password_cost: Cost::Test },
        directory: Directory::default(),
        counted: Counted::default(),
        gates: Gates::default(),
    })
}

#[test]
fn the_club_comes_together_at_any_hour_of_the_week_and_once() {
    let monday: Timestamp = "2027-03-22T00:07:00Z".parse().unwrap();
    // A week in March: every weekday, every part of the day, and a clock change.
    for step in 0..34 {
        let now = monday.plus_hours(5 * step);
        let services = empty_house(now);
        let club = catalogue::club(now).unwrap();
        let password = "ask me why".parse().unwrap();
        assert!(seed::seed_club(&services, &password, &club).unwrap(), "{now}");
        if step == 0 {
            assert!(!seed::seed_club(&services, &password, &club).unwrap());
        }
        for member in &club.members {
            let id = services.read(|db, _| Ok(accounts::by_email(db, &member.email)?)).unwrap().unwrap().id;
            let asks = Filter { role: Some(Seat::Interviewer), ..Filter::default() };
            for session in sessions::list(&services, id, &asks, 100).unwrap() {
                let hours = member.hours.as_ref().unwrap();
                is_where_it_belongs(&session, hours, now);
            }
        }
    }
}

/// Its people are the same every time, and every line of their list is valid.
#[test]
fn the_large_program_is_made_up_of_two_hundred_and_forty_people() {
    let now: Timestamp = "2027-03-22T00:07:00Z".parse().unwrap();
    let (services, club) = (empty_house(now), large::club().unwrap());
    assert!(seed::seed_club(&services, &"ask me why".parse().unwrap(), &club).unwrap());
    assert_eq!(large::roster(&large::club().unwrap()), large::roster(&club));
    let roster = read_csv(large::roster(&club).as_bytes()).unwrap();
    assert_eq!(roster.len(), 240);
    assert!(roster.iter().all(|line| matches!(line.reading, Reading::Good(_))));
    let cora = services.read(|db, _| Ok(accounts::by_email(db, &club.members[0].email)?)).unwrap().unwrap();
    let program = program::list(&services, cora.id, None, 10).unwrap().pop().unwrap().program;
    let (totals, _) = program::overview::overview(&services, cora.id, program.id).unwrap();
    assert_eq!((totals.members, totals.candidates, totals.interviewers), (241, 200, 40));
    assert_eq!((totals.profile_missing, totals.hours_missing, totals.no_match), (0, 0, 200));
}

fn is_where_it_belongs(session: &Session, hours: &Availability, now: Timestamp) {
    let (span, what) = (session.span(), format!("{session:?} at {now}"));
    let ended = now.plus_minutes(-90) < span.to && span.to <= now.plus_minutes(-60);
    if session.state == State::Booked && ended {
        let due = ["Maya", "Anya", "Noor", "Piotr", "Tom", "Zainab"];
        assert!(due.iter().any(|name| session.candidate.name.starts_with(name)), "{what}");
        return;
    }
    match session.state {
        State::Offered => panic!("the demo offers nothing"),
        State::Booked => assert!(span.from > now, "{what}"),
        State::Completed | State::NoShow => assert!(span.to < now, "{what}"),
        State::Cancelled | State::Disputed | State::HeldWithoutNotes => {}
    }
    assert!(expand(hours, span) == [span], "{what}");
}
