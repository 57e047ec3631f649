//! The JSON API under `/v1`: one file a resource.

mod accounts;
mod attendance;
mod availability;
mod blocks;
mod brief;
mod busy_calendars;
mod calendar_feed;
mod calibration;
mod catalogue;
mod credentials;
mod debriefs;
mod examples;
mod feedback;
mod health;
mod invitations;
mod late_notes;
mod looking_back;
mod me;
mod members;
mod monthly_summary;
mod moves;
mod named;
mod notes;
mod notes_as_it_runs;
mod openapi;
mod openings;
mod plan;
mod plan_settings;
mod profiles;
mod program_questions;
mod program_reports;
mod programs;
mod refusals;
mod reports;
mod requests;
mod round_plans;
mod round_publish;
mod rounds;
mod sessions;
mod shares;
mod sign_in;
mod stand_ins;
mod standing;
mod thanks;
mod trends;

pub(super) use invitations::count as count_answer;
pub use openapi::{docs, document, methods_of};

use super::server::nothing_here;
use actix_web::web::{ServiceConfig, to};

/// The routes of the API. `openapi` lists the same; a test compares the two.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(accounts::sign_up)
        .service(accounts::verify_email)
        .service(accounts::resend_verification)
        .service(sign_in::login)
        .service(sign_in::refresh)
        .service(sign_in::logout)
        .service(credentials::forgot_password)
        .service(credentials::reset_password)
        .service(credentials::change_password)
        .service(credentials::change_email)
        .service(credentials::confirm_email)
        .service(me::show)
        .service(me::change)
        .service(me::delete)
        .service(me::export)
        .service(profiles::candidate)
        .service(profiles::put_candidate)
        .service(profiles::interviewer)
        .service(profiles::put_interviewer)
        .service(profiles::delete_interviewer)
        .service(availability::show)
        .service(availability::put)
        .service(calendar_feed::make)
        .service(calendar_feed::show)
        .service(calendar_feed::revoke)
        .service(calendar_feed::read)
        .service(blocks::list)
        .service(blocks::keep_away)
        .service(blocks::let_back)
        .service(reports::file)
        .service(reports::mine)
        .service(reports::of_program)
        .service(reports::all)
        .service(reports::show)
        .service(reports::close)
        .service(busy_calendars::add)
        .service(busy_calendars::list)
        .service(busy_calendars::show)
        .service(busy_calendars::remove)
        .service(busy_calendars::upload)
        .service(busy_calendars::fetch)
        .service(openings::search)
        .service(sessions::book)
        .service(sessions::list)
        .service(sessions::show)
        .service(sessions::invitation)
        .service(sessions::cancel)
        .service(sessions::keep_other)
        .service(attendance::confirm)
        .service(attendance::run_late)
        .service(attendance::no_show)
        .service(attendance::dispute)
        .service(attendance::happened)
        .service(moves::propose)
        .service(moves::list)
        .service(moves::show)
        .service(moves::accept)
        .service(moves::decline)
        .service(moves::withdraw)
        .service(moves::move_alone)
        .service(moves::openings)
        .service(requests::create)
        .service(requests::list)
        .service(requests::show)
        .service(requests::change)
        .service(requests::withdraw)
        .service(requests::accept)
        .service(requests::decline)
        .service(programs::create)
        .service(programs::list)
        .service(invitations::join)
        // Another method on it is no id of a program.
        .route("/v1/programs/join", to(nothing_here))
        .service(programs::show)
        .service(programs::change)
        .service(programs::rotate_code)
        .service(members::list)
        .service(members::change)
        .service(members::remove)
        .service(members::overview)
        .service(program_reports::show)
        .service(program_reports::export)
        .service(program_reports::chart)
        .service(invitations::create)
        .service(invitations::list)
        .service(invitations::withdraw)
        .service(invitations::send)
        .service(invitations::accept)
        .service(program_questions::list)
        .service(program_questions::add)
        .service(program_questions::show)
        .service(program_questions::change)
        .service(program_questions::take_out)
        .service(rounds::make)
        .service(rounds::list)
        .service(rounds::show)
        .service(rounds::change)
        .service(rounds::delete_round)
        .service(rounds::entry)
        .service(rounds::put_entry)
        .service(round_plans::preview)
        .service(round_plans::kept)
        .service(round_plans::decide)
        .service(round_plans::undecide)
        .service(round_publish::publish)
        .service(round_publish::export)
        .service(round_publish::decline)
        .service(brief::show)
        .service(calibration::show)
        .service(calibration::show_sample)
        .service(calibration::rate_sample)
        .service(calibration::show_rated)
        .service(standing::show)
        .service(standing::appeal)
        .service(standing::list)
        .service(standing::decide)
        .service(standing::list_all)
        .service(standing::decide_any)
        .service(late_notes::list)
        .service(late_notes::list_all)
        .service(late_notes::reassign)
        .service(late_notes::reassign_any)
        .service(late_notes::release)
        .service(late_notes::release_any)
        .service(late_notes::mine)
        .service(stand_ins::list)
        .service(stand_ins::accept)
        .service(stand_ins::decline)
        .service(notes::show)
        .service(notes::save)
        .service(notes::submit)
        .service(notes::amend)
        .service(notes_as_it_runs::happened)
        .service(notes_as_it_runs::hinted)
        .service(feedback::list)
        .service(feedback::show)
        .service(feedback::versions)
        .service(feedback::markdown)
        .service(feedback::pdf)
        .service(thanks::give)
        .service(thanks::show)
        .service(monthly_summary::show)
        .service(monthly_summary::put)
        .service(shares::make)
        .service(shares::list)
        .service(shares::revoke)
        .service(looking_back::assess)
        .service(looking_back::assessed)
        .service(looking_back::review)
        .service(looking_back::reviewed)
        .service(plan::show)
        .service(plan::add)
        .service(plan::change)
        .service(trends::show)
        .service(trends::chart)
        .service(trends::next)
        .service(debriefs::write)
        .service(debriefs::list)
        .service(debriefs::show)
        .service(debriefs::change)
        .service(debriefs::remove)
        .service(debriefs::retro)
        .service(plan_settings::show)
        .service(plan_settings::change)
        .service(catalogue::topics)
        .service(catalogue::note_templates)
        .service(catalogue::note_template)
        .service(health::healthz)
        .service(health::readyz)
        .service(health::metrics);
}
