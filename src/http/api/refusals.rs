//! The refusals of each operation, added to its description.

use super::operations::operations;
use utoipa::Modify;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

/// Adds to each operation the refusals that follow from what it takes: a body, a parameter, a sign-in.
pub(crate) struct Refusals;

impl Modify for Refusals {
    fn modify(&self, api: &mut OpenApi) {
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
    let limited =
        ["/invitations", "/invitations/accept", "/login", "/accounts", "-password", "-email", "-verification"];
    let book =
        ["/v1/sessions", "/v1/requests", "/v1/programs", "/v1/programs/join", "/v1/reports", "/v1/me/busy-calendars"]
            .contains(&path)
            && method == "POST";
    let link = path.starts_with("/v1/auth/")
        && (path.contains("verify") || path.contains("reset") || path.contains("confirm"));
    let acts = by_id && signed_in && method != "GET";
    let runs = path.ends_with("/overview")
        || path.ends_with("/report")
        || path.ends_with("/report.csv")
        || path.ends_with("/report.svg")
        || path.ends_with("/appeals")
        || path.ends_with("/late-notes")
        || path.ends_with("/invitations")
        || path.ends_with("/reports")
        || path.contains("/questions");
    let plan = path.starts_with("/v1/rounds/") && (path.ends_with("/preview") || path.ends_with("/export.csv"));
    let publishes = path.ends_with("/publish") || path.ends_with("{question_id}") && method == "PUT";
    let debriefs = path.ends_with("/debriefs") && body;
    let notes =
        ["/brief", "/notes", "/submit", "/amend", "/move-openings", "/shares"].iter().any(|end| path.ends_with(end));
    let rows = [
        (body || link, 400, "The body can't be read, or the link no longer works."),
        (signed_in || path.starts_with("/v1/auth/"), 401, "You're not signed in, or the credentials are wrong."),
        (
            acts || book || notes || runs || plan || debriefs,
            403,
            "You're not allowed to do this, or your email address isn't verified.",
        ),
        (by_id || signed_in, 404, "It doesn't exist, or you don't have access to it."),
        (
            acts || book
                || ["/invite.ics", "/brief", "/self-assessment", "/review", "/plan/steps", "/debriefs"]
                    .iter()
                    .any(|end| path.ends_with(end)),
            409,
            "The opening has been taken, or the current state doesn't allow this.",
        ),
        (publishes || path.ends_with("/preview") && method == "POST", 412, "It has changed since you read it."),
        (
            publishes || path.ends_with("/amend") || path.ends_with("/notes") && method == "PUT",
            428,
            "If-Match is missing.",
        ),
        (body, 413, "The body is too large."),
        (body, 415, "The content type isn't supported."),
        (body || query || by_id, 422, "The input isn't valid; `errors` says what to fix."),
        (
            body && (book || limited.iter().any(|end| path.ends_with(end))),
            429,
            "Too many attempts; Retry-After says when to try again.",
        ),
        (true, 500, "Something went wrong on our side."),
        (true, 503, "The server is busy; try again."),
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
