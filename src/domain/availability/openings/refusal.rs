/// Why a start is refused: a sentence for the candidate that says what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Not on the 15-minute grid.
    #[error(
        "Sessions start on the quarter hour: at :00, :15, :30 or :45 in UTC. Please choose one of the listed times."
    )]
    OffGrid,
    /// The interviewer doesn't offer this length.
    #[error("This interviewer doesn't do sessions of that length. Please choose one of the lengths on their profile.")]
    DurationNotOffered,
    /// In the past, or sooner than the interviewer's notice allows.
    #[error("{}", too_soon(*notice_hours))]
    TooSoon {
        /// The notice that the interviewer asks for, in hours.
        notice_hours: i64,
    },
    /// Beyond the interviewer's booking horizon.
    #[error("This interviewer takes bookings up to {} ahead. Please choose an earlier time, or come back nearer the \
             day.", count(*horizon_days, "day"))]
    BeyondHorizon {
        /// The interviewer's horizon, in days of 24 hours.
        horizon_days: i64,
    },
    /// The interviewer has paused bookings.
    #[error("This interviewer is taking a break at that time. Please choose a later time, or somebody else.")]
    Paused,
    /// Not wholly inside the interviewer's hours.
    #[error("This interviewer isn't available for the whole of that session. Please choose one of the listed times.")]
    OutsideHours,
    /// Conflicts with another session, an event in their own calendar, or the buffer around one.
    #[error("This interviewer is busy at or close to that time. Please choose another time.")]
    Busy,
    /// The interviewer's weekly capacity is used up that week.
    #[error("This interviewer's week is full. Please choose a time in another week, or somebody else.")]
    WeekFull,
}

fn too_soon(notice_hours: i64) -> String {
    if notice_hours <= 0 {
        return "That time has passed. Please choose a later one.".to_owned();
    }
    let notice = count(notice_hours, "hour");
    format!("This interviewer needs {notice} of notice to prepare. Please choose a later time.")
}

fn count(n: i64, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}
