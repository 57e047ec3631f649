//! Who is calling, and from where.

use super::contract::{Described, Input};
use super::problem::{Problem, code};
use super::rate_limit::address;
use crate::app::App;
use crate::domain::account::device::Device;
use crate::service::tokens::Bearer;
use crate::service::{Caller, Code, Error, Services};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use std::future::{Ready, ready};

/// Somebody with a valid access token. Service functions can only be called through [`SignedIn::run`], which also
/// checks that the sign-in is still valid.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn(Bearer);

impl SignedIn {
    /// Runs a service function on behalf of this person on a blocking thread, if their sign-in is still valid.
    pub async fn run<T: Send + 'static>(
        self,
        app: &web::Data<App>,
        verb: impl FnOnce(&Services, Bearer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let me = self.0;
        app.run_for(Caller::SignedIn(me), move |services| verb(services, me)).await.map_err(Problem::from)
    }

    /// The key for their rate limits.
    pub fn limit_key(&self) -> String {
        self.0.account.to_string()
    }
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(bearer(request).map(Self).map_err(Problem::from))
    }
}

impl Input for SignedIn {
    fn describe(described: &mut Described) {
        described.signed_in();
        described.error::<code::Unauthenticated>();
    }
}

/// The device that sent a request. It never refuses one: an unreadable name counts as none.
pub struct Sender(pub Device);

impl FromRequest for Sender {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(app) = request.app_data::<web::Data<App>>() else {
            return ready(Err(Error::internal("no app").into()));
        };
        let name = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok());
        ready(Ok(Self(Device::new(name, address(request, app)))))
    }
}

impl Input for Sender {
    fn describe(_: &mut Described) {}
}

fn bearer(request: &HttpRequest) -> Result<Bearer, Error> {
    let refused = |detail: &str| Error::new(Code::Unauthenticated, detail);
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("no app"))?;
    let header = request.headers().get(header::AUTHORIZATION);
    let token = header
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| refused("Send your access token as: Authorization: Bearer <token>."))?;
    app.services
        .keys
        .check_access(token, app.services.now())
        .ok_or_else(|| refused("This access token is no longer valid. Refresh it, or sign in again."))
}
