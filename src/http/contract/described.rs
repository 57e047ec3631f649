//! The description of one operation, filled in by its handler's types.

use crate::http::problem::{DeclaredError, Document, Member, Schemas, component, row};
use std::collections::{BTreeMap, VecDeque};
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{HttpMethod, RefOr, Required, Response, Schema};

/// An operation, and the components that its description points to.
pub(crate) struct Described {
    pub(super) operation: Operation,
    pub(super) methods: Vec<HttpMethod>,
    pub(super) schemas: Schemas,
    /// The declared errors by status.
    pub(super) errors: BTreeMap<u16, Vec<CodeOfStatus>>,
    /// The path parameters that no input has claimed yet.
    segments: VecDeque<String>,
}

/// An error code of an operation, and the member that only its document has.
#[derive(Clone)]
pub(super) struct CodeOfStatus {
    pub code: &'static str,
    pub title: &'static str,
    pub member: Option<Member>,
}

impl Described {
    pub(super) fn new<P: utoipa::Path>() -> Self {
        let path = P::path();
        let segments = path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned());
        Self {
            operation: P::operation(),
            methods: P::methods(),
            schemas: Vec::new(),
            errors: BTreeMap::new(),
            segments: segments.collect(),
        }
    }

    /// A reference to this type's schema, which becomes a component.
    pub(crate) fn schema<T: ToSchema>(&mut self) -> RefOr<Schema> {
        component::<T>(&mut self.schemas)
    }

    /// Sets the type of the next path parameter.
    pub(crate) fn segment(&mut self, schema: RefOr<Schema>) {
        let name = self.segments.pop_front().unwrap_or_default();
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
        self.parameter(parameter.schema(Some(schema)).build());
    }

    /// Adds a parameter.
    pub(crate) fn parameter(&mut self, parameter: Parameter) {
        self.operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
    }

    /// Sets the request body.
    pub(crate) fn body(&mut self, body: RequestBody) {
        self.operation.request_body = Some(RefOr::T(body));
    }

    /// Requires a signed-in caller.
    pub(crate) fn signed_in(&mut self) {
        self.operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("bearer", [])]);
    }

    /// Sets the response on success.
    pub(crate) fn answers(&mut self, status: u16, response: Response) {
        self.operation.responses.responses.insert(status.to_string(), RefOr::T(response));
    }

    /// Adds an error.
    pub(crate) fn error<E: DeclaredError>(&mut self) {
        self.schema::<Document>();
        let member = E::member(&mut self.schemas);
        let (status, code, title) = row(E::CODE);
        let codes = self.errors.entry(status.as_u16()).or_default();
        match codes.iter_mut().find(|known| known.code == code) {
            Some(known) => known.member = member,
            None => codes.push(CodeOfStatus { code, title, member }),
        }
        codes.sort_by_key(|one| one.code);
    }
}
