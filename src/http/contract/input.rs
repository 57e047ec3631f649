//! What an operation takes.

use super::Described;
use crate::app::App;
use crate::http::problem::code;
use actix_web::HttpRequest;
use actix_web::web::{Data, Path};
use utoipa::openapi::RefOr;

/// A part of a request, as a handler's argument.
pub(crate) trait Input {
    /// Adds to the description what it reads from the request, and the errors it can return.
    fn describe(described: &mut Described);
}

/// All arguments of a handler.
pub(crate) trait Inputs {
    /// Adds each to the description.
    fn describe(described: &mut Described);
}

macro_rules! inputs {
    ($($($one:ident)*;)+) => {$(
        impl<$($one: Input),*> Inputs for ($($one,)*) {
            fn describe(_described: &mut Described) {
                $($one::describe(_described);)*
            }
        }
    )+};
}
inputs! { ; A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; }

/// Provided by the server.
impl Input for Data<App> {
    fn describe(_: &mut Described) {}
}

impl Input for HttpRequest {
    fn describe(_: &mut Described) {}
}

/// A secret in the path: anyone who has it may use it.
impl Input for Path<String> {
    fn describe(described: &mut Described) {
        let text = <String as utoipa::PartialSchema>::schema();
        let RefOr::T(_) = &text else { return };
        described.segment(text);
        described.error::<code::NotFound>();
    }
}
