//! A route and its description, made from one handler.

use super::{Described, Inputs, Output};
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Responder, Route, web};
use utoipa::openapi::HttpMethod;

/// An operation of the API: where it's served, by what, and how it's described.
pub(crate) struct Endpoint {
    pub(super) path: String,
    pub(super) method: Method,
    pub(super) route: Route,
    /// Called when the document is requested, not when the server starts.
    pub(super) describe: fn() -> Described,
}

impl Endpoint {
    /// The operation of this handler; `P` is what `#[utoipa::path]` made of its path and its doc comment.
    pub(crate) fn new<P, F, Args>(_: P, handler: F) -> Self
    where
        P: utoipa::Path,
        F: Handler<Args>,
        Args: FromRequest + Inputs + 'static,
        F::Output: Responder + Output + 'static,
    {
        let method = P::methods().into_iter().next().map_or(Method::GET, |method| method_of(&method));
        let route = web::method(method.clone()).to(handler);
        Self { path: P::path(), method, route, describe: describe::<P, Args, F::Output> }
    }
}

fn describe<P: utoipa::Path, Args: Inputs, Answer: Output>() -> Described {
    let mut described = Described::new::<P>();
    Args::describe(&mut described);
    Answer::describe(&mut described);
    described
}

fn method_of(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Put => Method::PUT,
        HttpMethod::Post => Method::POST,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Patch => Method::PATCH,
        _ => Method::GET,
    }
}

/// The operations of these handlers: `operations![blocks: list, block, unblock; reports: list, show]`.
macro_rules! operations {
    ($($file:ident: $($handler:ident),+);+ $(;)?) => {
        ::pastey::paste! {
            [$($($crate::http::contract::Endpoint::new($file::[<__path_ $handler>], $file::$handler)),+),+]
        }
    };
}
pub(crate) use operations;
