//! Settings of the weekly plan.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::practice::plan::PlanSettings;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::Body;
use crate::service::practice::plan::settings::{self, Change};
use actix_web::web::{Data, Json};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The settings of your plan; everything is off by default.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanSettings)]
pub(crate) struct SettingsView {
    /// Whether you get a weekly email on Sunday evening, if there's something to report.
    weekly_mail: bool,
    /// When the next one is due: Sunday at 18:00 in your time zone.
    next_mail_at: Option<Timestamp>,
    /// Whether your calendar feed includes open steps, each as an all-week event that doesn't block time.
    in_calendar: bool,
    /// Whether your interviewers' briefs show the latest action steps from your feedback and which of them are done.
    /// They show nothing else from your plan, and not why you dropped something.
    in_briefs: bool,
}

impl From<PlanSettings> for SettingsView {
    fn from(settings: PlanSettings) -> Self {
        let PlanSettings { next_mail_at, in_calendar, in_briefs } = settings;
        Self { weekly_mail: next_mail_at.is_some(), next_mail_at, in_calendar, in_briefs }
    }
}

/// The changes; anything left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"weekly_mail": true, "in_calendar": true}))]
pub(crate) struct ChangeSettings {
    weekly_mail: Option<bool>,
    in_calendar: Option<bool>,
    in_briefs: Option<bool>,
}

/// Show the settings of my plan
#[utoipa::path(get, path = "/v1/me/plan/settings", operation_id = "get_plan_settings")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<SettingsView>> {
    Ok(Json(me.run(&app, |services, me| settings::show(services, me.account)).await?.into()))
}

/// Turn the weekly email, steps in my calendar or sharing in briefs on or off
///
/// All of these are off by default.
#[utoipa::path(patch, path = "/v1/me/plan/settings", operation_id = "change_plan_settings")]
pub(crate) async fn change(me: SignedIn, body: Body<ChangeSettings>, app: Data<App>) -> Answer<Json<SettingsView>> {
    let ChangeSettings { weekly_mail, in_calendar, in_briefs } = body.0;
    let change = Change { weekly_mail, in_calendar, in_briefs };
    Ok(Json(me.run(&app, move |services, me| settings::change(services, me.account, change)).await?.into()))
}
