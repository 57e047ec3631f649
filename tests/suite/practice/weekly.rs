//! Options of a plan: the weekly mail, steps in the calendar, and steps in the interviewer's brief.

use crate::support::{Mail, Person, TestApp, TestDatabase, at_once, full_notes};
use calcard::icalendar::{ICalendar, ICalendarProperty};
use candor::service::practice::plan::weekly;
use serde_json::{Value, json};

const SETTINGS: &str = "/v1/me/plan/settings";

fn asks(who: &Person, for_what: Value) -> Value {
    who.patch(SETTINGS, for_what).expect(200)
}

fn plans(who: &Person, then: &str, week: &str) -> String {
    let step = who.post("/v1/me/plan/steps", json!({"then": then, "week": week})).expect(201);
    step["id"].as_str().unwrap().to_owned()
}

fn settles(who: &Person, step: &str) {
    who.patch(&format!("/v1/me/plan/steps/{step}"), json!({"state": "done"})).expect(200);
}

/// Sets the clock, and writes and sends what's due.
pub(crate) fn weekly_mails(app: &TestApp, who: &Person, now: &str) -> Vec<Mail> {
    app.clock.set(now.parse().unwrap());
    weekly::write_due(&app.services, &|| false).unwrap();
    told(app, who)
}

fn told(app: &TestApp, who: &Person) -> Vec<Mail> {
    app.mails_to(&who.email).into_iter().filter(|mail| mail.subject.starts_with("Your practice week")).collect()
}

fn sends(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> u16 {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], Some(&body)).status
}

on_both_databases! {
    fn a_week_is_told_on_sunday_evening_to_who_asked_for_it(app) {
        let (ann, cy) = (app.person("Ann"), app.person("Cy"));
        for who in [&ann, &cy] {
            assert_eq!(who.get(SETTINGS).expect(200), json!({"weekly_mail": false, "next_mail_at": null, "in_calendar": false, "in_briefs": false}));
            settles(who, &plans(who, "Draw the queue.", "2027-01-11"));
            plans(who, "Count the ticks", "2027-01-11");
            plans(who, "Explain promises", "2027-01-18");
        }
        // 18:00 in Berlin.
        assert_eq!(asks(&ann, json!({"weekly_mail": true}))["next_mail_at"], "2027-01-17T17:00:00Z");
        assert_eq!(weekly_mails(&app, &ann, "2027-01-17T16:59:59Z").len(), 0);
        let mails = weekly_mails(&app, &ann, "2027-01-17T17:00:00Z");
        let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
        assert_eq!(mail.subject, "Your practice week: one thing done, one thing still open, one thing for next week");
        let flat = mail.flat();
        for words in ["11 to 17 January", "DONE * Draw the queue.", "STILL OPEN", "* Count the ticks.", "NEXT WEEK * Explain promises."] {
            assert!(flat.contains(words), "{words}: {}", mail.text);
        }
        assert_eq!(weekly_mails(&app, &ann, "2027-01-17T20:00:00Z").len(), 1, "once");
        assert_eq!(told(&app, &cy).len(), 0, "nobody who did not ask");
        // What was done after that is in the next mail, and nothing is reported twice.
        let ann = ann.again(&app);
        let open = ann.get("/v1/me/plan").expect(200)["steps"][1]["id"].as_str().unwrap().to_owned();
        settles(&ann, &open);
        let mails = weekly_mails(&app, &ann, "2027-01-24T17:00:00Z");
        let flat = mails[1].flat();
        assert!(flat.contains("* Count the ticks.") && flat.contains("* Explain promises.") && !flat.contains("Draw"), "{}", mails[1].text);
    }

    fn with_nothing_to_say_there_is_no_mail(app) {
        let ann = app.person("Ann");
        asks(&ann, json!({"weekly_mail": true}));
        plans(&ann, "Explain promises", "2027-01-25");
        assert_eq!(weekly_mails(&app, &ann, "2027-01-17T17:00:00Z").len(), 0);
        assert_eq!(ann.again(&app).get(SETTINGS).expect(200)["next_mail_at"], "2027-01-24T17:00:00Z");
        assert_eq!(weekly_mails(&app, &ann, "2027-01-24T17:00:00Z").len(), 1);
    }

    fn evening_is_evening_when_the_clocks_change_and_a_day_late_is_too_late(app) {
        let ann = app.person("Ann");
        app.clock.set("2027-03-24T08:00:00Z".parse().unwrap());
        let ann = ann.again(&app);
        plans(&ann, "Draw the queue", "2027-03-24");
        assert_eq!(asks(&ann, json!({"weekly_mail": true}))["next_mail_at"], "2027-03-28T16:00:00Z");
        assert_eq!(weekly_mails(&app, &ann, "2027-03-29T16:00:00Z").len(), 1, "after an outage");
        assert_eq!(weekly_mails(&app, &ann, "2027-04-05T16:00:01Z").len(), 1, "of that week there was none");
        assert_eq!(ann.again(&app).get(SETTINGS).expect(200)["next_mail_at"], "2027-04-11T16:00:00Z");
    }

    fn who_moves_to_another_zone_is_told_each_week_once(app) {
        let ann = app.person("Ann");
        plans(&ann, "Draw the queue", "2027-01-11");
        asks(&ann, json!({"weekly_mail": true}));
        ann.patch("/v1/me", json!({"time_zone": "Pacific/Auckland"})).expect(200);
        assert_eq!(ann.get(SETTINGS).expect(200)["next_mail_at"], "2027-01-17T05:00:00Z");
        assert_eq!(weekly_mails(&app, &ann, "2027-01-17T05:00:00Z").len(), 1);
        // Where it is still Sunday afternoon.
        ann.again(&app).patch("/v1/me", json!({"time_zone": "America/Los_Angeles"})).expect(200);
        assert_eq!(ann.again(&app).get(SETTINGS).expect(200)["next_mail_at"], "2027-01-18T02:00:00Z");
        assert_eq!(weekly_mails(&app, &ann, "2027-01-18T02:00:00Z").len(), 1);
        assert_eq!(weekly_mails(&app, &ann, "2027-01-25T02:00:00Z").len(), 2);
    }

    fn one_press_ends_the_mails_and_so_does_the_page(app) {
        let ann = app.person("Ann");
        plans(&ann, "Draw the queue", "2027-01-11");
        asks(&ann, json!({"weekly_mail": true, "in_calendar": true}));
        let token = weekly_mails(&app, &ann, "2027-01-17T17:00:00Z")[0].token();
        let page = app.guest().get(&format!("/weekly-mail?token={token}"));
        page.raw(200);
        assert!(page.text.contains("<h1>Stop the weekly emails?</h1>"), "{}", page.text);
        let wanted = || ann.again(&app).get(SETTINGS).expect(200)["weekly_mail"].clone();
        assert_eq!(wanted(), true, "looking ends nothing");
        // As a mail program does it (RFC 8058), a year later, twice.
        app.clock.set("2028-01-17T17:00:00Z".parse().unwrap());
        for _ in 0..2 {
            assert_eq!(sends(&app, &format!("/weekly-mail?token={token}"), &[("List-Unsubscribe", "One-Click")]), 200);
            assert_eq!(wanted(), false);
        }
        assert_eq!(ann.again(&app).get(SETTINGS).expect(200)["in_calendar"], true);
        asks(&ann.again(&app), json!({"weekly_mail": true}));
        assert_eq!(sends(&app, "/weekly-mail", &[("token", &token)]), 200);
        assert_eq!(wanted(), false);
        assert_eq!(sends(&app, "/weekly-mail?token=eyJ0", &[("List-Unsubscribe", "One-Click")]), 400);
    }

    /// RFC 8058, section 3.2: as a form of either kind; and some programs send nothing at all.
    fn mail_programs_press_in_every_way_they_know(app) {
        let ann = app.person("Ann");
        plans(&ann, "Draw the queue", "2027-01-11");
        asks(&ann, json!({"weekly_mail": true}));
        let token = weekly_mails(&app, &ann, "2027-01-17T17:00:00Z")[0].token();
        let multipart = "--x1\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x1--\r\n";
        let presses = |kind: Option<&str>, body: &str| {
            let headers: Vec<_> = kind.iter().map(|kind| ("content-type", *kind)).collect();
            app.guest().send("POST", &format!("/weekly-mail?token={token}"), &headers, Some(body)).status
        };
        for (kind, body) in [
            (Some("multipart/form-data; boundary=x1"), multipart),
            (Some("Multipart/Form-Data; charset=utf-8; boundary=\"x1\""), multipart),
            (Some("application/x-www-form-urlencoded"), ""),
            (Some("text/plain"), ""),
            (None, ""),
        ] {
            asks(&ann.again(&app), json!({"weekly_mail": true}));
            assert_eq!(presses(kind, body), 200, "{kind:?}");
            assert_eq!(ann.again(&app).get(SETTINGS).expect(200)["weekly_mail"], false, "{kind:?}");
        }
        assert_eq!(presses(Some("text/plain"), "List-Unsubscribe=One-Click"), 415);
        assert_eq!(presses(Some("multipart/form-data; boundary=x1"), &multipart[..70]), 400);
    }

    fn a_mail_that_was_written_is_not_sent_to_who_said_no_in_between(app) {
        let ann = app.person("Ann");
        plans(&ann, "Draw the queue", "2027-01-11");
        asks(&ann, json!({"weekly_mail": true}));
        app.clock.set("2027-01-17T17:00:00Z".parse().unwrap());
        assert_eq!(weekly::write_due(&app.services, &|| false).unwrap(), 1);
        asks(&ann.again(&app), json!({"weekly_mail": false}));
        assert_eq!(told(&app, &ann).len(), 0);
    }

    fn open_steps_are_in_the_calendar_of_who_wants_them_and_take_no_time(app) {
        let ann = app.person("Ann");
        let (overdue, done) = (plans(&ann, "Draw; the queue, twice", "2027-01-11"), plans(&ann, "Count the ticks", "2027-01-18"));
        let ahead = plans(&ann, "Explain promises", "2027-02-01");
        let secret = ann.subscribes();
        let reads = || app.guest().get(&format!("/calendar/{secret}.ics")).text;
        assert!(!reads().contains("BEGIN:VEVENT"));
        asks(&ann, json!({"in_calendar": true}));
        settles(&ann, &done);
        app.clock.set("2027-01-20T08:00:00Z".parse().unwrap());
        let ics = reads();
        let calendar = ICalendar::parse(&ics).unwrap();
        let event = |step: &str| {
            let event = calendar.components.iter().find(|one| one.uid() == Some(step)).unwrap_or_else(|| panic!("{step} in {ics}"));
            let text = |property| event.property(&property).unwrap().values.first().unwrap().as_text().unwrap().to_owned();
            (text(ICalendarProperty::Summary), text(ICalendarProperty::Transp))
        };
        assert_eq!(calendar.components.len(), 3, "{ics}");
        let free = "TRANSPARENT".to_owned();
        assert_eq!(event(&overdue), ("Practise: Draw; the queue, twice".to_owned(), free.clone()));
        assert_eq!(event(&ahead), ("Practise: Explain promises".to_owned(), free));
        // From Monday to Sunday; what is overdue, this week.
        assert!(ics.contains("DTSTART;VALUE=DATE:20270118\r\nDTEND;VALUE=DATE:20270125\r\n"), "{ics}");
        assert!(ics.contains("DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270208\r\n"), "{ics}");
        asks(&ann.again(&app), json!({"in_calendar": false}));
        assert!(!reads().contains("BEGIN:VEVENT"));
    }

    fn an_interviewer_reads_what_was_practised_while_its_owner_shares_it(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.interviewer("Cy"));
        let first = ann.books(&bo, "2027-01-12T09:00:00Z");
        let second = ann.books(&cy, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-12T10:00:00Z".parse().unwrap());
        let (ann, cy) = (ann.again(&app), cy.again(&app));
        bo.again(&app).submits(&first, &full_notes());
        plans(&ann, "Something private", "2027-01-12");
        let brief = || cy.get(&format!("/v1/sessions/{second}/brief")).expect(200);
        assert_eq!(brief()["practised"], json!([]));
        asks(&ann, json!({"in_briefs": true}));
        let given = full_notes()["action_steps"].as_array().unwrap().len();
        let steps = ann.get("/v1/me/plan").expect(200)["steps"].clone();
        settles(&ann, steps[0]["id"].as_str().unwrap());
        let dropped = json!({"state": "dropped", "why": "A private reason"});
        let read = brief();
        assert_eq!(read["practised"].as_array().unwrap().len(), given);
        let states: Vec<_> = read["practised"].as_array().unwrap().iter().map(|one| (one["then"].clone(), one["state"].clone())).collect();
        assert!(states.contains(&(steps[0]["then"].clone(), json!("done"))), "{states:?}");
        ann.patch(&format!("/v1/me/plan/steps/{}", steps[0]["id"].as_str().unwrap()), dropped).expect(200);
        assert_eq!(brief()["practised"].as_array().unwrap().len(), given - 1);
        assert!(!brief().to_string().contains("rivate"));
        asks(&ann, json!({"in_briefs": false}));
        assert_eq!(brief()["practised"], json!([]));
    }

    fn what_was_asked_for_is_in_the_export_and_goes_with_the_account(app) {
        let ann = app.person("Ann");
        asks(&ann, json!({"weekly_mail": true}));
        plans(&ann, "Draw the queue", "2027-01-11");
        assert_eq!(ann.get("/v1/me/export").expect(200)["plan_settings"]["weekly_mail"], true);
        ann.delete("/v1/me").expect(204);
        assert!(!crate::support::every_row(&app.services.store).iter().any(|row| row.starts_with("plan_")));
        app.clock.set("2027-01-17T17:00:00Z".parse().unwrap());
        assert_eq!(weekly::write_due(&app.services, &|| false).unwrap(), 0);
    }
}

on_both_databases_racing! {
    fn of_two_replicas_one_tells_the_week(app) {
        let other = app.beside();
        let ann = app.person("Ann");
        asks(&ann, json!({"weekly_mail": true}));
        plans(&ann, "Draw the queue", "2027-01-11");
        for week in 1..=12 {
            app.clock.set("2027-01-10T17:00:00Z".parse().unwrap());
            app.clock.advance_minutes(week * 7 * 24 * 60);
            let houses = [&app.services, &other.services];
            at_once(2, |number| weekly::write_due(houses[number], &|| false).unwrap());
            let mails = app.mails().into_iter().filter(|mail| mail.subject.starts_with("Your practice week")).count();
            assert_eq!(mails, usize::try_from(week).unwrap());
        }
    }
}
