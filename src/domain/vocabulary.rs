use super::Invalid;

/// An enum whose values are fixed words outside: in JSON, in the tables and in query strings alike.
macro_rules! string_enum {
    ($(#[$doc:meta])* $name:ident, $refusal:literal { $($(#[$vdoc:meta])* $variant:ident = $word:tt, $human:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in the API and the tables.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The words a person reads.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $human,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::Invalid;
            fn from_str(text: &str) -> Result<Self, $crate::domain::Invalid> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| $crate::domain::Invalid::new($refusal))
            }
        }
    };
}
pub(crate) use string_enum;

string_enum! {
    /// A kind of interview.
    Kind, "This isn't a kind of interview: coding, concepts, system_design, behavioral or take_home." {
        /// Solving a problem in code, thinking aloud.
        Coding = "coding", "coding";
        /// Explaining how things work: promises, indexes, HTTP.
        Concepts = "concepts", "concepts";
        /// Designing a system on a whiteboard.
        SystemDesign = "system_design", "system design";
        /// Talking about what you did, and why.
        Behavioral = "behavioral", "behavioral";
        /// Walking through work done at home.
        TakeHome = "take_home", "take-home";
    }
}

string_enum! {
    /// The level an interview aims at, lowest first.
    Level, "This isn't a level: intern, junior, mid, senior or staff." {
        /// Still studying.
        Intern = "intern", "intern";
        /// First job.
        Junior = "junior", "junior";
        /// Works independently on familiar things.
        Mid = "mid", "mid";
        /// Leads work.
        Senior = "senior", "senior";
        /// Leads across teams.
        Staff = "staff", "staff";
    }
}

string_enum! {
    /// A seat in a session.
    Seat, "This isn't a seat in a session: candidate or interviewer." {
        /// The person who practises.
        Candidate = "candidate", "candidate";
        /// The person who interviews and writes the notes.
        Interviewer = "interviewer", "interviewer";
    }
}

impl Seat {
    /// The other seat.
    pub fn other(self) -> Self {
        match self {
            Self::Candidate => Self::Interviewer,
            Self::Interviewer => Self::Candidate,
        }
    }
}

/// Parses several words of one enum, separated by commas, as in `?topics=a,b`.
pub fn comma_list<T: std::str::FromStr<Err = Invalid>>(text: &str) -> Result<Vec<T>, Invalid> {
    text.split(',').filter(|part| !part.is_empty()).map(str::parse).collect()
}
