//! What is tried, and when it should work: written independently of the table.

use super::scene::{Caller, Made, NOTES, Scene};
use crate::support::Response;
use candor::domain::booking::life_cycle::Verb;
use candor::domain::booking::session::State;
use candor::domain::booking::session_event::ActorRole;
use serde_json::{Value, json};

pub(crate) struct Case {
    pub verb: Verb,
    pub states: &'static [State],
    /// Whose seat it is.
    pub seats: &'static [Caller],
    /// Who of them may, of the sessions of this scene.
    pub who: &'static [Caller],
    /// Minutes after the start.
    pub early: Option<i64>,
    pub in_time: i64,
    pub late: Option<i64>,
    /// It is asked of the request.
    pub of_request: bool,
    /// It is about notes.
    pub of_notes: bool,
    /// It is about a mark that waits for a decision.
    pub of_mark: bool,
}

/// Whether somebody in this seat acts through the API; operators have the command line, and time needs nobody.
pub(crate) fn at_the_door(seat: ActorRole) -> bool {
    match seat {
        ActorRole::Candidate | ActorRole::Interviewer | ActorRole::Coordinator => true,
        ActorRole::Operator | ActorRole::System => false,
    }
}

const BOTH: &[Caller] = &[Caller::Candidate, Caller::Interviewer];
const CANDIDATE: &[Caller] = &[Caller::Candidate];
const INTERVIEWER: &[Caller] = &[Caller::Interviewer];

const UNTIL_THE_START: Case = Case {
    verb: Verb::Confirm,
    states: &[State::Booked],
    seats: BOTH,
    who: BOTH,
    early: None,
    in_time: -1,
    late: Some(0),
    of_request: false,
    of_notes: false,
    of_mark: false,
};

/// Answers to an offer.
const OFFERED: Case = Case {
    verb: Verb::Accept,
    states: &[State::Offered],
    seats: CANDIDATE,
    who: CANDIDATE,
    in_time: OFFERED_MINUTES,
    late: None,
    of_request: true,
    ..UNTIL_THE_START
};

/// Answers to a proposal.
const PROPOSED: Case = Case { who: CANDIDATE, in_time: -2 * 24 * 60, late: None, ..UNTIL_THE_START };

/// An hour after it was offered.
const OFFERED_MINUTES: i64 = Scene::MADE_BEFORE + 60;

const NOTED: Case = Case {
    verb: Verb::WriteNotes,
    states: &[State::Booked, State::Disputed, State::HeldWithoutNotes],
    seats: INTERVIEWER,
    who: INTERVIEWER,
    early: Some(-1),
    in_time: 20,
    late: None,
    of_notes: true,
    ..UNTIL_THE_START
};

/// Actions about late notes.
const LATE: Case = Case {
    verb: Verb::ReassignNotes,
    states: &[State::Booked, State::HeldWithoutNotes],
    seats: &[Caller::Coordinator],
    who: &[Caller::Coordinator],
    early: Some(60 + 44 * 60 - 1),
    in_time: 60 + 44 * 60,
    late: None,
    of_notes: true,
    ..UNTIL_THE_START
};

/// Decisions about a mark. Here the candidate disputed it, fifteen minutes in.
const DECIDED: Case = Case {
    verb: Verb::UpholdMark,
    states: &[State::Disputed],
    seats: &[Caller::Coordinator],
    who: &[Caller::Coordinator],
    in_time: 20,
    late: None,
    of_mark: true,
    ..UNTIL_THE_START
};

pub(crate) static CASES: &[Case] = &[
    Case { late: Some(-1), ..OFFERED },
    Case { verb: Verb::DeclineOffer, ..OFFERED },
    Case { verb: Verb::WithdrawOffer, ..OFFERED },
    UNTIL_THE_START,
    Case { verb: Verb::RunLate, early: Some(-61), in_time: -60, late: Some(10), ..UNTIL_THE_START },
    Case { verb: Verb::KeepHalf, ..UNTIL_THE_START },
    Case { verb: Verb::SetPlace, seats: INTERVIEWER, who: INTERVIEWER, ..UNTIL_THE_START },
    Case { verb: Verb::ProposeMove, ..UNTIL_THE_START },
    // Here the interviewer proposed, three days ahead; after two days that ends by itself.
    Case { verb: Verb::AcceptMove, ..PROPOSED },
    Case { verb: Verb::DeclineMove, ..PROPOSED },
    Case { verb: Verb::WithdrawMove, who: INTERVIEWER, ..PROPOSED },
    Case {
        verb: Verb::MoveAlone,
        seats: CANDIDATE,
        who: CANDIDATE,
        in_time: -24 * 60,
        late: Some(1 - 24 * 60),
        ..UNTIL_THE_START
    },
    Case { verb: Verb::Cancel, ..UNTIL_THE_START },
    Case { verb: Verb::Decline, ..UNTIL_THE_START },
    Case { verb: Verb::MarkAbsent, early: Some(9), in_time: 10, late: Some(60 + 48 * 60 + 1), ..UNTIL_THE_START },
    // Here the interviewer marked the candidate, fifteen minutes in.
    Case {
        verb: Verb::Dispute,
        states: &[State::NoShow],
        who: CANDIDATE,
        in_time: 15 + 48 * 60,
        late: Some(15 + 48 * 60 + 1),
        ..UNTIL_THE_START
    },
    DECIDED,
    Case { verb: Verb::LiftMark, ..DECIDED },
    NOTED,
    Case { verb: Verb::SubmitNotes, ..NOTED },
    Case { verb: Verb::ReassignNotes, ..LATE },
    Case { verb: Verb::ReleaseNotes, ..LATE },
    // Delivered at the end of the hour.
    Case {
        verb: Verb::AmendNotes,
        states: &[State::Completed],
        early: None,
        in_time: 60 + 30 * 24 * 60,
        late: Some(61 + 30 * 24 * 60),
        of_notes: false,
        ..NOTED
    },
];

/// Tries it; the compiler requires every new verb of the table here.
pub(crate) fn act(scene: &Scene, verb: Verb, made: &Made, caller: Caller) -> Response {
    let of_session = |end: &str| format!("/v1/sessions/{}/{end}", made.session);
    let of_request = |end: &str| format!("/v1/requests/{}/{end}", made.request);
    let reason = || json!({"reason": "My train stands still."});
    let client = scene.client(caller);
    let post = |path: String, body: Value| {
        let body = (!body.is_null()).then(|| body.to_string());
        client.send("POST", &path, &[], body.as_deref())
    };
    match verb {
        Verb::Accept => post(of_request("accept"), Value::Null),
        Verb::DeclineOffer => post(of_request("decline"), json!({"reason": "time_no_longer_fits"})),
        Verb::WithdrawOffer => post(of_request("withdraw"), Value::Null),
        Verb::Lapse => panic!("time needs nobody to ask for it"),
        Verb::Confirm => post(of_session("confirm"), Value::Null),
        Verb::RunLate => post(of_session("running-late"), json!({"minutes": 10})),
        Verb::KeepHalf => post(of_session("keep-other-half"), json!({"keep": true})),
        Verb::SetPlace => client.put(&of_session("meeting-place"), json!({"meeting_place": "Room 2.14, library"})),
        Verb::ProposeMove => {
            post(of_session("moves"), json!({"starts": [made.later()], "reason": "My train stands still."}))
        }
        Verb::AcceptMove => post(of_session(&made.of_move("accept")), json!({"starts_at": made.later()})),
        Verb::DeclineMove => post(of_session(&made.of_move("decline")), Value::Null),
        Verb::WithdrawMove => post(of_session(&made.of_move("withdraw")), Value::Null),
        Verb::EndMove => panic!("time needs nobody to ask for it"),
        Verb::MoveAlone => post(of_session("move"), json!({"starts_at": made.later()})),
        Verb::Cancel => post(of_session("cancel"), reason()),
        Verb::Decline => post(of_session("decline"), reason()),
        Verb::MarkAbsent => {
            let absent = if caller == Caller::Candidate { "interviewer" } else { "candidate" };
            post(of_session("no-show"), json!({"absent": absent}))
        }
        Verb::Dispute => post(of_session("dispute"), reason()),
        Verb::UpholdMark | Verb::LiftMark => {
            let decision = if verb == Verb::LiftMark { "lift" } else { "uphold" };
            let path = scene.of_program(&format!("appeals/{}", scene.mark(made)));
            post(path, json!({"decision": decision, "word": "The log of the call says so."}))
        }
        Verb::EndDispute | Verb::EndWithoutNotes => panic!("time needs nobody to ask for it"),
        Verb::WriteNotes => client.send("PUT", &of_session("notes"), &[("if-match", "\"r0\"")], Some(NOTES)),
        Verb::SubmitNotes => {
            if caller == Caller::Interviewer {
                // Drafted a moment before, where that can be.
                let _ = client.send("PUT", &of_session("notes"), &[("if-match", "\"r0\"")], Some(NOTES));
            }
            post(of_session("notes/submit"), json!({}))
        }
        Verb::ReassignNotes => post(
            scene.of_program(&format!("late-notes/{}/reassign", made.session)),
            json!({"writer_id": scene.third(), "word": "Bo has a new job."}),
        ),
        Verb::ReleaseNotes => {
            if caller == Caller::Coordinator {
                // Something was written, where that can be.
                let bo = scene.client(Caller::Interviewer);
                let _ = bo.send("PUT", &of_session("notes"), &[("if-match", "\"r0\"")], Some(NOTES));
            }
            let path = scene.of_program(&format!("late-notes/{}/release", made.session));
            post(path, json!({"word": "Bo has a new job."}))
        }
        Verb::AmendNotes => {
            let path = of_session("notes");
            let tag = client.get(&path).header("etag").to_owned();
            let mut notes: Value = serde_json::from_str(NOTES).unwrap();
            notes["summary"] = json!("We spent the hour on promises; the queues were where we dug.");
            let body = json!({"notes": notes, "why": "I had mixed up two questions."});
            let tag = if tag.is_empty() { "\"r1\"" } else { &tag };
            client.send("POST", &format!("{path}/amend"), &[("if-match", tag)], Some(&body.to_string()))
        }
    }
}
