//! What a program lays down for its rounds: its days, kinds and levels.

use super::RoundSettings;
use crate::domain::program::Program;
use crate::domain::{Fault, Kind, Level};

impl RoundSettings {
    /// Rejects days outside of the program's, and a kind that it doesn't cover.
    pub fn within(&self, program: &Program) -> Result<(), Fault> {
        if self.starts_on.day() < program.starts_on.day() {
            let detail = format!(
                "The program begins on {}. Please choose a later day, or change the program's first day.",
                program.starts_on
            );
            return Err(Fault::new("/starts_on", detail));
        }
        if let Some(last) = program.ends_on.filter(|last| last.day() < self.ends_on.day()) {
            let detail =
                format!("The program ends on {last}. Please choose an earlier day, or change the program's last day.");
            return Err(Fault::new("/ends_on", detail));
        }
        match self.kind {
            Some(kind) => program.covers_kind(kind),
            None => Ok(()),
        }
    }
}

impl Program {
    /// Rejects a kind that the program doesn't cover.
    pub fn covers_kind(&self, kind: Kind) -> Result<(), Fault> {
        if self.kinds.is_empty() || self.kinds.contains(&kind) {
            return Ok(());
        }
        let all: Vec<_> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        Err(Fault::new("/kind", format!("The program doesn't cover this kind. It covers: {}.", all.join(", "))))
    }

    /// Rejects a level that the program doesn't cover.
    pub fn covers_level(&self, level: Level) -> Result<(), Fault> {
        if self.levels.is_empty() || self.levels.contains(&level) {
            return Ok(());
        }
        let all: Vec<_> = self.levels.iter().map(|level| level.as_str()).collect();
        Err(Fault::new("/level", format!("The program doesn't cover this level. It covers: {}.", all.join(", "))))
    }

    /// The level of somebody's interviews in its rounds: their own, or the closest that the program covers, the lower one
    /// of two.
    pub fn level_for(&self, own: Level) -> Level {
        let place = |level: Level| Level::ALL.iter().position(|one| *one == level).unwrap_or_default();
        let distance = |level: &Level| (place(*level).abs_diff(place(own)), place(*level));
        self.levels.iter().copied().min_by_key(distance).unwrap_or(own)
    }
}
