use crate::document::words::things;
use crate::domain::{Line, LocalDate};
use crate::mail::kind::{MailKind, Parts, RenderError, Sending, templates};
use crate::mail::session::SessionSnapshot;
use serde::{Deserialize, Serialize};

/// What came of an interviewer's sessions in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImpactSummary {
    /// Its first day.
    pub month: LocalDate,
    /// How many sessions with feedback delivered.
    pub sessions: usize,
    /// For how many of these the interviewer delivered the notes within a day.
    pub in_time: usize,
    /// For how many of these somebody else finished the notes.
    #[serde(default)]
    pub by_others: usize,
    /// How many were reviewed.
    pub reviews: usize,
    /// Whether candidates would practise with them again.
    pub again: Answers,
    /// Whether candidates found the notes specific, of those the interviewer wrote.
    pub specific: Answers,
    /// How many action steps were done, counting candidates who share that.
    pub steps_done: usize,
    /// What candidates said.
    pub thanks: Vec<Line<200>>,
}

/// The answers to a yes-or-no question of the review.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Answers {
    /// How many said yes.
    pub yes: usize,
    /// How many answered.
    pub of: usize,
}

/// The stored form.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    /// From before the number of answers was stored.
    Yes(usize),
    Both {
        yes: usize,
        of: usize,
    },
}

impl From<Stored> for Answers {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Yes(yes) => Self { yes, of: yes },
            Stored::Both { yes, of } => Self { yes, of },
        }
    }
}

impl Answers {
    /// Counts the answers.
    pub fn of(answers: impl Iterator<Item = bool>) -> Self {
        answers.fold(Self::default(), |all, yes| Self { yes: all.yes + usize::from(yes), of: all.of + 1 })
    }

    /// `2 of 3`; `None` if nobody answered.
    fn counted(self) -> Option<String> {
        (self.of > 0).then(|| format!("{} of {}", self.yes, self.of))
    }
}

struct View<'a> {
    /// `January`: the month before the mail
    month: String,
    /// `one mock interview`, `three mock interviews`
    held: String,
    /// How many notes were delivered within a day, and how many later, in a sentence.
    notes: String,
    /// How they were reviewed, in a sentence.
    reviews: Option<String>,
    /// How many steps were done, in a sentence.
    steps: Option<String>,
    /// What candidates said.
    thanks: &'a [Line<200>],
    /// The page for turning these mails off.
    page: &'a str,
}

templates!(
    fill(View<'a>),
    "mail/feedback/impact_summary.subject.txt",
    "mail/feedback/impact_summary.txt",
    "mail/feedback/impact_summary.html"
);

impl MailKind for ImpactSummary {
    fn session(&self) -> Option<&SessionSnapshot> {
        None
    }

    fn parts(&self, sending: &Sending<'_>) -> Result<Parts, RenderError> {
        let Self { month, sessions, in_time, by_others, reviews, again, specific, steps_done, thanks } = self;
        let notes = match (in_time, sessions.saturating_sub(in_time + by_others), by_others) {
            (1, 0, 0) => "Your notes were in within a day.".to_owned(),
            (_, 0, 0) => "All your notes were in within a day.".to_owned(),
            (0, _, 0) => {
                "Your notes took more than a day; the sooner you write them, the more you'll remember.".to_owned()
            }
            (soon, later, 0) => format!("Notes in within a day: {soon}; later: {later}."),
            (soon, later, others) => {
                format!("Notes in within a day: {soon}; later: {later}; finished by somebody else: {others}.")
            }
        };
        let reviewed = || {
            let again = again.counted().map(|counted| format!(" Would practise with you again: {counted}."));
            let specific = specific.counted().map(|counted| format!(" Found your notes specific: {counted}."));
            format!("Reviews: {reviews}.{}{}", again.unwrap_or_default(), specific.unwrap_or_default())
        };
        let done = || format!("Steps from your notes that candidates say they've done: {steps_done}.");
        let view = View {
            month: month.date().format("%B").to_string(),
            held: things(*sessions).replace("thing", "mock interview"),
            notes,
            reviews: (*reviews > 0).then(reviewed),
            steps: (*steps_done > 0).then(done),
            thanks,
            page: sending.link()?,
        };
        fill(sending, &view)
    }

    fn link_ends_it(&self) -> bool {
        true
    }

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::mail::samples;

        let month = "2027-01-01".parse().unwrap();
        let full = Self {
            month,
            sessions: 3,
            in_time: 2,
            by_others: 0,
            reviews: 2,
            again: Answers { yes: 2, of: 2 },
            specific: Answers { yes: 1, of: 1 },
            steps_done: 4,
            thanks: vec![samples::thanks(), "Your second \"why?\" is the one I practise now.".parse().unwrap()],
        };
        let nobody = Answers::default();
        let small = Self {
            sessions: 1,
            in_time: 1,
            reviews: 0,
            again: nobody,
            specific: nobody,
            steps_done: 0,
            thanks: vec![],
            ..full.clone()
        };
        let helped = Self { in_time: 1, by_others: 1, reviews: 1, again: nobody, specific: nobody, ..full.clone() };
        vec![("impact_summary", full), ("impact_summary.helped", helped), ("impact_summary.small", small)]
    }
}
