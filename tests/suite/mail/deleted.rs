//! After somebody has deleted their account, no link that was ever mailed to them shows or writes anything; nor does one write to
//! somebody who is gone.

use crate::support::{Client, Person, Response, TestApp, TestDatabase, every_row, full_notes};
use candor::domain::Timestamp;
use candor::service::tokens::TokenPurpose;
use serde_json::json;

fn sends(guest: &Client, page: &str, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    guest.send("POST", page, &[("content-type", "application/x-www-form-urlencoded")], Some(&body))
}

/// The path of a page, its token, and the fields that its form sends.
type Link = (&'static str, String, Vec<(&'static str, &'static str)>);

/// A link of each purpose as it is mailed to this person: its page, and what its form sends. The compiler asks for every purpose.
fn link(app: &TestApp, who: &Person, session: &str, purpose: TokenPurpose) -> Option<Link> {
    let (keys, now) = (&app.services.keys, app.clock.now());
    let (id, me) = (session.parse().unwrap(), who.id.parse().unwrap());
    let later: Timestamp = now.plus_days(1);
    let made = match purpose {
        // Calling the API, and links that are rows, which go with the account: `account::deletion` has those.
        TokenPurpose::Access | TokenPurpose::VerifyAddress | TokenPurpose::ResetPassword => return None,
        TokenPurpose::ConfirmNewAddress | TokenPurpose::Invitation => return None,
        TokenPurpose::StandIn => ("/stand-in", keys.stand_in(id, me, now, later), vec![("act", "accept")]),
        TokenPurpose::Session => {
            ("/session", keys.session(id, me, now, later), vec![("act", "cancel"), ("reason", "No.")])
        }
        TokenPurpose::Offer => ("/offer", keys.offer(id, me, now, later), vec![("act", "accept")]),
        TokenPurpose::Move => {
            let proposal = "0192f3a0-0000-7000-8000-000000000000".parse().unwrap();
            ("/move", keys.proposal(proposal, me, now, later), vec![("act", "decline")])
        }
        TokenPurpose::LookBack => ("/look-back", keys.look_back(id, me, now, later), vec![("on_time", "yes")]),
        TokenPurpose::Feedback => ("/feedback", keys.feedback(id, me, now), vec![("specific", "yes")]),
        TokenPurpose::FollowUps => {
            ("/questions", keys.follow_ups(id, me, now), vec![("number", "1"), ("answer", "Yes.")])
        }
        TokenPurpose::Calibration => ("/calibration", keys.calibration(me, now, later), vec![]),
        TokenPurpose::WeeklyMail => ("/weekly-mail", keys.weekly(me, now), vec![]),
        TokenPurpose::EveningMail => ("/evening-mail", keys.evening(me, now), vec![]),
        TokenPurpose::MonthlyMail => ("/monthly-mail", keys.monthly(me, now), vec![]),
        TokenPurpose::ProgramMail => {
            let program = "0192f3a0-0000-7000-8000-000000000000".parse().unwrap();
            ("/program-mail", keys.program_mail(program, me, now), vec![])
        }
        TokenPurpose::Round => {
            let round = "0192f3a0-0000-7000-8000-000000000000".parse().unwrap();
            ("/round", keys.round(round, me, now, later), vec![("answer", "out")])
        }
    };
    Some((made.0, made.1.unwrap(), made.2))
}

on_both_databases! {
    fn no_link_of_theirs_shows_or_writes_anything(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        bo.again(&app).submits(&session, &full_notes());
        let ann = ann.again(&app);
        let links: Vec<_> = TokenPurpose::ALL.iter().filter_map(|purpose| link(&app, &ann, &session, *purpose)).collect();
        assert_eq!(links.len(), 13);
        ann.delete("/v1/me").expect(204);
        app.mails();
        let before = every_row(&app.services.store);
        for (page, token, fields) in &links {
            let shown = app.guest().get(&format!("{page}?token={token}"));
            assert!([400, 404].contains(&shown.status), "{page}: {} {}", shown.status, shown.text);
            assert!(!shown.text.contains("Bo"), "{page}: {}", shown.text);
            let fields: Vec<_> = fields.iter().copied().chain([("token", token.as_str())]).collect();
            let sent = sends(&app.guest(), page, &fields);
            // Mail programs turn emails off by one click and show what comes of it to nobody: there are none any more.
            let ended = ["/weekly-mail", "/monthly-mail", "/program-mail", "/evening-mail"].contains(page) && sent.status == 200;
            assert!(ended || [400, 404].contains(&sent.status), "{page}: {} {}", sent.status, sent.text);
        }
        assert_eq!(every_row(&app.services.store), before);
    }

    /// What candidates note for themselves stays theirs; what's for the interviewer would reach nobody.
    fn nothing_is_written_to_an_interviewer_who_is_gone(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let session = ann.books(&bo, "2027-01-14T17:00:00Z");
        app.clock.set("2027-01-14T18:30:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        bo.submits(&session, &full_notes());
        let (keys, now) = (&app.services.keys, app.clock.now());
        let look_back = keys.look_back(session.parse().unwrap(), ann.id.parse().unwrap(), now, now).unwrap();
        bo.delete("/v1/me").expect(204);
        let path = |end: &str| format!("/v1/sessions/{session}/{end}");
        ann.put(&path("review"), json!({"on_time": true})).problem(409, "too_late");
        ann.post(&path("thanks"), json!({"line": "You waited while I drew the queue."})).problem(409, "too_late");
        let refused = sends(&app.guest(), "/look-back", &[("token", &look_back), ("on_time", "yes")]);
        assert!((400..500).contains(&refused.status) && refused.text.contains("has left Candor"), "{}", refused.text);
        assert!(every_row(&app.services.store).iter().all(|row| !row.starts_with("reviews") && !row.starts_with("thanks")));
        ann.put(&path("self-assessment"), json!({"ratings": [{"competency": "depth", "score": 4}], "takeaway": "Practise queues."})).expect(200);
    }
}
