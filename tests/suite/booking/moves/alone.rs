//! Alone: its candidate, once, a day ahead, to another opening of the same interviewer.

use super::*;
use crate::support::{TestDatabase, booking, every_day, offer};

fn openings(person: &Person, session: &str, query: &str) -> Value {
    person.get(&format!("/v1/sessions/{session}/move-openings{query}")).expect(200)
}

on_both_databases! {
    fn once_to_another_opening_and_both_are_invited_anew(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let before = app.mails().len();
        moves_alone(&bo, &id, FRIDAY).problem(403, "forbidden");
        moves_alone(&ann, &id, START).problem(422, "invalid_input");
        let moved = moves_alone(&ann, &id, FRIDAY).expect(200);
        assert_eq!((&moved["starts_at"], &moved["sequence"], &moved["state"]), (&json!(FRIDAY), &json!(1), &json!("booked")));
        assert_eq!(cells(&app, &id), hour_at(FRIDAY));
        let mails = app.mails().split_off(before);
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [&ann.email, &bo.email]);
        assert!(mails[0].flat().contains("You've used your one move"), "{}", mails[0].text);
        assert!(mails[1].flat().contains("Ann has moved your mock interview to another of your openings."), "{}", mails[1].text);
        assert!(mails.iter().all(|mail| calendar(mail).unwrap().0 == "REQUEST"));
        moves_alone(&ann, &id, START).problem(409, "too_late");
        let listed = openings(&ann, &id, "");
        assert!(listed["why_not"].as_str().unwrap().contains("already moved this session once"), "{listed}");
        assert_eq!(listed["items"], json!([]));
        let proposal = proposes(&ann, &id, &[START]);
        accept(&bo, &id, &proposal, START).expect(200);
        assert_eq!(history(&ann, &id), ["booked", "moved", "move_proposed", "moved"]);
    }

    fn a_day_ahead_at_least(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (id, other) = (ann.books(&bo, START), ann.books(&bo, "2027-01-14T18:00:00Z"));
        app.clock.set("2027-01-13T17:00:00Z".parse().unwrap());
        moves_alone(&ann.again(&app), &id, FRIDAY).expect(200);
        app.clock.set("2027-01-13T18:00:01Z".parse().unwrap());
        let ann = ann.again(&app);
        moves_alone(&ann, &other, SATURDAY).problem(409, "too_late");
        assert!(openings(&ann, &other, "")["why_not"].as_str().unwrap().contains("24 hours"));
        cancel(&ann, &other).expect(200);
        moves_alone(&ann, &other, SATURDAY).problem(409, "session_state");
    }

    /// The rules of the interviewer's profile apply, and nobody else's time is taken.
    fn what_is_listed_is_accepted_and_nothing_else(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let mut strict = offer();
        for (name, value) in [("weekly_capacity", json!(2)), ("min_notice_hours", json!(20)), ("buffer_minutes", json!(30)), ("horizon_days", json!(9))] {
            strict[name] = value;
        }
        bo.put("/v1/me/interviewer", strict).expect(200);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "15:00", "20:00")).expect(200);
        let id = ann.books(&bo, START);
        app.candidate("Dan").books(&bo, "2027-01-15T15:00:00Z");
        ann.books(&cy, "2027-01-13T16:30:00Z");
        let mut listed = Vec::new();
        let mut query = "?limit=7".to_owned();
        loop {
            let page = openings(&ann, &id, &query);
            listed.extend(page["items"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap().to_owned()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            query = format!("?limit=7&cursor={next}");
        }
        // The week holds two with this one, which does not count against itself; nor does its own time.
        assert!(listed.contains(&"2027-01-14T17:15:00Z".to_owned()) && listed.contains(&"2027-01-15T16:30:00Z".to_owned()), "{listed:?}");
        // Nothing else is accepted.
        let from: candor::domain::Timestamp = "2027-01-12T00:00:00Z".parse().unwrap();
        for quarter in 0..(5 * 96) {
            let start = from.plus_minutes(quarter * 15).to_string();
            if !listed.contains(&start) && start != START {
                moves_alone(&ann, &id, &start).problem(409, "opening_unavailable");
            }
        }
        moves_alone(&ann, &id, "2027-01-14T17:05:00Z").problem(409, "opening_unavailable");
        // And each of those is: the first, the last, and some between.
        let mut id = id;
        for start in [listed.first(), listed.get(3), listed.get(listed.len() / 2), listed.last()] {
            assert_eq!(moves_alone(&ann, &id, start.unwrap()).expect(200)["starts_at"], start.unwrap().as_str());
            cancel(&ann, &id).expect(200);
            id = ann.books(&bo, START);
        }
        // It is what the search shows to her once the session is not in the way.
        cancel(&ann, &id).expect(200);
        let found = ann.get("/v1/openings?kind=concepts&level=junior&limit=100&to=2027-01-25T08:00:00Z").expect(200);
        let found = found["items"].as_array().unwrap().iter().filter(|one| {
            one["interviewers"].as_array().unwrap().iter().any(|who| who["interviewer_id"] == bo.id.as_str())
        });
        let found: Vec<_> = found.map(|one| one["starts_at"].as_str().unwrap().to_owned()).filter(|start| start != START).collect();
        let here: Vec<_> = listed.iter().filter(|start| found.last().unwrap() >= *start).cloned().collect();
        assert_eq!(here, found);
    }

    fn not_with_somebody_who_takes_no_bookings_any_more(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        bo.delete("/v1/me/interviewer").expect(204);
        moves_alone(&ann, &id, FRIDAY).problem(409, "opening_unavailable");
        assert!(openings(&ann, &id, "")["why_not"].as_str().unwrap().contains("no longer takes bookings"));
        bo.volunteers();
        // A blocked person gets the same response, and can't tell.
        let told = openings(&ann, &id, "")["items"].as_array().unwrap().len();
        bo.send("PUT", &format!("/v1/me/blocks/{}", ann.id), &[], None).expect(200);
        let kept_away = openings(&ann, &id, "");
        assert!(told > 0 && kept_away["why_not"].as_str().unwrap().contains("no longer takes bookings"), "{kept_away}");
        moves_alone(&ann, &id, FRIDAY).problem(409, "opening_unavailable");
        bo.send("DELETE", &format!("/v1/me/blocks/{}", ann.id), &[], None).expect(204);
        let mut other_kind = offer();
        other_kind["kinds"] = json!(["coding"]);
        bo.put("/v1/me/interviewer", other_kind).expect(200);
        moves_alone(&ann, &id, FRIDAY).problem(409, "opening_unavailable");
        assert_eq!(openings(&ann, &id, "")["items"], json!([]));
    }

    /// It also settles the open proposal: nothing of it can be accepted any more.
    fn an_open_proposal_ends_with_it(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let proposal = proposes(&bo, &id, &[FRIDAY]);
        moves_alone(&ann, &id, SATURDAY).expect(200);
        assert_eq!(crate::booking::moves::alone::proposal(&bo, &id, &proposal)["state"], "ended");
        accept(&ann, &id, &proposal, FRIDAY).problem(409, "move_state");
        assert_eq!(session(&bo, &id)["starts_at"], SATURDAY);
    }

    /// The search for openings sees it at once, on every path of the directory.
    fn the_search_follows(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let starts = |from: &str| {
            let to: candor::domain::Timestamp = from.parse().unwrap();
            let found = cy.get(&format!("/v1/openings?from={from}&to={}", to.plus_minutes(1))).expect(200);
            found["items"].as_array().unwrap().len()
        };
        let id = ann.books(&bo, START);
        assert_eq!((starts(START), starts(FRIDAY)), (0, 1));
        moves_alone(&ann, &id, FRIDAY).expect(200);
        assert_eq!((starts(START), starts(FRIDAY)), (1, 0));
        cy.post("/v1/sessions", booking(&bo.id, FRIDAY)).problem(409, "opening_unavailable");
        let proposal = proposes(&bo, &id, &[SATURDAY]);
        accept(&ann, &id, &proposal, SATURDAY).expect(200);
        assert_eq!((starts(FRIDAY), starts(SATURDAY)), (1, 0));
    }
}
