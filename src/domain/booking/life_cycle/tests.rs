use super::*;
use crate::domain::booking::session::{BySeat, Person};
use crate::domain::{AccountId, Kind, Level, SessionId, SessionLength, UpTo};

fn session(state: State) -> Session {
    let person = |name: &str| Person { id: AccountId::new(), name: name.parse().unwrap() };
    Session {
        id: SessionId::new(),
        candidate: person("Ann"),
        interviewer: person("Bo"),
        headline: None,
        kind: Kind::Concepts,
        level: Level::Junior,
        topics: UpTo::default(),
        aims: "".parse().unwrap(),
        starts_at: start(),
        length: SessionLength::try_from(60).unwrap(),
        meeting_place: None,
        sequence: 0,
        state,
        cancelled: None,
        absent: None,
        dispute: None,
        swap: None,
        agreed_at: start(),
        coming: BySeat::default(),
    }
}

fn start() -> Timestamp {
    "2027-01-14T17:00:00Z".parse().unwrap()
}

fn minutes(after_start: i64) -> Timestamp {
    start().plus_minutes(after_start)
}

#[test]
fn every_verb_has_its_row_in_the_table() {
    let verbs: Vec<_> = TABLE.iter().map(|row| row.verb).collect();
    assert_eq!(verbs, Verb::ALL);
    for verb in Verb::ALL {
        assert_eq!(verb.row().verb, *verb);
    }
}

#[test]
fn a_verb_is_refused_in_every_other_state_and_from_every_other_seat() {
    for row in TABLE {
        for state in State::ALL {
            for seat in ActorRole::ALL {
                let answer = allow(row.verb, &session(*state), *seat, minutes(0));
                if !row.who.contains(seat) {
                    assert_eq!(answer, Err(Refused::WrongSeat(row.whose)));
                } else if !row.from.contains(state) {
                    assert_eq!(answer, Err(Refused::State(*state)));
                }
            }
        }
    }
}

#[test]
fn cancelling_and_confirming_end_with_the_start() {
    for (verb, after) in
        [(Verb::Cancel, State::Cancelled), (Verb::Decline, State::Cancelled), (Verb::Confirm, State::Booked)]
    {
        assert_eq!(allow(verb, &session(State::Booked), ActorRole::Candidate, minutes(-1)), Ok(Some(after)));
        assert!(matches!(
            allow(verb, &session(State::Booked), ActorRole::Candidate, minutes(0)),
            Err(Refused::TooLate(_))
        ));
    }
}

#[test]
fn the_one_who_came_marks_the_other() {
    let booked = session(State::Booked);
    let marks = |seat, at| allow(Verb::MarkAbsent, &booked, seat, minutes(at));
    assert_eq!(marks(ActorRole::Candidate, 10), Ok(Some(State::NoShow)));
    assert_eq!(marks(ActorRole::Interviewer, 60 + 48 * 60), Ok(Some(State::NoShow)));
    assert!(matches!(marks(ActorRole::Candidate, 9), Err(Refused::TooEarly(_))));
    assert!(matches!(marks(ActorRole::Interviewer, 61 + 48 * 60), Err(Refused::TooLate(_))));
    assert!(matches!(marks_the_other(Seat::Candidate, Seat::Candidate), Err(Refused::WrongSeat(_))));
}

#[test]
fn who_runs_late_is_waited_for_and_nobody_else() {
    let mut late = session(State::Booked);
    late.coming.candidate.late_minutes = Some(25);
    let at = |seat, at| allow(Verb::MarkAbsent, &late, seat, minutes(at)).is_ok();
    assert!(!at(ActorRole::Interviewer, 24) && at(ActorRole::Interviewer, 25));
    assert!(!at(ActorRole::Candidate, 9) && at(ActorRole::Candidate, 10), "the interviewer said nothing");
    // Anybody may be a few minutes late.
    late.coming.candidate.late_minutes = Some(5);
    let at = |seat, at| allow(Verb::MarkAbsent, &late, seat, minutes(at)).is_ok();
    assert!(!at(ActorRole::Interviewer, 9) && at(ActorRole::Interviewer, 10));
}

#[test]
fn running_late_is_said_from_an_hour_before_until_one_can_be_marked() {
    let mut booked = session(State::Booked);
    let says = |session: &Session, at| allow(Verb::RunLate, session, ActorRole::Candidate, minutes(at));
    assert!(matches!(says(&booked, -61), Err(Refused::TooEarly(_))));
    assert_eq!(says(&booked, -60), Ok(Some(State::Booked)));
    assert_eq!(says(&booked, 9), Ok(Some(State::Booked)));
    assert!(matches!(says(&booked, 10), Err(Refused::TooLate(_))));
    booked.coming.candidate.late_minutes = Some(20);
    assert_eq!(says(&booked, 19), Ok(Some(State::Booked)));
    assert!(matches!(says(&booked, 20), Err(Refused::TooLate(_))));
}

#[test]
fn the_one_marked_may_dispute_for_48_hours() {
    let mut marked = session(State::NoShow);
    marked.absent = Some((Seat::Candidate, minutes(10)));
    let says = |seat, at| allow(Verb::Dispute, &marked, seat, minutes(at));
    assert_eq!(says(ActorRole::Candidate, 10 + 48 * 60), Ok(Some(State::Disputed)));
    assert!(matches!(says(ActorRole::Interviewer, 11), Err(Refused::WrongSeat(_))));
    assert!(matches!(says(ActorRole::Candidate, 11 + 48 * 60), Err(Refused::TooLate(_))));
}

#[test]
fn notes_are_written_from_the_start_on() {
    for state in [State::Booked, State::Disputed, State::HeldWithoutNotes] {
        let written = |verb, at| allow(verb, &session(state), ActorRole::Interviewer, minutes(at));
        assert_eq!(written(Verb::WriteNotes, 0), Ok(Some(state)));
        assert_eq!(written(Verb::SubmitNotes, 0), Ok(Some(State::Completed)));
        assert!(matches!(written(Verb::WriteNotes, -1), Err(Refused::TooEarly(_))));
    }
}

/// Whether a session in this state ends through the clock alone.
fn ends_by_the_clock(state: State) -> bool {
    let rows = TABLE.iter().filter(|row| row.from.contains(&state) && row.who.contains(&ActorRole::System));
    state.is_final()
        || rows.map(|row| row.to).any(|to| match to {
            To::Goes => true,
            To::Stays => false,
            To::Becomes(next) => next != state && ends_by_the_clock(next),
        })
}

#[test]
fn every_state_ends_without_anybody() {
    for state in State::ALL {
        assert!(ends_by_the_clock(*state), "{state} has no end");
    }
}

#[test]
fn what_has_been_settled_is_not_disputed_or_marked_again() {
    let mut marked = session(State::NoShow);
    marked.absent = Some((Seat::Candidate, minutes(10)));
    marked.dispute = Some("I was there.".parse().unwrap());
    let again = |verb, seat| allow(verb, &marked, seat, minutes(30));
    assert!(matches!(again(Verb::Dispute, ActorRole::Candidate), Err(Refused::TooLate(_))));
    marked.state = State::Booked;
    let again = allow(Verb::MarkAbsent, &marked, ActorRole::Interviewer, minutes(30));
    assert!(matches!(again, Err(Refused::TooLate(_))));
}

/// As with snapshots, `INSTA_UPDATE=always` rewrites the page.
#[test]
fn the_page_in_the_docs_is_this_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/internals/life-cycle.md");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(path, document()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), document());
}
