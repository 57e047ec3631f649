//! One's sessions in one's own calendar.

use crate::app::App;
use crate::domain::{Link, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::problem::Problem;
use crate::service::availability::calendar_feed;
use actix_web::http::header;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post};
use serde::Serialize;
use utoipa::ToSchema;

/// A new calendar feed.
#[derive(Serialize, ToSchema)]
#[schema(as = NewCalendarFeed)]
pub(crate) struct NewFeedView {
    /// Subscribe to this in your calendar. Anyone who has it can see your sessions. Shown only once.
    url: Link,
    created_at: Timestamp,
}

/// A calendar feed.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarFeed)]
pub(crate) struct FeedView {
    created_at: Timestamp,
}

/// Create my calendar feed
///
/// An address to subscribe to, with all your booked sessions. Any previous address stops working.
#[utoipa::path(operation_id = "make_calendar_feed", tag = "Me", security(("bearer" = [])), responses((status = 201, body = NewFeedView)))]
#[post("/v1/me/calendar-feed")]
pub(crate) async fn make(me: SignedIn, app: Data<App>) -> Result<HttpResponse, Problem> {
    let made = me.run(&app, |services, me| calendar_feed::make(services, me.account)).await?;
    Ok(HttpResponse::Created().json(NewFeedView { url: made.url, created_at: made.created_at }))
}

/// Show my calendar feed
#[utoipa::path(operation_id = "get_calendar_feed", tag = "Me", security(("bearer" = [])), responses((status = 200, body = FeedView)))]
#[get("/v1/me/calendar-feed")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Result<Json<FeedView>, Problem> {
    let created_at = me.run(&app, |services, me| calendar_feed::show(services, me.account)).await?;
    Ok(Json(FeedView { created_at }))
}

/// Delete my calendar feed
///
/// Its address stops working at once.
#[utoipa::path(operation_id = "revoke_calendar_feed", tag = "Me", security(("bearer" = [])), responses((status = 204, description = "The feed has been deleted.")))]
#[delete("/v1/me/calendar-feed")]
pub(crate) async fn revoke(me: SignedIn, app: Data<App>) -> Result<HttpResponse, Problem> {
    me.run(&app, |services, me| calendar_feed::revoke(services, me.account)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read a calendar feed
///
/// For calendar programs: there's no sign-in, only the secret in the address.
#[utoipa::path(operation_id = "read_calendar_feed", tag = "Me",
    params(("secret" = String, Path, description = "The secret in the feed's address.")),
    responses((status = 200, body = String, content_type = "text/calendar")))]
#[get("/calendar/{secret}.ics")]
pub(crate) async fn read(secret: Path<String>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let secret = secret.into_inner();
    let ics = app.run(move |services| calendar_feed::read(services, &secret)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::CONTENT_DISPOSITION, "inline; filename=\"candor.ics\""))
        .body(ics))
}
