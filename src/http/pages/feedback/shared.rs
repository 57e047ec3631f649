//! Feedback that its candidate shares by a link. Only people who were given the link can find it, and no search engine.

use crate::app::App;
use crate::document::{Block, Document, Made};
use crate::http::file::file;
use crate::http::pages::layout::page as shown;
use crate::http::pages::written::refused;
use crate::http::problem::Problem;
use crate::service::feedback::notes::FeedbackDocument;
use crate::service::feedback::shares;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/feedback/shared.html")]
struct Page {
    document: Document,
    /// What was made in the session, as far as those who attached it say so.
    work: Vec<Made>,
    /// The address of the PDF.
    pdf: String,
}

#[get("/shared/{secret}")]
pub(crate) async fn page(secret: Path<String>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let secret = secret.into_inner();
    let address = format!("/shared/{secret}/feedback.pdf");
    let answer = match app.run(move |services| shares::open(services, &secret)).await {
        Ok(FeedbackDocument { document, made: work, .. }) => {
            shown(StatusCode::OK, &Page { document, work, pdf: address })
        }
        Err(error) => refused(error),
    };
    answer.map(unlisted)
}

#[get("/shared/{secret}/feedback.pdf")]
pub(crate) async fn pdf(secret: Path<String>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let answer = match app.run(move |services| shares::open(services, &secret)?.pdf(services)).await {
        Ok(found) => Ok(file(found)),
        Err(error) => refused(error),
    };
    answer.map(unlisted)
}

/// Tells search engines that find it anyway not to index it.
fn unlisted(mut answer: HttpResponse) -> HttpResponse {
    let (name, value) =
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive"));
    answer.headers_mut().insert(name, value);
    answer
}
