//! The API's own description, as the tests read it.

use super::seen;
use super::shape::misfit;
use crate::support::Response;
use serde_json::Value;
use std::sync::LazyLock;

/// One operation of the document.
pub struct Operation {
    pub method: String,
    /// The path with its `{placeholders}`.
    pub path: String,
    pub about: Value,
}

/// The OpenAPI document as JSON.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(candor::http::api::document()).expect("a document"));
    &DOCUMENT
}

/// Every operation of the document, in the document's order.
pub fn operations() -> &'static [Operation] {
    static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
        let paths = document()["paths"].as_object().expect("paths").iter();
        let each = paths.flat_map(|(path, item)| {
            item.as_object().expect("operations").iter().map(|(method, about)| Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                about: about.clone(),
            })
        });
        each.collect()
    });
    &OPERATIONS
}

impl Operation {
    /// The operation that a request meets, where there is one. HEAD is answered as GET.
    pub fn met_by(method: &str, path: &str) -> Option<&'static Self> {
        let method = if method == "HEAD" { "GET" } else { method };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        // A word in the place of an id is that word.
        let exact = operations().iter().any(|one| one.path == path);
        let meets = |one: &&Self| one.method == method && if exact { one.path == path } else { fits(&one.path, path) };
        operations().iter().find(meets)
    }

    /// Holds an answer against the description: its status is listed, its content is of a listed type, and a
    /// document has the shape that is described.
    #[track_caller]
    pub fn check(&'static self, answer: &Response) {
        let what = format!("{} {} answered {}", self.method, self.path, answer.status);
        let status = answer.status.to_string();
        let code =
            if answer.status < 400 || answer.text.is_empty() { Value::Null } else { answer.json()["code"].clone() };
        seen::record(self.about["operationId"].as_str().unwrap(), &status, code.as_str().unwrap_or("-"));
        // 405 is answered for a method that isn't there, by no operation.
        if answer.status == 405 {
            return;
        }
        let described = resolve(&self.about["responses"][&status]);
        assert!(described.is_object(), "{what}, which the document does not list: {}", answer.text);
        for (name, _) in described["headers"].as_object().into_iter().flatten() {
            assert!(!answer.header(name).is_empty(), "{what} without the header {name}");
        }
        let content = described["content"].as_object();
        let kind = answer.header("content-type").split(';').next().unwrap_or_default();
        match content {
            Some(content) => assert!(content.contains_key(kind), "{what} as {kind:?}, which is not in {content:?}"),
            None => assert!(answer.text.is_empty(), "{what} with a body, which the document does not tell of"),
        }
        // HEAD leaves the body out.
        if kind.ends_with("json") && !answer.text.is_empty() {
            let schema = &described["content"][kind]["schema"];
            let misfit = misfit(document(), schema, &answer.json(), "");
            assert_eq!(misfit, None, "{what}, and not as described");
        }
    }
}

/// The example of an operation's body.
pub fn example(id: &str) -> Value {
    let one = operations().iter().find(|one| one.about["operationId"] == id).unwrap();
    let body = one.about["requestBody"]["content"].as_object().and_then(|kinds| kinds.values().next()).unwrap();
    // Beside the type, where the body has one of its own.
    let example = if body["example"].is_null() { &resolve(&body["schema"])["example"] } else { &body["example"] };
    example.clone()
}

/// What a reference points to, or the thing itself.
pub fn resolve(one: &'static Value) -> &'static Value {
    let Some(at) = one["$ref"].as_str() else { return one };
    document().pointer(at.trim_start_matches('#')).unwrap_or(&Value::Null)
}

fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(text)) if part == text || part.starts_with('{') && !text.is_empty() => {}
            _ => return false,
        }
    }
}
