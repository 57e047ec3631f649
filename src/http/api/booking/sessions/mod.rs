//! Booked mock interviews.

mod view;

use crate::app::App;
use crate::domain::booking::session::{Session, State};
use crate::domain::{
    AccountId, Kind, Level, MeetingPlace, Prose, Seat, SessionId, SessionLength, Timestamp, Topic, UpTo,
};
use crate::http::api::availability::openings::{Alternatives, with_alternatives};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, Created, media};
use crate::http::cursor::Cursor;
use crate::http::extract::{Body, Id, IdempotencyKey};
use crate::http::paging::{Page, Paged};
use crate::http::problem::code;
use crate::http::rate_limit::{RateLimit, action};
use crate::service::Error;
use crate::service::booking::book as booking;
use crate::service::booking::book::Booking;
use crate::service::booking::places::{self, Given};
use crate::service::booking::sessions::{self, Filter};
use crate::service::tokens::Bearer;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

pub(crate) use view::SessionView;

pub(crate) fn answer((session, role): (Session, Seat)) -> Json<SessionView> {
    Json(SessionView::of(&session, role))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "interviewer_id": "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b",
    "starts_at": "2027-01-18T16:00:00Z",
    "duration_minutes": 60,
    "kind": "concepts",
    "level": "junior",
    "topics": ["promises"],
    "aims": "I fumbled on Promises and callback hell last time. Please ask me about the order things run in."
}))]
pub(crate) struct BookSession {
    interviewer_id: AccountId,
    /// One of the listed times, on the quarter hour.
    starts_at: Timestamp,
    duration_minutes: SessionLength,
    kind: Kind,
    level: Level,
    #[serde(default)]
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    /// What you want to practise; the interviewer will read it beforehand.
    #[serde(default)]
    aims: Prose<2000>,
}

/// Book an opening
///
/// Both people get invitations by email. If several people book the same opening, one succeeds; the others get 409
/// with the nearest openings left in `alternatives`.
#[utoipa::path(post, path = "/v1/sessions", operation_id = "book_session")]
pub(crate) async fn book(
    me: SignedIn,
    limit: RateLimit<action::Book>,
    key: IdempotencyKey,
    body: Body<BookSession>,
    app: Data<App>,
) -> Answer<Created<SessionView>, (code::EmailUnverified, code::NotFound, code::BookingPaused, Alternatives)> {
    limit.count(&me.limit_key())?;
    let form = body.0;
    let ask = Booking {
        interviewer: form.interviewer_id,
        starts_at: form.starts_at,
        length: form.duration_minutes,
        kind: form.kind,
        level: form.level,
        topics: form.topics,
        aims: form.aims,
    };
    let book = move |services: &_, me: Bearer| {
        booking::book(services, me.account, key.0.as_deref(), &ask)
            .map_err(|refusal| with_alternatives(services, me.account, &ask, refusal))
    };
    let session = me.run(&app, book).await?;
    let location = format!("/v1/sessions/{}", session.id);
    let view = SessionView::of(&session, Seat::Candidate);
    Ok(Created { location, body: view })
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only sessions where I have this seat.
    role: Option<Seat>,
    /// Only sessions in this state.
    state: Option<State>,
}

const LIST: &str = "sessions";

/// List my sessions, latest start first
#[utoipa::path(get, path = "/v1/sessions", operation_id = "list_sessions")]
pub(crate) async fn list(me: SignedIn, page: Paged<Query>, app: Data<App>) -> Answer<Json<Page<SessionView>>> {
    let after = page.after(LIST)?.and_then(|cursor| Some((cursor.at, cursor.id?.into())));
    let look_for = page.look_for();
    let filter = Filter { role: page.filter.role, state: page.filter.state, after, ending_after: None };
    let list = move |services: &_, me: Bearer| {
        let found = sessions::list(services, me.account, &filter, look_for)?;
        // Every session listed has a seat for its reader.
        Ok::<_, Error>(found.into_iter().filter_map(|one| Some((one.role_of(me.account)?, one))).collect::<Vec<_>>())
    };
    let place = |(_, last): &(Seat, Session)| Cursor::new(LIST, last.starts_at, Some(last.id.into()));
    let page = Page::cut(me.run(&app, list).await?, page.limit, place, |(role, one)| SessionView::of(&one, role));
    Ok(Json(page))
}

/// Show one of my sessions
#[utoipa::path(get, path = "/v1/sessions/{id}", operation_id = "get_session")]
pub(crate) async fn show(me: SignedIn, id: Id<SessionId>, app: Data<App>) -> Answer<Json<SessionView>> {
    Ok(answer(me.run(&app, move |services, me| sessions::show(services, me.account, id.0)).await?))
}

/// Download a session as an iCalendar file
///
/// For a cancelled session this is the cancellation, so that importing it again removes the event.
#[utoipa::path(get, path = "/v1/sessions/{id}/invite.ics", operation_id = "get_invitation")]
pub(crate) async fn invitation(
    me: SignedIn,
    id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Content<media::Calendar>, (code::SessionState,)> {
    let file = me.run(&app, move |services, me| sessions::invitation(services, me.account, id.0)).await?;
    let kind = format!("text/calendar; charset=utf-8; method={}", file.method.as_str());
    let name = "attachment; filename=\"invite.ics\"";
    let mut response = HttpResponse::Ok();
    response.content_type(kind).insert_header((header::CONTENT_DISPOSITION, name));
    Ok(Content::new(response.body(file.ics)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"meeting_place": "Room 2.14, library", "for_other_sessions": false}))]
pub(crate) struct SetMeetingPlace {
    meeting_place: MeetingPlace,
    /// Whether it's your place from now on: it's saved in your interviewer profile, and also applies to your upcoming
    /// sessions that have no place yet, or your previous one.
    #[serde(default)]
    for_other_sessions: bool,
}

/// Say where we meet
///
/// For the interviewer, until the session starts; in a swap for both halves. Both people get the invitation again by
/// email, with a higher SEQUENCE. The same place again changes nothing.
#[utoipa::path(put, path = "/v1/sessions/{id}/meeting-place", operation_id = "set_meeting_place")]
pub(crate) async fn set_place(
    me: SignedIn,
    limit: RateLimit<action::Place>,
    id: Id<SessionId>,
    body: Body<SetMeetingPlace>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::Forbidden, code::SessionState, code::TooLate)> {
    limit.count(&me.limit_key())?;
    let given = Given { place: body.0.meeting_place, for_others: body.0.for_other_sessions };
    Ok(answer(me.run(&app, move |services, me| places::set(services, me.account, id.0, &given)).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "My train stands still, and I won't be home in time. I'm sorry."}))]
pub(crate) struct Cancel {
    /// Why; the other person will read it.
    #[schema(value_type = String, min_length = 1, max_length = 1000)]
    reason: Prose<1000>,
    /// For the interviewer: whether the candidate's request may be matched with you again, at another time. By default we
    /// look for somebody else.
    #[serde(default)]
    offer_again: bool,
}

/// Cancel a session
///
/// Either person can cancel until it starts; the other gets an email with the reason. After `free_to_cancel_until` it
/// counts as a late cancellation for the person who cancels, never for the other. Cancelling half a swap cancels the
/// other half too, unless both have said they'd keep it.
#[utoipa::path(post, path = "/v1/sessions/{id}/cancel", operation_id = "cancel_session")]
pub(crate) async fn cancel(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<Cancel>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::SessionState, code::TooLate)> {
    let Cancel { reason, offer_again } = body.0;
    let cancel = move |services: &_, me: Bearer| sessions::cancel(services, me.account, id.0, &reason, offer_again);
    Ok(answer(me.run(&app, cancel).await?))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"keep": true}))]
pub(crate) struct KeepOther {
    keep: bool,
}

/// Say whether I'd keep half a swap
///
/// If the other half is cancelled. This half stays if both of you have said so beforehand.
#[utoipa::path(post, path = "/v1/sessions/{id}/keep-other-half", operation_id = "keep_other_half")]
pub(crate) async fn keep_other(
    me: SignedIn,
    id: Id<SessionId>,
    body: Body<KeepOther>,
    app: Data<App>,
) -> Answer<Json<SessionView>, (code::SessionState, code::TooLate)> {
    Ok(answer(me.run(&app, move |services, me| sessions::keep_other(services, me.account, id.0, body.0.keep)).await?))
}
