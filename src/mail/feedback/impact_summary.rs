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
    /// How many they held.
    pub sessions: usize,
    /// For how many of these the notes were delivered within a day.
    pub in_time: usize,
    /// How many were reviewed.
    pub reviews: usize,
    /// In how many reviews the candidate would practise with them again.
    pub again: usize,
    /// In how many reviews the notes were found specific.
    pub specific: usize,
    /// How many action steps were done, counting candidates who share that.
    pub steps_done: usize,
    /// What candidates said.
    pub thanks: Vec<Line<200>>,
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
        let Self { month, sessions, in_time, reviews, again, specific, steps_done, thanks } = self;
        let notes = match (in_time, sessions.saturating_sub(*in_time)) {
            (1, 0) => "Your notes were in within a day.".to_owned(),
            (_, 0) => "All your notes were in within a day.".to_owned(),
            (0, _) => {
                "Your notes took more than a day; the sooner you write them, the more you'll remember.".to_owned()
            }
            (soon, later) => format!("Notes in within a day: {soon}; later: {later}."),
        };
        let reviewed = || {
            format!(
                "Reviews: {reviews}. Would practise with you again: {again}. Found your notes specific: {specific}."
            )
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
            reviews: 2,
            again: 2,
            specific: 1,
            steps_done: 4,
            thanks: vec![samples::thanks(), "Your second \"why?\" is the one I practise now.".parse().unwrap()],
        };
        let small =
            Self { month, sessions: 1, in_time: 1, reviews: 0, again: 0, specific: 0, steps_done: 0, thanks: vec![] };
        vec![("impact_summary", full), ("impact_summary.small", small)]
    }
}
