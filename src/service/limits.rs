//! Rate limits per network address and per account. Kept in memory, in each process: that's enough against guessing and
//! flooding, and costs no SQL.

use super::table::table;
use super::{Code, Error};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// How much more a /48 may do than a single address: it's the most that one customer gets, and what a campus has.
const WIDER: u32 = 4;

/// How many attempts are allowed at once; they're replenished over `hours`.
struct Limit {
    per_address: u32,
    per_account: u32,
    hours: u32,
}

table! {
    /// The limited actions. A whole class may be behind one network address, so those limits are generous.
    pub enum LimitedAction: Limit {
        /// Trying a password.
        SignIn = Limit { per_address: 300, per_account: 20, hours: 1 };
        /// Opening an account.
        SignUp = Limit { per_address: 120, per_account: 5, hours: 1 };
        /// Asking for a mailed link, or using one.
        Reset = Limit { per_address: 60, per_account: 6, hours: 1 };
        /// Booking a session.
        Book = Limit { per_address: 300, per_account: 30, hours: 1 };
        /// Trying a join code.
        Join = Limit { per_address: 300, per_account: 10, hours: 1 };
        /// Answering an invitation.
        Answer = Limit { per_address: 600, per_account: 10, hours: 1 };
        /// Having a calendar fetched.
        Fetch = Limit { per_address: 300, per_account: 30, hours: 1 };
        /// Inviting somebody, a mail to a stranger each: every address counts.
        Invite = Limit { per_address: 5000, per_account: 1000, hours: 24 };
    }
}

/// The limiters: for each action one per network address and one per account, in the order of [`LimitedAction::ALL`].
pub struct Limits(Option<Vec<Limiters>>);

type Limiter = DefaultKeyedRateLimiter<String>;

struct Limiters {
    by_address: Limiter,
    by_site: Limiter,
    by_account: Limiter,
}

impl Limits {
    /// No limits, for load tests on loopback.
    pub fn off() -> Self {
        Self(None)
    }

    /// The usual limits.
    pub fn usual() -> Self {
        Self(Some(LimitedAction::ALL.iter().map(|action| Limiters::new(&action.row())).collect()))
    }

    /// Counts one attempt by this network address for this account (an id, or an email address's key), and refuses it
    /// if it's over the limit. Atomic: concurrent attempts can't exceed the limit.
    pub fn count(&self, act: LimitedAction, from: Option<IpAddr>, account: &str) -> Result<(), Error> {
        self.count_many(act, from, account, NonZeroU32::MIN)
    }

    /// Like [`Limits::count`], for several attempts at once.
    pub fn count_many(
        &self,
        act: LimitedAction,
        from: Option<IpAddr>,
        account: &str,
        tries: NonZeroU32,
    ) -> Result<(), Error> {
        let Some(limits) = &self.0 else { return Ok(()) };
        let Limiters { by_address, by_site, by_account } = &limits[act as usize];
        // Without an address, all are counted together: never more permissive than with one.
        check(by_address, &from.map_or_else(String::new, network), tries)?;
        if let Some(site) = from.and_then(site) {
            check(by_site, &site, tries)?;
        }
        check(by_account, account, tries)
    }

    /// Forgets keys that have not been seen for a while.
    pub fn sweep(&self) {
        for Limiters { by_address, by_site, by_account } in self.0.iter().flatten() {
            by_address.retain_recent();
            by_site.retain_recent();
            by_account.retain_recent();
        }
    }
}

/// One IPv6 customer has a /64, so that counts as one address.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// One IPv6 customer may have a /48, and so 65,536 networks.
fn site(address: IpAddr) -> Option<String> {
    match address.to_canonical() {
        IpAddr::V4(_) => None,
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            Some(format!("{a:x}:{b:x}:{c:x}::/48"))
        }
    }
}

impl Limiters {
    fn new(limit: &Limit) -> Self {
        let period = Duration::from_secs(3600) * limit.hours;
        Self {
            by_address: limiter(limit.per_address, period),
            by_site: limiter(limit.per_address.saturating_mul(WIDER), period),
            by_account: limiter(limit.per_account, period),
        }
    }
}

/// `burst` at once, then as many over each `period`.
fn limiter(burst: u32, period: Duration) -> Limiter {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(period / burst.get()).unwrap_or(Quota::per_hour(burst));
    Limiter::keyed(quota.allow_burst(burst))
}

fn check(limiter: &Limiter, key: &str, tries: NonZeroU32) -> Result<(), Error> {
    // This happens only if `tries` exceeds the limit itself; callers bound their lists below that.
    let checked = limiter.check_key_n(&key.to_owned(), tries).map_err(Error::internal)?;
    checked.map_err(|wait| {
        let seconds = wait.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
        let detail = format!("That was a lot of attempts in a row. Please wait {seconds} seconds.");
        let mut refusal = Error::new(Code::RateLimited, detail);
        refusal.retry_after = Some(seconds);
        refusal
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn no_more_pass_at_once_than_in_a_row() {
        let limits = Limits::usual();
        let passed = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..50 {
                scope.spawn(|| {
                    if limits.count(LimitedAction::SignIn, "192.0.2.1".parse().ok(), "ann@example.org").is_ok() {
                        passed.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(passed.into_inner(), 20);
        let refused = limits.count(LimitedAction::SignIn, "192.0.2.2".parse().ok(), "ann@example.org").unwrap_err();
        assert!(refused.retry_after.unwrap() > 0);
        assert!(limits.count(LimitedAction::SignIn, "192.0.2.1".parse().ok(), "bo@example.org").is_ok());
        assert!(Limits::off().count(LimitedAction::SignIn, None, "ann@example.org").is_ok());
    }

    #[test]
    fn the_networks_of_one_site_share_a_wider_limit() {
        let limits = Limits::usual();
        let passed = |site: &str, networks: std::ops::Range<u16>| {
            let from = |network: u16| format!("2001:db8:{site}:{network:x}::{network:x}").parse().ok();
            let count = |network: u16| limits.count(LimitedAction::Reset, from(network), &format!("{site} {network}"));
            networks.filter(|network| count(*network).is_ok()).count()
        };
        assert_eq!(passed("1", 0..500), 240);
        assert_eq!(passed("2", 0..9), 9);
        // IPv4 addresses have no site, in whichever form they're written.
        for number in 0..=255 {
            let from = format!("::ffff:192.0.2.{number}").parse().ok();
            assert!(limits.count(LimitedAction::Reset, from, &format!("four {number}")).is_ok(), "{number}");
        }
    }

    #[test]
    fn every_action_is_limited() {
        let limits = Limits::usual();
        for action in LimitedAction::ALL {
            let tries = NonZeroU32::new(action.row().per_account).unwrap();
            assert!(limits.count_many(*action, None, "ann@example.org", tries).is_ok(), "{action:?}");
            assert!(limits.count(*action, None, "ann@example.org").is_err(), "{action:?}");
        }
    }
}
