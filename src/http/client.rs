//! The address a request comes from.

use crate::app::App;
use actix_web::{HttpRequest, web};
use std::net::IpAddr;

/// The network address that limits are counted by: the peer's, or, behind a proxy that the operator
/// says to trust, the last one that the proxy added to `X-Forwarded-For`.
pub fn address(request: &HttpRequest, app: &web::Data<App>) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|peer| peer.ip());
    if !app.trust_proxy {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").last().and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).or(peer)
}
