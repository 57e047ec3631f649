//! Mails about sessions: booked, cancelled and moved, attendance, and stand-ins.

mod evening_digest;
mod invitation_moved;
mod marks;
mod move_off;
mod move_proposed;
mod place_missing;
mod place_set;
mod reminder;
mod running_late;
mod session_booked;
mod session_cancelled;
mod session_moved;
mod stand_in_asked;

pub use evening_digest::{Agenda, EveningDigest, Owed, Planned};
pub use invitation_moved::InvitationMoved;
pub use marks::{
    AbsenceDisputed, BookingPaused, Bookings, Contested, DisputeSettled, MarkContested, MarkDecided, MarkedAbsent,
    Outcome,
};
pub use move_off::MoveOff;
pub use move_proposed::MoveProposed;
pub use place_missing::PlaceMissing;
pub use place_set::PlaceSet;
pub use reminder::Reminder;
pub use running_late::RunningLate;
pub use session_booked::SessionBooked;
pub use session_cancelled::{ReplacementSearch, SessionCancelled};
pub use session_moved::SessionMoved;
pub use stand_in_asked::StandInAsked;
