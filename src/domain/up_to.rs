use std::{fmt, marker::PhantomData, ops::Deref};
use utoipa::openapi::{ArrayBuilder, RefOr, Schema};

/// At most `MAX` items; reading stops at the first one too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpTo<const MAX: usize, T>(Vec<T>);

impl<const MAX: usize, T> UpTo<MAX, T> {
    /// The items, or `None` when there are more than `MAX`.
    pub fn new(items: Vec<T>) -> Option<Self> {
        (items.len() <= MAX).then_some(Self(items))
    }

    /// The items by value.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<const MAX: usize, T> Default for UpTo<MAX, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<const MAX: usize, T> Deref for UpTo<MAX, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, const MAX: usize, T> IntoIterator for &'a UpTo<MAX, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<const MAX: usize, T: serde::Serialize> serde::Serialize for UpTo<MAX, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

struct Reader<const MAX: usize, T>(PhantomData<T>);

impl<'de, const MAX: usize, T: serde::Deserialize<'de>> serde::de::Visitor<'de> for Reader<MAX, T> {
    type Value = UpTo<MAX, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX} items")
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            if items.len() == MAX {
                return Err(serde::de::Error::custom(format!(
                    "There are too many items here; at most {MAX} are allowed."
                )));
            }
            items.push(item);
        }
        Ok(UpTo(items))
    }
}

impl<'de, const MAX: usize, T: serde::Deserialize<'de>> serde::Deserialize<'de> for UpTo<MAX, T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

// What utoipa's own containers implement; the last generic is the item's schema, or a reference to it.
impl<const MAX: usize, T: utoipa::__dev::ComposeSchema> utoipa::__dev::ComposeSchema for UpTo<MAX, T> {
    fn compose(generics: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        let item = generics.into_iter().next_back().unwrap_or_else(|| T::compose(Vec::new()));
        ArrayBuilder::new().items(item).max_items(Some(MAX)).into()
    }
}

impl<const MAX: usize, T: utoipa::ToSchema + utoipa::__dev::ComposeSchema> utoipa::ToSchema for UpTo<MAX, T> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("UpTo{MAX}").into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_refused() {
        assert_eq!(serde_json::from_str::<UpTo<2, u8>>("[1,2]").unwrap().len(), 2);
        assert!(serde_json::from_str::<UpTo<2, u8>>("[1,2,3]").is_err());
    }
}
