//! The pages behind the link in the mail of a first booking.

use super::*;
use crate::pages::browser::fits_a_phone;
use crate::support::{Browser, Response};

const MAIL: &str = "Before your first interview you can practise on sample sessions";

/// Bo, who was booked for the first time, and the token of the link in the mail that says so.
fn booked(app: &TestApp) -> (Person, Person, String) {
    let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
    ann.books(&bo, "2027-01-14T17:00:00Z");
    let mail = app.mails_to(&bo.email).pop().unwrap();
    assert!(mail.flat().contains(MAIL) && mail.html.contains("Rate a sample session"), "{}", mail.text);
    let token = mail.token();
    (ann, bo, token)
}

fn page(app: &TestApp, path: &str, token: &str) -> Response {
    app.guest().get(&format!("{path}?token={token}"))
}

fn sends(app: &TestApp, sample: &Value, token: &str, fields: &[(&str, &str)]) -> Response {
    let body =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("token", token).extend_pairs(fields).finish();
    let path = format!("/calibration/{}", sample["id"].as_str().unwrap());
    app.guest().send("POST", &path, &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

/// How many of a reference's reasons a page shows, by their beginnings, which have nothing in them to escape.
fn shown(sample: &Value, page: &Response) -> usize {
    let reasons = sample["ratings"].as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap());
    let starts = reasons.map(|reason| reason.split(['"', '\'', '`', '&', '<']).max_by_key(|part| part.len()).unwrap());
    starts.filter(|start| page.text.contains(start)).count()
}

const CHOSEN: [(&str, &str); 6] = [
    ("rating:problem_solving", "2"),
    ("rating:code_quality", "3"),
    ("rating:checking", "4"),
    ("rating:complexity", "none"),
    ("evidence:checking", "Minute 28: <b>[7, 3, 7]</b>"),
    ("verdict", "hire"),
];

on_both_databases! {
    fn the_pages_behind_the_mail_of_a_first_booking(app) {
        let (_, bo, token) = booked(&app);
        let all = page(&app, "/calibration", &token);
        all.raw(200);
        assert_eq!(all.text.matches("Read and rate it").count(), 3);
        assert!(!all.text.contains("How you rate</h2>"), "{}", all.text);
        let coding = sample(0);
        let one = format!("/calibration/{}", coding["id"].as_str().unwrap());
        let asks = page(&app, &one, &token);
        asks.raw(200);
        assert!(asks.text.contains("<code>load(id, callback)</code>") && asks.text.contains("<pre>getUser(id, (err, user) =&#62; {"), "{}", asks.text);
        assert_eq!((shown(&coding, &asks), asks.text.matches("type=\"radio\"").count()), (0, 25));

        // One is left out: it comes back as it was, and names what is missing.
        let back = sends(&app, &coding, &token, &CHOSEN);
        back.raw(422);
        assert!(back.text.contains(": Thinking aloud.") && back.text.contains("value=\"4\" required checked"), "{}", back.text);
        assert!(back.text.contains("value=\"Minute 28: &#60;b&#62;[7, 3, 7]&#60;/b&#62;\"") && back.text.contains("<option value=\"hire\" selected>"), "{}", back.text);
        assert_eq!(shown(&coding, &back), 0);
        bo.get(&path(&coding)).problem(404, "not_found");
        for (name, value) in [("rating:thinking_aloud", "9"), ("rating:thinking_aloud", ""), ("rating:charm", "3"), ("rating:", "3")] {
            let refused = sends(&app, &coding, &token, &[&CHOSEN[..], &[(name, value)]].concat());
            refused.raw(422);
            assert_eq!(shown(&coding, &refused), 0, "{name}={value}");
        }

        let whole = [&CHOSEN[..], &[("rating:thinking_aloud", "4")]].concat();
        let answer = sends(&app, &coding, &token, &whole);
        answer.raw(200);
        assert_eq!(shown(&coding, &answer), 5);
        assert!(answer.text.contains("Here you rated about half a point higher than the reference. Of 4 ratings, 2 are the same and 3 are within one point."), "{}", answer.text);
        let at = |words: &str| answer.text.find(words).unwrap_or_else(|| panic!("{words}: {}", answer.text));
        assert!(at("<h3 class=\"skill\">Testing and debugging") < at("<h3 class=\"skill\">Problem solving"), "the biggest difference first");
        assert!(answer.text.contains("&#60;b&#62;[7, 3, 7]") && answer.text.contains("<span class=\"label\">You</span><strong>hire</strong>"));
        let kept = bo.get(&path(&coding)).expect(200);
        assert_eq!((&kept["result"]["rated_by_both"], &kept["verdict"]), (&json!(4), &json!("hire")));

        // The link shows it again; another answer changes nothing.
        let again = page(&app, &one, &token);
        again.raw(200);
        assert_eq!(shown(&coding, &again), 5);
        let second = sends(&app, &coding, &token, &[&CHOSEN[1..], &[("rating:problem_solving", "3"), ("rating:thinking_aloud", "4")]].concat());
        second.raw(409);
        assert!(second.text.contains("The first answer counts") && shown(&coding, &second) == 5, "{}", second.text);
        assert_eq!(bo.get(&path(&coding)).expect(200), kept);
        sends(&app, &coding, &token, &whole).raw(200);
        let all = page(&app, "/calibration", &token);
        assert_eq!((all.text.matches("Read and rate it").count(), all.text.matches("See your ratings and the reference").count()), (2, 1));
        assert!(all.text.contains("after 8 we can tell you how you rate"), "{}", all.text);
    }

    fn a_link_is_one_persons_and_for_this_alone(app) {
        let (ann, bo, token) = booked(&app);
        bo.put(&path(&sample(0)), moved(&sample(0), 1)).expect(200);
        let one = format!("/calibration/{}", sample(0)["id"].as_str().unwrap());
        // Somebody else's link shows what is theirs: nothing yet.
        let cy = app.interviewer("Cy");
        ann.books(&cy, "2027-01-15T17:00:00Z");
        let his = app.mails_to(&cy.email).pop().unwrap().token();
        assert_eq!((shown(&sample(0), &page(&app, &one, &token)), shown(&sample(0), &page(&app, &one, &his))), (5, 0));
        assert_eq!(page(&app, "/calibration", &his).text.matches("Read and rate it").count(), 3);
        for path in ["/calibration", one.as_str()] {
            for bad in ["", "eyJ0", &format!("{token}x")] {
                page(&app, path, bad).raw(400);
            }
        }
        page(&app, "/calibration/juggling", &token).raw(404);
        sends(&app, &sample(1), "eyJ0", &[("rating:data", "3")]).raw(400);
        for other in ["session", "feedback", "look-back", "weekly-mail"] {
            app.guest().get(&format!("/{other}?token={token}")).raw(400);
        }
        // Of an account that is gone it opens nothing that could be kept.
        bo.delete("/v1/me").expect(204);
        let whole = [&CHOSEN[..], &[("rating:thinking_aloud", "4")]].concat();
        sends(&app, &sample(0), &token, &whole).raw(400);
        assert_eq!((kept(&app), shown(&sample(0), &page(&app, &one, &token))), (0, 0));
        app.clock.advance_minutes(95 * 24 * 60);
        page(&app, "/calibration", &his).raw(400);
    }

    fn the_mail_offers_it_before_the_first_and_to_the_interviewer(app) {
        let (ann, bo, _) = booked(&app);
        let offers = |app: &TestApp, person: &Person| app.mails_to(&person.email).iter().filter(|mail| mail.flat().contains(MAIL)).count();
        assert_eq!((offers(&app, &ann), offers(&app, &bo)), (0, 1));
        let first = bo.get("/v1/sessions").expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
        app.clock.set("2027-01-14T18:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        bo.submits(&first, &full_notes());
        ann.books(&bo, "2027-01-18T17:00:00Z");
        assert_eq!((offers(&app, &ann), offers(&app, &bo)), (0, 1));
        let cy = app.interviewer("Cy");
        for number in 0..3 {
            cy.put(&path(&sample(number)), moved(&sample(number), 0)).expect(200);
        }
        ann.books(&cy, "2027-01-19T17:00:00Z");
        let mail = app.mails_to(&cy.email).pop().unwrap();
        assert!(mail.subject.starts_with("Booked") && offers(&app, &cy) == 0, "{}", mail.text);
    }
}

#[test]
fn the_pages_fit_a_phone() {
    let app = TestApp::start(TestDatabase::memory());
    let (_, bo, token) = booked(&app);
    let browser = Browser::start();
    let opens = |path: &str, heading: &str| {
        browser.open(&app.at(&format!("{path}?token={token}")));
        browser.lands_on(heading);
        fits_a_phone(&browser);
    };
    for number in 0..3 {
        let sample = sample(number);
        let (id, title) = (sample["id"].as_str().unwrap(), sample["title"].as_str().unwrap());
        opens("/calibration", "Practise rating");
        opens(&format!("/calibration/{id}"), title);
        let mut own = moved(&sample, 1);
        own["ratings"][1]["evidence"] =
            json!("Minute 19: takes the else out again, minute 20: the keys, minute 21: the Map.");
        own["verdict"] = json!("hire");
        bo.put(&path(&sample), own).expect(200);
        opens(&format!("/calibration/{id}"), title);
    }
    opens("/calibration", "Practise rating");
}
