//! Rate limits.

use super::contract::{Described, Input};
use super::problem::{Problem, code};
use crate::app::App;
use crate::domain::{EmailAddress, SignInId};
use crate::service::Error;
use crate::service::limits::{LimitedAction, Limits, Tried};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

/// The rate limit on an action, for the sender of this request. Nothing is counted until `count` is called.
pub struct RateLimit<Action> {
    limits: Arc<Limits>,
    from: Option<IpAddr>,
    action: PhantomData<fn() -> Action>,
}

/// A limited action as a type, so that a signature can name it.
pub trait Limited {
    /// The action.
    const ACTION: LimitedAction;
}

/// The limited actions as types.
pub mod action {
    use super::{Limited, LimitedAction};

    macro_rules! actions {
        ($($name:ident)+) => {$(
            #[doc = concat!("See [`LimitedAction::", stringify!($name), "`].")]
            pub struct $name;

            impl Limited for $name {
                const ACTION: LimitedAction = LimitedAction::$name;
            }
        )+};
    }
    actions! { SignIn SignUp Reset Book Join Answer Fetch Place Attach Invite }
}

impl<Action: Limited> RateLimit<Action> {
    /// Counts one attempt by the owner of an account, and refuses it if it's over the limit. `own` is the account's id, or
    /// something else that only they have.
    pub fn count(&self, own: &str) -> Result<(), Error> {
        self.count_many(own, NonZeroU32::MIN)
    }

    /// Counts several attempts at once.
    pub fn count_many(&self, own: &str, tries: NonZeroU32) -> Result<(), Error> {
        self.limits.count_many(Action::ACTION, self.from, Tried::Own(own), tries)
    }

    /// Counts one attempt for the account with this address, by somebody who may not be its owner.
    pub fn count_named(&self, address: &EmailAddress) -> Result<(), Error> {
        self.limits.count(Action::ACTION, self.from, Tried::Named(&address.key()))
    }

    /// Counts one attempt by a device that's signed in to the account.
    pub fn count_known_device(&self, device: SignInId) -> Result<(), Error> {
        self.limits.count_known_device(Action::ACTION, &device.to_string())
    }
}

impl<Action> FromRequest for RateLimit<Action> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(app) = request.app_data::<web::Data<App>>() else {
            return ready(Err(Error::internal("no app").into()));
        };
        ready(Ok(Self { limits: app.limits.clone(), from: address(request, app), action: PhantomData }))
    }
}

impl<Action: Limited> Input for RateLimit<Action> {
    fn describe(described: &mut Described) {
        described.error::<code::RateLimited>();
    }
}

/// The network address for rate limits: the peer's or, behind a trusted proxy, the last one in `X-Forwarded-For`.
pub(super) fn address(request: &HttpRequest, app: &web::Data<App>) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|peer| peer.ip());
    if !app.trust_proxy {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").last().and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| forwarded_for(list.rsplit(',').next()?)).or(peer)
}

/// An address as proxies write it: bare, with a port, or in brackets as in a URL.
fn forwarded_for(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let with_port = || text.parse().ok().map(|socket: SocketAddr| socket.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::from);
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use super::forwarded_for;

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        for (text, address) in [
            ("203.0.113.6", "203.0.113.6"),
            (" 203.0.113.6:40000 ", "203.0.113.6"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
        ] {
            assert_eq!(forwarded_for(text), address.parse().ok(), "{text}");
        }
        for text in ["", "unknown", "_hidden", "203.0.113", "203.0.113.6:", "203.0.113.6:99999", "[203.0.113.6]"] {
            assert_eq!(forwarded_for(text), None, "{text}");
        }
    }
}
