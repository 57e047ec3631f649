//! The errors that an operation declares.

use super::Described;
use crate::http::problem::{DeclaredError, Problem, code};
use crate::service::Error;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use std::fmt;
use std::marker::PhantomData;

/// A handler's return type: `T`, or one of the errors `E` in addition to those that its inputs declare.
pub(crate) type Answer<T, E = ()> = Result<T, Errors<E>>;

/// Several error codes.
pub(crate) trait ErrorSet {
    /// Adds each to the description.
    fn describe(described: &mut Described);
}

/// An error returned by a handler that declares the errors `E`.
///
/// A service function could still return another code; the tests check every response against the document.
pub(crate) struct Errors<E>(Problem, PhantomData<fn() -> E>);

impl<E> Errors<E> {
    /// Adds these errors to a description, and those that every operation can return.
    pub(super) fn describe(described: &mut Described)
    where
        E: ErrorSet,
    {
        described.error::<code::Busy>();
        described.error::<code::StorageFull>();
        described.error::<code::Internal>();
        E::describe(described);
    }
}

impl<E> From<Problem> for Errors<E> {
    fn from(problem: Problem) -> Self {
        Self(problem, PhantomData)
    }
}

impl<E> From<Error> for Errors<E> {
    fn from(error: Error) -> Self {
        Problem::from(error).into()
    }
}

impl<E> fmt::Debug for Errors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E> fmt::Display for Errors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<E> ResponseError for Errors<E> {
    fn status_code(&self) -> StatusCode {
        self.0.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        self.0.error_response()
    }
}

macro_rules! error_sets {
    ($($($one:ident)*;)+) => {$(
        impl<$($one: DeclaredError),*> ErrorSet for ($($one,)*) {
            fn describe(_described: &mut Described) {
                $(_described.error::<$one>();)*
            }
        }
    )+};
}
error_sets! { ; A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; }
