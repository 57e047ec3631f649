//! What a candidate reads about a request that waits in place of a cancelled session.

use super::RequestDiagnosis;
use super::diagnosis::local;
use crate::domain::{Timestamp, Zone};

/// A request in place of a cancelled session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacing {
    /// When the cancelled session would have started.
    pub starts_at: Timestamp,
    /// Until when people are asked to stand in at that time, before another time is looked for.
    pub asked_until: Option<Timestamp>,
}

impl Replacing {
    /// All of it, like [`RequestDiagnosis::words`]: `Your session on Thursday 14 January was cancelled, so ...`
    pub fn words(&self, standing: &RequestDiagnosis, zone: Zone) -> String {
        let day = local(zone, self.starts_at, "%A %-d %B");
        let back = format!("Your session on {day} was cancelled, so you're back in the queue.");
        match self.asked_until {
            None => format!("{back} {}", standing.why),
            Some(until) => {
                let until = format!("{} at {}", local(zone, until, "%A %-d %B"), zone.clock(until));
                format!(
                    "{back} We're asking people on our short-notice list to take over at the same time. If nobody has by \
                     {until}, we'll look for another time."
                )
            }
        }
    }
}
