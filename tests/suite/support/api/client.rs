use super::document::Operation;
use serde_json::Value;
use std::time::Duration;

/// Speaks HTTP to a Candor, as somebody or as nobody.
#[derive(Clone)]
pub struct Client {
    base: String,
    token: Option<String>,
    agent: ureq::Agent,
}

/// An answer, to be looked at.
#[must_use]
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub text: String,
}

impl Client {
    pub fn new(base: &str, token: Option<String>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            // The server closes a connection that was idle for five seconds, perhaps just when it's used again.
            .max_idle_age(Duration::from_secs(2))
            .max_redirects(0)
            .build();
        Self { base: base.to_owned(), token, agent: config.into() }
    }

    /// The same, with another token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    #[track_caller]
    /// The same, at another Candor.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[], None)
    }

    /// A file as it is.
    #[track_caller]
    pub fn download(&self, path: &str) -> Vec<u8> {
        let mut request = ureq::http::Request::builder().uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let answer = self.agent.run(request.body(()).unwrap()).unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.into_body().read_to_vec().unwrap()
    }

    #[track_caller]
    pub fn delete(&self, path: &str) -> Response {
        self.send("DELETE", path, &[], None)
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: Value) -> Response {
        self.send("POST", path, &[], Some(&body.to_string()))
    }

    #[track_caller]
    pub fn put(&self, path: &str, body: Value) -> Response {
        self.send("PUT", path, &[], Some(&body.to_string()))
    }

    #[track_caller]
    pub fn patch(&self, path: &str, body: Value) -> Response {
        self.send("PATCH", path, &[], Some(&body.to_string()))
    }

    /// Sends a request as bytes: its line, these headers and the body, with the token where there is one.
    /// `None` when the connection was closed without an answer.
    #[track_caller]
    pub fn send_raw(&self, line: &[u8], headers: &[(&str, &str)], body: &[u8]) -> Option<Response> {
        let mut request = [line, b" HTTP/1.1\r\nHost: localhost\r\n"].concat();
        if let Some(token) = &self.token {
            request.extend(format!("Authorization: Bearer {token}\r\n").bytes());
        }
        for (name, value) in headers {
            request.extend(format!("{name}: {value}\r\n").bytes());
        }
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding")) {
            request.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
        }
        request.extend(b"\r\n");
        request.extend(body);
        super::raw::send(&self.base, &request)
    }

    /// Any request; a body is sent as JSON unless a header says otherwise. Whatever is answered has to be
    /// in the API's description.
    #[track_caller]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Response {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = match body {
            Some(body) => self.agent.run(request.body(body.to_owned()).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let answer = sent.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let (parts, mut body) = answer.into_parts();
        let text = String::from_utf8_lossy(&body.read_to_vec().unwrap()).into_owned();
        let answer = Response { status: parts.status.as_u16(), headers: parts.headers, text };
        if let Some(operation) = Operation::met_by(method, path) {
            operation.check(&answer);
        }
        answer
    }
}

impl Response {
    /// The body, once the status is this one.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// Checks the status alone, of what is no JSON.
    #[track_caller]
    pub fn raw(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.text);
    }

    /// The problem document, once status and code are these.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(body["code"], code, "{}", self.text);
        assert_eq!(body["status"], status);
        assert!(!body["detail"].as_str().unwrap().is_empty());
        body
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// A header, or an empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
