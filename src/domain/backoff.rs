//! How long to wait before something that failed is tried again.

use chrono::TimeDelta;

/// Exponential backoff with jitter, so that what failed together doesn't come back together.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    /// The wait after the first failure; each further one doubles it.
    pub first: TimeDelta,
    /// No wait is longer, but for the jitter.
    pub longest: TimeDelta,
    /// A wait is longer or shorter by up to this share of it, from 0 to 1.
    pub jitter: f64,
}

impl Backoff {
    /// The wait after this many failures in a row; none counts as one. `chance` is a random number from 0 to 1.
    pub fn wait(&self, failures: i32, chance: f64) -> TimeDelta {
        // Twenty doublings of the shortest first wait are past any longest one.
        let doublings = failures.saturating_sub(1).clamp(0, 20);
        let wait = self.first.checked_mul(1 << doublings).unwrap_or(self.longest).min(self.longest);
        let share = 1.0 + self.jitter * (chance.clamp(0.0, 1.0) * 2.0 - 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "waits are days at most")]
        let milliseconds = (wait.num_milliseconds() as f64 * share) as i64;
        TimeDelta::milliseconds(milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(5), longest: TimeDelta::hours(1), jitter: 0.2 };

    #[test]
    fn waits_double_up_to_the_longest() {
        let seconds = |failures| BACKOFF.wait(failures, 0.5).num_seconds();
        assert_eq!([i32::MIN, 0, 1, 2, 3, 4].map(seconds), [5, 5, 5, 10, 20, 40]);
        assert_eq!([11, 1000, i32::MAX].map(seconds), [3600; 3]);
    }

    #[test]
    fn jitter_is_a_share_of_the_wait() {
        let seconds = |failures| [0.0, 1.0, -3.0, 7.0].map(|chance| BACKOFF.wait(failures, chance).num_seconds());
        assert_eq!(seconds(1), [4, 6, 4, 6]);
        assert_eq!(seconds(i32::MAX), [2880, 4320, 2880, 4320]);
    }
}
