//! The API's own description: OpenAPI 3.1, made from the types that the handlers read and write.

// Every resource is named below.
use super::examples::Examples;
use super::operations::operations;
use super::refusals::Refusals;
use super::*;
use crate::domain::QuestionId;
use crate::http::problem::Document;
use actix_web::dev::HttpServiceFactory;
use actix_web::dev::ResourceDef;
use std::sync::LazyLock;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Candor",
        description = "Peer mock interviews that always end in written, hiring-style feedback.\n\nTimes are RFC 3339 \
                       in UTC; unknown fields and parameters are rejected. Errors are RFC 9457 problem documents with \
                       a stable `code` and, for invalid input, `errors` that say where the problem is and how to fix \
                       it.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/", description = "The server this document comes from")),
    // In the order in which somebody meets them; the page at /docs keeps it.
    tags(
        (name = "Accounts", description = "Signing up, and confirming your email address"),
        (name = "Sign-in", description = "Tokens and passwords"),
        (name = "Me", description = "Your account, profiles and hours"),
        (name = "Openings", description = "When a suitable interviewer is free"),
        (name = "Requests", description = "Asking to be matched, and answering offers"),
        (name = "Sessions", description = "Booked mock interviews"),
        (name = "Safety", description = "Blocking and reporting people"),
        (name = "Programs", description = "Clubs, classes and bootcamps that practise together"),
        (name = "Rounds", description = "Matching a whole program at once"),
        (name = "Calibration", description = "Sample sessions for practising ratings. Only you can see how you rate them"),
        (name = "Notes", description = "What the interviewer writes"),
        (name = "Feedback", description = "What the candidate receives"),
        (name = "Practice", description = "Learning from it: the weekly plan, debriefs and trends. Only you can see them"),
        (name = "Catalogue", description = "Topics and note templates"),
        (name = "Operation", description = "Health checks and metrics"),
    ),
    paths(
        account::accounts::sign_up, account::accounts::verify_email, account::accounts::resend_verification,
        account::sign_in::login, account::sign_in::refresh, account::sign_in::logout,
        account::credentials::forgot_password, account::credentials::reset_password, account::credentials::change_password,
        account::credentials::change_email, account::credentials::confirm_email,
        account::me::show, account::me::change, account::me::delete, account::me::export,
        account::profiles::candidate, account::profiles::put_candidate, account::profiles::interviewer, account::profiles::put_interviewer,
        account::profiles::delete_interviewer, availability::hours::show, availability::hours::put,
        availability::calendar_feed::make, availability::calendar_feed::show, availability::calendar_feed::revoke, availability::calendar_feed::read,
        safety::blocks::list, safety::blocks::keep_away, safety::blocks::let_back,
        safety::reports::file, safety::reports::mine, safety::reports::of_program, safety::reports::all, safety::reports::show, safety::reports::close,
        availability::busy_calendars::add, availability::busy_calendars::list, availability::busy_calendars::show, availability::busy_calendars::upload, availability::busy_calendars::fetch,
        availability::busy_calendars::remove,
        availability::openings::search,
        booking::sessions::book, booking::sessions::list, booking::sessions::show, booking::sessions::invitation, booking::sessions::cancel, booking::sessions::keep_other,
        booking::attendance::confirm, booking::attendance::run_late, booking::attendance::no_show, booking::attendance::dispute, booking::attendance::happened,
        matching::requests::create, matching::requests::list, matching::requests::show, matching::requests::change, matching::requests::withdraw, matching::requests::accept,
        matching::requests::decline,
        program::programs::create, program::programs::list, program::invitations::join, program::programs::show, program::programs::change, program::programs::rotate_code,
        program::members::list, program::members::change, program::members::remove, program::members::overview,
        program::reports::show, program::reports::export, program::reports::chart,
        program::invitations::create, program::invitations::list, program::invitations::withdraw, program::invitations::send, program::invitations::accept,
        program::questions::list, program::questions::add, program::questions::show, program::questions::change,
        program::questions::take_out,
        round::rounds::make, round::rounds::list, round::rounds::show, round::rounds::change, round::rounds::delete_round, round::rounds::entry,
        round::rounds::put_entry,
        round::plans::preview, round::plans::kept, round::plans::decide, round::plans::delete_pair_decision, round::publish::publish,
        round::publish::export, round::publish::decline,
        booking::moves::propose, booking::moves::list, booking::moves::show, booking::moves::accept, booking::moves::decline, booking::moves::withdraw, booking::moves::move_alone,
        booking::moves::openings,
        feedback::calibration::show, feedback::calibration::show_sample, feedback::calibration::rate_sample, feedback::calibration::show_rated,
        booking::reliability::show, booking::reliability::appeal, booking::reliability::list, booking::reliability::decide,
        booking::reliability::list_all, booking::reliability::decide_any,
        feedback::late_notes::list, feedback::late_notes::list_all, feedback::late_notes::reassign, feedback::late_notes::reassign_as_operator,
        feedback::late_notes::release, feedback::late_notes::release_as_operator, feedback::late_notes::mine,
        booking::stand_ins::list, booking::stand_ins::accept, booking::stand_ins::decline,
        feedback::brief::show, feedback::notes::show, feedback::notes::save, feedback::notes::submit, feedback::notes::amend,
        feedback::live_notes::happened, feedback::live_notes::hinted,
        feedback::received::list, feedback::received::show, feedback::received::versions, feedback::received::markdown, feedback::received::pdf, feedback::shares::make, feedback::shares::list, feedback::shares::revoke,
        feedback::thanks::give, feedback::thanks::show, feedback::monthly_summary::show, feedback::monthly_summary::put,
        feedback::reflection::assess, feedback::reflection::assessed, feedback::reflection::review, feedback::reflection::reviewed,
        practice::plan::show, practice::plan::add, practice::plan::change, practice::plan_settings::show, practice::plan_settings::change,
        practice::debriefs::write, practice::debriefs::list, practice::debriefs::show, practice::debriefs::change, practice::debriefs::remove, practice::debriefs::retro,
        practice::trends::show, practice::trends::chart, practice::trends::next,
        catalogue::topics, catalogue::note_templates, catalogue::note_template,
        health::healthz, health::readyz, health::metrics,
    ),
    components(schemas(Document, QuestionId)),
    modifiers(&Bearer, &Refusals, &Examples)
)]
pub struct Api;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, api: &mut Description) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The OpenAPI document.
pub fn document() -> Description {
    Api::openapi()
}

/// `/openapi.json` and the browsable page at `/docs`, all of it from the binary.
pub fn docs() -> impl HttpServiceFactory + 'static {
    // The validator would ask a server on the internet.
    let config = Config::new(["/openapi.json"]).validator_url("none").try_it_out_enabled(true);
    SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document()).config(config)
}

/// The methods that a path of the API knows.
pub fn methods_of(path: &str) -> Vec<String> {
    static KNOWN: LazyLock<Vec<(ResourceDef, Vec<String>)>> = LazyLock::new(|| {
        let described = document().paths.paths.into_iter().map(|(path, mut item)| {
            let known = operations(&mut item).map(|(method, _)| method);
            // HEAD is answered wherever GET is.
            let both = known.flat_map(|method| [method, "HEAD"].into_iter().take(if method == "GET" { 2 } else { 1 }));
            let methods = both.map(str::to_owned).collect();
            (ResourceDef::new(path), methods)
        });
        described.collect()
    });
    KNOWN.iter().find(|(known, _)| known.is_match(path)).map_or_else(Vec::new, |(_, methods)| methods.clone())
}
