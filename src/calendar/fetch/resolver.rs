use super::address::{Allowed, is_open};
use std::sync::Arc;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A name with at least one address that isn't public.
#[derive(Debug, thiserror::Error)]
#[error("not an address on the public internet")]
pub(crate) struct NotOpen;

/// Resolves each name once, and rejects it if any address isn't public. The connection is made to exactly these
/// addresses, so there's no second lookup that could return something else.
#[derive(Debug)]
pub(crate) struct Guarded {
    names: DefaultResolver,
    allowed: Arc<Allowed>,
}

impl Guarded {
    pub(crate) fn new(allowed: &Arc<Allowed>) -> Self {
        Self { names: DefaultResolver::default(), allowed: Arc::clone(allowed) }
    }
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        if self.allowed.is_exception(uri) || found.iter().all(|at| is_open(at.ip())) {
            return Ok(found);
        }
        Err(ureq::Error::Other(Box::new(NotOpen)))
    }
}
