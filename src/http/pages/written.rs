//! What somebody wrote into a form, given back where it's refused.

use crate::http::pages::layout::page;
use crate::http::problem::Problem;
use crate::service::Error;
use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;

/// The fields that people write into, with what each is. What is chosen, or nobody's to see, isn't among them.
const TEXTS: &[(&str, &str)] = &[
    ("reason", "Why you cancel"),
    ("note", "What you added"),
    ("place", "Where you meet"),
    ("takeaway", "What you're taking away"),
    ("comment", "What they should know"),
    ("aims", "What your interviewer should know"),
    ("line", "Your thank-you"),
    ("question", "Your question"),
    ("answer", "Your answer"),
    ("content", "What you pasted"),
    ("title", "What you called it"),
    ("language", "Its language"),
    ("name", "Who the link is for"),
    ("display_name", "Your name"),
];

/// Before the name of a competency, a field for evidence.
const EVIDENCE: &str = "evidence:";

/// A page that says what stood in the way, and what was written.
#[derive(Template)]
#[template(path = "pages/refused.html")]
struct RefusedPage<'a> {
    /// A sentence or two.
    text: &'a str,
    /// What was written into the form.
    written: Written,
}

/// A page that says what stood in the way, in the words of the API; where nothing was written.
pub fn refused(error: Error) -> Result<HttpResponse, Problem> {
    Written::default().refused(error)
}

/// The texts of a form, in the order they came.
#[derive(Debug, Clone, Default)]
pub struct Written(Vec<(String, String)>);

impl Written {
    /// Of the fields of a form.
    pub fn of(fields: impl Iterator<Item = (String, String)>) -> Self {
        let is_text = |name: &str| name.starts_with(EVIDENCE) || TEXTS.iter().any(|(text, _)| *text == name);
        Self(fields.filter(|(name, text)| is_text(name) && !text.trim().is_empty()).collect())
    }

    /// Without this field: the page has it in its form.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(one, _)| one != name);
        self
    }

    /// What each is, and what was written.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let label =
            |name: &str| TEXTS.iter().find(|(text, _)| *text == name).map_or("What you saw", |(_, label)| *label);
        self.0.iter().map(move |(name, text)| (label(name), text.as_str()))
    }

    /// A page that says what stood in the way, in the words of the API, and gives back what was written.
    pub fn refused(self, error: Error) -> Result<HttpResponse, Problem> {
        let text = error.sentence().to_owned();
        let problem = Problem::from(error);
        // The problem's own response logs the error and knows `Retry-After`.
        let answer = problem.response().finish();
        let mut refused = page(answer.status(), &RefusedPage { text: &text, written: self })?;
        if let Some(later) = answer.headers().get(header::RETRY_AFTER) {
            refused.headers_mut().insert(header::RETRY_AFTER, later.clone());
        }
        Ok(refused)
    }
}
