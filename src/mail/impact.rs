use super::message::Message;
use crate::document::words::things;
use crate::domain::Line;

/// What became of a month's sessions, for who held them.
#[derive(Default)]
pub(crate) struct Impact<'a> {
    /// `January 2027`
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
            (_, 0) => "All of the notes were there within a day.".to_owned(),
            (0, _) => "The notes came later than a day after; the sooner they are there, the more is still remembered."
                .to_owned(),
            (soon, later) => format!("Notes within a day: {soon}; later: {later}."),
        };
        let asked = match reviews {
            0 => String::new(),
            reviews => {
                format!("Reviews: {reviews}. Would meet you again: {again}. Found the notes specific: {specific}.")
            }
        };
        let steps = match steps_done {
            0 => String::new(),
            done => format!("Steps from your notes that are done, as far as candidates let you know: {done}."),
        };
        Self {
            month: month.date().format("%B %Y").to_string(),
            held: things(*sessions).replace("thing", "mock interview"),
            notes,
            reviews: asked,
            steps,
            thanks,
            url,
        }
    }
}
