//! The whole house, as its users meet it: through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that stops says what is wrong")]

#[macro_use]
mod support;

mod accounts;
mod attendance;
mod authorisation;
mod bad_input;
mod blocks;
mod brief;
mod browser;
mod busy_calendars;
mod calendar_feed;
mod calibration;
mod catalogue;
mod credentials;
mod debriefs;
mod deletion;
mod demo;
mod feedback_files;
mod history;
mod late_notes;
mod life_cycle;
mod looking_back;
mod mail_links;
mod mail_words;
mod mails;
mod main_job;
mod moves;
mod notes;
mod openapi;
mod openings;
mod outbox;
mod own_data;
mod pages;
mod plan;
mod privacy;
mod processes;
mod programs;
mod races;
mod reminders;
mod reports;
mod requests;
mod rounds;
mod schema;
mod session_page;
mod sessions;
mod shares;
mod sign_ins;
mod stand_ins;
mod standing;
mod statements;
mod terms;
mod thanks;
mod trends;
mod weekly;
mod whole_path;
