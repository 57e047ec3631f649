//! A calendar feed of the caller's sessions.

use crate::app::App;
use crate::domain::{Link, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, Created, NoContent, media};
use crate::http::problem::code;
use crate::service::availability::calendar_feed;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json, Path};
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
/// An address to subscribe to, with your upcoming sessions and those that ended in the last 31 days. Any previous
/// address stops working.
#[utoipa::path(post, path = "/v1/me/calendar-feed", operation_id = "make_calendar_feed")]
pub(crate) async fn make(me: SignedIn, app: Data<App>) -> Answer<Created<NewFeedView>> {
    let made = me.run(&app, |services, me| calendar_feed::make(services, me.account)).await?;
    let body = NewFeedView { url: made.url, created_at: made.created_at };
    Ok(Created { location: "/v1/me/calendar-feed".to_owned(), body })
}

/// Show my calendar feed
#[utoipa::path(get, path = "/v1/me/calendar-feed", operation_id = "get_calendar_feed")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<FeedView>, (code::NotFound,)> {
    let created_at = me.run(&app, |services, me| calendar_feed::show(services, me.account)).await?;
    Ok(Json(FeedView { created_at }))
}

/// Delete my calendar feed
///
/// Its address stops working at once.
#[utoipa::path(delete, path = "/v1/me/calendar-feed", operation_id = "revoke_calendar_feed")]
pub(crate) async fn revoke(me: SignedIn, app: Data<App>) -> Answer<NoContent, (code::NotFound,)> {
    me.run(&app, |services, me| calendar_feed::revoke(services, me.account)).await?;
    Ok(NoContent)
}

/// Read a calendar feed
///
/// For calendar programs: there's no sign-in, only the secret in the address.
#[utoipa::path(get, path = "/calendar/{secret}.ics", operation_id = "read_calendar_feed")]
pub(crate) async fn read(secret: Path<String>, app: Data<App>) -> Answer<Content<media::Calendar>> {
    let secret = secret.into_inner();
    let ics = app.run(move |services| calendar_feed::read(services, &secret)).await?;
    let mut response = HttpResponse::Ok();
    response
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::CONTENT_DISPOSITION, "inline; filename=\"candor.ics\""));
    Ok(Content::new(response.body(ics)))
}
