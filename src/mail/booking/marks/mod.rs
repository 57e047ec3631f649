//! Mails about marks: made, disputed, decided, and what they lead to.

mod absence_disputed;
mod booking_paused;
mod dispute_settled;
mod mark_contested;
mod mark_decided;
mod marked_absent;

pub use absence_disputed::AbsenceDisputed;
pub use booking_paused::BookingPaused;
pub use dispute_settled::{DisputeSettled, Outcome};
pub use mark_contested::{Contested, MarkContested};
pub use mark_decided::{Bookings, MarkDecided};
pub use marked_absent::MarkedAbsent;
