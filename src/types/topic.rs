use super::{Invalid, text_serde};
use std::{fmt, str::FromStr};

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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }

        impl FromStr for $name {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> {
                Self::all().find(|value| value.0 == text).ok_or_else(|| Invalid::new($refusal))
            }
        }

        text_serde!($name);
    };
}

listed!(
    /// A topic of the catalogue, such as `promises`.
    Topic, TOPICS, "promises", 40, "This topic is not in the catalogue; GET /v1/topics lists it."
);

listed!(
    /// A spoken language by its two letters (ISO 639-1), such as `en`.
    Language, LANGUAGES, "en", 2, "This is not a language code. Write two letters, such as en, de or pt (ISO 639-1)."
);

const TOPICS: &[(&str, &str)] = &[
    ("javascript", "JavaScript"),
    ("typescript", "TypeScript"),
    ("promises", "Promises and async"),
    ("event-loop", "The event loop"),
    ("closures", "Closures and scope"),
    ("this-keyword", "The this keyword"),
    ("prototypes", "Prototypes"),
    ("dom", "The DOM"),
    ("html", "HTML"),
    ("css", "CSS"),
    ("css-layout", "CSS layout"),
    ("accessibility", "Web accessibility"),
    ("browser-rendering", "Browser rendering"),
    ("web-performance", "Web performance"),
    ("react", "React"),
    ("react-hooks", "React hooks"),
    ("react-state", "React state"),
    ("vue", "Vue"),
    ("angular", "Angular"),
    ("svelte", "Svelte"),
    ("nextjs", "Next.js"),
    ("nodejs", "Node.js"),
    ("express", "Express"),
    ("python", "Python"),
    ("django", "Django"),
    ("flask", "Flask"),
    ("java", "Java"),
    ("spring", "Spring"),
    ("kotlin", "Kotlin"),
    ("csharp", "C#"),
    ("dotnet", ".NET"),
    ("go", "Go"),
    ("rust", "Rust"),
    ("c", "C"),
    ("cpp", "C++"),
    ("ruby", "Ruby"),
    ("rails", "Rails"),
    ("php", "PHP"),
    ("laravel", "Laravel"),
    ("swift", "Swift"),
    ("ios", "iOS"),
    ("android", "Android"),
    ("flutter", "Flutter"),
    ("sql", "SQL"),
    ("joins", "SQL joins"),
    ("indexes", "Database indexes"),
    ("transactions", "Transactions"),
    ("nosql", "NoSQL"),
    ("data-modeling", "Data modeling"),
    ("http", "HTTP"),
    ("rest", "REST"),
    ("graphql", "GraphQL"),
    ("websockets", "WebSockets"),
    ("authentication", "Authentication"),
    ("security", "Security"),
    ("testing", "Testing"),
    ("debugging", "Debugging"),
    ("git", "Git"),
    ("ci-cd", "CI/CD"),
    ("docker", "Docker"),
    ("kubernetes", "Kubernetes"),
    ("cloud", "Cloud"),
    ("linux", "Linux"),
    ("networking", "Networking"),
    ("operating-systems", "Operating systems"),
    ("concurrency", "Concurrency"),
    ("algorithms", "Algorithms"),
    ("data-structures", "Data structures"),
    ("arrays-strings", "Arrays and strings"),
    ("hash-maps", "Hash maps"),
    ("trees-graphs", "Trees and graphs"),
    ("recursion", "Recursion"),
    ("dynamic-programming", "Dynamic programming"),
    ("big-o", "Complexity"),
    ("oop", "Object-oriented design"),
    ("functional-programming", "Functional programming"),
    ("design-patterns", "Design patterns"),
    ("clean-code", "Readable code"),
    ("system-design", "System design"),
    ("scalability", "Scalability"),
    ("caching", "Caching"),
    ("queues", "Queues and messaging"),
    ("microservices", "Microservices"),
    ("api-design", "API design"),
    ("observability", "Observability"),
    ("data-engineering", "Data engineering"),
    ("machine-learning", "Machine learning"),
    ("statistics", "Statistics"),
    ("communication", "Communication"),
    ("teamwork", "Teamwork"),
    ("conflict", "Conflict"),
    ("leadership", "Leadership"),
    ("ownership", "Ownership"),
    ("mentoring", "Mentoring"),
    ("career-story", "Career story"),
    ("project-walkthrough", "Project walkthrough"),
    ("code-review", "Code review"),
    ("estimation", "Estimation"),
];

const LANGUAGES: &[(&str, &str)] = &[
    ("aa", "Afar"),
    ("ab", "Abkhazian"),
    ("af", "Afrikaans"),
    ("ak", "Akan"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("as", "Assamese"),
    ("ay", "Aymara"),
    ("az", "Azerbaijani"),
    ("ba", "Bashkir"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bm", "Bambara"),
    ("bn", "Bengali"),
    ("bo", "Tibetan"),
    ("br", "Breton"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("ce", "Chechen"),
    ("co", "Corsican"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("dv", "Divehi"),
    ("dz", "Dzongkha"),
    ("ee", "Ewe"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("ff", "Fulah"),
    ("fi", "Finnish"),
    ("fj", "Fijian"),
    ("fo", "Faroese"),
    ("fr", "French"),
    ("fy", "Western Frisian"),
    ("ga", "Irish"),
    ("gd", "Scottish Gaelic"),
    ("gl", "Galician"),
    ("gn", "Guarani"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("ht", "Haitian Creole"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("ig", "Igbo"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("jv", "Javanese"),
    ("ka", "Georgian"),
    ("kg", "Kongo"),
    ("ki", "Kikuyu"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ks", "Kashmiri"),
    ("ku", "Kurdish"),
    ("ky", "Kyrgyz"),
    ("la", "Latin"),
    ("lb", "Luxembourgish"),
    ("lg", "Ganda"),
    ("ln", "Lingala"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mg", "Malagasy"),
    ("mi", "Maori"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("mt", "Maltese"),
    ("my", "Burmese"),
    ("nb", "Norwegian Bokmål"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("ny", "Chichewa"),
    ("oc", "Occitan"),
    ("om", "Oromo"),
    ("or", "Odia"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("qu", "Quechua"),
    ("rm", "Romansh"),
    ("rn", "Kirundi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("rw", "Kinyarwanda"),
    ("sa", "Sanskrit"),
    ("sc", "Sardinian"),
    ("sd", "Sindhi"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sm", "Samoan"),
    ("sn", "Shona"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("st", "Sotho"),
    ("su", "Sundanese"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("tg", "Tajik"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tk", "Turkmen"),
    ("tl", "Tagalog"),
    ("tn", "Tswana"),
    ("to", "Tongan"),
    ("tr", "Turkish"),
    ("tt", "Tatar"),
    ("ug", "Uyghur"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("wo", "Wolof"),
    ("xh", "Xhosa"),
    ("yi", "Yiddish"),
    ("yo", "Yoruba"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_unique_and_read_back() {
        let mut slugs: Vec<_> = Topic::all().collect();
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), TOPICS.len());
        assert!(Topic::all().all(|topic| topic.word().parse() == Ok(topic)));
        assert_eq!("promises".parse::<Topic>().unwrap().human(), "Promises and async");
        assert!("juggling".parse::<Topic>().is_err());
    }
}
