//! By agreement: one proposes, the other accepts a start or declines.

use super::*;
use crate::support::{Event, TestDatabase, booking, every_day, full_notes, ics, offer};

/// A way to say no, and its name.
type No = (&'static str, fn(&Person));

on_both_databases! {
    fn who_is_asked_takes_a_start_and_the_session_moves(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let before = app.mails().len();
        let answer = proposing(&ann, &id, &[FRIDAY, SATURDAY]);
        let made = answer.expect(201);
        assert_eq!(answer.header("location"), format!("/v1/sessions/{id}/moves/{}", made["id"].as_str().unwrap()));
        let wanted = json!([{"starts_at": FRIDAY, "available": true}, {"starts_at": SATURDAY, "available": true}]);
        assert_eq!((&made["proposed_by"], &made["state"], &made["from"]), (&json!("candidate"), &json!("open"), &json!(START)));
        assert_eq!((&made["starts"], &made["reason"]), (&wanted, &json!("My shift was moved.")));
        assert_eq!(made["answer_by"], "2027-01-13T08:00:00Z", "two days");
        let proposal = made["id"].as_str().unwrap();
        // Its own time is held meanwhile, and the proposed ones are not.
        assert_eq!((cells(&app, &id), session(&bo, &id)["starts_at"].clone()), (hour_at(START), json!(START)));

        let asked = app.mails().split_off(before);
        assert_eq!(asked.len(), 1, "{asked:#?}");
        assert_eq!((asked[0].to.as_str(), asked[0].subject.as_str()), (bo.email.as_str(), "Another time? Mock interview with Ann, Thu 14 Jan, 18:00 CET"));
        for told in ["My shift was moved.", "Friday, 15 January at 18:00 CET (17:00 UTC)", "Saturday, 16 January at 19:30 CET (18:30 UTC)", "You can answer until Wednesday, 13 January at 09:00 CET (08:00 UTC)"] {
            assert!(asked[0].flat().contains(told), "{told}: {}", asked[0].text);
        }

        accept(&ann, &id, proposal, FRIDAY).problem(403, "forbidden");
        accept(&bo, &id, proposal, "2027-01-17T17:00:00Z").problem(422, "invalid_input");
        let before = app.mails().len();
        let moved = accept(&bo, &id, proposal, SATURDAY).expect(200);
        assert_eq!((&moved["id"], &moved["starts_at"], &moved["sequence"]), (&json!(id), &json!(SATURDAY), &json!(1)));
        assert_eq!((&moved["ends_at"], &moved["notes_due_at"]), (&json!("2027-01-16T19:30:00Z"), &json!("2027-01-17T19:30:00Z")));
        assert_eq!(cells(&app, &id), hour_at(SATURDAY));
        let told = app.mails().split_off(before);
        assert_eq!(told.len(), 2, "{told:#?}");
        for (mail, (person, other)) in told.iter().zip([(&ann, "Bo"), (&bo, "Ann")]) {
            assert_eq!((mail.to.as_str(), mail.subject.as_str()), (person.email.as_str(), format!("Moved: mock interview with {other}, now Sat 16 Jan, 19:30 CET").as_str()));
            assert!(mail.flat().contains("Was: Thursday, 14 January at 18:00 CET (17:00 UTC)") && mail.flat().contains("When: Saturday, 16 January at 19:30 CET (18:30 UTC)"), "{}", mail.text);
            let (method, ics) = calendar(mail).unwrap();
            let event = Event::parse(ics);
            assert_eq!((method, event.uid.as_str(), event.sequence, event.starts_at.as_str()), ("REQUEST", id.as_str(), 1, SATURDAY));
            assert_eq!(event.attendees, std::slice::from_ref(&person.email));
        }
        let now = crate::booking::moves::agreed::proposal(&ann, &id, proposal);
        assert_eq!((&now["state"], &now["chosen"]), (&json!("accepted"), &json!(SATURDAY)));
        assert_eq!(now["starts"][0]["available"], false);
        for again in [accept(&bo, &id, proposal, FRIDAY), decline(&bo, &id, proposal), withdraw(&ann, &id, proposal)] {
            again.problem(409, "move_state");
        }
        assert_eq!(history(&bo, &id), ["booked", "move_proposed", "moved"]);
        // The old time is free again, and the new one is not.
        let cy = app.candidate("Cy");
        cy.post("/v1/sessions", booking(&bo.id, SATURDAY)).problem(409, "opening_unavailable");
        cy.books(&bo, START);
    }

    fn who_says_no_leaves_it_where_it_is_and_may_propose_in_turn(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let first = proposes(&bo, &id, &[FRIDAY]);
        proposing(&ann, &id, &[SATURDAY]).problem(409, "move_state");
        proposing(&bo, &id, &[SATURDAY]).problem(409, "move_state");
        let before = app.mails().len();
        decline(&bo, &id, &first).problem(403, "forbidden");
        let said = ann.post(&format!("/v1/sessions/{id}/moves/{first}/decline"), json!({"reason": "Friday I travel."})).expect(200);
        assert_eq!(said["state"], "declined");
        let mails = app.mails().split_off(before);
        assert_eq!(mails.len(), 1, "{mails:#?}");
        assert_eq!((mails[0].to.as_str(), mails[0].subject.as_str()), (bo.email.as_str(), "No change: mock interview with Ann, Thu 14 Jan, 18:00 CET"));
        assert!(mails[0].flat().contains("Friday I travel.") && calendar(&mails[0]).is_none());
        accept(&ann, &id, &first, FRIDAY).problem(409, "move_state");
        let second = proposes(&ann, &id, &[SATURDAY]);
        withdraw(&bo, &id, &second).problem(403, "forbidden");
        let before = app.mails().len();
        assert_eq!(withdraw(&ann, &id, &second).expect(200)["state"], "withdrawn");
        assert_eq!(subjects(&app, &bo, before), ["No change: mock interview with Ann, Thu 14 Jan, 18:00 CET"]);
        accept(&bo, &id, &second, SATURDAY).problem(409, "move_state");
        assert_eq!((session(&ann, &id)["sequence"].clone(), cells(&app, &id)), (json!(0), hour_at(START)));
        let listed = bo.get(&format!("/v1/sessions/{id}/moves")).expect(200);
        let states: Vec<_> = listed["items"].as_array().unwrap().iter().map(|one| (one["proposed_by"].clone(), one["state"].clone())).collect();
        assert_eq!(states, [(json!("candidate"), json!("withdrawn")), (json!("interviewer"), json!("declined"))]);
        assert_eq!(history(&ann, &id), ["booked", "move_proposed", "move_declined", "move_proposed", "move_withdrawn"]);
        // Five times each, and then it is time to talk.
        for _ in 0..4 {
            let id_of = proposes(&ann, &id, &[SATURDAY]);
            withdraw(&ann, &id, &id_of).expect(200);
        }
        proposing(&ann, &id, &[SATURDAY]).problem(409, "move_state");
        proposes(&bo, &id, &[SATURDAY]);
    }

    /// The proposer's own conflicts are reported; the other person's aren't.
    fn a_start_is_one_that_the_proposer_could_come_to(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let id = ann.books(&bo, START);
        ann.books(&cy, FRIDAY);
        app.candidate("Dan").books(&bo, SATURDAY);
        for (starts, place) in [
            (json!([START]), 0), (json!(["2027-01-14T17:10:00Z"]), 0), (json!(["2027-01-11T08:00:00Z"]), 0), (json!(["2027-03-12T08:15:00Z"]), 0),
            (json!([SATURDAY, FRIDAY]), 1), (json!([SATURDAY, SATURDAY]), 1),
        ] {
            let refused = ann.post(&format!("/v1/sessions/{id}/moves"), json!({"starts": starts, "reason": "x"})).problem(422, "invalid_input");
            assert_eq!(refused["errors"][0]["pointer"], format!("/starts/{place}"), "{starts}");
        }
        for (body, pointer) in [
            (json!({"starts": [], "reason": "x"}), "/starts"), (json!({"starts": [SATURDAY], "reason": ""}), "/reason"),
            (json!({"starts": [SATURDAY, FRIDAY, START, START], "reason": "x"}), "/starts"),
        ] {
            assert_eq!(ann.post(&format!("/v1/sessions/{id}/moves"), body).problem(422, "invalid_input")["errors"][0]["pointer"], pointer);
        }
        // Bo has a session on Saturday: Ann can't tell, and Bo's error lists which are left.
        let proposal = proposes(&ann, &id, &[SATURDAY, "2027-01-17T17:00:00Z"]);
        let available = |person: &Person| {
            let starts = crate::booking::moves::agreed::proposal(person, &id, &proposal)["starts"].clone();
            [starts[0]["available"].clone(), starts[1]["available"].clone()]
        };
        assert_eq!((available(&ann), available(&bo)), ([json!(true), json!(true)], [json!(false), json!(true)]));
        let refused = accept(&bo, &id, &proposal, SATURDAY).problem(409, "move_taken");
        assert_eq!(refused["remaining"], json!(["2027-01-17T17:00:00Z"]));
        assert_eq!((session(&ann, &id)["sequence"].clone(), crate::booking::moves::agreed::proposal(&ann, &id, &proposal)["state"].clone()), (json!(0), json!("open")));
        accept(&bo, &id, &proposal, "2027-01-17T17:00:00Z").expect(200);
    }

    /// Proposed starts aren't reserved, so the proposer may have something else by then.
    fn a_start_that_its_proposer_gave_away_is_gone(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let id = ann.books(&bo, START);
        let proposal = proposes(&ann, &id, &[FRIDAY, SATURDAY]);
        ann.books(&cy, FRIDAY);
        for person in [&ann, &bo] {
            let starts = crate::booking::moves::agreed::proposal(person, &id, &proposal)["starts"].clone();
            assert_eq!((&starts[0]["available"], &starts[1]["available"]), (&json!(false), &json!(true)));
        }
        assert_eq!(accept(&bo, &id, &proposal, FRIDAY).problem(409, "move_taken")["remaining"], json!([SATURDAY]));
        accept(&bo, &id, &proposal, SATURDAY).expect(200);
    }

    /// Proposed outside of his hours, it was meant; what he says of that day afterwards counts.
    fn a_start_that_its_proposer_has_since_ruled_out_is_gone(app) {
        let noes: [No; 4] = [
            ("day off", |bo| {
                let mut hours = every_day("UTC", "08:00", "20:00");
                hours["time_off"] = json!([{"from": "2027-01-15", "to": "2027-01-15"}]);
                bo.put("/v1/me/interviewer/availability", hours).expect(200);
            }),
            ("a day without hours", |bo| {
                let mut hours = every_day("UTC", "08:00", "20:00");
                hours["overrides"] = json!([{"date": "2027-01-15", "windows": [{"start": "08:00", "end": "12:00"}]}]);
                bo.put("/v1/me/interviewer/availability", hours).expect(200);
            }),
            ("a calendar", |bo| {
                let busy = ics([("2027-01-15T17:30:00Z".parse().unwrap(), "2027-01-15T18:00:00Z".parse().unwrap())].into_iter());
                bo.uploads(&bo.adds_a_calendar(), &busy).expect(200);
            }),
            ("pauses", |bo| {
                let mut profile = offer();
                profile["paused_until"] = json!("2027-01-16T00:00:00Z");
                bo.put("/v1/me/interviewer", profile).expect(200);
            }),
        ];
        for (number, (why, says_no)) in noes.iter().enumerate() {
            let (ann, bo) = (app.candidate(&format!("Ann {number}")), app.interviewer(&format!("Bo {number}")));
            let id = ann.books(&bo, START);
            let proposal = proposes(&bo, &id, &[FRIDAY, SATURDAY]);
            app.clock.advance_minutes(1);
            says_no(&bo);
            let refused = accept(&ann, &id, &proposal, FRIDAY).problem(409, "move_taken");
            assert_eq!(refused["remaining"], json!([SATURDAY]), "{why}");
            let starts = super::proposal(&ann, &id, &proposal)["starts"].clone();
            assert_eq!((&starts[0]["available"], &starts[1]["available"]), (&json!(false), &json!(true)), "{why}");
            accept(&ann, &id, &proposal, SATURDAY).expect(200);
        }
        // Said before, or of the usual week, it's no answer to what he proposes himself.
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let mut hours = every_day("UTC", "08:00", "20:00");
        hours["time_off"] = json!([{"from": "2027-01-15", "to": "2027-01-15"}]);
        bo.put("/v1/me/interviewer/availability", hours).expect(200);
        app.clock.advance_minutes(1);
        let proposal = proposes(&bo, &id, &[FRIDAY]);
        accept(&ann, &id, &proposal, FRIDAY).expect(200);
        let proposal = proposes(&bo, &id, &[SATURDAY]);
        app.clock.advance_minutes(1);
        bo.put("/v1/me/interviewer/availability", every_day("UTC", "08:00", "12:00")).expect(200);
        accept(&ann, &id, &proposal, SATURDAY).expect(200);
    }

    /// In person an interviewer may say more than their profile does; and it may overlap with where it was.
    fn hours_notice_week_and_buffer_do_not_bind_who_agrees_in_person(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let mut strict = offer();
        for (name, value) in [("weekly_capacity", json!(1)), ("min_notice_hours", json!(168)), ("buffer_minutes", json!(180)), ("paused_until", json!("2027-02-01T00:00:00Z"))] {
            strict[name] = value;
        }
        bo.put("/v1/me/interviewer", strict).expect(200);
        let late = "2027-01-14T21:30:00Z";
        let proposal = proposes(&bo, &id, &[late]);
        accept(&ann, &id, &proposal, late).expect(200);
        bo.delete("/v1/me/interviewer").expect(204);
        let overlapping = "2027-01-14T21:45:00Z";
        let proposal = proposes(&ann, &id, &[overlapping]);
        assert_eq!(accept(&bo, &id, &proposal, overlapping).expect(200)["sequence"], 2);
        assert_eq!(cells(&app, &id), hour_at(overlapping));
    }

    fn a_proposal_ends_by_itself_and_both_hear_that_it_stays(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let first = proposes(&ann, &id, &[FRIDAY]);
        let before = app.mails().len();
        app.clock.set("2027-01-13T07:59:00Z".parse().unwrap());
        assert_eq!(candor::service::booking::moves::end_overdue(&app.services).unwrap(), 0);
        app.clock.set("2027-01-13T08:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        // Whether or not the worker has ended it yet.
        assert_eq!(proposal(&bo, &id, &first)["state"], "ended");
        accept(&bo, &id, &first, FRIDAY).problem(409, "move_state");
        assert_eq!(candor::service::booking::moves::end_overdue(&app.services).unwrap(), 1);
        assert_eq!(candor::service::booking::moves::end_overdue(&app.services).unwrap(), 0);
        for (person, other) in [(&ann, "Bo"), (&bo, "Ann")] {
            assert_eq!(subjects(&app, person, before), [format!("No change: mock interview with {other}, Thu 14 Jan, 18:00 CET")]);
        }
        assert_eq!(history(&ann, &id), ["booked", "move_proposed", "move_lapsed"]);
        // The next one expires at its last start, and is ended by the next proposal.
        let second = proposes(&bo, &id, &["2027-01-13T10:00:00Z", "2027-01-13T09:00:00Z"]);
        assert_eq!(proposal(&ann, &id, &second)["answer_by"], "2027-01-13T10:00:00Z");
        app.clock.set("2027-01-13T09:30:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        assert_eq!(accept(&ann, &id, &second, "2027-01-13T09:00:00Z").problem(409, "move_taken")["remaining"], json!(["2027-01-13T10:00:00Z"]));
        app.clock.set("2027-01-13T10:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let third = proposes(&bo, &id, &[FRIDAY]);
        assert_eq!((proposal(&ann, &id, &second)["state"].clone(), proposal(&ann, &id, &third)["state"].clone()), (json!("ended"), json!("open")));
        assert_eq!(proposal(&ann, &id, &third)["answer_by"], START, "the session begins");
        // It is not moved once it has begun.
        app.clock.set(START.parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let before = app.mails().len();
        accept(&ann, &id, &third, FRIDAY).problem(409, "too_late");
        proposing(&ann, &id, &[FRIDAY]).problem(409, "too_late");
        decline(&ann, &id, &third).problem(409, "too_late");
        withdraw(&bo, &id, &third).problem(409, "too_late");
        assert_eq!(candor::service::booking::moves::end_overdue(&app.services).unwrap(), 1);
        assert_eq!(subjects(&app, &ann, before), Vec::<String>::new());
        assert_eq!(subjects(&app, &bo, before), Vec::<String>::new());
    }

    fn what_is_called_off_takes_its_proposal_along(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let proposal = proposes(&ann, &id, &[FRIDAY]);
        let before = app.mails().len();
        cancel(&ann, &id).expect(200);
        assert_eq!(crate::booking::moves::agreed::proposal(&bo, &id, &proposal)["state"], "ended");
        accept(&bo, &id, &proposal, FRIDAY).problem(409, "session_state");
        proposing(&bo, &id, &[FRIDAY]).problem(409, "session_state");
        app.clock.set("2027-01-13T09:00:00Z".parse().unwrap());
        assert_eq!(candor::service::booking::moves::end_overdue(&app.services).unwrap(), 0);
        assert_eq!(subjects(&app, &bo, before), ["Cancelled: mock interview with Ann, Thu 14 Jan, 18:00 CET"]);
        assert_eq!(subjects(&app, &ann, before).len(), 1);
    }

    /// Reminders and the asking for notes follow; those of the old time are not sent, also when it comes back to it.
    fn what_is_to_come_follows_the_session(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let first = proposes(&ann, &id, &[FRIDAY]);
        accept(&bo, &id, &first, FRIDAY).expect(200);
        app.mails();
        let at = |moment: &str| {
            let before = app.mails().len();
            app.clock.set(moment.parse().unwrap());
            app.mails().split_off(before).into_iter().map(|mail| (mail.to, mail.subject)).collect::<Vec<_>>()
        };
        assert_eq!(at("2027-01-14T10:59:00Z"), [], "what was planned for Thursday");
        assert_eq!(at("2027-01-14T11:00:00Z").len(), 2, "six hours before it's no longer free to cancel");
        assert_eq!(at("2027-01-14T17:00:00Z"), [], "what was planned for Thursday");
        // Back to an hour on Friday, and then to where it was: reminders of an hour before once, not twice.
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let back = proposes(&bo, &id, &["2027-01-15T20:00:00Z"]);
        accept(&ann, &id, &back, "2027-01-15T20:00:00Z").expect(200);
        let forth = proposes(&bo, &id, &[FRIDAY]);
        accept(&ann, &id, &forth, FRIDAY).expect(200);
        assert_eq!(session(&ann, &id)["sequence"], 3);
        app.mails();
        assert_eq!(at("2027-01-15T16:00:00Z").len(), 2);
        assert_eq!(at("2027-01-15T17:59:00Z"), []);
        let asked = at("2027-01-15T18:00:00Z");
        let mut to: Vec<_> = asked.iter().map(|(to, _)| to).collect();
        to.sort();
        assert_eq!(to, [&ann.email, &bo.email], "how it was, and the notes, once: {asked:?}");
        assert_eq!(at("2027-01-15T21:00:00Z"), [], "what was planned for 20:00");
        bo.again(&app).submits(&id, &full_notes());
        assert_eq!(session(&ann.again(&app), &id)["state"], "completed");
    }

    fn strangers_see_nothing_and_another_sessions_proposal_is_none_of_this(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        let (id, other) = (ann.books(&bo, START), ann.books(&bo, "2027-01-19T17:00:00Z"));
        let proposal = proposes(&ann, &id, &[FRIDAY]);
        cy.get(&format!("/v1/sessions/{id}/moves")).problem(404, "not_found");
        accept(&cy, &id, &proposal, FRIDAY).problem(404, "not_found");
        accept(&bo, &other, &proposal, FRIDAY).problem(404, "not_found");
        bo.get(&format!("/v1/sessions/{other}/moves/{proposal}")).problem(404, "not_found");
        assert_eq!(bo.get(&format!("/v1/sessions/{other}/moves")).expect(200)["items"], json!([]));
        assert_eq!(ann.get("/v1/me/export").expect(200)["moves_proposed"][0]["reason"], "My shift was moved.");
        assert_eq!(bo.get("/v1/me/export").expect(200)["moves_proposed"], json!([]));
        ann.delete("/v1/me").expect(204);
        let all = crate::support::every_row(&app.services.store);
        assert!(!all.iter().any(|row| row.starts_with("moves: ") && row.contains("My shift was moved.")));
    }
}
