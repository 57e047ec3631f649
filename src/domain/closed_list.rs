/// A word from a fixed list embedded in the binary; cheap to copy and compare.
macro_rules! listed {
    (#[doc = $about:literal] $name:ident, $list:ident, $example:literal, $refusal:literal) => {
        #[doc = $about]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(&'static str);

        impl $name {
            /// Every value.
            pub fn all() -> impl Iterator<Item = Self> {
                $list.iter().map(|(word, _)| Self(word))
            }

            /// The word used in the API and the tables.
            pub fn as_str(self) -> &'static str {
                self.0
            }

            /// The words a person reads.
            pub fn label(self) -> &'static str {
                $list.iter().find(|(word, _)| *word == self.0).map_or(self.0, |(_, human)| human)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::Invalid;
            fn from_str(text: &str) -> Result<Self, $crate::domain::Invalid> {
                Self::all().find(|value| value.0 == text).ok_or_else(|| $crate::domain::Invalid::new($refusal))
            }
        }

        $crate::domain::text_serde!($name);

        impl utoipa::PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let list =
                    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Self::all().map(Self::as_str)));
                list.description(Some($about.trim())).examples([$example]).into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}
pub(crate) use listed;
