//! While new bookings are paused, nothing says otherwise.

use super::*;

const SOON: &str = "/v1/openings?from=2027-01-15T10:00:00Z&to=2027-01-15T11:00:00Z";

/// Ann, whose new bookings are paused from Thursday the 14th at 15:00 UTC until the 28th; these were asked for before.
fn paused(app: &TestApp, ann: &Person, bo: &Person, asked: &[Value]) -> Vec<String> {
    calls_off_late(app, ann, bo, false, "2027-01-12");
    let ids = asked
        .iter()
        .map(|body| ann.again(app).post("/v1/requests", body.clone()).expect(201)["id"].as_str().unwrap().to_owned());
    let ids = ids.collect();
    calls_off_late(app, ann, bo, false, "2027-01-14");
    ids
}

fn wanted(from: &str, to: &str) -> Value {
    json!({
        "kind": "concepts", "level": "junior", "language": "en", "duration_minutes": 60, "auto_accept": true,
        "windows": [{"from": from, "to": to}]
    })
}

fn words(app: &TestApp, person: &Person, id: &str) -> String {
    person.again(app).get(&format!("/v1/requests/{id}")).expect(200)["standing"]["words"].as_str().unwrap().to_owned()
}

on_both_databases! {
    fn no_opening_is_listed_that_would_be_refused_and_it_is_said_until_when(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let before = ann.get(SOON).expect(200);
        assert_eq!((before["items"].as_array().unwrap().len(), &before["paused_until"]), (4, &Value::Null));
        paused(&app, &ann, &bo, &[]);
        let ann = ann.again(&app);
        let none = ann.get(SOON).expect(200);
        assert_eq!((&none["items"], &none["next_cursor"]), (&json!([]), &Value::Null));
        assert_eq!(none["paused_until"], "2027-01-28T15:00:00Z");
        let refused = ann.post("/v1/sessions", booking(&bo.id, "2027-01-15T10:00:00Z")).problem(409, "booking_paused");
        assert!(refused["detail"].as_str().unwrap().contains("Thursday, 28 January at 16:00 CET"), "{refused}");
        // Everybody else sees them, and Ann after that.
        assert_eq!(bo.again(&app).get(SOON).expect(200)["paused_until"], Value::Null);
        at(&app, "2027-01-28T15:00:00Z");
        let later = "/v1/openings?from=2027-01-29T10:00:00Z&to=2027-01-29T11:00:00Z";
        let after = ann.again(&app).get(later).expect(200);
        assert_eq!((after["items"].as_array().unwrap().len(), &after["paused_until"]), (4, &Value::Null));
        ann.again(&app).books(&bo, "2027-01-29T10:00:00Z");
    }

    fn a_request_that_waits_says_until_when_and_not_within_minutes(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let asked = [wanted("2027-01-28T09:00:00Z", "2027-01-29T12:00:00Z"), wanted("2027-01-20T09:00:00Z", "2027-01-20T12:00:00Z")];
        let ids = paused(&app, &ann, &bo, &asked);
        assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 0);
        assert_eq!(
            words(&app, &ann, &ids[0]),
            "Waiting since Tuesday 12 January. You can't make new bookings until Thursday 28 January at 16:00 CET; your request keeps its place in the queue, and can be matched after that."
        );
        assert_eq!(
            words(&app, &ann, &ids[1]),
            "Waiting since Tuesday 12 January. You can't make new bookings until Thursday 28 January at 16:00 CET; that's after the last of your windows, so adding later ones would help."
        );
        at(&app, "2027-01-28T15:00:00Z");
        assert!(words(&app, &ann, &ids[0]).contains("within minutes"));
        assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 1);
    }

    /// Somebody else waits for a swap that would suit: it is not for now, and it's said until when.
    fn a_swap_that_waits_says_so_too(app) {
        let (ann, bo) = (app.interviewer("Ann"), app.interviewer("Bo"));
        ann.wants_to_practise();
        bo.wants_to_practise();
        let mut swap = wanted("2027-01-28T09:00:00Z", "2027-01-29T12:00:00Z");
        swap["swap"] = json!(true);
        let ids = paused(&app, &ann, &bo, &[swap.clone()]);
        bo.again(&app).post("/v1/requests", swap).expect(201);
        assert_eq!(matcher::run(&app.services, "one").unwrap().matched, 0);
        let stands = ann.again(&app).get(&format!("/v1/requests/{}", ids[0])).expect(200)["standing"].clone();
        assert_eq!(stands["interviewer_count"], 1);
        assert!(stands["words"].as_str().unwrap().contains("You can't make new bookings until Thursday 28 January at 16:00"), "{stands}");
        assert!(!stands["words"].as_str().unwrap().contains("minutes"), "{stands}");
    }

    /// The decision says what it means for bookings.
    fn a_mark_that_is_lifted_ends_the_pause_and_its_mail_says_so(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let (co, program) = program(&app, &[&ann, &bo]);
        paused(&app, &ann, &bo, &[]);
        let mark = standing(&app, &ann)["marks"][0]["id"].as_str().unwrap().to_owned();
        ann.again(&app).post(&format!("/v1/me/marks/{mark}/appeal"), json!({"reason": "My train stood still."})).expect(200);
        let decide = json!({"decision": "lift", "word": "It did."});
        co.again(&app).post(&format!("/v1/programs/{program}/appeals/{mark}"), decide).expect(200);
        let mail = app.mails_to(&ann.email).into_iter().rfind(|mail| mail.subject.starts_with("About your session")).unwrap();
        assert!(mail.flat().contains("The pause it led to is over, so you can book again, as candidate or interviewer."), "{}", mail.text);
        assert_eq!(paused_until(&app, &ann), Value::Null);
    }
}
