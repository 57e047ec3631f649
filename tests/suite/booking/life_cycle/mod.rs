//! Every verb of the life-cycle table, in every state, by everybody, too early, in time and too late: what's allowed
//! happens and is in the history, and what's refused changes nothing.

mod cases;
mod scene;

use crate::support::TestDatabase;
use candor::domain::booking::life_cycle::{TABLE, To, Verb};
use candor::domain::booking::session::State;
use cases::{CASES, Case, act};
use scene::{CALLERS, Caller, Made, Scene};
use serde_json::{Value, json};

/// When somebody tries.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Time {
    Early,
    Timely,
    Late,
}

impl Case {
    /// Minutes after the start, where the verb has such a time.
    fn minutes(&self, time: Time) -> Option<i64> {
        match time {
            Time::Early => self.early,
            Time::Timely => Some(self.in_time),
            Time::Late => self.late,
        }
    }

    fn allows(&self, state: State, caller: Caller, time: Time) -> bool {
        self.states.contains(&state) && self.who.contains(&caller) && time == Time::Timely
    }

    /// The response to somebody who may not.
    fn refusal(&self, state: State, caller: Caller, time: Time) -> (u16, &'static str) {
        let unknown = state == State::Offered || self.of_request;
        match caller {
            Caller::Guest => (401, "unauthenticated"),
            Caller::Stranger => (404, "not_found"),
            Caller::Coordinator if !self.seats.contains(&caller) || state == State::Offered || self.of_mark => {
                (404, "not_found")
            }
            // What is the coordinator's is asked of the program, in which the two are members and no more.
            Caller::Candidate | Caller::Interviewer if self.seats == [Caller::Coordinator] => (403, "forbidden"),
            Caller::Interviewer if unknown => (404, "not_found"),
            Caller::Candidate | Caller::Interviewer if !self.seats.contains(&caller) => (403, "forbidden"),
            _ if self.of_request && !self.states.contains(&state) => (409, "request_state"),
            _ if self.of_notes && state == State::Completed => (409, "notes_locked"),
            _ if !self.states.contains(&state) => (409, "session_state"),
            _ if !self.who.contains(&caller) => (403, "forbidden"),
            _ if time == Time::Early => (409, "too_early"),
            _ => (409, "too_late"),
        }
    }
}

/// Minutes after the start: a minute after a session without notes has ended.
const ENDED_MINUTES: i64 = 60 + 7 * 24 * 60 + 1;

fn everybody_tries_everything(database: fn() -> TestDatabase, state: State) {
    let mut scene = Scene::new(database());
    for case in CASES {
        let refused = scene.make(case, state);
        for time in [Time::Early, Time::Timely, Time::Late] {
            let Some(minutes) = case.minutes(time) else { continue };
            // What has ended is tried after its end: the history is read in the order of time.
            let ended = state == State::HeldWithoutNotes && time == Time::Timely;
            let minutes = if ended { minutes.max(ENDED_MINUTES) } else { minutes };
            for caller in CALLERS {
                if case.allows(state, caller, time) {
                    let made = scene.make(case, state);
                    scene.at(&made, minutes);
                    happens(&scene, case, &made, caller);
                    continue;
                }
                scene.at(&refused, minutes);
                let before = scene.seen(&refused);
                let answer = act(&scene, case.verb, &refused, caller);
                let what = format!("{} in {state} by {caller:?}, {time:?}", case.verb);
                let (status, code) = case.refusal(state, caller, time);
                assert_eq!(answer.status, status, "{what}: {}", answer.text);
                assert_eq!(answer.json()["code"], code, "{what}");
                assert_eq!(scene.seen(&refused), before, "{what} was refused and changed something");
            }
        }
        scene.next();
    }
}

/// What is allowed: the state after it is the table's, and the history has it.
fn happens(scene: &Scene, case: &Case, made: &Made, caller: Caller) {
    let what = format!("{} by {caller:?}", case.verb);
    let before = scene.seen(made);
    let answer = act(scene, case.verb, made, caller);
    let status = match case.verb {
        Verb::ProposeMove => 201,
        Verb::ReassignNotes | Verb::ReleaseNotes => 204,
        _ => 200,
    };
    assert_eq!(answer.status, status, "{what}: {}", answer.text);
    let after = scene.seen(made);
    let row = case.verb.row();
    let state = match row.to {
        To::Stays => before.0.clone(),
        To::Becomes(state) => json!(state),
        To::Goes => Value::Null,
    };
    assert_eq!(after.0, state, "{what}");
    let (told, knew) = (after.1.as_array().unwrap(), before.1.as_array().unwrap());
    match row.recorded {
        None => assert_eq!(told, knew, "{what}"),
        Some(recorded) => {
            assert_eq!(told.len(), knew.len() + 1, "{what}");
            let event = told.last().unwrap();
            let seat = match caller {
                Caller::Candidate => "candidate",
                Caller::Coordinator => "coordinator",
                _ => "interviewer",
            };
            assert_eq!((&event["what"], &event["seat"]), (&json!(recorded), &json!(seat)), "{what}");
            assert_eq!(event["at"], json!(scene.app.clock.now()), "{what}");
        }
    }
}

/// Fails for a row that isn't tried, or whose states aren't in this matrix.
#[test]
fn the_matrix_knows_the_whole_table() {
    let by_people =
        |row: &&&candor::domain::booking::life_cycle::Row| row.who.iter().any(|seat| cases::at_the_door(*seat));
    let known: Vec<_> = TABLE.iter().filter(by_people).map(|row| (row.verb, row.from.to_vec())).collect();
    let tried: Vec<_> = CASES.iter().map(|case| (case.verb, case.states.to_vec())).collect();
    assert_eq!(tried, known);
}

macro_rules! in_each_state {
    ($($name:ident: $state:ident;)+) => {$(
        mod $name {
            use super::*;

            #[test]
            fn sqlite() {
                everybody_tries_everything(TestDatabase::memory, State::$state);
            }

            #[test]
            fn postgres() {
                everybody_tries_everything(TestDatabase::postgres, State::$state);
            }
        }
    )+};
}

in_each_state! {
    offered: Offered;
    booked: Booked;
    cancelled: Cancelled;
    no_show: NoShow;
    disputed: Disputed;
    completed: Completed;
    held_without_notes: HeldWithoutNotes;
}
