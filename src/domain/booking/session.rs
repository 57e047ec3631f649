//! A booked mock interview.

pub use crate::domain::account::Person;

use crate::domain::vocabulary::string_enum;
use crate::domain::{
    AccountId, Kind, Level, Line, MeetingPlace, Prose, Seat, SessionId, SessionLength, Span, Timestamp, Topic, UpTo,
};

string_enum! {
    /// The state of a session.
    State, "This isn't a state of a session: offered, booked, cancelled, no_show, disputed, completed or \
                held_without_notes." {
        /// Both people's time is reserved and the candidate has been asked; the interviewer doesn't know about it yet.
        Offered = "offered", "offered";
        /// Agreed on; the notes haven't been delivered yet.
        Booked = "booked", "booked";
        /// Cancelled before it began.
        Cancelled = "cancelled", "cancelled";
        /// One of the two didn't come.
        NoShow = "no_show", "missed";
        /// The person marked absent disputes it.
        Disputed = "disputed", "disputed";
        /// Held, and the notes delivered.
        Completed = "completed", "completed";
        /// Held, but the notes never came. They're still welcome.
        HeldWithoutNotes = "held_without_notes", "held, without notes";
    }
}

impl State {
    /// Whether the state is final. Every other state ends by itself eventually.
    pub fn is_final(self) -> bool {
        match self {
            Self::Cancelled | Self::NoShow | Self::Completed | Self::HeldWithoutNotes => true,
            Self::Offered | Self::Booked | Self::Disputed => false,
        }
    }
}

/// A booked mock interview: one candidate, one interviewer, a start, a length.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The candidate.
    pub candidate: Person,
    /// The interviewer.
    pub interviewer: Person,
    /// The interviewer's headline; `None` once they've stopped volunteering.
    pub headline: Option<Line<140>>,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Topics asked for.
    pub topics: UpTo<30, Topic>,
    /// What the candidate wants to practise.
    pub aims: Prose<2000>,
    /// Start (UTC), on the 15-minute grid.
    pub starts_at: Timestamp,
    /// Length in minutes.
    pub length: SessionLength,
    /// Where they meet; none until the interviewer says where.
    pub meeting_place: Option<MeetingPlace>,
    /// iCalendar SEQUENCE: raised whenever the invitation changes.
    pub sequence: i32,
    /// Its state.
    pub state: State,
    /// Who cancelled it, and why.
    pub cancelled: Option<(Seat, Prose<1000>)>,
    /// Who was marked absent, and when.
    pub absent: Option<(Seat, Timestamp)>,
    /// What the person marked absent said in the dispute.
    pub dispute: Option<Prose<1000>>,
    /// The other half, if this is part of a swap.
    pub swap: Option<OtherHalf>,
    /// When the two agreed to this start (UTC); for an offer, when it was made.
    pub agreed_at: Timestamp,
    /// What each of the two said about coming; reset when the session is moved.
    pub coming: BySeat<Coming>,
}

/// A value per seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BySeat<T> {
    /// Of the candidate.
    pub candidate: T,
    /// Of the interviewer.
    pub interviewer: T,
}

impl<T> BySeat<T> {
    /// The value for one seat.
    pub fn of(&self, role: Seat) -> &T {
        match role {
            Seat::Candidate => &self.candidate,
            Seat::Interviewer => &self.interviewer,
        }
    }
}

/// What somebody said about coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coming {
    /// When they confirmed (UTC).
    pub confirmed_at: Option<Timestamp>,
    /// How many minutes late they said they'd be, if at all.
    pub late_minutes: Option<i32>,
}

/// The other half of a swap: the same two people, back to back, with the seats exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherHalf {
    /// The session.
    pub session: SessionId,
    /// When it starts (UTC).
    pub starts_at: Timestamp,
    /// Who would keep this half if the other one is cancelled, by their seat in this one.
    pub keepers: Vec<Seat>,
}

impl OtherHalf {
    /// Whether both would keep the remaining half.
    pub fn kept_by_both(&self) -> bool {
        Seat::ALL.iter().all(|role| self.keepers.contains(role))
    }
}

/// Hours after the end within which the notes are due.
pub const NOTES_DUE_HOURS: i64 = 24;

/// When the time for a session's notes begins: at its end or, if a mark for being absent was lifted after that, then. Until it
/// was lifted, nobody knew whether there was anything to write about.
pub fn notes_begin(ends_at: Timestamp, lifted_at: Option<Timestamp>) -> Timestamp {
    lifted_at.map_or(ends_at, |at| ends_at.max(at))
}

impl Session {
    /// From start to end.
    pub fn span(&self) -> Span {
        Span::of(self.starts_at, self.length)
    }

    /// The end (UTC).
    pub fn ends_at(&self) -> Timestamp {
        self.span().to
    }

    /// When the notes are due (UTC).
    pub fn notes_due_at(&self) -> Timestamp {
        self.ends_at().plus_hours(NOTES_DUE_HOURS)
    }

    /// The seat of this person, if they have one.
    pub fn role_of(&self, account: AccountId) -> Option<Seat> {
        if account == self.candidate.id {
            Some(Seat::Candidate)
        } else if account == self.interviewer.id {
            Some(Seat::Interviewer)
        } else {
            None
        }
    }

    /// The person in this seat.
    pub fn person(&self, role: Seat) -> &Person {
        match role {
            Seat::Candidate => &self.candidate,
            Seat::Interviewer => &self.interviewer,
        }
    }
}
