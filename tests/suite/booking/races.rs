//! Nobody is double-booked, or booked more often than they offered.

use crate::support::with_status;
use crate::support::{Person, Response, TestApp, TestDatabase, at_once, booking, crowd, offer, one_wins, rows};
use candor::domain::{Span, Timestamp};
use candor::store::booking::cells;
use candor::store::{Db, StoreError};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde_json::{Value, json};

#[derive(QueryableByName, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    #[diesel(sql_type = Text)]
    account_id: String,
    #[diesel(sql_type = BigInt)]
    cell: i64,
    #[diesel(sql_type = Text)]
    session_id: String,
}

/// Every booked quarter hour, in order.
fn held(app: &TestApp) -> Vec<Cell> {
    let mut found: Vec<Cell> = rows(&app.services.store, "SELECT account_id, cell, session_id FROM booked_cells");
    found.sort();
    found
}

/// The quarter hours that an hour at this start holds for these two.
fn hour_of(session: &str, starts_at: &str, people: [&Person; 2]) -> Vec<Cell> {
    let first = starts_at.parse::<Timestamp>().unwrap().epoch() / 900;
    let cell = |person: &Person, cell| Cell { account_id: person.id.clone(), cell, session_id: session.to_owned() };
    let mut cells: Vec<_> = people.iter().flat_map(|person| (first..first + 4).map(|at| cell(person, at))).collect();
    cells.sort();
    cells
}

fn book(candidate: &Person, interviewer: &Person, starts_at: &str) -> Response {
    candidate.post("/v1/sessions", booking(&interviewer.id, starts_at))
}

fn sessions_of(person: &Person) -> Vec<Value> {
    person.get("/v1/sessions").expect(200)["items"].as_array().unwrap().clone()
}

on_both_databases_racing! {
    fn fifty_want_one_opening(app) {
        let start = "2027-01-14T17:00:00Z";
        let (bo, candidates) = (app.interviewer("Bo"), crowd(&app, "ann", 50));
        let before = app.mails().len();

        let answers = at_once(50, |number| book(&candidates[number], &bo, start));
        let winner = one_wins(&answers, 201, 409, "opening_unavailable");

        let session = answers[winner].json()["id"].as_str().unwrap().to_owned();
        assert_eq!(held(&app), hour_of(&session, start, [&candidates[winner], &bo]));
        assert_eq!(sessions_of(&bo).len(), 1);
        for (number, candidate) in candidates.iter().enumerate() {
            assert_eq!(sessions_of(candidate).len(), usize::from(number == winner));
        }
        let mut invited: Vec<_> = app.mails().split_off(before).into_iter().map(|mail| mail.to).collect();
        invited.sort();
        assert_eq!(invited, [candidates[winner].email.as_str(), &bo.email]);
    }

    fn one_candidate_wants_twenty_interviewers(app) {
        let (ann, interviewers) = (app.candidate("Ann"), crowd(&app, "bo", 20));
        at_once(20, |number| interviewers[number].volunteers());
        // All of them overlap, though they don't start together.
        let starts = ["17:00", "17:15", "17:30", "17:45"].map(|time| format!("2027-01-14T{time}:00Z"));

        let answers = at_once(20, |number| book(&ann, &interviewers[number], &starts[number % 4]));
        let winner = one_wins(&answers, 201, 409, "opening_unavailable");

        let session = answers[winner].json()["id"].as_str().unwrap().to_owned();
        assert_eq!(held(&app), hour_of(&session, &starts[winner % 4], [&ann, &interviewers[winner]]));
        assert_eq!(sessions_of(&ann).len(), 1);
    }

    fn two_volunteers_want_each_other(app) {
        let (ann, bo) = (app.interviewer("Ann"), app.interviewer("Bo"));
        for day in 12..18 {
            let start = format!("2027-01-{day}T10:00:00Z");
            let answers = at_once(2, |number| if number == 0 { book(&ann, &bo, &start) } else { book(&bo, &ann, &start) });
            one_wins(&answers, 201, 409, "opening_unavailable");
        }
    }

    fn a_week_takes_no_more_than_offered(app) {
        let (bo, candidates) = (app.interviewer("Bo"), crowd(&app, "ann", 12));
        let mut twice_a_week = offer();
        twice_a_week["weekly_capacity"] = json!(2);
        bo.put("/v1/me/interviewer", twice_a_week).expect(200);

        let start = |number: usize| format!("2027-01-{}T{:02}:00:00Z", 12 + number % 6, 9 + number / 6);
        let answers = at_once(12, |number| book(&candidates[number], &bo, &start(number)));

        assert_eq!(with_status(&answers, 201), 2, "{answers:#?}");
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.problem(409, "opening_unavailable");
        }
        assert_eq!(sessions_of(&bo).len(), 2);
    }

    fn a_pause_between_two_sessions_is_kept(app) {
        let (bo, ann, cy) = (app.interviewer("Bo"), app.candidate("Ann"), app.candidate("Cy"));
        let mut with_pauses = offer();
        with_pauses["buffer_minutes"] = json!(30);
        bo.put("/v1/me/interviewer", with_pauses).expect(200);
        for day in 12..18 {
            let answers = at_once(2, |number| {
                let (candidate, time) = [(&ann, "10:00"), (&cy, "11:15")][number];
                book(candidate, &bo, &format!("2027-01-{day}T{time}:00Z"))
            });
            one_wins(&answers, 201, 409, "opening_unavailable");
        }
    }

    /// The nineteen that come too late find the opening taken, by the very request that they repeat.
    fn one_key_books_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let with_key = |key: &str, start: &str| {
            ann.send("POST", "/v1/sessions", &[("idempotency-key", key)], Some(&booking(&bo.id, start).to_string()))
        };
        for day in 12..15 {
            let (key, start) = (format!("day {day}"), format!("2027-01-{day}T17:00:00Z"));
            let answers = at_once(20, |_| with_key(&key, &start).expect(201));
            assert!(answers.iter().all(|answer| answer["id"] == answers[0]["id"]), "{answers:#?}");
        }
        assert_eq!(sessions_of(&ann).len(), 3);
        with_key("day 12", "2027-01-16T17:00:00Z").problem(422, "idempotency_key_reused");
        assert_eq!(sessions_of(&ann).len(), 3);
    }

    /// Even if a service function forgets a check, the table's key prevents it.
    fn a_quarter_hour_is_claimed_once(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let start = "2027-01-14T17:00:00Z";
        let session = ann.books(&bo, start).parse().unwrap();
        let quarter = |minutes| {
            let from = start.parse::<Timestamp>().unwrap().plus_minutes(minutes);
            let claim = |db: &mut Db| cells::claim(db, session, &[ann.id.parse().unwrap()], Span::new(from, from.plus_minutes(15)));
            app.services.store.write(claim)
        };
        for minutes in [0, 15, 30, 45] {
            assert!(matches!(quarter(minutes), Err(StoreError::Conflict(_))), "{minutes}");
        }
        quarter(-15).unwrap();
        quarter(60).unwrap();
    }
}
