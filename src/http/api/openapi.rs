//! The API's own description: OpenAPI 3.1, made from the types that the handlers read and write.

// Every resource is named below.
use super::examples::Examples;
use super::refusals::Refusals;
use super::*;
use crate::http::problem::Document;
use crate::types::QuestionId;
use actix_web::dev::HttpServiceFactory;
use actix_web::dev::ResourceDef;
use std::sync::LazyLock;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::path::{Operation, PathItem};
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
        accounts::sign_up, accounts::verify_email, accounts::resend_verification,
        sign_in::login, sign_in::refresh, sign_in::logout,
        credentials::forgot_password, credentials::reset_password, credentials::change_password,
        credentials::change_email, credentials::confirm_email,
        me::show, me::change, me::delete, me::export,
        profiles::candidate, profiles::put_candidate, profiles::interviewer, profiles::put_interviewer,
        profiles::delete_interviewer, availability::show, availability::put,
        calendar_feed::make, calendar_feed::show, calendar_feed::revoke, calendar_feed::read,
        blocks::list, blocks::keep_away, blocks::let_back,
        reports::file, reports::mine, reports::of_program, reports::all, reports::show, reports::close,
        busy_calendars::add, busy_calendars::list, busy_calendars::show, busy_calendars::upload, busy_calendars::fetch,
        busy_calendars::remove,
        openings::search,
        sessions::book, sessions::list, sessions::show, sessions::invitation, sessions::cancel, sessions::keep_other,
        attendance::confirm, attendance::run_late, attendance::no_show, attendance::dispute, attendance::happened,
        requests::create, requests::list, requests::show, requests::change, requests::withdraw, requests::accept,
        requests::decline,
        programs::create, programs::list, invitations::join, programs::show, programs::change, programs::rotate_code,
        members::list, members::change, members::remove, members::overview,
        program_reports::show, program_reports::export, program_reports::chart,
        invitations::create, invitations::list, invitations::withdraw, invitations::send, invitations::accept,
        program_questions::list, program_questions::add, program_questions::show, program_questions::change,
        program_questions::take_out,
        rounds::make, rounds::list, rounds::show, rounds::change, rounds::delete_round, rounds::entry,
        rounds::put_entry,
        round_plans::preview, round_plans::kept, round_plans::decide, round_plans::undecide, round_publish::publish,
        round_publish::export, round_publish::decline,
        moves::propose, moves::list, moves::show, moves::accept, moves::decline, moves::withdraw, moves::move_alone,
        moves::openings,
        calibration::show, calibration::show_sample, calibration::rate_sample, calibration::show_rated,
        standing::show, standing::appeal, standing::list, standing::decide,
        standing::list_all, standing::decide_any,
        late_notes::list, late_notes::list_all, late_notes::reassign, late_notes::reassign_any,
        late_notes::release, late_notes::release_any, late_notes::mine,
        stand_ins::list, stand_ins::accept, stand_ins::decline,
        brief::show, notes::show, notes::save, notes::submit, notes::amend,
        notes_as_it_runs::happened, notes_as_it_runs::hinted,
        feedback::list, feedback::show, feedback::versions, feedback::markdown, feedback::pdf, shares::make, shares::list, shares::revoke,
        thanks::give, thanks::show, monthly_summary::show, monthly_summary::put,
        looking_back::assess, looking_back::assessed, looking_back::review, looking_back::reviewed,
        plan::show, plan::add, plan::change, plan_settings::show, plan_settings::change,
        debriefs::write, debriefs::list, debriefs::show, debriefs::change, debriefs::remove, debriefs::retro,
        trends::show, trends::chart, trends::next,
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

pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
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
