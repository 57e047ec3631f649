//! The .ics files of a whole life, as they were mailed, replayed into a calendar.

use super::swaps::swapped;
use super::*;
use crate::support::{Event, PASSWORD, TestDatabase};
use std::collections::BTreeMap;

/// A calendar that processes mailed files as in RFC 5546, section 3.2: a higher SEQUENCE replaces the event with the
/// same UID, and a CANCEL removes it.
#[derive(Default)]
struct Calendar {
    newest: BTreeMap<String, i64>,
    events: BTreeMap<String, Event>,
}

impl Calendar {
    fn receives(&mut self, ics: &str) {
        let event = Event::parse(ics);
        // Section 2.1.4: an object of an older revision is ignored.
        if self.newest.get(&event.uid).is_some_and(|newest| event.sequence < *newest) {
            return;
        }
        self.newest.insert(event.uid.clone(), event.sequence);
        match event.method.as_str() {
            "REQUEST" => drop(self.events.insert(event.uid.clone(), event)),
            "CANCEL" => drop(self.events.remove(&event.uid)),
            other => panic!("{other}"),
        }
    }

    /// The start, end and UID of each event.
    fn holds(&self) -> Vec<(&str, &str, &str)> {
        self.events.values().map(|one| (one.starts_at.as_str(), one.ends_at.as_str(), one.uid.as_str())).collect()
    }
}

/// Every calendar file that was mailed to this person, in order.
fn files(app: &TestApp, person: &Person) -> Vec<String> {
    mailed(app, &person.email)
}

/// The same of an address.
fn mailed(app: &TestApp, address: &str) -> Vec<String> {
    app.mails_to(address).into_iter().filter_map(|mail| Some(mail.calendar?.1)).collect()
}

/// Changes the address of somebody's account, and confirms the new one.
fn changes_address(app: &TestApp, person: &Person, to: &str) {
    person.post("/v1/auth/change-email", json!({"email": to, "password": PASSWORD})).expect(202);
    let confirm = app.mails_to(to).pop().expect("a mail to the new address").token();
    app.guest().post("/v1/auth/confirm-email", json!({"token": confirm})).expect(204);
}

fn replayed<'a>(files: impl IntoIterator<Item = &'a String>) -> Calendar {
    let mut calendar = Calendar::default();
    for ics in files {
        calendar.receives(ics);
    }
    calendar
}

on_both_databases! {
    /// In either seat; the calendar of the old address keeps what is over, and nothing else.
    fn sessions_to_come_follow_their_persons_address(app) {
        let (ann, bo, cy) = (app.candidate("Ann"), app.interviewer("Bo"), app.candidate("Cy"));
        ann.volunteers();
        ann.books(&bo, "2027-01-12T10:00:00Z");
        let (asked, asks) = (ann.books(&bo, START), cy.books(&ann, FRIDAY));
        cancel(&cy, &cy.books(&ann, "2027-01-18T17:00:00Z")).expect(200);
        app.send_due();
        app.clock.set("2027-01-13T08:00:00Z".parse().unwrap());
        let (ann, bo) = (ann.again(&app), bo.again(&app));
        let (old, new) = (ann.email.clone(), "ann@elsewhere.example.org");
        let others = app.mails_to(&bo.email).len() + app.mails_to(&cy.email).len();

        changes_address(&app, &ann, new);
        let kept = mailed(&app, &old);
        assert_eq!(replayed(&kept).holds().iter().map(|one| one.0).collect::<Vec<_>>(), ["2027-01-12T10:00:00Z"]);
        let taken_out: Vec<_> = kept[kept.len() - 2..].iter().map(|ics| Event::parse(ics)).collect();
        assert!(taken_out.iter().all(|event| event.method == "CANCEL" && event.attendees == [old.as_str()]), "{taken_out:?}");
        let files = mailed(&app, new);
        let starts = |files: &[String]| replayed(files).events.into_values().map(|one| one.starts_at).collect::<Vec<_>>();
        assert_eq!((starts(&files), files.len()), (vec![START.to_owned(), FRIDAY.to_owned()], 2));
        assert!(files.iter().all(|ics| Event::parse(ics).attendees == [new]), "{files:?}");
        assert_eq!(app.mails_to(&bo.email).len() + app.mails_to(&cy.email).len(), others, "for them nothing has changed");

        // Later mails go only to the new address.
        cancel(&bo, &asked).expect(200);
        assert_eq!(starts(&mailed(&app, new)), [FRIDAY]);
        assert_eq!(mailed(&app, &old).len(), kept.len());
        assert_eq!(session(&ann, &asks)["sequence"], 0);
    }

    fn a_swap_follows_an_address_there_and_back(app) {
        let (_, bo, first, second) = swapped(&app);
        let (old, new) = (bo.email.clone(), "bo@elsewhere.example.org");
        let holds = |address: &str| replayed(&mailed(&app, address)).events.into_keys().collect::<Vec<_>>();
        let both = holds(&old);
        assert_eq!(both, [first.min(second)], "one event");
        changes_address(&app, &bo, new);
        assert_eq!((holds(&old), holds(new)), (vec![], both.clone()));
        changes_address(&app, &Person::sign_in(&app, new), &old);
        assert_eq!((holds(&old), holds(new)), (both, vec![]));
    }

    /// One event from the booking on, whatever becomes of either half; fetched and subscribed to it is the same one.
    fn a_swap_is_one_event_for_all_its_life(app) {
        let (ann, bo, first, second) = swapped(&app);
        let secret = bo.subscribes();
        let holds = |start: &str, end: &str| {
            for person in [&ann, &bo] {
                let replayed = replayed(&files(&app, person));
                let uid = first.clone().min(second.clone());
                assert_eq!(replayed.holds(), [(start, end, uid.as_str())], "{}", person.email);
                for id in [&first, &second] {
                    let fetched = Event::parse(&person.get(&format!("/v1/sessions/{id}/invite.ics")).text);
                    assert_eq!((fetched.uid.as_str(), fetched.starts_at.as_str(), fetched.ends_at.as_str()), (uid.as_str(), start, end));
                    assert_eq!(fetched.sequence, replayed.events[&uid].sequence);
                }
            }
            let feed = app.guest().get(&format!("/calendar/{secret}.ics")).text;
            assert_eq!(feed.matches("BEGIN:VEVENT").count(), 1, "{feed}");
            let stamp = |at: &str| at.replace(['-', ':'], "");
            assert!(feed.contains(&format!("DTSTART:{}", stamp(start))) && feed.contains(&format!("DTEND:{}", stamp(end))), "{feed}");
        };
        holds(START, "2027-01-14T18:30:00Z");
        let proposal = proposes(&ann, &first, &[SATURDAY]);
        accept(&bo, &first, &proposal, SATURDAY).expect(200);
        holds(SATURDAY, "2027-01-16T20:00:00Z");
        // The first half is off, and the second one stays: at its own time.
        for person in [&ann, &bo] {
            person.post(&format!("/v1/sessions/{first}/keep-other-half"), json!({"keep": true})).expect(200);
        }
        cancel(&ann, &first).expect(200);
        holds("2027-01-16T19:15:00Z", "2027-01-16T20:00:00Z");
        cancel(&bo, &second).expect(200);
        for person in [&ann, &bo] {
            assert_eq!(replayed(&files(&app, person)).holds(), []);
            assert_eq!(replayed(files(&app, person).iter().rev()).holds(), []);
        }
        let feed = app.guest().get(&format!("/calendar/{secret}.ics")).text;
        assert!(!feed.contains("BEGIN:VEVENT"), "{feed}");
    }

    fn a_life_of_two_moves_and_a_cancellation_leaves_what_is_agreed_on(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let uid = id.clone();
        let both = [&ann, &bo];
        let agreed = |start: &str, end: &str, sequences: &[i64]| {
            for person in both {
                let files = files(&app, person);
                assert_eq!(files.iter().map(|ics| Event::parse(ics).sequence).collect::<Vec<_>>(), sequences, "{}", person.email);
                assert_eq!(replayed(&files).holds(), [(start, end, uid.as_str())]);
                // The mails may come in any order.
                assert_eq!(replayed(files.iter().rev()).holds(), [(start, end, uid.as_str())]);
                // What is fetched says the same, revision and all.
                let fetched = Event::parse(&person.get(&format!("/v1/sessions/{id}/invite.ics")).text);
                assert_eq!(Some(&fetched), replayed(&files).events.get(&uid));
            }
        };
        agreed(START, "2027-01-14T18:00:00Z", &[0]);
        moves_alone(&ann, &id, FRIDAY).expect(200);
        agreed(FRIDAY, "2027-01-15T18:00:00Z", &[0, 1]);
        let proposal = proposes(&bo, &id, &[SATURDAY]);
        agreed(FRIDAY, "2027-01-15T18:00:00Z", &[0, 1]);
        accept(&ann, &id, &proposal, SATURDAY).expect(200);
        agreed(SATURDAY, "2027-01-16T19:30:00Z", &[0, 1, 2]);
        cancel(&bo, &id).expect(200);
        for person in both {
            let files = files(&app, person);
            assert_eq!(files.iter().map(|ics| Event::parse(ics).sequence).collect::<Vec<_>>(), [0, 1, 2, 3]);
            assert_eq!(replayed(&files).holds(), []);
            assert_eq!(replayed(files.iter().rev()).holds(), []);
        }
    }

    /// Both at once, before any mail was sent: superseded mails aren't sent, and the others are enough.
    fn what_was_overtaken_before_it_left_is_not_missed(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let before = app.mails().len();
        let id = ann.books(&bo, START);
        moves_alone(&ann, &id, FRIDAY).expect(200);
        let proposal = proposes(&bo, &id, &[SATURDAY]);
        accept(&ann, &id, &proposal, SATURDAY).expect(200);
        let mails = app.mails().split_off(before);
        assert_eq!(mails.len(), 2, "{mails:#?}");
        for person in [&ann, &bo] {
            assert_eq!(replayed(&files(&app, person)).holds().iter().map(|one| one.0).collect::<Vec<_>>(), [SATURDAY]);
        }
    }

    /// The feed that a calendar subscribes to says the same.
    fn the_feed_follows(app) {
        let (ann, bo) = (app.candidate("Ann"), app.interviewer("Bo"));
        let id = ann.books(&bo, START);
        let secret = bo.subscribes();
        let feed = || app.guest().get(&format!("/calendar/{secret}.ics")).text;
        assert!(feed().contains("DTSTART:20270114T170000Z") && feed().contains("SEQUENCE:0"));
        moves_alone(&ann, &id, FRIDAY).expect(200);
        assert!(feed().contains("DTSTART:20270115T170000Z") && feed().contains("SEQUENCE:1"), "{}", feed());
        assert!(!feed().contains("20270114T170000Z"));
    }
}
