use super::closed_list::listed;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

listed!(
    /// A topic of the catalogue, such as `promises`.
    Topic, TOPICS, "promises", "This topic isn't in the catalogue. GET /v1/topics lists the topics."
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_unique_and_read_back() {
        let mut slugs: Vec<_> = Topic::all().collect();
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), TOPICS.len());
        assert!(Topic::all().all(|topic| topic.as_str().parse() == Ok(topic)));
        assert_eq!("promises".parse::<Topic>().unwrap().label(), "Promises and async");
        assert!("juggling".parse::<Topic>().is_err());
    }
}
