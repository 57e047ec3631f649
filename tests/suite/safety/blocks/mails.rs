//! Between two people who are kept apart, emails say what has to be said and nothing of what the other person wishes.

use super::keeps_away;
use crate::feedback::feedback_files::delivered;
use crate::support::{Mail, Person, TestApp, TestDatabase};
use serde_json::json;

const WISHES: &[&str] =
    &["looking forward", "love to have", "still waiting", "left waiting", "takes away", "thank you for the"];

/// The mails to somebody from this one on.
fn since(app: &TestApp, person: &Person, count: usize) -> Vec<Mail> {
    app.mails_to(&person.email).into_iter().skip(count).collect()
}

fn silent(mails: &[Mail]) {
    for mail in mails {
        let flat = format!("{} {}", mail.subject, mail.flat()).to_lowercase();
        for words in WISHES {
            assert!(!flat.contains(words), "{words}: {flat}");
        }
    }
}

on_both_databases! {
    /// Whoever of the two blocked the other.
    fn the_notes_are_asked_for_without_a_word_about_the_other(app) {
        for (name, by_candidate) in [("Ann", true), ("Dan", false)] {
            app.clock.set("2027-01-11T08:00:00Z".parse().unwrap());
            let (ann, bo) = (app.candidate(name), app.interviewer(&format!("Bo of {name}")));
            ann.books(&bo, "2027-01-14T17:00:00Z");
            app.clock.set("2027-01-14T17:30:00Z".parse().unwrap());
            let (ann, bo) = (ann.again(&app), bo.again(&app));
            if by_candidate {
                keeps_away(&ann, &bo);
            } else {
                keeps_away(&bo, &ann);
            }
            let before = [&ann, &bo].map(|one| app.mails_to(&one.email).len());
            for now in ["2027-01-14T18:00:00Z", "2027-01-15T14:00:00Z", "2027-01-16T14:00:00Z"] {
                app.clock.set(now.parse().unwrap());
                app.mails();
            }
            let his = since(&app, &bo, before[1]);
            assert_eq!(his.len(), 3, "{his:?}");
            silent(&his);
            let hers = since(&app, &ann, before[0]);
            assert!(hers.len() == 1 && hers[0].subject.contains("are late"), "nobody is asked how it was: {hers:?}");
        }
    }

    fn a_thank_you_stays_where_it_is(app) {
        let (ann, bo, session) = delivered(&app);
        keeps_away(&bo, &ann);
        let before = app.mails_to(&bo.email).len();
        ann.post(&format!("/v1/sessions/{session}/thanks"), json!({"line": "You waited while I drew the queue."})).expect(201);
        assert!(since(&app, &bo, before).is_empty(), "and Ann can't tell");
    }
}
