//! What a problem document of one code has beside the members of every problem.

use utoipa::ToSchema;
use utoipa::openapi::schema::ArrayBuilder;
use utoipa::openapi::{Ref, RefOr, Schema};

/// Components of the document, by name.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

/// A member of a problem document.
#[derive(Clone)]
pub(crate) struct Member {
    /// Its name in the document.
    pub name: &'static str,
    /// What it holds.
    pub schema: RefOr<Schema>,
}

impl Member {
    /// A member with one `T`.
    pub(crate) fn one<T: ToSchema>(name: &'static str, schemas: &mut Schemas) -> Self {
        Self { name, schema: component::<T>(schemas) }
    }

    /// A member with a list of `T`.
    pub(crate) fn list<T: ToSchema>(name: &'static str, schemas: &mut Schemas) -> Self {
        let list = ArrayBuilder::new().items(component::<T>(schemas)).build();
        Self { name, schema: Schema::Array(list).into() }
    }
}

/// A reference to this type's schema, which becomes a component.
pub(crate) fn component<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    let name = T::name().into_owned();
    T::schemas(schemas);
    schemas.push((name.clone(), T::schema()));
    RefOr::Ref(Ref::from_schema_name(name))
}
