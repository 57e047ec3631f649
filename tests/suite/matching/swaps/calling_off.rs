//! Cancelling one half cancels the other, unless both agreed otherwise.

use super::*;

on_both_databases! {
    fn one_half_called_off_takes_the_other_along(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        app.send_due();
        let path = format!("/v1/sessions/{}/cancel", id(&asked));
        let cancelled = bo.post(&path, json!({"reason": "A cold."})).expect(200);
        assert_eq!(cancelled["cancelled"]["by"], "interviewer");
        let other = session(&ann, &asking);
        assert_eq!((&other["state"], &other["cancelled"]["by"]), (&json!("cancelled"), &json!("candidate")));
        assert_eq!(cells(&app), 0);
        for person in [&ann, &bo] {
            let mails: Vec<_> = app.mails_to(&person.email).into_iter().filter(|mail| said(mail).contains("is cancelled too")).collect();
            assert_eq!(mails.len(), 1, "of both halves, as there is one event in the calendar");
            let cancelled = app.mails_to(&person.email).iter().filter(|mail| mail.subject.starts_with("Cancelled")).count();
            assert_eq!(cancelled, 1);
        }
        // Ann waits again, with her age; not for Bo.
        assert_eq!(ann.get("/v1/requests").expect(200)["items"][0]["state"], "waiting");
        assert_eq!(bo.get("/v1/requests").expect(200)["items"][0]["state"], "matched");
        bo.post(&path, json!({"reason": "A cold."})).problem(409, "session_state");
    }

    fn what_is_left_is_kept_when_both_said_so(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        let keep = |person: &Person, half: &Value, keep: bool| {
            person.post(&format!("/v1/sessions/{}/keep-other-half", id(half)), json!({"keep": keep})).expect(200)["swap"].clone()
        };
        let now = keep(&ann, &asking, true);
        assert_eq!((&now["i_keep"], &now["they_keep"]), (&json!(true), &json!(false)));
        let seen = session(&bo, &asked)["swap"].clone();
        assert_eq!((&seen["i_keep"], &seen["they_keep"]), (&json!(false), &json!(true)));
        keep(&bo, &asked, true);
        keep(&ann, &asked, false);
        assert_eq!(session(&bo, &asking)["swap"]["they_keep"], false);
        keep(&ann, &asked, true);
        ann.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        assert_eq!(session(&bo, &asking)["state"], "booked");
        assert_eq!(cells(&app), 6);
        assert!(!said(&app.mails_to(&bo.email).pop().unwrap()).contains("is cancelled too"));
        // One alone is not enough, and what is no swap has no other half.
        let eve = app.interviewer("Eve");
        let plain = ann.books(&eve, "2027-01-13T12:00:00Z");
        ann.post(&format!("/v1/sessions/{plain}/keep-other-half"), json!({"keep": true})).problem(409, "session_state");
        let stranger = eve.post(&format!("/v1/sessions/{}/keep-other-half", id(&asking)), json!({"keep": true}));
        stranger.problem(404, "not_found");
    }

    /// Its candidate wants to interview as well; of any other session the same person would be asked.
    fn nobody_stands_in_for_half_a_swap(app) {
        let cy = app.person("Cy");
        let mut ready = offer();
        ready["short_notice"] = json!(true);
        ready["durations_minutes"] = json!([45, 60]);
        cy.put("/v1/me/interviewer", ready).expect(200);
        cy.put("/v1/me/interviewer/availability", every_day("UTC", "00:00", "23:45")).expect(200);
        let mails = || app.mails_to(&cy.email).iter().filter(|mail| mail.subject.starts_with("Can you stand in?")).count();
        let (ann, bo, asked, asking) = swapped(&app);
        for (person, half) in [(&ann, &asking), (&bo, &asked)] {
            person.post(&format!("/v1/sessions/{}/keep-other-half", id(half)), json!({"keep": true})).expect(200);
        }
        bo.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        assert_eq!(session(&ann, &asking)["state"], "booked");
        assert_eq!(mails(), 0);
        let eve = app.interviewer("Eve");
        let plain = ann.books(&eve, "2027-01-13T12:00:00Z");
        eve.post(&format!("/v1/sessions/{plain}/cancel"), json!({"reason": "A cold."})).expect(200);
        assert_eq!(mails(), 1);
    }

    fn one_alone_does_not_keep_what_is_left(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        let path = format!("/v1/sessions/{}/keep-other-half", id(&asked));
        bo.post(&path, json!({"keep": true})).expect(200);
        ann.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        assert_eq!(session(&bo, &asking)["state"], "cancelled");
    }

    fn the_second_half_alone_is_called_off_after_the_first(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        app.clock.set("2027-01-14T17:30:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        bo.post(&format!("/v1/sessions/{}/cancel", id(&asking)), json!({"reason": "The doorbell."})).expect(200);
        assert_eq!(session(&ann, &asked)["state"], "booked");
        assert!(!said(&app.mails_to(&ann.email).pop().unwrap()).contains("is cancelled too"));
    }

    fn who_leaves_takes_the_swap_along(app) {
        let (ann, bo, ..) = swapped(&app);
        let (cy, di) = (who_asks(&app, "Cy", "coding"), who_asks(&app, "Di", "concepts"));
        let (theirs, _) = (asks(&cy, swap("concepts", false)), asks(&di, swap("coding", false)));
        assert_eq!(matched(&app), 2);
        bo.delete("/v1/me").expect(204);
        di.delete("/v1/me").expect(204);
        assert!(sessions_of(&ann).iter().all(|one| one["state"] == "cancelled"));
        assert_eq!(request(&cy, &theirs)["state"], "waiting");
        assert_eq!(cells(&app), 0);
    }

    /// Whichever half it is, the mail about the other says that it stays, and who interviews whom in it.
    fn the_half_that_stays_is_named(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        for (person, half) in [(&ann, &asking), (&bo, &asked)] {
            person.post(&format!("/v1/sessions/{}/keep-other-half", id(half)), json!({"keep": true})).expect(200);
        }
        app.send_due();
        ann.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        let newest = |person: &Person| said(&app.mails_to(&person.email).into_iter().rfind(|mail| mail.subject.starts_with("Cancelled")).unwrap());
        let (hers, his) = (newest(&ann), newest(&bo));
        assert!(hers.contains("The other half of your swap stays: you interview Bo right after this, at 18:45 CET."), "{hers}");
        assert!(his.contains("The other half of your swap stays: Ann interviews you right after this, at 18:45 CET."), "{his}");
        // Once the second half is cancelled too, neither mail mentions another half that stays.
        bo.post(&format!("/v1/sessions/{}/cancel", id(&asking)), json!({"reason": "A cold, too."})).expect(200);
        for person in [&ann, &bo] {
            assert!(!newest(person).contains("other half"), "{}", newest(person));
        }
    }

    /// One reminder tells of both halves; of the second alone, once the first is off.
    fn a_swap_is_reminded_of_once(app) {
        let (ann, bo, asked, asking) = swapped(&app);
        let reminded = |person: &Person| -> Vec<Mail> {
            app.mails_to(&person.email).into_iter().filter(|mail| mail.subject.contains(" starts ")).collect()
        };
        app.clock.set("2027-01-13T12:00:00Z".parse().unwrap());
        for (person, swap) in [(&ann, "you interview Bo right after this"), (&bo, "Ann interviews you right after this")] {
            let mails = reminded(person);
            assert_eq!(mails.len(), 1, "{mails:?}");
            assert!(said(&mails[0]).contains(swap), "{}", mails[0].text);
        }
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        for (person, half) in [(&ann, &asking), (&bo, &asked)] {
            person.post(&format!("/v1/sessions/{}/keep-other-half", id(half)), json!({"keep": true})).expect(200);
        }
        ann.post(&format!("/v1/sessions/{}/cancel", id(&asked)), json!({"reason": "A cold."})).expect(200);
        app.clock.set("2027-01-14T16:45:00Z".parse().unwrap());
        for person in [&ann, &bo] {
            let mails = reminded(person);
            assert_eq!(mails.len(), 2, "{mails:?}");
            assert!(!said(&mails[1]).contains("Swap:"), "{}", mails[1].text);
        }
    }
}
