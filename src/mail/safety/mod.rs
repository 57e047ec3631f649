//! Mails about reports of people.

mod person_reported;
mod report_closed;

pub use person_reported::PersonReported;
pub use report_closed::ReportClosed;
