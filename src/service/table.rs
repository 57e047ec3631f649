/// An enum in which every variant must have a row of properties.
macro_rules! table {
    ($(#[$doc:meta])* pub enum $name:ident: $row:ty { $($(#[$about:meta])* $variant:ident = $facts:expr;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$about])* $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            const fn row(self) -> $row {
                match self {
                    $(Self::$variant => $facts,)+
                }
            }
        }
    };
}
pub(crate) use table;
