//! The description of one operation, as its handler's types fill it in.

use crate::http::problem::{DeclaredError, row};
use std::collections::{BTreeMap, VecDeque};
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{HttpMethod, Ref, RefOr, Required, Response, Schema};

/// An operation, and the components that its description points to.
pub(crate) struct Described {
    pub(super) operation: Operation,
    pub(super) methods: Vec<HttpMethod>,
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    /// The declared errors by status.
    pub(super) errors: BTreeMap<u16, Vec<CodeOfStatus>>,
    /// The parts of the path that no input has taken yet.
    segments: VecDeque<String>,
}

/// A code that an operation can answer, and what its document looks like.
#[derive(Clone)]
pub(super) struct CodeOfStatus {
    pub code: &'static str,
    pub title: &'static str,
    pub body: RefOr<Schema>,
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
        let name = T::name().into_owned();
        T::schemas(&mut self.schemas);
        self.schemas.push((name.clone(), T::schema()));
        RefOr::Ref(Ref::from_schema_name(name))
    }

    /// The next part of the path is of this type.
    pub(crate) fn segment(&mut self, schema: RefOr<Schema>) {
        let name = self.segments.pop_front().unwrap_or_default();
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
        self.parameter(parameter.schema(Some(schema)).build());
    }

    /// It takes this parameter.
    pub(crate) fn parameter(&mut self, parameter: Parameter) {
        self.operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
    }

    /// It takes this body.
    pub(crate) fn body(&mut self, body: RequestBody) {
        self.operation.request_body = Some(RefOr::T(body));
    }

    /// Somebody has to be signed in.
    pub(crate) fn signed_in(&mut self) {
        self.operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("bearer", [])]);
    }

    /// It answers this when all goes well.
    pub(crate) fn answers(&mut self, status: u16, response: Response) {
        self.operation.responses.responses.insert(status.to_string(), RefOr::T(response));
    }

    /// It can answer this error.
    pub(crate) fn error<E: DeclaredError>(&mut self) {
        let body = self.schema::<E::Body>();
        let (status, code, title) = row(E::CODE);
        let codes = self.errors.entry(status.as_u16()).or_default();
        match codes.iter_mut().find(|known| known.code == code) {
            Some(known) => known.body = body,
            None => codes.push(CodeOfStatus { code, title, body }),
        }
        codes.sort_by_key(|one| one.code);
    }
}
