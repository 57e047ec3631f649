//! What happens on this server, for everybody.

use crate::app::App;
use crate::http::contract::{Answer, Api, operations};
use crate::service::front;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// Every operation here.
pub(crate) fn routes(api: &mut Api) {
    api.add("Catalogue", operations![self: figures]);
}

/// What happened on this server in the last 30 days, counted at most a minute ago.
#[derive(Serialize, ToSchema)]
#[schema(as = PublicFigures)]
pub(crate) struct FiguresView {
    /// Interviews that took place.
    #[schema(example = 47)]
    interviews: usize,
    /// Those whose notes were due, or came early.
    #[schema(example = 45)]
    notes_due: usize,
    /// Those whose notes came within a day.
    #[schema(example = 43)]
    notes_in_time: usize,
    /// People who interview, now.
    #[schema(example = 12)]
    interviewers: usize,
    /// How many time zones their hours are in.
    #[schema(example = 6)]
    time_zones: usize,
}

/// Show what happens on this server
///
/// For everybody: numbers only, and nobody's name.
#[utoipa::path(get, path = "/v1/figures", operation_id = "get_public_figures")]
pub(crate) async fn figures(app: Data<App>) -> Answer<Json<FiguresView>> {
    let front::Figures { interviews, notes_due, notes_in_time, interviewers, zones } = app.run(front::figures).await?;
    Ok(Json(FiguresView { interviews, notes_due, notes_in_time, interviewers, time_zones: zones }))
}
