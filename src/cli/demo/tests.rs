//! The demo has to come up on every day: its sessions move with it, into the hours of their interviewers.

use super::catalogue;
use crate::mail::Frame;
use crate::service::passwords::Cost;
use crate::service::tokens::Keys;
use crate::service::{Clock, House, Settings, club};
use crate::store::{DatabaseUrl, Store, migrate};
use crate::types::{Instant, Secret};

fn empty_house(now: Instant) -> House {
    let store = Store::open(&DatabaseUrl::SqliteMemory, 1).unwrap();
    migrate::up(&store).unwrap();
    let frame = Frame::new("http://127.0.0.1:8080".parse().unwrap(), "Candor <candor@example.org>".parse().unwrap());
    House {
        store,
        clock: Clock::by(move || now),
        keys: Keys::new(&Secret::new(vec![7; 32])),
        settings: Settings { frame, meeting_base: "https://meet.example".parse().unwrap(), password_cost: Cost::Test },
    }
}

#[test]
fn the_club_comes_together_at_any_hour_of_the_week_and_once() {
    let monday: Instant = "2027-03-22T00:07:00Z".parse().unwrap();
    // Ten days with the end of March among them: every weekday, every hour, and clocks that change.
    for step in 0..48 {
        let now = monday.plus_hours(5 * step);
        let house = empty_house(now);
        let club = catalogue::club(now).unwrap();
        let password = "ask me why".parse().unwrap();
        assert!(club::found(&house, &password, &club).unwrap(), "{now}");
        if step == 0 {
            assert!(!club::found(&house, &password, &club).unwrap());
        }
    }
}
