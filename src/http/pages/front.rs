//! The front page, and the sample feedback it leads to.

use super::layout::page as shown;
use crate::app::App;
use crate::document::{Block, Document};
use crate::http::problem::Problem;
use crate::service::front::{self, Figures, Sample};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/front.html")]
struct FrontPage {
    sample: &'static Sample,
    figures: Figures,
}

#[get("/")]
pub(crate) async fn page(app: Data<App>) -> Result<HttpResponse, Problem> {
    let figures = app.run(front::figures).await?;
    shown(StatusCode::OK, &FrontPage { sample: front::sample()?, figures })
}

#[derive(Template)]
#[template(path = "pages/sample.html")]
struct SamplePage {
    document: &'static Document,
}

#[get("/sample")]
pub(crate) async fn sample() -> Result<HttpResponse, Problem> {
    shown(StatusCode::OK, &SamplePage { document: &front::sample()?.document })
}
