//! The API's own description: OpenAPI 3.1, made from the handlers' signatures.

use super::operations;
use crate::http::problem::Problem;
use crate::service::Error;
use actix_web::HttpResponse;
use actix_web::guard::Get;
use actix_web::http::header::ContentType;
use actix_web::web::{self, Bytes, ServiceConfig};
use std::sync::LazyLock;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Where the document is served.
const PATH: &str = "/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Candor",
        description = "Peer mock interviews that always end in written, hiring-style feedback.\n\nTimes are RFC 3339 \
                       in UTC; unknown fields and parameters are rejected. Errors are RFC 9457 problem documents with \
                       a stable `code` and, for invalid input, `errors` that say where the problem is and how to fix \
                       it.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/", description = "The server this document comes from")),
    // In the order in which a newcomer needs them; the page at /docs keeps it.
    tags(
        (name = "Accounts", description = "Signing up, and confirming your email address"),
        (name = "Sign-in", description = "Tokens and passwords"),
        (name = "Me", description = "Your account, profiles and hours"),
        (name = "Openings", description = "When a suitable interviewer is free"),
        (name = "Requests", description = "Asking to be matched, and answering offers"),
        (name = "Sessions", description = "Booked mock interviews"),
        (name = "Safety", description = "Blocking and reporting people"),
        (name = "Programs", description = "Clubs, classes and bootcamps that practise together"),
        (name = "Rounds", description = "Matching a whole program at once"),
        (name = "Calibration", description = "Sample sessions for practising ratings. Only you can see how you rate them"),
        (name = "Notes", description = "What the interviewer writes"),
        (name = "Feedback", description = "What the candidate receives"),
        (name = "Practice", description = "Learning from it: the weekly plan, debriefs and trends. Only you can see them"),
        (name = "Catalogue", description = "Topics and note templates"),
        (name = "Operation", description = "Health checks, metrics, and emails that couldn't be delivered"),
    ),
    modifiers(&Bearer)
)]
struct Head;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, api: &mut Description) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The OpenAPI document.
pub fn document() -> Description {
    let mut document = Head::openapi();
    operations().describe(&mut document);
    document
}

/// The document as JSON. Made once, when somebody first asks: it takes longer than starting a worker.
static JSON: LazyLock<Result<Bytes, serde_json::Error>> =
    LazyLock::new(|| serde_json::to_vec(&document()).map(Bytes::from));

async fn json() -> Result<HttpResponse, Problem> {
    let json = JSON.as_ref().map_err(Error::internal)?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(json.clone()))
}

/// `/openapi.json` and the browsable page at `/docs`, all of it from the binary.
pub fn docs(config: &mut ServiceConfig) {
    // The validator would call a server on the internet.
    let page = Config::new([PATH]).validator_url("none").try_it_out_enabled(true);
    config.service(web::resource(PATH).guard(Get()).to(json)).service(SwaggerUi::new("/docs/{_:.*}").config(page));
}
