use std::{fmt, marker::PhantomData, ops::Deref};

/// At most `MAX` items; parsing stops at the first one too many.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_refused() {
        assert_eq!(serde_json::from_str::<UpTo<2, u8>>("[1,2]").unwrap().len(), 2);
        assert!(serde_json::from_str::<UpTo<2, u8>>("[1,2,3]").is_err());
    }
}
