//! The weekly mail: a full one, and one that only looks ahead.

use crate::domain::feedback::notes::ActionStep;
use crate::mail::message::{Message, Steps};

fn step(when: &str, then: &str, check: &str) -> ActionStep {
    ActionStep { when: when.parse().unwrap(), then: then.parse().unwrap(), check: check.parse().unwrap() }
}

fn steps(told: Vec<ActionStep>, more: usize) -> Steps {
    Steps { told, more }
}

pub(crate) fn messages() -> Vec<(&'static str, Message)> {
    let draw = step(
        "somebody asks what runs first",
        "I draw the two queues before I answer.",
        "The drawing is there before the first sentence.",
    );
    let read = step("", "Read the chapter on microtasks", "");
    let full = Message::WeeklyPlan {
        week: "2027-01-25".parse().unwrap(),
        done: steps(vec![draw.clone(), read.clone()], 0),
        open: steps(vec![step("it is Tuesday, right after breakfast", "explain promises to the cat", "")], 0),
        ahead: steps(vec![draw.clone()], 3),
    };
    let ahead = Message::WeeklyPlan {
        week: "2027-01-11".parse().unwrap(),
        done: Steps::default(),
        open: Steps::default(),
        ahead: steps(vec![read], 0),
    };
    vec![("weekly_plan", full), ("weekly_plan.ahead", ahead)]
}
