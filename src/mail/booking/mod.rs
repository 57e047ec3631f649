//! Mails about sessions: booked, cancelled and moved, attendance, and stand-ins.

mod absence_disputed;
mod booking_paused;
mod invitation_moved;
mod mark_decided;
mod marked_absent;
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

pub use absence_disputed::AbsenceDisputed;
pub use booking_paused::BookingPaused;
pub use invitation_moved::InvitationMoved;
pub use mark_decided::{Bookings, MarkDecided};
pub use marked_absent::MarkedAbsent;
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
