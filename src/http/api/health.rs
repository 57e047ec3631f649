//! What machines ask of the installation.

use crate::app::App;
use crate::http::problem::Problem;
use crate::service::operator::{self, MailState};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};

/// Check that the process is running
#[utoipa::path(operation_id = "get_health", tag = "Operation", responses((status = 200, body = String, content_type = "text/plain")))]
#[get("/healthz")]
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok")
}

/// Check that the process is ready: the database answers
#[utoipa::path(operation_id = "get_readiness", tag = "Operation", responses((status = 200, body = String, content_type = "text/plain")))]
#[get("/readyz")]
pub(crate) async fn readyz(app: Data<App>) -> Result<HttpResponse, Problem> {
    app.run(operator::ping).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready"))
}

/// Metrics for Prometheus
#[utoipa::path(operation_id = "get_metrics", tag = "Operation", responses((status = 200, body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub(crate) async fn metrics(app: Data<App>) -> Result<HttpResponse, Problem> {
    let figures = app.run(operator::figures).await?;
    for state in MailState::ALL {
        let count = figures.mails.iter().find(|(one, _)| one == state).map_or(0, |(_, count)| *count);
        let count = f64::from(i32::try_from(count).unwrap_or(i32::MAX));
        ::metrics::gauge!("candor_outbox_mails", "state" => state.as_str()).set(count);
    }
    ::metrics::counter!("candor_sql_statements_total").absolute(figures.statements);
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(app.metrics.render()))
}
