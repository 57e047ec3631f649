//! The server: routes, what every answer carries, and what is answered where there is no route.

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
        .service(api::docs())
        .default_service(web::to(nothing_here));
}

/// Serves until it is told to stop; what is in flight then gets `grace` to finish.
///
/// `connections` are held at once; more wait until one is closed.
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
    // A compressed answer is several small writes, which would else wait for each other's receipt: 40 ms.
    .tcp_nodelay(true)
    .shutdown_timeout(grace.as_secs())
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}

/// HEAD is answered as GET (RFC 9110, section 9.3.2); the connection leaves the body out.
async fn head_as_get(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

/// Counts and times every request by its route, never by its path: ids stay out of the figures, and a label has as
/// many values as there are routes, methods or statuses. Whatever is logged while it's answered carries its method,
/// route and id.
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

/// A method as a label. Anybody can make up methods, and a label's value is kept for as long as the process runs.
fn label(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// The id that a proxy in front gave the request (`X-Request-Id`), or a new one.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get("x-request-id").and_then(|id| id.to_str().ok());
    given
        .filter(|id| {
            (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        })
        .map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

/// Nothing is served under this path.
async fn nothing_here(request: HttpRequest) -> Result<actix_web::HttpResponse, Problem> {
    if pages::wanted(&request) {
        return pages::nothing_here();
    }
    Err(Error::new(Code::NotFound, "There's nothing at this address. See /docs for what there is.").into())
}
