//! Rate limits per network address and per account. Kept in memory, in each process: that's enough against guessing and
//! flooding, and costs no SQL.
//!
//! Where the caller only claims an account, as in signing in, attempts are counted for each network separately, so that a
//! stranger who uses up theirs doesn't lock out the owner.

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
    /// How many times `per_account` all networks together may try for an account that they only claim.
    networks: u32,
    hours: u32,
}

table! {
    /// The limited actions. A whole class may be behind one network address, so those limits are generous.
    pub enum LimitedAction: Limit {
        /// Trying a password.
        SignIn = Limit { per_address: 300, per_account: 20, networks: 10, hours: 1 };
        /// Opening an account.
        SignUp = Limit { per_address: 120, per_account: 5, networks: 4, hours: 1 };
        /// Asking for a mailed link, or using one.
        Reset = Limit { per_address: 60, per_account: 6, networks: 4, hours: 1 };
        /// Booking a session.
        Book = Limit { per_address: 300, per_account: 30, networks: 1, hours: 1 };
        /// Trying a join code.
        Join = Limit { per_address: 300, per_account: 10, networks: 1, hours: 1 };
        /// Answering an invitation.
        Answer = Limit { per_address: 600, per_account: 10, networks: 1, hours: 1 };
        /// Having a calendar fetched.
        Fetch = Limit { per_address: 300, per_account: 30, networks: 1, hours: 1 };
        /// Saying where one meets: the other person hears of it by mail.
        Place = Limit { per_address: 600, per_account: 60, networks: 1, hours: 1 };
        /// Attaching something to a session.
        Attach = Limit { per_address: 600, per_account: 30, networks: 1, hours: 1 };
        /// Inviting somebody, a mail to a stranger each: every address counts.
        Invite = Limit { per_address: 5000, per_account: 1000, networks: 1, hours: 24 };
    }
}

/// Whose attempts are counted.
#[derive(Debug, Clone, Copy)]
pub enum Tried<'a> {
    /// The authenticated owner's: the account's id, or something else that only they have.
    Own(&'a str),
    /// Anybody's who claims the account with this address key.
    Named(&'a str),
}

/// The limiters: for each action one per network address and one per account, in the order of [`LimitedAction::ALL`].
pub struct Limits(Option<Vec<Limiters>>);

type Limiter = DefaultKeyedRateLimiter<String>;

struct Limiters {
    by_address: Limiter,
    by_site: Limiter,
    by_account: Limiter,
    /// By claimed account and network, and by claimed account and site.
    by_address_and_account: Limiter,
    by_site_and_account: Limiter,
    /// By claimed account, from all networks.
    by_named_account: Limiter,
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

    /// Counts one attempt from this network address, and refuses it if it's over the limit. Atomic: concurrent attempts don't
    /// get past the limit.
    pub fn count(&self, act: LimitedAction, from: Option<IpAddr>, whose: Tried<'_>) -> Result<(), Error> {
        self.count_many(act, from, whose, NonZeroU32::MIN)
    }

    /// Like [`Limits::count`], for several attempts at once.
    pub fn count_many(
        &self,
        act: LimitedAction,
        from: Option<IpAddr>,
        whose: Tried<'_>,
        tries: NonZeroU32,
    ) -> Result<(), Error> {
        let Some(limits) = &self.0 else { return Ok(()) };
        let limits = &limits[act as usize];
        // Without an address all count together: never more permissive than with one.
        let (network, site) = (from.map_or_else(String::new, network), from.and_then(site));
        check(&limits.by_address, &network, tries)?;
        if let Some(site) = &site {
            check(&limits.by_site, site, tries)?;
        }
        match whose {
            Tried::Own(account) => check(&limits.by_account, account, tries),
            Tried::Named(account) => {
                check(&limits.by_address_and_account, &format!("{network} {account}"), tries)?;
                if let Some(site) = &site {
                    check(&limits.by_site_and_account, &format!("{site} {account}"), tries)?;
                }
                // Last, so that attempts refused for one network don't count against the others.
                check(&limits.by_named_account, account, tries)
            }
        }
    }

    /// Counts one attempt by a device that's signed in to the account, whatever strangers have tried.
    pub fn count_known_device(&self, act: LimitedAction, device: &str) -> Result<(), Error> {
        let Some(limits) = &self.0 else { return Ok(()) };
        check(&limits[act as usize].by_account, device, NonZeroU32::MIN)
    }

    /// Forgets keys that have not been seen for a while.
    pub fn sweep(&self) {
        for limits in self.0.iter().flatten() {
            limits.all().into_iter().for_each(Limiter::retain_recent);
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
        let limiter = |burst: u32| limiter(burst, Duration::from_secs(3600) * limit.hours);
        Self {
            by_address: limiter(limit.per_address),
            by_site: limiter(limit.per_address.saturating_mul(WIDER)),
            by_account: limiter(limit.per_account),
            by_address_and_account: limiter(limit.per_account),
            by_site_and_account: limiter(limit.per_account.saturating_mul(WIDER.min(limit.networks))),
            by_named_account: limiter(limit.per_account.saturating_mul(limit.networks)),
        }
    }

    fn all(&self) -> [&Limiter; 6] {
        let Self { by_address, by_site, by_account, by_address_and_account, by_site_and_account, by_named_account } =
            self;
        [by_address, by_site, by_account, by_address_and_account, by_site_and_account, by_named_account]
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

    fn from(address: &str) -> Option<IpAddr> {
        Some(address.parse().unwrap())
    }

    #[test]
    fn no_more_pass_at_once_than_in_a_row() {
        let limits = Limits::usual();
        let passed = AtomicU32::new(0);
        let ann = |limits: &Limits, network| limits.count(LimitedAction::SignIn, from(network), Tried::Own("ann"));
        std::thread::scope(|scope| {
            for _ in 0..50 {
                scope.spawn(|| {
                    if ann(&limits, "192.0.2.1").is_ok() {
                        passed.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(passed.into_inner(), 20);
        assert!(ann(&limits, "192.0.2.2").unwrap_err().retry_after.unwrap() > 0);
        assert!(limits.count(LimitedAction::SignIn, from("192.0.2.1"), Tried::Own("bo")).is_ok());
        assert!(ann(&Limits::off(), "192.0.2.1").is_ok());
    }

    #[test]
    fn strangers_use_up_their_own_tries_for_an_account_that_they_name() {
        let limits = Limits::usual();
        let tries = |network: &str, times: usize| {
            let tried = |_: &usize| limits.count(LimitedAction::SignIn, from(network), Tried::Named("ann")).is_ok();
            (0..times).filter(tried).count()
        };
        assert_eq!(tries("192.0.2.1", 50), 20);
        assert_eq!(tries("198.51.100.7", 1), 1, "another network");
        assert_eq!(tries("2001:db8:1:1::1", 50), 20);
        assert_eq!(tries("2001:db8:1:1:2::2", 1), 0, "the same /64");
        assert_eq!((2..9).map(|net| tries(&format!("2001:db8:1:{net}::1"), 50)).sum::<usize>(), 60, "the same /48");
        // In all networks together no more than that either: it would be guessed from many.
        assert_eq!((10..40).map(|net| tries(&format!("203.0.113.{net}"), 50)).sum::<usize>(), 200 - 101);
        assert_eq!(tries("198.51.100.7", 1), 0);
        assert!(limits.count_known_device(LimitedAction::SignIn, "her phone").is_ok());
        assert!(limits.count(LimitedAction::SignIn, from("198.51.100.7"), Tried::Named("bo")).is_ok());
        // A known device doesn't allow unlimited tries either.
        assert_eq!(
            (0..50).filter(|_| limits.count_known_device(LimitedAction::SignIn, "her phone").is_ok()).count(),
            19
        );
    }

    #[test]
    fn the_networks_of_one_site_share_a_wider_limit() {
        let limits = Limits::usual();
        let passed = |site: &str, networks: std::ops::Range<u16>| {
            let from = |network: u16| format!("2001:db8:{site}:{network:x}::{network:x}").parse().ok();
            let count = |network: u16| {
                limits.count(LimitedAction::Reset, from(network), Tried::Named(&format!("{site} {network}")))
            };
            networks.filter(|network| count(*network).is_ok()).count()
        };
        assert_eq!(passed("1", 0..500), 240);
        assert_eq!(passed("2", 0..9), 9);
        // IPv4 addresses have no site, in whichever form they're written.
        for number in 0..=255 {
            let from = format!("::ffff:192.0.2.{number}").parse().ok();
            let named = format!("four {number}");
            assert!(limits.count(LimitedAction::Reset, from, Tried::Named(&named)).is_ok(), "{number}");
        }
    }

    #[test]
    fn every_action_is_limited() {
        let limits = Limits::usual();
        for action in LimitedAction::ALL {
            let tries = NonZeroU32::new(action.row().per_account).unwrap();
            for whose in [Tried::Own("an id"), Tried::Named("ann@example.org")] {
                assert!(limits.count_many(*action, None, whose, tries).is_ok(), "{action:?}");
                assert!(limits.count(*action, None, whose).is_err(), "{action:?}");
            }
        }
    }
}
