//! Lists, one page at a time.

use super::contract::{Described, Input};
use super::cursor::Cursor;
use super::extract::{Params, query};
use super::problem::{Problem, code};
use crate::service::Error;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::future::{Ready, ready};
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// A query for a page of a list: `cursor`, `limit` (`DEFAULT` if missing, at most `MAX`), and the list's own filters.
#[derive(Debug)]
pub struct Paged<Filter = NoFilter, const DEFAULT: u32 = 20, const MAX: u32 = 100> {
    /// The list's filters.
    pub filter: Filter,
    /// `next_cursor` of the previous page, not yet parsed.
    pub cursor: Option<String>,
    /// Items on a page.
    pub limit: usize,
}

/// A list that can't be filtered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFilter {}

impl IntoParams for NoFilter {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<utoipa::openapi::path::Parameter> {
        Vec::new()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    cursor: Option<String>,
    limit: Option<i64>,
}

impl<Filter, const DEFAULT: u32, const MAX: u32> Paged<Filter, DEFAULT, MAX> {
    /// Where the previous page ended; `list` is the name of the list that the cursor must belong to.
    pub fn after(&self, list: &str) -> Result<Option<Cursor>, Error> {
        self.cursor.as_deref().map(|cursor| Cursor::decode(cursor, list)).transpose()
    }

    /// How many items to load: one more than fit, to see whether there's a next page.
    pub fn look_for(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }
}

impl<Filter: DeserializeOwned, const DEFAULT: u32, const MAX: u32> FromRequest for Paged<Filter, DEFAULT, MAX> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (place, filter): (Vec<_>, Vec<_>) = url::form_urlencoded::parse(request.query_string().as_bytes())
            .partition(|(name, _)| name == "cursor" || name == "limit");
        ready(page(place, filter).map_err(Problem::from))
    }
}

type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

fn page<Filter: DeserializeOwned, const DEFAULT: u32, const MAX: u32>(
    place: Pairs<'_>,
    filter: Pairs<'_>,
) -> Result<Paged<Filter, DEFAULT, MAX>, Error> {
    let Place { cursor, limit } = query(place)?;
    let limit =
        limit.map_or(Some(DEFAULT), |limit| u32::try_from(limit).ok()).filter(|limit| (1..=MAX).contains(limit));
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.ok_or_else(|| Error::invalid("?limit", format!("A page has from 1 to {MAX} items.")))?;
    Ok(Paged { filter: query(filter)?, cursor, limit })
}

impl<Filter: IntoParams + DeserializeOwned, const DEFAULT: u32, const MAX: u32> Input for Paged<Filter, DEFAULT, MAX> {
    fn describe(described: &mut Described) {
        Params::<Filter>::describe(described);
        let parameter = |name: &str, about: &str, schema: ObjectBuilder| {
            let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query);
            parameter.description(Some(about)).schema(Some(schema)).build()
        };
        let text = ObjectBuilder::new().schema_type(Type::String);
        described.parameter(parameter("cursor", "`next_cursor` of the previous page.", text));
        let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(MAX));
        let number = number.default(Some(DEFAULT.into()));
        described.parameter(parameter("limit", "Items per page.", number));
        described.error::<code::InvalidInput>();
    }
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Send this as `cursor` for the next page; null on the last page.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of at most `limit` items from up to `limit + 1`; one too many means that there's a next page.
    pub fn cut<S>(mut found: Vec<S>, limit: usize, place: impl Fn(&S) -> Cursor, shape: impl Fn(S) -> T) -> Self {
        let more = found.len() > limit;
        found.truncate(limit);
        let next_cursor = if more { found.last().and_then(|last| place(last).encode()) } else { None };
        Self { items: found.into_iter().map(shape).collect(), next_cursor }
    }
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let item = RefOr::Ref(utoipa::openapi::Ref::from_schema_name(T::name()));
        let items = ArrayBuilder::new().items(item).description(Some("The items, in the list's order."));
        let next = ObjectBuilder::new()
            .schema_type([Type::String, Type::Null].into_iter().collect::<utoipa::openapi::schema::SchemaType>())
            .description(Some("Send this as `cursor` for the next page; null on the last page."));
        let page = ObjectBuilder::new().property("items", items).property("next_cursor", next);
        page.required("items").required("next_cursor").description(Some("A page of a list.")).into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}
