//! The front page, and the sample feedback it leads to.

use super::layout::page as shown;
use crate::app::App;
use crate::document::{Block, Document, Text};
use crate::http::problem::Problem;
use crate::service::front::{self, Figures, Sample};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/front.html")]
struct FrontPage {
    document: Document,
    /// The first of what went well, of what to work on, and of the steps in the sample.
    well: Text,
    work: Text,
    step: Text,
    figures: Figures,
}

#[get("/")]
pub(crate) async fn page(app: Data<App>) -> Result<HttpResponse, Problem> {
    let figures = app.run(front::figures).await?;
    let Sample { document, notes } = front::sample()?;
    let well = notes.strengths.first().map_or("", |one| &one.text);
    let work =
        notes.gaps.first().map_or(String::new(), |one| format!("{} {} {}", one.situation, one.behavior, one.impact));
    let step = notes.action_steps.first().map_or(String::new(), |one| format!("If {}, then {}.", one.when, one.then));
    let [well, work, step] = [well, &work, &step].map(Text::read);
    shown(StatusCode::OK, &FrontPage { document, well, work, step, figures })
}

#[derive(Template)]
#[template(path = "pages/sample.html")]
struct SamplePage {
    document: Document,
}

#[get("/sample")]
pub(crate) async fn sample() -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &SamplePage { document: front::sample()?.document })
}
