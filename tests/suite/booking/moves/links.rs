//! The links in a proposal's mail: a page that shows by GET what is true now, and acts by POST.

use super::*;
use crate::support::TestDatabase;

/// The token of the last mail to this person, and the starts that its links are about.
fn links(app: &TestApp, person: &Person) -> (String, Vec<String>) {
    let mail = app.mails_to(&person.email).pop().unwrap();
    let hrefs = mail.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let hrefs: Vec<_> = hrefs
        .filter(|url| url.contains("/move?token="))
        .map(|url| url.replace("&#38;", "&").replace("&amp;", "&"))
        .collect();
    let both = |url: &str| {
        let (token, start) = url.split_once("?token=").unwrap().1.split_once("&start=").unwrap();
        (token.to_owned(), start.to_owned())
    };
    for url in &hrefs {
        assert!(mail.text.contains(url.as_str()), "{url}: {}", mail.text);
    }
    (both(&hrefs[0]).0, hrefs.iter().map(|url| both(url).1).collect())
}

fn page(app: &TestApp, token: &str, start: &str) -> Response {
    app.guest().get(&format!("/move?token={token}&start={start}"))
}

fn sends(app: &TestApp, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.guest().send("POST", "/move", &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

#[track_caller]
fn says(answer: &Response, heading: &str, text: &str) {
    answer.raw(200);
    assert!(
        answer.text.contains(&format!("<h1>{heading}</h1>")) && answer.text.contains(text),
        "{heading}, {text}: {}",
        answer.text
    );
}

on_both_databases! {
    fn a_link_shows_and_its_button_moves(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        proposes(&ann, &id, &[FRIDAY, SATURDAY]);
        let (token, starts) = links(&app, &bo);
        assert_eq!(starts.len(), 2);
        let shown = page(&app, &token, &starts[1]);
        says(&shown, "Another time?", "Ann would like to move your mock interview (concepts, junior level, 60 minutes).");
        says(&shown, "Another time?", "<strong>Thursday, 14 January at 18:00 CET (17:00 UTC)</strong>");
        let buttons: Vec<_> = shown.text.split("Move it to ").skip(1).map(|rest| &rest[..3]).collect();
        assert_eq!(buttons, ["Sat", "Fri"], "the one that was followed comes first");
        // Looking moves nothing, and a form that names no start doesn't either.
        says(&sends(&app, &[("token", &token)]), "Another time?", "My shift was moved.");
        sends(&app, &[("token", &token), ("start", "1799999900")]).raw(422);
        assert_eq!(session(&ann, &id)["sequence"], 0);
        says(&sends(&app, &[("token", &token), ("start", &starts[1])]), "It&#39;s been moved", "Saturday, 16 January at 19:30 CET (18:30 UTC)");
        assert_eq!(session(&ann, &id)["starts_at"], SATURDAY);
        // An old link shows the current state, whatever is clicked.
        says(&page(&app, &token, &starts[0]), "It&#39;s been moved", "Your mock interview is now on Saturday, 16 January");
        says(&sends(&app, &[("token", &token), ("start", &starts[0])]), "It&#39;s been moved", "Saturday, 16 January");
        says(&sends(&app, &[("token", &token), ("answer", "no")]), "It&#39;s been moved", "Saturday, 16 January");
        moves_alone(&ann, &id, START).expect(200);
        says(&page(&app, &token, &starts[0]), "It&#39;s been moved", "Thursday, 14 January");
        cancel(&ann, &id).expect(200);
        says(&page(&app, &token, &starts[0]), "This can&#39;t be moved any more", "cancelled");
        assert_eq!(session(&ann, &id)["sequence"], 3);
        page(&app, "eyJ0", "0").raw(400);
        app.guest().post("/v1/auth/verify-email", json!({"token": token})).problem(400, "link_invalid");
    }

    fn a_link_says_no(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let proposal = proposes(&bo, &id, &[FRIDAY]);
        let (token, starts) = links(&app, &ann);
        says(&sends(&app, &[("token", &token), ("answer", "no")]), "Nothing has changed", "");
        assert_eq!(crate::booking::moves::links::proposal(&bo, &id, &proposal)["state"], "declined");
        says(&page(&app, &token, &starts[0]), "Nothing has changed", "You said no.");
        // The next proposal has links of its own; the old ones don't answer it.
        let proposal = proposes(&bo, &id, &[FRIDAY]);
        says(&sends(&app, &[("token", &token), ("start", &starts[0])]), "Nothing has changed", "");
        assert_eq!(crate::booking::moves::links::proposal(&bo, &id, &proposal)["state"], "open");
        let (token, starts) = links(&app, &ann);
        withdraw(&bo, &id, &proposal).expect(200);
        says(&page(&app, &token, &starts[0]), "Nothing has changed", "withdrawn");
        proposes(&bo, &id, &[FRIDAY]);
        let (token, starts) = links(&app, &ann);
        app.clock.set("2027-01-13T09:00:00Z".parse().unwrap());
        says(&page(&app, &token, &starts[0]), "It&#39;s too late to answer this", "Thursday, 14 January");
        app.clock.set("2027-02-20T17:00:00Z".parse().unwrap());
        page(&app, &token, &starts[0]).raw(400);
    }

    /// A start taken in the meantime is reported, and the others are still offered.
    fn a_link_to_a_start_that_is_gone_shows_those_that_are_left(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        proposes(&bo, &id, &[FRIDAY, SATURDAY]);
        let (token, starts) = links(&app, &ann);
        app.candidate("Cy").books(&bo, FRIDAY);
        for answer in [page(&app, &token, &starts[0]), sends(&app, &[("token", &token), ("start", &starts[0])])] {
            says(&answer, "Another time?", "Friday, 15 January at 18:00 CET (17:00 UTC) is no longer free.");
            assert_eq!(answer.text.matches("Move it to ").count(), 1);
        }
        assert_eq!(session(&ann, &id)["sequence"], 0);
        says(&sends(&app, &[("token", &token), ("start", &starts[1])]), "It&#39;s been moved", "Saturday, 16 January");
    }

    fn a_mail_that_is_late_is_not_sent(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let before = app.mails().len();
        let proposal = proposes(&ann, &id, &[FRIDAY]);
        withdraw(&ann, &id, &proposal).expect(200);
        assert_eq!(subjects(&app, &bo, before), Vec::<String>::new(), "nobody was mailed the proposal");
        let before = app.mails().len();
        let proposal = proposes(&ann, &id, &[FRIDAY]);
        accept(&bo, &id, &proposal, FRIDAY).expect(200);
        assert_eq!(subjects(&app, &bo, before), ["Moved: mock interview with Ann, now Fri 15 Jan, 18:00 CET"]);
    }
}
