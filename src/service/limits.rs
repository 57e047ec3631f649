//! How often something may be tried, per address on the network and per account. In memory, in each
//! process: a limit against guessing and flooding needs no more, and costs no statement.

use super::{Code, Error};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitedAction {
    /// Trying a password.
    SignIn,
    /// Opening an account.
    SignUp,
    /// Asking for a mailed link, or using one.
    Reset,
    /// Booking a session.
    Book,
    /// Trying a join code.
    Join,
    /// Answering an invitation.
    Answer,
    /// Letting a calendar be fetched.
    Fetch,
    /// Inviting somebody: each address counts.
    Invite,
}

/// The limiters: for each act one per network address and one per account.
pub struct Limits(Option<Vec<(LimitedAction, Limiter, Limiter)>>);

type Limiter = DefaultKeyedRateLimiter<String>;

impl Limits {
    /// No limits, for load tests on loopback.
    pub fn off() -> Self {
        Self(None)
    }

    /// The usual limits. A whole class may sit behind one network address, so those are wide.
    pub fn usual() -> Self {
        let hour = Duration::from_secs(3600);
        let act = |act, per_address, per_account| (act, limiter(per_address, hour), limiter(per_account, hour));
        Self(Some(vec![
            act(LimitedAction::SignIn, 300, 20),
            act(LimitedAction::SignUp, 120, 5),
            act(LimitedAction::Reset, 60, 6),
            act(LimitedAction::Book, 300, 30),
            act(LimitedAction::Join, 300, 10),
            act(LimitedAction::Fetch, 300, 30),
            act(LimitedAction::Answer, 600, 10),
            // A mail to a stranger each: a thousand at once, and as many over the day.
            (LimitedAction::Invite, limiter(5000, 24 * hour), limiter(1000, 24 * hour)),
        ]))
    }

    /// Counts one try by this network address for this account (an id, or an address's key), and
    /// refuses the one too many. Atomic: of many tries at once no more pass than one after another.
    pub fn count(&self, act: LimitedAction, from: Option<IpAddr>, account: &str) -> Result<(), Error> {
        self.count_many(act, from, account, NonZeroU32::MIN)
    }

    /// As [`Limits::count`], for several tries at once.
    pub fn count_many(
        &self,
        act: LimitedAction,
        from: Option<IpAddr>,
        account: &str,
        tries: NonZeroU32,
    ) -> Result<(), Error> {
        let Some(limits) = &self.0 else { return Ok(()) };
        let Some((_, by_address, by_account)) = limits.iter().find(|(limited, _, _)| *limited == act) else {
            return Ok(());
        };
        // Without an address all count together: never more permissive than with one.
        check(by_address, &from.map_or_else(String::new, network), tries)?;
        check(by_account, account, tries)
    }

    /// Forgets keys that have not been seen for a while.
    pub fn sweep(&self) {
        for (_, by_address, by_account) in self.0.iter().flatten() {
            by_address.retain_recent();
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

/// `burst` at once, then as many over each `period`.
fn limiter(burst: u32, period: Duration) -> Limiter {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(period / burst.get()).unwrap_or(Quota::per_hour(burst));
    Limiter::keyed(quota.allow_burst(burst))
}

fn check(limiter: &Limiter, key: &str, tries: NonZeroU32) -> Result<(), Error> {
    // More than fit at any time: the callers bound their lists below that.
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
}
