//! The API's own description: OpenAPI 3.1, made from the types that the handlers read and write.

use super::{
    accounts, availability, catalogue, credentials, feedback, health, me, notes, openings, profiles, sessions, sign_in,
};
use crate::http::problem::Document;
use actix_web::dev::HttpServiceFactory;
use actix_web::dev::ResourceDef;
use std::sync::LazyLock;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Description, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Candor",
        description = "Peer mock interviews that always end in written, hiring-style feedback.\n\nTimes are RFC 3339 in UTC; \
            what is not known here is refused. Errors are RFC 9457 problem documents with a stable `code` and, for input, \
            `errors` that say where and how to mend it.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    // In the order in which somebody meets them; the page at /docs keeps it.
    tags(
        (name = "Accounts"), (name = "Sign-in"), (name = "Me"), (name = "Openings"), (name = "Sessions"), (name = "Notes"),
        (name = "Feedback"), (name = "Catalogue"), (name = "Operation"),
    ),
    paths(
        accounts::sign_up, accounts::verify_email, accounts::resend_verification,
        sign_in::login, sign_in::refresh, sign_in::logout,
        credentials::forgot_password, credentials::reset_password, credentials::change_password,
        credentials::change_email, credentials::confirm_email,
        me::show, me::change, me::delete, me::export,
        profiles::candidate, profiles::put_candidate, profiles::interviewer, profiles::put_interviewer,
        profiles::delete_interviewer, availability::show, availability::put,
        openings::search,
        sessions::book, sessions::list, sessions::show, sessions::invitation, sessions::cancel, sessions::no_show,
        sessions::dispute,
        notes::show, notes::save, notes::submit,
        feedback::list, feedback::show,
        catalogue::topics, catalogue::note_templates, catalogue::note_template,
        health::healthz, health::readyz, health::metrics,
    ),
    components(schemas(Document)),
    modifiers(&Bearer, &Refusals)
)]
pub struct Api;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, api: &mut Description) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// Adds to each operation the refusals that follow from what it takes: a body, a parameter, a sign-in.
struct Refusals;

impl Modify for Refusals {
    fn modify(&self, api: &mut Description) {
        for (path, item) in &mut api.paths.paths {
            for (method, operation) in operations(item) {
                refusals(path, method, operation);
            }
        }
    }
}

fn refusals(path: &str, method: &str, operation: &mut Operation) {
    let body = operation.request_body.is_some();
    let signed_in = operation.security.is_some();
    let by_id = path.contains('{');
    let query = operation.parameters.iter().flatten().any(|one| match one {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => false,
    });
    let limited = ["/login", "/accounts", "-password", "-email", "-verification"];
    let book = path == "/v1/sessions" && method == "POST";
    let link = path.starts_with("/v1/auth/")
        && (path.contains("verify") || path.contains("reset") || path.contains("confirm"));
    let acts = by_id && signed_in && method != "GET";
    let notes = path.ends_with("/notes") || path.ends_with("/submit");
    let rows = [
        (body || link, 400, "The body is not JSON, or the link is no longer good."),
        (signed_in || path.starts_with("/v1/auth/"), 401, "Not signed in, or the credentials are wrong."),
        (acts || book || notes, 403, "It is the other person's to do, or the address is still to be confirmed."),
        (by_id || signed_in, 404, "There is no such thing, or it is not the caller's to see."),
        (acts || book, 409, "The opening was taken, or the session has moved on."),
        (path.ends_with("/notes") && method == "PUT", 428, "If-Match is missing."),
        (body, 413, "The body is too large."),
        (body, 415, "The body is not declared as JSON."),
        (body || query || by_id, 422, "Something in the request needs another look; `errors` says what."),
        (
            body && (book || limited.iter().any(|end| path.ends_with(end))),
            429,
            "Too fast; Retry-After says when again.",
        ),
        (true, 500, "A fault of ours."),
        (true, 503, "A lot is going on; try again."),
    ];
    for (applies, status, description) in rows {
        if applies && !operation.responses.responses.contains_key(&status.to_string()) {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let response =
                ResponseBuilder::new().description(description).content("application/problem+json", content).build();
            operation.responses.responses.insert(status.to_string(), response.into());
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The OpenAPI document.
pub fn document() -> Description {
    Api::openapi()
}

/// `/openapi.json` and the browsable page at `/docs`, all of it from the binary.
pub fn docs() -> impl HttpServiceFactory + 'static {
    // The validator would ask a server on the internet.
    let config = Config::new(["/openapi.json"]).validator_url("none").try_it_out_enabled(true);
    SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document()).config(config)
}

/// The methods that a path of the API knows.
pub fn methods_of(path: &str) -> Vec<String> {
    static KNOWN: LazyLock<Vec<(ResourceDef, Vec<String>)>> = LazyLock::new(|| {
        let described = document().paths.paths.into_iter().map(|(path, mut item)| {
            let known = operations(&mut item).map(|(method, _)| method);
            // HEAD is answered wherever GET is.
            let both = known.flat_map(|method| [method, "HEAD"].into_iter().take(if method == "GET" { 2 } else { 1 }));
            let methods = both.map(str::to_owned).collect();
            (ResourceDef::new(path), methods)
        });
        described.collect()
    });
    KNOWN.iter().find(|(known, _)| known.is_match(path)).map_or_else(Vec::new, |(_, methods)| methods.clone())
}
