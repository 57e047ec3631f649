//! Who hears of a round: that it's open, and what came of it; each once.

use super::{Club, sessions_of};
use crate::support::{Mail, Person, TestApp, TestDatabase, every_day};
use candor::domain::program::ProgramRole;
use serde_json::{Value, json};

/// The mails about a round being open that somebody got.
fn asked(app: &TestApp, person: &Person) -> Vec<Mail> {
    let is_asking =
        |mail: &Mail| mail.subject.contains("when do you have time?") || mail.subject.contains("can you interview?");
    app.mails_to(&person.email).into_iter().filter(is_asking).collect()
}

/// The mails about having no session in it.
fn passed_over(app: &TestApp, person: &Person) -> Vec<Mail> {
    let is_missed = |mail: &Mail| mail.subject.contains("in this round");
    app.mails_to(&person.email).into_iter().filter(is_missed).collect()
}

fn entry(person: &Person, round: &str) -> Value {
    person.get(&format!("/v1/rounds/{round}/entry")).expect(200)
}

fn answers(app: &TestApp, token: &str, fields: &[(&str, &str)]) -> crate::support::Response {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("token", token).extend_pairs(fields);
    app.guest().send("POST", "/round", &[("content-type", "application/x-www-form-urlencoded")], Some(&form.finish()))
}

fn off(club: &Club, person: &Person) {
    person.patch(&format!("/v1/programs/{}/members/{}", club.id, person.id), json!({"wants_mail": false})).expect(200);
}

on_both_databases! {
    fn members_are_asked_for_their_hours_once(app) {
        let club = Club::of(&app);
        let anns = club.candidates(&app, "ann", 3, ("17:00", "20:00"));
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "20:00"), json!({})).remove(0);
        let [bare, late] = ["Bare", "Late"].map(|name| app.person(name));
        club.joined(&app.services.store, &bare, ProgramRole::Member, (true, true), None);
        off(&club, &anns[1]);
        let id = club.round_but(json!({"answer_by": "2027-01-13T17:00:00Z", "members": [anns[0].id, anns[1].id, bo.id, bare.id, club.co.id]}));
        assert_eq!(club.co.get(&format!("/v1/rounds/{id}")).expect(200)["answer_by"], "2027-01-13T17:00:00Z");
        let [mail] = &asked(&app, &anns[0])[..] else { panic!("not one") };
        assert_eq!(mail.subject, "Spring class: when do you have time? 14 January");
        for words in ["\"January\", 14 January", "a 60-minute mock interview", "by Wednesday, 13 January at 18:00 CET", "your weekly hours count"] {
            assert!(mail.flat().contains(words), "{words}: {}", mail.text);
        }
        let to_bare = asked(&app, &bare).pop().unwrap();
        assert!(to_bare.flat().contains("You haven't set weekly hours yet") && to_bare.flat().contains("people to interview"), "{}", to_bare.text);
        let to_bo = asked(&app, &bo).pop().unwrap();
        assert!(to_bo.subject.contains("can you interview?"), "{}", to_bo.subject);
        // Not those who want none, aren't among the round's people, or take no seat.
        assert_eq!([&anns[1], &anns[2], &club.co].map(|one| asked(&app, one).len()), [0, 0, 0]);

        // Asked again: only those who haven't been.
        let again = || club.co.send("POST", &format!("/v1/rounds/{id}/ask"), &[], None);
        assert_eq!(again().expect(200)["asked"], 0);
        club.joined(&app.services.store, &late, ProgramRole::Member, (true, false), None);
        club.co.patch(&format!("/v1/rounds/{id}"), json!({"members": null})).expect(200);
        anns[2].put(&format!("/v1/rounds/{id}/entry"), json!({"taking_part": true})).expect(200);
        assert_eq!(again().expect(200)["asked"], 1, "Late; the third Ann has answered");
        assert_eq!((asked(&app, &anns[0]).len(), asked(&app, &late).len(), asked(&app, &anns[2]).len()), (1, 1, 0));
        anns[0].send("POST", &format!("/v1/rounds/{id}/ask"), &[], None).problem(403, "forbidden");
        // One click ends them, as it ends what coordinators write.
        let unsubscribe = mail.unsubscribe.clone().unwrap();
        let path = unsubscribe.strip_prefix("https://candor.example").unwrap();
        app.guest().send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], Some("List-Unsubscribe=One-Click")).raw(200);
        club.round_but(json!({"starts_on": "2027-01-21", "ends_on": "2027-01-21"}));
        assert_eq!(asked(&app, &anns[0]).len(), 1);
    }

    /// From the second round on, a club isn't asked for what it has said: those whose hours aren't known are, and newcomers.
    fn the_next_round_asks_those_whose_hours_are_not_known(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "20:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "20:00"), json!({})).remove(0);
        let [bare, wednesdays, away] = ["Bare", "Wednesdays", "Away"].map(|name| app.person(name));
        for one in [&bare, &wednesdays, &away] {
            one.wants_to_practise();
            club.joined(&app.services.store, one, ProgramRole::Member, (true, false), None);
        }
        let wednesday = json!({"time_zone": "Europe/Berlin", "weekly": [{"weekday": "wednesday", "start": "17:00", "end": "20:00"}]});
        wednesdays.put("/v1/me/interviewer/availability", wednesday).expect(200);
        let mut hours = every_day("UTC", "17:00", "20:00");
        hours["overrides"] = json!([{"date": "2027-01-21", "windows": []}]);
        away.put("/v1/me/interviewer/availability", hours).expect(200);
        let all = [&ann, &bo, &bare, &wednesdays, &away];
        let mails = || all.map(|one| asked(&app, one).len());
        club.round_but(json!({}));
        assert_eq!(mails(), [1; 5], "it's the first round for all of them");

        app.clock.advance_minutes(10);
        let new = app.person("New");
        new.put("/v1/me/interviewer/availability", every_day("UTC", "17:00", "20:00")).expect(200);
        club.joined_at("2027-01-11T08:05:00Z", &app.services.store, &new, (ProgramRole::Member, (true, false), None));
        let day = json!({"starts_on": "2027-01-21", "ends_on": "2027-01-21"});
        let second = club.round_but(day.clone());
        assert_eq!((mails(), asked(&app, &new).len()), ([1, 1, 2, 2, 2], 1), "Thursday the 21st");
        // The rest when the coordinator says so, then or at once.
        assert_eq!(club.co.send("POST", &format!("/v1/rounds/{second}/ask"), &[], None).expect(200)["asked"], 2);
        assert_eq!((mails(), asked(&app, &new).len()), ([2; 5], 1));
        let mut everybody = day;
        everybody["ask_members"] = json!(true);
        club.round_but(everybody);
        assert_eq!((mails(), asked(&app, &new).len()), ([3; 5], 2));
    }

    /// Nobody is asked if the coordinator says so, or about what is over by the time that the mail can go out.
    fn nobody_is_asked_in_vain(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "20:00")).remove(0);
        let quiet = club.round_but(json!({"ask_members": false}));
        assert_eq!(asked(&app, &ann).len(), 0);
        app.clock.set("2027-01-11T22:20:00Z".parse().unwrap());
        let co = club.co.again(&app);
        assert_eq!(co.send("POST", &format!("/v1/rounds/{quiet}/ask"), &[], None).expect(200)["asked"], 1);
        assert_eq!(asked(&app, &ann).len(), 0, "at night");
        co.delete(&format!("/v1/rounds/{quiet}")).expect(204);
        app.clock.set("2027-01-12T08:00:00Z".parse().unwrap());
        assert_eq!(asked(&app, &ann).len(), 0);
    }

    /// By the page behind the link: times of one's own, one's weekly hours, or not this time.
    fn the_page_takes_the_answer(app) {
        let club = Club::of(&app);
        let bare = app.person("Bare");
        club.joined(&app.services.store, &bare, ProgramRole::Member, (true, false), None);
        let bo = club.interviewers(&app, "bo", 1, ("17:00", "20:00"), json!({})).remove(0);
        let id = club.round_but(json!({"ends_on": "2027-01-15"}));
        let token = asked(&app, &bare).pop().unwrap().token();
        let page = app.guest().get(&format!("/round?token={token}"));
        for words in ["Thursday, 14 January", "Friday, 15 January", "Europe/Berlin", "You have no profile yet"] {
            assert!(page.status == 200 && page.text.contains(words), "{words}: {}", page.text);
        }
        let times = [("answer", "times"), ("from:2027-01-14", "18:00"), ("to:2027-01-14", "20:30"), ("kind", "concepts"), ("level", "junior"), ("language", "en"), ("aims", "Saying what runs first.")];
        for (wrong, says) in [
            ([("answer", "")], "choose one of the answers"),
            ([("from:2027-01-14", "")], "From when do you have time on Thursday, 14 January?"),
            ([("to:2027-01-14", "")], "Until when do you have time on Thursday, 14 January?"),
            ([("from:2027-01-14", "six")], "like 18:30"),
            ([("to:2027-01-14", "17:00")], "ends before it begins"),
            ([("to:2027-01-14", "18:30")], "too short for 60 minutes"),
            ([("kind", "juggling")], "kind of interview"),
        ] {
            let mut fields: Vec<_> = times.to_vec();
            fields.retain(|(name, _)| *name != wrong[0].0);
            fields.extend(wrong);
            let refused = answers(&app, &token, &fields);
            assert!(refused.status == 422 && refused.text.contains(says), "{says}: {}", refused.text);
            assert!(refused.text.contains("Saying what runs first."), "what was typed is still there");
            let time = if wrong[0].0.starts_with("to:") { "value=\"18:00\"" } else { "value=\"20:30\"" };
            assert!(refused.text.contains(time), "{time} is still there");
        }
        assert_eq!(entry(&bare, &id)["windows"], json!(null));
        answers(&app, &token, &times).raw(200);
        let saved = entry(&bare, &id);
        assert_eq!(saved["windows"], json!([{"from": "2027-01-14T17:00:00Z", "to": "2027-01-14T19:30:00Z"}]));
        assert_eq!((&saved["kind"], &saved["level"], &saved["language"], &saved["aims"]), (&json!("concepts"), &json!("junior"), &json!("en"), &json!("Saying what runs first.")));
        let page = app.guest().get(&format!("/round?token={token}")).text;
        assert!(page.contains("value=\"18:00\"") && page.contains("value=\"20:30\""), "{page}");
        // Two times on one day, of which one runs past midnight, come back as they were.
        let two = [("from:2027-01-14", "9:00"), ("to:2027-01-14", "10:30"), ("from:2027-01-14.2", "23:00"), ("to:2027-01-14.2", "00:30")];
        let fields: Vec<_> = times.iter().filter(|(name, _)| !name.contains(':')).chain(&two).copied().collect();
        for _ in 0..2 {
            answers(&app, &token, &fields).raw(200);
            let windows = entry(&bare, &id)["windows"].clone();
            assert_eq!(windows, json!([
                {"from": "2027-01-14T08:00:00Z", "to": "2027-01-14T09:30:00Z"},
                {"from": "2027-01-14T22:00:00Z", "to": "2027-01-14T23:30:00Z"}
            ]));
            let page = app.guest().get(&format!("/round?token={token}")).text;
            for field in ["name=\"from:2027-01-14\" value=\"09:00\"", "name=\"to:2027-01-14.2\" value=\"00:30\"", "name=\"from:2027-01-15\" value=\"\""] {
                assert!(page.contains(field), "{field}: {page}");
            }
        }
        answers(&app, &token, &times).raw(200);
        // An interviewer says only whether they can.
        let token_of_bo = asked(&app, &bo).pop().unwrap().token();
        assert!(!app.guest().get(&format!("/round?token={token_of_bo}")).text.contains("Thursday, 14 January"));
        answers(&app, &token_of_bo, &[("answer", "out")]).raw(200);
        assert_eq!(entry(&bo, &id)["taking_part"], false);
        answers(&app, &token_of_bo, &[("answer", "hours")]).raw(200);
        assert_eq!(entry(&bo, &id)["taking_part"], true);
        club.holds(&id);
        assert_eq!(sessions_of(&bare).len(), 1);
        assert!(app.guest().get(&format!("/round?token={token}")).text.contains("This round is settled"));
        club.co.send("POST", &format!("/v1/rounds/{id}/ask"), &[], None).problem(409, "round_state");
        assert!((400..500).contains(&answers(&app, &token, &times).status));
        assert_eq!(app.guest().get("/round?token=17").status, 400);
    }

    /// Everybody who took part hears: an invitation, or that it didn't work out, why, and what would help; in their own zone.
    fn those_without_a_session_are_told_why_and_what_would_help(app) {
        let club = Club::of(&app);
        let anns = club.candidates(&app, "ann", 2, ("17:00", "18:00"));
        let bos = club.interviewers(&app, "bo", 1, ("17:00", "20:00"), json!({}));
        let spare = club.interviewers(&app, "cy", 1, ("06:00", "07:00"), json!({})).remove(0);
        let [bare, out] = ["Bare", "Out"].map(|name| app.candidate(name));
        for one in [&bare, &out] {
            club.joined(&app.services.store, one, ProgramRole::Member, (true, false), None);
        }
        for ann in &anns {
            ann.patch("/v1/me", json!({"time_zone": "Asia/Kathmandu"})).expect(200);
        }
        let id = club.round();
        out.put(&format!("/v1/rounds/{id}/entry"), json!({"taking_part": false})).expect(200);
        club.holds(&id);
        let (won, lost) = if sessions_of(&anns[0]).is_empty() { (&anns[1], &anns[0]) } else { (&anns[0], &anns[1]) };
        app.clock.set("2027-01-12T05:00:00Z".parse().unwrap());
        let [mail] = &passed_over(&app, lost)[..] else { panic!("not one") };
        assert_eq!(mail.subject, "Spring class: no match for you in this round");
        for words in ["\"January\" (14 January)", "available in your windows", "People who miss out come first", "Asia/Kathmandu"] {
            assert!(mail.flat().contains(words), "{words}: {}", mail.text);
        }
        // At 18:00 UTC, as Kathmandu's clocks have it.
        assert!(mail.flat().contains("Thursday 14 January at 23:45 UTC+05:45 would reach 1 interviewer"), "{}", mail.text);
        let to_bare = passed_over(&app, &bare).pop();
        assert!(to_bare.is_none(), "it's six in Berlin");
        app.clock.set("2027-01-12T06:00:00Z".parse().unwrap());
        let to_bare = passed_over(&app, &bare).pop().unwrap();
        assert!(to_bare.flat().contains("We had no time from you") && !to_bare.text.contains("come first"), "{}", to_bare.text);
        let to_spare = passed_over(&app, &spare).pop().unwrap();
        assert!(to_spare.subject.contains("nobody needs your time") && to_spare.flat().contains("Thank you for offering your time!"), "{}", to_spare.text);
        assert_eq!([won, &out, &bos[0], &club.co].map(|one| passed_over(&app, one).len()), [0, 0, 0, 0]);
    }

    /// Thanks are for time that was offered: not on a break, not for other lengths, not by hours on other days.
    fn those_who_offered_nothing_in_the_round_are_not_thanked_for_it(app) {
        let club = Club::of(&app);
        club.candidates(&app, "ann", 1, ("17:00", "18:00"));
        club.interviewers(&app, "bo", 1, ("17:00", "18:00"), json!({}));
        let spare = club.interviewers(&app, "cy", 1, ("06:00", "07:00"), json!({})).remove(0);
        let rests = club.interviewers(&app, "di", 1, ("06:00", "07:00"), json!({"paused_until": "2027-01-18T00:00:00Z"})).remove(0);
        let short = club.interviewers(&app, "ed", 1, ("06:00", "07:00"), json!({"durations_minutes": [30]})).remove(0);
        let elsewhere = club.interviewers(&app, "flo", 1, ("06:00", "07:00"), json!({})).remove(0);
        let tuesdays = json!({"time_zone": "UTC", "weekly": [{"weekday": "tuesday", "start": "06:00", "end": "09:00"}]});
        elsewhere.put("/v1/me/interviewer/availability", tuesdays).expect(200);
        club.holds(&club.round());
        app.clock.set("2027-01-12T06:00:00Z".parse().unwrap());
        let thanked = [&spare, &rests, &short, &elsewhere].map(|one| passed_over(&app, one).len());
        assert_eq!(thanked, [1, 0, 0, 0]);
    }

    /// As in every other booking: the page with the button to cancel, and until when that's free.
    fn an_invitation_of_a_round_says_how_and_until_when_to_cancel(app) {
        let club = Club::of(&app);
        let ann = club.candidates(&app, "ann", 1, ("17:00", "18:00")).remove(0);
        let bo = club.interviewers(&app, "bo", 1, ("08:00", "20:00"), json!({})).remove(0);
        club.holds(&club.round());
        ann.books(&bo, "2027-01-20T17:00:00Z");
        for person in [&ann, &bo] {
            let booked: Vec<_> = app.mails_to(&person.email).into_iter().filter(|mail| mail.calendar.is_some()).collect();
            let [of_round, by_hand] = &booked[..] else { panic!("{}", booked.len()) };
            for (mail, until) in [(of_round, "13 January at 18:00 CET"), (by_hand, "19 January at 18:00 CET")] {
                assert!(mail.text.contains("/session?token="), "{}", mail.text);
                assert!(mail.flat().contains(until), "{until}: {}", mail.text);
            }
        }
    }
}
