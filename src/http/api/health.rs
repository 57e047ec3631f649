//! Health checks and metrics.

use crate::app::App;
use crate::http::contract::{Answer, Api, Content, media, operations};
use crate::service::operator::{self, MailState};
use actix_web::HttpResponse;
use actix_web::web::Data;
use std::time::Duration;

/// How long the database may take to answer.
const READY_TIME: Duration = Duration::from_secs(5);

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Operation", operations![self: healthz, readyz, metrics]);
}

/// Check that the process is running
#[utoipa::path(get, path = "/healthz", operation_id = "get_health")]
pub(crate) async fn healthz() -> Answer<Content<media::Text>> {
    Ok(text("text/plain; charset=utf-8", "ok"))
}

/// Check that the process is ready: the database accepts writes
#[utoipa::path(get, path = "/readyz", operation_id = "get_readiness")]
pub(crate) async fn readyz(app: Data<App>) -> Answer<Content<media::Text>> {
    app.run_within(READY_TIME, operator::check_ready).await?;
    Ok(text("text/plain; charset=utf-8", "ready"))
}

/// Metrics for Prometheus
#[utoipa::path(get, path = "/metrics", operation_id = "get_metrics")]
pub(crate) async fn metrics(app: Data<App>) -> Answer<Content<media::Text>> {
    let figures = app.run(operator::figures).await?;
    for state in MailState::ALL {
        let count = figures.mails.iter().find(|(one, _)| one == state).map_or(0, |(_, count)| *count);
        let count = f64::from(i32::try_from(count).unwrap_or(i32::MAX));
        ::metrics::gauge!("candor_outbox_mails", "state" => state.as_str()).set(count);
    }
    ::metrics::counter!("candor_sql_statements_total").absolute(figures.statements);
    Ok(text("text/plain; version=0.0.4; charset=utf-8", &app.metrics.render()))
}

fn text(kind: &str, text: &str) -> Content<media::Text> {
    Content::new(HttpResponse::Ok().content_type(kind).body(text.to_owned()))
}
