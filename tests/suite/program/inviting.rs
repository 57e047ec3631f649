//! Inviting by a list: dry runs, bad lines, one mail each, and nothing learnt about who has an account.

use super::{accepts, code, founds, invitations, join, joins, tokens, uploads};
use crate::support::{Act, PASSWORD, Person, ScriptedSmtp, Step, TestApp, TestDatabase, every_row};
use candor::mail::Transport;
use candor::service::delivery;
use candor::service::delivery::parked::{Caretaker, Which};
use serde_json::{Value, json};

fn statuses(report: &Value) -> Vec<(u64, String)> {
    let lines = report["lines"].as_array().unwrap().iter();
    lines.map(|line| (line["line"].as_u64().unwrap(), line["status"].as_str().unwrap().to_owned())).collect()
}

#[track_caller]
fn status_of(report: &Value, address: &str) -> String {
    let line = report["lines"].as_array().unwrap().iter().find(|line| line["address"] == address);
    line.unwrap_or_else(|| panic!("{address} is not in {report}"))["status"].as_str().unwrap().to_owned()
}

fn again(person: &Person, id: &str, which: &str, act: &str) -> crate::support::Response {
    person.send("POST", &format!("/v1/programs/{id}/invitations/{which}/{act}"), &[], None)
}

const LIST: &str = "\u{feff}Group;E-Mail;Seat;Name\r\nMonday;nina@example.org;;Nina\r\n;tom@example.org;volunteer;\r\n\
                    ;cleo@example.org;coordinator;Cleo\r\n;nobody;juggler;Bad\r\n;NINA@example.org;;Nina again\r\n";

on_both_databases! {
    fn a_dry_run_shows_every_line_and_does_nothing(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let before = every_row(&app.services.store);
        let report = uploads(&cora, &id, "?dry_run=true", LIST).expect(200);
        assert_eq!((&report["dry_run"], &report["invited"]), (&json!(true), &json!(3)));
        let words = ["ok", "ok", "ok", "bad", "repeated"];
        assert_eq!(statuses(&report), (2..).zip(words.map(str::to_owned)).collect::<Vec<_>>());
        let notes = &report["lines"][3]["notes"];
        assert_eq!((&notes[0]["column"], &notes[1]["column"]), (&json!("address"), &json!("seat")));
        assert!(notes[0]["detail"].as_str().unwrap().contains("Write it like ann@example.org"));
        assert!(report["lines"][4]["notes"][0]["detail"].as_str().unwrap().contains("line 2"));
        assert_eq!(every_row(&app.services.store), before);
        assert!(app.mails_to("nina@example.org").is_empty());
    }

    /// Who reads "0 interviewers" only after inviting everybody would have to withdraw them all.
    fn what_was_not_read_is_said(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let report = uploads(&cora, &id, "?dry_run=true", "Email,Roles\nnina@example.org,interviewer\n").expect(200);
        assert_eq!((&report["invited"], &report["unread_columns"][0]["heading"]), (&json!(1), &json!("Roles")));
        assert_eq!(uploads(&cora, &id, "", "nina@example.org\n").expect(200)["unread_columns"], json!([]));
        let lost = uploads(&cora, &id, "", "address,remarks\nann@r.example,\"oops\nbo@r.example,\n").problem(422, "invalid_input");
        assert!(lost["errors"][0]["detail"].as_str().unwrap().contains("line 2"), "{lost}");
    }

    /// Names that look like encoded words (RFC 2047) reach a stranger's inbox as they were typed.
    fn a_name_is_not_decoded_on_its_way(app) {
        let cora = app.person("Cora");
        cora.patch("/v1/me", json!({"display_name": "=?utf-8?b?4oCu?="})).expect(200);
        let name = "=?utf-8?q?a=0D=0ABcc:_eve@example.com?=";
        let id = cora.post("/v1/programs", json!({"name": name})).expect(201)["id"].as_str().unwrap().to_owned();
        uploads(&cora, &id, "", "address,name\nnina@example.org,=?utf-8?b?4oCu?= Nina\n").expect(200);
        let mails = app.mails_to("nina@example.org");
        assert_eq!(mails[0].subject, format!("=?utf-8?b?4oCu?= invites you to practise interviews: {name}"));
    }

    fn with_a_bad_line_nobody_is_invited_unless_it_is_skipped(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let refused = uploads(&cora, &id, "", LIST).problem(422, "roster_not_ready");
        assert_eq!((refused["lines"].as_array().unwrap().len(), &refused["lines"][0]["line"]), (1, &json!(5)));
        assert_eq!(invitations(&cora, &id), Vec::<Value>::new());

        let report = uploads(&cora, &id, "?skip_bad=true", LIST).expect(200);
        assert_eq!((&report["dry_run"], &report["invited"]), (&json!(false), &json!(3)));
        let listed = invitations(&cora, &id);
        let nina = listed.iter().find(|one| one["address"] == "nina@example.org").unwrap();
        assert_eq!((&nina["name"], &nina["group"], &nina["candidate"], &nina["interviewer"], &nina["role"]),
            (&json!("Nina"), &json!("Monday"), &json!(true), &json!(false), &json!("member")));
        assert_eq!((&nina["state"], &nina["mails"], &nina["expires_at"]), (&json!("invited"), &json!(1), &json!("2027-02-10T08:00:00Z")));
        let seats = |address: &str| {
            let one = listed.iter().find(|one| one["address"] == address).unwrap();
            [one["candidate"] == true, one["interviewer"] == true, one["role"] == "coordinator"]
        };
        assert_eq!((seats("tom@example.org"), seats("cleo@example.org")), ([false, true, false], [false, false, true]));

        let mails = app.mails();
        let [mail] = mails.iter().filter(|mail| mail.to == "nina@example.org").collect::<Vec<_>>()[..] else { panic!("{mails:#?}") };
        assert_eq!(mail.subject, "Cora invites you to practise interviews: Frontend evenings");
        assert!(mail.text.starts_with("Hi Nina,"), "{}", mail.text);
        for words in ["You'd be interviewed.", "Bring one thing.", "link works until 10 February", "Nobody in the program can see your address"] {
            assert!(mail.flat().contains(words), "{words}: {}", mail.text);
        }
        assert!(!mail.text.contains(&cora.email) && !mail.html.contains(&cora.email));
        let to_tom = app.mails_to("tom@example.org").pop().unwrap();
        assert!(to_tom.text.starts_with("Hi there,") && to_tom.flat().contains("You'd interview others."), "{}", to_tom.text);
        assert!(app.mails_to("cleo@example.org")[0].flat().contains("You'd help run it."));
    }

    /// Members, people with an account, with an unconfirmed one and without any: one answer.
    fn the_answer_does_not_tell_who_has_an_account(app) {
        let (cora, _ann, bo) = (app.person("Cora"), app.person("Ann"), app.person("Bo"));
        let form = json!({"email": "new@example.org", "password": PASSWORD, "display_name": "New", "time_zone": "UTC"});
        app.guest().post("/v1/accounts", form).expect(202);
        app.look_into_requests();
        let id = founds(&cora);
        joins(&bo, &cora, &id);
        let csv = "ann@example.org\nbo@example.org\nnew@example.org\nnobody@example.org\n";
        for query in ["?dry_run=true", ""] {
            let report = uploads(&cora, &id, query, csv).expect(200);
            let mut lines: Vec<Value> = report["lines"].as_array().unwrap().clone();
            for line in &mut lines {
                line["address"] = json!(null);
                line["line"] = json!(null);
            }
            lines.dedup();
            assert_eq!(lines.len(), 1, "{report}");
        }
        let mut listed = invitations(&cora, &id);
        for one in &mut listed {
            one["id"] = json!(null);
            one["address"] = json!(null);
        }
        listed.dedup();
        assert_eq!(listed.len(), 1, "{listed:#?}");
        // Somebody who joined by the code is already a member: they get no mail.
        assert_eq!(tokens(&app, "bo@example.org").len(), 0);
        assert_eq!(["ann", "new", "nobody"].map(|name| tokens(&app, &format!("{name}@example.org")).len()), [1, 1, 1]);
    }

    fn a_second_list_mails_nobody_twice(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        uploads(&cora, &id, "", "nina@example.org\ntom@example.org\n").expect(200);
        accepts(&app, &tokens(&app, "nina@example.org")[0], "Nina").expect(200);
        let report = uploads(&cora, &id, "", "NINA@example.org\ntom@example.org\nvera@example.org\n").expect(200);
        assert_eq!(report["invited"], 1);
        let words = ["already_member", "already_invited", "ok"];
        assert_eq!(statuses(&report), (1..).zip(words.map(str::to_owned)).collect::<Vec<_>>());
        assert_eq!(["nina", "tom", "vera"].map(|name| tokens(&app, &format!("{name}@example.org")).len()), [1, 1, 1]);
        // Who answered is known by name from then on.
        let listed = invitations(&cora, &id);
        let nina = listed.iter().find(|one| one["state"] == "accepted").unwrap();
        assert_eq!(nina["address"], "n***@example.org");
    }

    fn what_is_no_list_is_refused_as_a_whole(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        let path = format!("/v1/programs/{id}/invitations");
        let long: String = "x@example.org\n".repeat(1001);
        for csv in ["", "name\nAnn\n", &long] {
            uploads(&cora, &id, "?dry_run=true", csv).problem(422, "invalid_input");
        }
        uploads(&cora, &id, "", &"x".repeat(300_000)).problem(413, "too_large");
        cora.send("POST", &path, &[("content-type", "application/vnd.ms-excel")], Some("x")).problem(415, "unsupported_media_type");
        cora.post(&path, json!({"people": []})).problem(422, "invalid_input");
        let problem = cora.post(&path, json!({"people": [{"name": "Ann"}]})).problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], "/people/0/address");
        uploads(&cora, &id, "?dry_run=perhaps", "ann@example.org").problem(422, "invalid_input");
        assert_eq!(invitations(&cora, &id), Vec::<Value>::new());

        let listed = cora.post(&path, json!({"people": [{"address": "nina@example.org", "seat": "both", "group": "A"}, {"address": "bad"}]}));
        assert_eq!(listed.problem(422, "roster_not_ready")["lines"][0]["line"], 2);
        let report = cora.post(&format!("{path}?skip_bad=true"), json!({"people": [{"address": "nina@example.org", "seat": "both"}, {"address": "bad"}]})).expect(200);
        assert_eq!((&report["invited"], status_of(&report, "bad").as_str()), (&json!(1), "bad"));
    }

    fn a_program_has_room_for_two_thousand(app) {
        // Who runs the server may invite as many as there is room for.
        let cora = app.person("Operator");
        let id = founds(&cora);
        for part in 0..2 {
            let csv: String = (0..999).map(|number| format!("p{part}n{number}@example.org\n")).collect();
            assert_eq!(uploads(&cora, &id, "", &csv).expect(200)["invited"], 999);
        }
        uploads(&cora, &id, "", "one@example.org\ntwo@example.org\n").problem(409, "program_full");
        uploads(&cora, &id, "", "one@example.org\n").expect(200);
    }

    /// Somebody who signs up only to mail a list of strangers reaches few of them.
    fn a_new_account_can_invite_a_limited_number_of_strangers_a_day(app) {
        let (mut eve, other) = (app.person("Eve"), app.person("Ann"));
        let (id, second) = (founds(&eve), founds(&eve));
        let strangers = |from: usize, to: usize| -> String { (from..to).map(|number| format!("p{number}@example.org
")).collect() };
        let problem = uploads(&eve, &id, "", &strangers(0, 251)).problem(429, "rate_limited");
        assert!(problem["detail"].as_str().unwrap().contains("250 people in 24 hours until Monday, 18 January 2027; now it's 250 more"), "{problem}");
        assert!(invitations(&eve, &id).is_empty(), "nobody is invited");
        assert_eq!(uploads(&eve, &id, "?dry_run=true", &strangers(0, 251)).expect(200)["invited"], 251);
        uploads(&eve, &id, "", &strangers(0, 150)).expect(200);
        uploads(&eve, &second, "", &strangers(0, 101)).problem(429, "rate_limited");
        uploads(&eve, &second, "", &strangers(0, 100)).expect(200);
        let which = invitations(&eve, &id)[0]["id"].as_str().unwrap().to_owned();
        app.clock.advance_minutes(24 * 60 - 1);
        eve = eve.again(&app);
        again(&eve, &id, &which, "send").problem(409, "too_early");
        uploads(&eve, &id, "", "one.more@example.org").problem(429, "rate_limited");
        // Others have a day of their own.
        let theirs = founds(&other.again(&app));
        uploads(&other.again(&app), &theirs, "", &strangers(0, 250)).expect(200);
        app.clock.advance_minutes(2);
        uploads(&eve, &id, "", &strangers(200, 450)).expect(200);
        again(&eve, &id, &which, "send").problem(429, "rate_limited");
        // After a week it's like any other.
        app.clock.advance_minutes(6 * 24 * 60);
        eve = eve.again(&app);
        uploads(&eve, &second, "", &strangers(500, 800)).expect(200);
        again(&eve, &id, &which, "send").expect(200);
    }

    fn sent_again_a_day_later_and_three_times_in_all(app) {
        let mut cora = app.person("Cora");
        let id = founds(&cora);
        uploads(&cora, &id, "", "nina@example.org").expect(200);
        let which = invitations(&cora, &id)[0]["id"].as_str().unwrap().to_owned();
        app.send_due();
        again(&cora, &id, &which, "send").problem(409, "too_early");
        for (mails, expires) in [(2, "2027-02-11T08:00:00Z"), (3, "2027-02-12T08:00:00Z")] {
            app.clock.advance_minutes(24 * 60);
            cora = cora.again(&app);
            let sent = again(&cora, &id, &which, "send").expect(200);
            assert_eq!((&sent["mails"], &sent["expires_at"]), (&json!(mails), &json!(expires)));
            app.send_due();
        }
        app.clock.advance_minutes(24 * 60);
        cora = cora.again(&app);
        again(&cora, &id, &which, "send").problem(409, "invitation_state");
        // Nor by a new list, once the link has run out.
        app.clock.set("2027-03-20T08:00:00Z".parse().unwrap());
        cora = cora.again(&app);
        let report = uploads(&cora, &id, "", "nina@example.org").expect(200);
        assert_eq!((&report["invited"], status_of(&report, "nina@example.org").as_str()), (&json!(0), "already_invited"));
        assert_eq!(tokens(&app, "nina@example.org").len(), 3);
    }

    fn taken_back_the_link_opens_nothing(app) {
        let (cora, dora) = (app.person("Cora"), app.person("Dora"));
        let (id, other) = (founds(&cora), founds(&dora));
        uploads(&cora, &id, "", "nina@example.org\ntom@example.org").expect(200);
        let listed = invitations(&cora, &id);
        let which = |address: &str| listed.iter().find(|one| one["address"] == address).unwrap()["id"].as_str().unwrap().to_owned();
        let (nina, tom) = (which("nina@example.org"), which("tom@example.org"));
        dora.get(&format!("/v1/programs/{id}/invitations")).problem(404, "not_found");
        again(&dora, &id, &nina, "withdraw").problem(404, "not_found");
        // Her own program is no way to another's invitation.
        again(&dora, &other, &nina, "withdraw").problem(404, "not_found");
        assert_eq!(again(&cora, &id, &tom, "withdraw").expect(200)["state"], "withdrawn");
        assert!(tokens(&app, "tom@example.org").is_empty(), "it was still waiting to be sent");
        let token = tokens(&app, "nina@example.org").pop().unwrap();
        again(&cora, &id, &nina, "withdraw").expect(200);
        accepts(&app, &token, "Nina").problem(400, "link_invalid");
        again(&cora, &id, &nina, "withdraw").problem(409, "invitation_state");
        again(&cora, &id, &nina, "send").problem(409, "invitation_state");
        // A new invitation counts as one of the three mails and has a new link.
        assert_eq!(uploads(&cora, &id, "", "nina@example.org").expect(200)["invited"], 1);
        assert_eq!(invitations(&cora, &id).iter().find(|one| one["state"] == "invited").unwrap()["mails"], 2);
        accepts(&app, &tokens(&app, "nina@example.org")[1], "Nina").expect(200);
        let accepted = cora.get(&format!("/v1/programs/{id}/invitations?state=accepted")).expect(200);
        assert_eq!(accepted["items"].as_array().unwrap().len(), 1);
    }

    /// Somebody who comes by the code takes the place that was meant for them.
    fn the_code_answers_an_invitation(app) {
        let (cora, ann) = (app.person("Cora"), app.person("Ann"));
        let id = founds(&cora);
        uploads(&cora, &id, "", "address,seat,group\nann@example.org,both,Monday").expect(200);
        let joined = join(&ann, &code(&cora, &id)).expect(200);
        assert_eq!((&joined["me"]["interviewer"], &joined["me"]["group"]), (&json!(true), &json!("Monday")));
        assert_eq!(invitations(&cora, &id)[0]["state"], "accepted");
        assert!(tokens(&app, "ann@example.org").is_empty(), "not asked for what she did already");
    }

    /// The mail server rejects an address: the coordinator sees that, until an email is delivered.
    fn an_invitation_that_cannot_be_delivered_says_so(app) {
        let cora = app.person("Cora");
        let id = founds(&cora);
        uploads(&cora, &id, "", "email,name\nnina@example.org,Nina\nbusy@example.org,\ntom@example.org,Tom\n").expect(200);
        let server = ScriptedSmtp::start(|step, to| match (step, to) {
            (Step::Rcpt, "nina@example.org") => Act::No("550 5.1.1 nobody of that name"),
            (Step::Rcpt, "busy@example.org") => Act::No("450 4.2.0 greylisted"),
            _ => Act::Yes,
        });
        let smtp = Transport::smtp(&server.url()).unwrap();
        let send = || delivery::send_due(&app.services, &smtp, &|| false).unwrap();
        let undelivered = || {
            let cora = cora.again(&app);
            let all = invitations(&cora, &id);
            ["nina", "busy", "tom"].map(|name| {
                let one = all.iter().find(|one| one["address"] == format!("{name}@example.org")).unwrap();
                (one["state"].as_str().unwrap().to_owned(), one["undelivered_at"].as_str().map(str::to_owned))
            })
        };
        let refused = |at: Option<&str>| ("invited".to_owned(), at.map(str::to_owned));
        assert_eq!(undelivered(), [refused(None), refused(None), refused(None)]);
        assert_eq!(send(), 3);
        let now = app.clock.now().to_string();
        assert_eq!(undelivered(), [refused(Some(&now)), refused(None), refused(None)]);

        // For three days the other one was put off; then it's given up as well.
        app.clock.advance_minutes(73 * 60);
        assert_eq!(send(), 1);
        let later = app.clock.now().to_string();
        assert_eq!(undelivered(), [refused(Some(&now)), refused(Some(&later)), refused(None)]);

        // Sent again by its coordinator, or by the operator.
        server.mend();
        let all = invitations(&cora.again(&app), &id);
        let nina = all.iter().find(|one| one["address"] == "nina@example.org").unwrap();
        again(&cora.again(&app), &id, nina["id"].as_str().unwrap(), "send").expect(200);
        assert_eq!(undelivered(), [refused(None), refused(Some(&later)), refused(None)]);
        delivery::parked::send_again(&app.services, Caretaker::CommandLine, Which::All).unwrap();
        assert_eq!(send(), 3, "Nina's, what her first one was, and the other's");
        assert_eq!(undelivered(), [refused(None), refused(None), refused(None)]);
        assert_eq!(server.taken().len(), 3);
    }
}
