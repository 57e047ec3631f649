//! The server: routes, common response headers, and the answer for unknown paths.

use super::problem::Problem;
use super::{api, body, guard, pages};
use crate::app::App;
use crate::service::{Code, Error};
use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::{Compress, DefaultHeaders, Next, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpServer};
use std::io;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use tracing::Instrument;

/// Everything that is served.
pub fn routes(config: &mut ServiceConfig) {
    config
        .configure(api::routes)
        .configure(pages::routes)
        .service(web::redirect("/docs", "/docs/"))
        .configure(api::docs)
        .default_service(web::to(nothing_here));
}

/// Serves until it's told to stop; requests in flight then get `grace` to finish.
///
/// Up to `connections` are open at once; others wait until one is closed.
pub fn serve(
    app: App,
    listener: TcpListener,
    workers: usize,
    connections: usize,
    grace: Duration,
) -> io::Result<Server> {
    let data = Data::new(app);
    let server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(data.clone())
            .wrap(from_fn(guard::catch))
            .wrap(Compress::default())
            .wrap(
                DefaultHeaders::new()
                    .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
                    .add((header::X_FRAME_OPTIONS, "DENY"))
                    .add((header::REFERRER_POLICY, "no-referrer")),
            )
            .wrap(from_fn(head_as_get))
            .wrap(from_fn(observe))
            .wrap(from_fn(body::end_unread))
            .configure(routes)
    })
    .workers(workers)
    .max_connections(connections.div_ceil(workers.max(1)))
    // A compressed response is several small writes, which would otherwise each wait 40 ms for an ACK.
    .tcp_nodelay(true)
    .shutdown_timeout(grace.as_secs())
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}

/// Handles HEAD like GET (RFC 9110, section 9.3.2); the server omits the body.
async fn head_as_get(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

/// Counts and times every request by its route, never by its path, so that metrics contain no ids and labels have a
/// bounded number of values. Everything logged during the request has its method, route and request id.
async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let began = Instant::now();
    let method = label(request.method());
    let span = tracing::error_span!(
        "request",
        method,
        route = request.match_pattern().unwrap_or_else(|| "none".to_owned()),
        id = request_id(&request),
    );
    let answer = next.call(request).instrument(span).await;
    let (status, route) = match &answer {
        Ok(response) => (response.status(), response.request().match_pattern()),
        Err(error) => (error.as_response_error().status_code(), None),
    };
    let labels = [
        ("method", method.to_owned()),
        ("route", route.unwrap_or_else(|| "none".to_owned())),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("candor_http_requests_total", &labels).increment(1);
    metrics::histogram!("candor_http_request_seconds", &labels).record(began.elapsed().as_secs_f64());
    answer
}

/// A method as a label. Clients can make up methods, and each label value is kept as long as the process runs.
fn label(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// The request id from a proxy (`X-Request-Id`), or a new one.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get("x-request-id").and_then(|id| id.to_str().ok());
    given
        .filter(|id| {
            (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        })
        .map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

/// The response for unknown paths.
async fn nothing_here(request: HttpRequest) -> Result<actix_web::HttpResponse, Problem> {
    if pages::wanted(&request) {
        return pages::nothing_here();
    }
    Err(Error::new(Code::NotFound, "There's nothing at this address. See /docs for what there is.").into())
}
