//! Nobody reads text meant for the other seat, whatever happened. Each kind of mail about a session is rendered for
//! both seats and in every variant, unless it only ever goes to one.

use super::{ACTION, ann, frame, now};
use crate::domain::Seat;
use crate::mail::message::samples;
use crate::mail::{Message, render};
use serde_json::{Value, json};

/// Phrases that apply only to candidates.
const TO_THE_CANDIDATE: &[&str] = &[
    "your request",
    "you'll get an invitation",
    "ask for another interview",
    "book one",
    "will write you",
    "notes will reach you",
    "think aloud",
    "it's not a test",
    "will interview you",
    "your feedback",
    "in the queue",
];

/// What is true for interviewers alone.
const TO_THE_INTERVIEWER: &[&str] = &[
    "your notes",
    "jot down",
    "thanks for keeping the time free",
    "you're booked to interview",
    "you'll interview",
    "sample session",
    "looking for somebody else for",
];

/// Kinds that go to one seat alone.
const ONE_SEAT: &[(&str, Seat)] = &[
    ("match_offered", Seat::Candidate),
    ("offer_ending", Seat::Candidate),
    ("offer_off", Seat::Candidate),
    ("how_was_it", Seat::Candidate),
    ("feedback", Seat::Candidate),
    ("notes_delayed", Seat::Candidate),
    ("held_without_notes", Seat::Candidate),
    ("notes_missed", Seat::Interviewer),
    ("notes_due", Seat::Interviewer),
    ("notes_settled", Seat::Interviewer),
    ("write_up", Seat::Interviewer),
    ("thanked", Seat::Interviewer),
    ("question_asked", Seat::Interviewer),
    ("question_waiting", Seat::Interviewer),
    ("question_answered", Seat::Candidate),
];

/// The same mail after everything else that can have happened.
fn happened(mail: &Value) -> Vec<Value> {
    let with = |changes: Value| {
        let mut other = mail.clone();
        for (name, value) in changes.as_object().unwrap() {
            other[name] = value.clone();
        }
        other
    };
    match mail["kind"].as_str().unwrap() {
        "session_cancelled" => {
            let mut all = Vec::new();
            for (by, waits, asked) in [("candidate", false, 0), ("interviewer", false, 0), ("interviewer", true, 0)]
                .into_iter()
                .chain([1, 3].into_iter().flat_map(|asked| [false, true].map(|waits| ("interviewer", waits, asked))))
            {
                all.push(with(json!({"by": by, "looking": {"waits": waits, "asked": asked}})));
            }
            all
        }
        "session_moved" => [json!(null), json!("candidate")].map(|by| with(json!({"by": by}))).to_vec(),
        "move_off" => ["declined", "withdrawn", "ended"]
            .into_iter()
            .flat_map(|outcome| [false, true].map(|mine| with(json!({"outcome": outcome, "mine": mine}))))
            .collect(),
        "mark_decided" => [false, true].map(|lifted| with(json!({"lifted": lifted}))).to_vec(),
        _ => vec![mail.clone()],
    }
}

#[test]
fn nobody_reads_what_is_said_to_the_other_seat() {
    let mut read = 0;
    for (name, message) in samples().into_iter().filter(|(_, message)| message.session().is_some()) {
        // What a person wrote is theirs to word.
        let own = message.session().map(|card| card.my_role);
        let only = ONE_SEAT.iter().find(|(kind, _)| *kind == message.kind()).map(|(_, seat)| *seat);
        assert!(only.is_none() || only == own, "{name} goes to the {own:?}");
        let stored = serde_json::to_value(&message).unwrap();
        for seat in Seat::ALL.iter().copied().filter(|seat| only.is_none_or(|only| only == *seat)) {
            for mut mail in happened(&stored) {
                mail["card"]["my_role"] = json!(seat);
                // The half that stays has the seats the other way round.
                let stays = !mail["stays"].is_null();
                let known: Message = serde_json::from_value(mail).unwrap();
                let recipient = ann("Europe/Berlin".parse().unwrap());
                let mail = render(&known, &recipient, &frame(), Some(ACTION), now()).unwrap();
                let calendar = mail.calendar.filter(|_| !stays);
                let calendar = calendar.map(|calendar| calendar.ics.replace("\r\n ", "")).unwrap_or_default();
                let html = mail.html.replace("&#39;", "'");
                let others = if seat == Seat::Candidate { TO_THE_INTERVIEWER } else { TO_THE_CANDIDATE };
                for text in [mail.subject, mail.text, html, calendar] {
                    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                    for words in others {
                        assert!(!flat.contains(words), "{name} to the {seat}: {words:?} in {flat}");
                    }
                }
                read += 1;
            }
        }
    }
    assert!(read > 60, "{read}");
}

/// Phrases about what the other person would like.
const WISHES: &[&str] = &[
    "looking forward",
    "would love to",
    "still love to",
    "is still waiting",
    "left waiting",
    "been waiting",
    "is waiting",
    "says thank you",
];

/// Kinds that aren't sent at all if one person has blocked the other, and a mail in which somebody speaks for
/// themselves.
const NOT_APART: &[&str] = &[
    "how_was_it",
    "thanked",
    "question_asked",
    "question_waiting",
    "question_answered",
    "attached",
    "stand_in_asked",
    "write_up",
    "held_without_notes",
];

#[test]
fn between_two_who_are_kept_apart_no_mail_speaks_of_the_others_wishes() {
    let mut read = 0;
    for (name, message) in samples().into_iter().filter(|(_, message)| message.session().is_some()) {
        if NOT_APART.contains(&message.kind()) {
            continue;
        }
        for mut mail in happened(&serde_json::to_value(&message).unwrap()) {
            mail["card"]["apart"] = json!(true);
            let known: Message = serde_json::from_value(mail).unwrap();
            let recipient = ann("Europe/Berlin".parse().unwrap());
            let mail = render(&known, &recipient, &frame(), Some(ACTION), now()).unwrap();
            for text in [mail.subject, mail.text, mail.html.replace("&#39;", "'")] {
                let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                for words in WISHES {
                    assert!(!flat.contains(words), "{name}: {words:?} in {flat}");
                }
            }
            read += 1;
        }
    }
    assert!(read > 40, "{read}");
}
