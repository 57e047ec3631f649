/// A word of a closed list that lives in the binary: copied and compared as a pointer's worth of bytes.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident, $list:ident, $example:tt, $max:tt, $refusal:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
        #[schema(value_type = String, example = $example, max_length = $max)]
        pub struct $name(&'static str);

        impl $name {
            /// Every value.
            pub fn all() -> impl Iterator<Item = Self> {
                $list.iter().map(|(word, _)| Self(word))
            }

            /// The word used in the API and the tables.
            pub fn word(self) -> &'static str {
                self.0
            }

            /// The words a person reads.
            pub fn human(self) -> &'static str {
                $list.iter().find(|(word, _)| *word == self.0).map_or(self.0, |(_, human)| human)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::types::Invalid;
            fn from_str(text: &str) -> Result<Self, $crate::types::Invalid> {
                Self::all().find(|value| value.0 == text).ok_or_else(|| $crate::types::Invalid::new($refusal))
            }
        }

        $crate::types::text_serde!($name);
    };
}
pub(super) use listed;
