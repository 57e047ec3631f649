use crate::document::Step;
use crate::document::words::things;
use crate::domain::LocalDate;
use crate::domain::feedback::notes::ActionStep;
use crate::domain::practice::plan::Week;
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use crate::mail::words;
use serde::{Deserialize, Serialize};

/// The weekly mail about the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeeklyPlan {
    /// The Monday of the week.
    pub week: LocalDate,
    /// Steps that were done.
    pub done: Steps,
    /// Steps that are still open.
    pub open: Steps,
    /// Steps planned for the next week.
    pub ahead: Steps,
}

/// Steps of a weekly plan, limited to a number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// The steps in the mail.
    pub told: Vec<ActionStep>,
    /// How many more there are.
    pub more: usize,
}

/// Some steps, and how many more there are.
struct StepList<'a> {
    /// The steps.
    steps: Vec<Step<'a>>,
    /// `And 3 more in your plan.`
    more: Option<String>,
}

impl<'a> StepList<'a> {
    fn new(steps: &'a Steps) -> Self {
        let more = (steps.more > 0).then(|| format!("And {} more in your plan.", steps.more));
        Self { steps: steps.told.iter().map(Step::new).collect(), more }
    }
}

struct View<'a> {
    /// `11 to 17 January`: the week that ends on the day of the mail
    week: String,
    /// Steps that were done.
    done: StepList<'a>,
    /// Steps that are still open.
    open: StepList<'a>,
    /// Steps planned for the next week.
    ahead: StepList<'a>,
    /// `two things done, one still open`
    sum: String,
    /// The page for turning these mails off.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/practice/weekly_plan.subject.txt",
    "mail/practice/weekly_plan.txt",
    "mail/practice/weekly_plan.html"
);

impl MailKind for WeeklyPlan {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let Self { week, done, open, ahead } = self;
        let shown = Week::of(week.date());
        let view = View {
            week: words::days(shown.monday(), shown.sunday(), sending.now),
            sum: sum(done, open, ahead),
            done: StepList::new(done),
            open: StepList::new(open),
            ahead: StepList::new(ahead),
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let step = |when: &str, then: &str, check: &str| ActionStep {
            when: when.parse().unwrap(),
            then: then.parse().unwrap(),
            check: check.parse().unwrap(),
        };
        let draw = step(
            "somebody asks what runs first",
            "I draw the two queues before I answer.",
            "The drawing is there before the first sentence.",
        );
        let read = step("", "Read the chapter on microtasks", "");
        let cat = step("it is Tuesday, right after breakfast", "explain promises to the cat", "");
        let full = Self {
            week: "2027-01-25".parse().unwrap(),
            done: Steps { told: vec![draw.clone(), read.clone()], more: 0 },
            open: Steps { told: vec![cat], more: 0 },
            ahead: Steps { told: vec![draw], more: 3 },
        };
        let ahead = Self {
            week: "2027-01-11".parse().unwrap(),
            done: Steps::default(),
            open: Steps::default(),
            ahead: Steps { told: vec![read], more: 0 },
        };
        let own = step("", "I go to bed early.", "");
        let across = Self {
            week: "2026-12-28".parse().unwrap(),
            done: Steps::default(),
            open: Steps { told: vec![own], more: 0 },
            ahead: Steps::default(),
        };
        vec![("weekly_plan", full), ("weekly_plan.ahead", ahead), ("weekly_plan.across", across)]
    }
}

fn sum(done: &Steps, open: &Steps, ahead: &Steps) -> String {
    let count = |steps: &Steps| steps.told.len() + steps.more;
    let part = |steps: &Steps, what: &str| match count(steps) {
        0 => None,
        some => Some(format!("{} {what}", things(some))),
    };
    let parts = [part(done, "done"), part(open, "still open"), part(ahead, "for next week")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
