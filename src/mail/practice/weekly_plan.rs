use crate::document::Step;
use crate::document::words::things;
use crate::domain::feedback::notes::ActionStep;
use crate::domain::practice::plan::Week;
use crate::mail::message::{Message, Steps};

/// The weekly mail.
#[derive(Default)]
pub(crate) struct Weekly<'a> {
    /// `11 to 17 January`: the week that ends on the day of the mail
    pub week: String,
    /// What was done.
    pub done: Told<'a>,
    /// What is still to be done.
    pub open: Told<'a>,
    /// What is planned for the next week.
    pub ahead: Told<'a>,
    /// `two things done, one still open`
    pub sum: String,
    /// The page that ends these mails.
    pub url: &'a str,
}

/// Some steps, and how many more there are.
#[derive(Default)]
pub(crate) struct Told<'a> {
    /// The steps.
    pub steps: Vec<Step<'a>>,
    /// `And 3 more in your plan.`; empty when these are all.
    pub more: String,
}

impl<'a> Told<'a> {
    fn new(steps: &'a Steps) -> Self {
        let more = match steps.more {
            0 => String::new(),
            more => format!("And {more} more in your plan."),
        };
        Self { steps: steps.told.iter().map(|step: &ActionStep| Step::new(step)).collect(), more }
    }
}

impl<'a> Weekly<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, url: &'a str) -> Self {
        let Message::WeeklyPlan { week, done, open, ahead } = message else { return Self::default() };
        Self {
            week: dates(Week::of(week.date())),
            sum: sum(done, open, ahead),
            done: Told::new(done),
            open: Told::new(open),
            ahead: Told::new(ahead),
            url,
        }
    }
}

fn dates(week: Week) -> String {
    let (first, last) = (week.monday(), week.sunday());
    let day = if first.format("%B").to_string() == last.format("%B").to_string() { "%-d" } else { "%-d %B" };
    format!("{} to {}", first.format(day), last.format("%-d %B"))
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
