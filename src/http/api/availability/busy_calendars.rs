//! People's own calendars, in whose busy times they can't be booked.

use crate::app::App;
use crate::domain::availability::busy_calendar::{BusyCalendar, CalendarUrl};
use crate::domain::{BusyCalendarId, DisplayName, Timestamp};
use crate::http::auth::SignedIn;
use crate::http::calendar_file::CalendarFile;
use crate::http::contract::{Answer, Created, NoContent, Pending};
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::availability::busy_calendars;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The state of a calendar.
#[derive(Serialize, ToSchema)]
#[schema(as = BusyCalendarState)]
#[serde(rename_all = "snake_case")]
enum State {
    /// It hasn't been fetched yet, or no file was uploaded.
    Waiting,
    /// You can't be booked during its busy times.
    Read,
    /// The latest attempt failed; `error` says why. Busy times read before then stay in force for a week.
    Failing,
}

/// A calendar whose busy times you can't be booked in.
#[derive(Serialize, ToSchema)]
#[schema(as = BusyCalendar)]
pub(crate) struct BusyCalendarView {
    id: BusyCalendarId,
    name: DisplayName,
    /// The server it's fetched from; null for an uploaded file. The address itself is secret.
    host: Option<String>,
    state: State,
    /// How many separate busy times there are, from yesterday to `covers_until`.
    busy_times: usize,
    /// How far ahead the calendar has been read. A fetched calendar is read again before then.
    covers_until: Option<Timestamp>,
    /// Events we couldn't understand, or not in full, such as one without a start or with an end that can't be read.
    left_out: i32,
    /// How many names of time zones in it are unknown to us. Events with one are read in your time zone.
    guessed_zones: i32,
    /// When it was last read successfully.
    checked_at: Option<Timestamp>,
    /// The last attempt.
    tried_at: Option<Timestamp>,
    /// Why the last attempt failed, and what would help.
    error: Option<String>,
    next_fetch_at: Option<Timestamp>,
    created_at: Timestamp,
}

impl From<BusyCalendar> for BusyCalendarView {
    fn from(one: BusyCalendar) -> Self {
        let state = match (&one.error, &one.checked_at) {
            (Some(_), _) => State::Failing,
            (None, Some(_)) => State::Read,
            (None, None) => State::Waiting,
        };
        Self {
            id: one.id,
            name: one.name,
            host: one.url.as_ref().map(|url| url.host().to_owned()),
            state,
            busy_times: one.busy.map_or(0, |busy| busy.len()),
            covers_until: one.covers_until,
            left_out: one.left_out,
            guessed_zones: one.guessed_zones,
            checked_at: one.checked_at,
            tried_at: one.tried_at,
            error: one.error,
            next_fetch_at: one.next_fetch_at,
            created_at: one.created_at,
        }
    }
}

/// A calendar in your export, with its full address and times.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedCalendar {
    url: Option<CalendarUrl>,
    busy: Vec<BusyTime>,
    calendar: BusyCalendarView,
}

/// A busy time.
#[derive(Serialize, ToSchema)]
pub(crate) struct BusyTime {
    from: Timestamp,
    to: Timestamp,
}

impl From<BusyCalendar> for ExportedCalendar {
    fn from(one: BusyCalendar) -> Self {
        let spans = one.busy.iter().flatten();
        let busy = spans.map(|span| BusyTime { from: span.from, to: span.to }).collect();
        Self { url: one.url.clone(), busy, calendar: one.into() }
    }
}

/// Your calendars.
#[derive(Serialize, ToSchema)]
#[schema(as = BusyCalendars)]
pub(crate) struct BusyCalendarsView {
    /// At most five.
    #[schema(max_items = 5)]
    items: Vec<BusyCalendarView>,
}

/// A calendar to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Work", "url": "https://calendar.example.org/ann/basic.ics"}))]
pub(crate) struct AddBusyCalendar {
    /// Your name for it.
    name: DisplayName,
    /// The address to fetch it from every hour, with http, https or webcal. Without one, upload a file.
    #[serde(default)]
    url: Option<CalendarUrl>,
}

/// Add a calendar whose busy times I can't be booked in
///
/// With an address it's fetched within seconds and then every hour; without one, upload a file to it. Five at most.
/// The address is often a secret, so it's shown only in your export.
#[utoipa::path(post, path = "/v1/me/busy-calendars", operation_id = "add_busy_calendar")]
pub(crate) async fn add(
    me: SignedIn,
    limit: RateLimit<action::Fetch>,
    body: Body<AddBusyCalendar>,
    app: Data<App>,
) -> Answer<Created<BusyCalendarView>, (code::TooManyCalendars,)> {
    limit.count(&me.limit_key())?;
    let AddBusyCalendar { name, url } = body.0;
    let added =
        me.run(&app, move |services, me| busy_calendars::add(services, me.account, &name, url.as_ref())).await?;
    let body = BusyCalendarView::from(added);
    Ok(Created { location: format!("/v1/me/busy-calendars/{}", body.id), body })
}

/// List my calendars
#[utoipa::path(get, path = "/v1/me/busy-calendars", operation_id = "list_busy_calendars")]
pub(crate) async fn list(me: SignedIn, app: Data<App>) -> Answer<Json<BusyCalendarsView>> {
    let found = me.run(&app, |services, me| busy_calendars::list(services, me.account)).await?;
    Ok(Json(BusyCalendarsView { items: found.into_iter().map(BusyCalendarView::from).collect() }))
}

/// Show one of my calendars
#[utoipa::path(get, path = "/v1/me/busy-calendars/{id}", operation_id = "get_busy_calendar")]
pub(crate) async fn show(me: SignedIn, id: Id<BusyCalendarId>, app: Data<App>) -> Answer<Json<BusyCalendarView>> {
    Ok(Json(me.run(&app, move |services, me| busy_calendars::show(services, me.account, id.0)).await?.into()))
}

/// Upload a calendar's file
///
/// An iCalendar file of at most 2 MiB, replacing the previous one. Repeating events are expanded for 200 days; events
/// that are marked as free, cancelled or sent by this server don't count as busy.
#[utoipa::path(put, path = "/v1/me/busy-calendars/{id}/file", operation_id = "upload_busy_calendar")]
pub(crate) async fn upload(
    me: SignedIn,
    id: Id<BusyCalendarId>,
    file: CalendarFile,
    app: Data<App>,
) -> Answer<Json<BusyCalendarView>> {
    let read = me.run(&app, move |services, me| busy_calendars::upload(services, me.account, id.0, &file.0)).await?;
    Ok(Json(read.into()))
}

/// Fetch a calendar again
///
/// It takes a few seconds; read the calendar to see the result. Once a minute at most.
#[utoipa::path(post, path = "/v1/me/busy-calendars/{id}/fetch", operation_id = "fetch_busy_calendar")]
pub(crate) async fn fetch(
    me: SignedIn,
    limit: RateLimit<action::Fetch>,
    id: Id<BusyCalendarId>,
    app: Data<App>,
) -> Answer<Pending<BusyCalendarView>> {
    limit.count(&me.limit_key())?;
    let due = me.run(&app, move |services, me| busy_calendars::fetch_again(services, me.account, id.0)).await?;
    Ok(Pending(due.into()))
}

/// Remove one of my calendars
#[utoipa::path(delete, path = "/v1/me/busy-calendars/{id}", operation_id = "remove_busy_calendar")]
pub(crate) async fn remove(me: SignedIn, id: Id<BusyCalendarId>, app: Data<App>) -> Answer<NoContent> {
    me.run(&app, move |services, me| busy_calendars::remove(services, me.account, id.0)).await?;
    Ok(NoContent)
}
