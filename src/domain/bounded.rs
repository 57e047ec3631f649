/// A whole number with bounds; values outside are refused with a sentence.
macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $min:tt, $max:tt, $refusal:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, utoipa::ToSchema)]
        #[schema(value_type = i32, minimum = $min, maximum = $max)]
        pub struct $name(u16);

        impl $name {
            /// The number, or `None` outside its bounds.
            pub fn new(value: i64) -> Option<Self> {
                if !($min..=$max).contains(&value) {
                    return None;
                }
                u16::try_from(value).ok().map(Self)
            }

            /// The number.
            pub fn get(self) -> u16 {
                self.0
            }
        }

        impl Default for $name {
            /// The smallest value.
            fn default() -> Self {
                Self($min)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(i64::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom($refusal))
            }
        }
    };
}
pub(crate) use bounded;
