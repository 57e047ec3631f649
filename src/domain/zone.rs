use super::{Invalid, Timestamp, text_serde};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::{fmt, str::FromStr};

/// An IANA time zone, such as `Europe/Berlin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, utoipa::ToSchema)]
#[schema(value_type = String, example = "Europe/Berlin", max_length = 64)]
pub struct Zone(Tz);

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The name of every zone, in order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// The local date at a moment.
    pub fn date(self, at: Timestamp) -> NaiveDate {
        at.utc().with_timezone(&self.0).date_naive()
    }

    /// The local time and its zone: `18:15 CET`. Zones without an abbreviation (Kathmandu's is `+0545`) are shown by
    /// their offset.
    pub fn clock(self, at: Timestamp) -> String {
        let local = at.utc().with_timezone(&self.0);
        let letters = local.format("%Z").to_string();
        if letters.starts_with(['+', '-']) {
            local.format("%H:%M UTC%:z").to_string()
        } else {
            format!("{} {letters}", local.format("%H:%M"))
        }
    }

    /// The zone's rules.
    pub fn tz(self) -> Tz {
        self.0
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse::<Tz>()
            .map(Self)
            .map_err(|_| Invalid::new("This isn't an IANA time zone. Write it like Europe/Berlin or America/New_York."))
    }
}

text_serde!(Zone);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_earth_only() {
        assert!("Asia/Kathmandu".parse::<Zone>().is_ok());
        assert!("Mars/Base".parse::<Zone>().is_err());
        assert!("".parse::<Zone>().is_err());
    }
}
