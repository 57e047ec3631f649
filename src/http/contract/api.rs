//! All operations: as routes, and as the paths of the document.

use super::described::CodeOfStatus;
use super::endpoint::Endpoint;
use crate::http::problem::{Document, Problem};
use crate::service::{Code, Error};
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, ResponseError};
use std::collections::BTreeMap;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::AllOfBuilder;
use utoipa::openapi::{
    Components, ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder, Schema, schema::Type,
};
use utoipa::{PartialSchema, ToSchema};

/// The operations, each under its tag.
#[derive(Default)]
pub(crate) struct Api(Vec<(&'static str, Endpoint)>);

impl Api {
    /// Adds operations that the document lists under this tag.
    pub(crate) fn add(&mut self, tag: &'static str, endpoints: impl IntoIterator<Item = Endpoint>) {
        self.0.extend(endpoints.into_iter().map(|endpoint| (tag, endpoint)));
    }

    /// Serves them. A path answers 405 for methods it doesn't have.
    pub(crate) fn serve(self, config: &mut ServiceConfig) {
        // `{` sorts after every letter, so a fixed word is tried before an id at the same position.
        let mut paths: BTreeMap<String, Vec<Endpoint>> = BTreeMap::new();
        for (_, endpoint) in self.0 {
            paths.entry(endpoint.path.clone()).or_default().push(endpoint);
        }
        for (path, endpoints) in paths {
            // HEAD is answered wherever GET is.
            let methods = endpoints.iter().flat_map(|one| match one.method.as_str() {
                "GET" => vec!["GET", "HEAD"],
                method => vec![method],
            });
            let allow = methods.collect::<Vec<_>>().join(", ");
            let resource = web::resource(path).default_service(web::to(move || {
                let allow = allow.clone();
                async move { method_not_allowed(&allow) }
            }));
            let with = endpoints.into_iter().fold(resource, |resource, endpoint| resource.route(endpoint.route));
            config.service(with);
        }
    }

    /// Adds them and the components they need to a document.
    pub(crate) fn describe(self, document: &mut OpenApi) {
        for (tag, endpoint) in self.0 {
            let mut described = (endpoint.describe)();
            let components = document.components.get_or_insert_default();
            let responses = responses(&described.errors, components);
            described.operation.responses.responses.extend(responses);
            described.operation.tags = Some(vec![tag.to_owned()]);
            components.schemas.extend(described.schemas);
            document.paths.add_path_operation(endpoint.path, described.methods, described.operation);
        }
    }

    /// The schemas of all operations, with the repetitions that the document merges.
    #[cfg(test)]
    pub(crate) fn schemas(self) -> Vec<(String, RefOr<Schema>)> {
        self.0.into_iter().flat_map(|(_, endpoint)| (endpoint.describe)().schemas).collect()
    }
}

fn method_not_allowed(allow: &str) -> Result<HttpResponse, Problem> {
    let problem = Problem::from(Error::new(Code::MethodNotAllowed, format!("This address supports {allow}.")));
    let mut response = problem.error_response();
    response.headers_mut().insert(ALLOW, HeaderValue::from_str(allow).map_err(Error::internal)?);
    Ok(response)
}

type Codes = Vec<CodeOfStatus>;

/// A response for each status, as a reference: operations with the same codes share a component.
fn responses(
    errors: &BTreeMap<u16, Codes>,
    components: &mut Components,
) -> Vec<(String, RefOr<utoipa::openapi::Response>)> {
    let shared = errors.iter().map(|(status, codes)| {
        let name = codes.iter().map(|one| one.code).collect::<Vec<_>>().join("-");
        if !components.responses.contains_key(&name) {
            let problem_name = problem_name(codes);
            components.responses.insert(name.clone(), response(*status, codes, &problem_name));
            components.schemas.insert(problem_name, problem(codes));
        }
        (status.to_string(), RefOr::Ref(Ref::from_response_name(name)))
    });
    shared.collect()
}

/// The schema name of the problem document with these codes, such as `NotFoundProblem`.
fn problem_name(codes: &Codes) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    let code = |one: &CodeOfStatus| one.code.split('_').map(word).collect::<String>();
    codes.iter().map(code).collect::<Vec<_>>().join("Or") + "Problem"
}

fn response(status: u16, codes: &Codes, problem: &str) -> RefOr<utoipa::openapi::Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(problem))).build();
    let title = |one: &CodeOfStatus| format!("`{}`: {}.", one.code, one.title);
    let mut response = ResponseBuilder::new()
        .description(codes.iter().map(title).collect::<Vec<_>>().join(" "))
        .content("application/problem+json", content);
    for (header, about) in headers(status, codes) {
        let header_schema = HeaderBuilder::new().description(Some(*about)).schema(Some(String::schema()));
        response = response.header(*header, header_schema.build());
    }
    RefOr::T(response.build())
}

/// A problem document whose `code` is one of these, with what only they have.
fn problem(codes: &Codes) -> RefOr<Schema> {
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes.iter().map(|one| one.code)));
    let own = codes.iter().fold(ObjectBuilder::new().property("code", words), |own, one| match &one.member {
        Some(member) => own.property(member.name, member.schema.clone()),
        None => own,
    });
    AllOfBuilder::new().item(Ref::from_schema_name(Document::name())).item(own).into()
}

/// The headers that an error always has.
fn headers(status: u16, codes: &Codes) -> &'static [(&'static str, &'static str)] {
    match status {
        401 => &[("WWW-Authenticate", "Bearer (RFC 6750).")],
        412 if codes.iter().all(|one| one.code == "notes_changed") => &[("ETag", "The current revision.")],
        429 | 503 | 507 => &[("Retry-After", "Seconds to wait before you try again.")],
        _ => &[],
    }
}
