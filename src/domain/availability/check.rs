use super::{Availability, WallTime};
use crate::domain::Fault;
use std::collections::HashSet;

impl Availability {
    /// Whether it has any hours at all.
    pub fn is_given(&self) -> bool {
        !self.weekly.is_empty() || !self.overrides.is_empty()
    }

    /// Checks what can't be checked field by field. Returns every fault at once, so that all of them can be fixed in one go.
    ///
    /// Expanding an unchecked document is safe, but its invalid parts may be ignored.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        for (i, window) in self.weekly.iter().enumerate() {
            faults.extend(window_fault(&format!("/weekly/{i}"), window.start, window.end));
        }
        let mut dates = HashSet::new();
        for (i, dated) in self.overrides.iter().enumerate() {
            let date = dated.date;
            if !dates.insert(date) {
                faults.push(Fault::new(
                    format!("/overrides/{i}/date"),
                    format!("There's already an override for {date}. Please put all of that day's windows into one."),
                ));
            }
            for (j, window) in dated.windows.iter().enumerate() {
                faults.extend(window_fault(&format!("/overrides/{i}/windows/{j}"), window.start, window.end));
            }
        }
        for (i, off) in self.time_off.iter().enumerate() {
            if off.to < off.from {
                faults.push(Fault::new(
                    format!("/time_off/{i}/to"),
                    format!(
                        "This ends before it starts ({}). Give the last day off; it can be the same as the first.",
                        off.from
                    ),
                ));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

fn window_fault(at: &str, start: WallTime, end: WallTime) -> Option<Fault> {
    if start == WallTime::MIDNIGHT {
        let detail = "A window can end at 24:00 but not start there. Write 00:00 on the next day instead.";
        Some(Fault::new(format!("{at}/start"), detail))
    } else if start == end {
        let detail = format!("This window starts and ends at {start}. For a whole day, write 00:00 to 24:00.");
        Some(Fault::new(format!("{at}/end"), detail))
    } else {
        None
    }
}
