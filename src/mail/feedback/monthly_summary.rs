use crate::document::words::things;
use crate::domain::Line;
use crate::mail::message::Message;

/// What became of a month's interviews, for who gave them.
#[derive(Default)]
pub(crate) struct Impact<'a> {
    /// `January`: the month before the mail
    pub month: String,
    /// `one mock interview`, `three mock interviews`
    pub held: String,
    /// How many came within a day, and how many later, in a sentence.
    pub notes: String,
    /// How they were reviewed, in a sentence; may be empty.
    pub reviews: String,
    /// How many steps were done, in a sentence; may be empty.
    pub steps: String,
    /// What candidates said.
    pub thanks: &'a [Line<200>],
    /// The page that ends these mails.
    pub url: &'a str,
}

impl<'a> Impact<'a> {
    /// Empty for another kind of mail.
    pub(crate) fn new(message: &'a Message, url: &'a str) -> Self {
        let Message::ImpactSummary { month, sessions, in_time, reviews, again, specific, steps_done, thanks } = message
        else {
            return Self::default();
        };
        let later = sessions.saturating_sub(*in_time);
        let notes = match (in_time, later) {
            (1, 0) => "Your notes were in within a day.".to_owned(),
            (_, 0) => "All your notes were in within a day.".to_owned(),
            (0, _) => {
                "Your notes took more than a day; the sooner you write them, the more you'll remember.".to_owned()
            }
            (soon, later) => format!("Notes in within a day: {soon}; later: {later}."),
        };
        let asked = match reviews {
            0 => String::new(),
            reviews => {
                format!(
                    "Reviews: {reviews}. Would practise with you again: {again}. Found your notes specific: {specific}."
                )
            }
        };
        let steps = match steps_done {
            0 => String::new(),
            done => format!("Steps from your notes that candidates say they've done: {done}."),
        };
        Self {
            month: month.date().format("%B").to_string(),
            held: things(*sessions).replace("thing", "mock interview"),
            notes,
            reviews: asked,
            steps,
            thanks,
            url,
        }
    }
}
