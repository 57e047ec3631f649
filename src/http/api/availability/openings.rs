//! Searching for openings.

use crate::app::App;
use crate::domain::matching::fit::Wish;
use crate::domain::{
    AccountId, DisplayName, Kind, Language, Level, Line, SessionLength, Span, Timestamp, Topic, comma_list,
};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::cursor::Cursor;
use crate::http::paging::{Page, Paged};
use crate::http::problem::{DeclaredError, Member, Schemas};
use crate::service::availability::openings::{self, Found, Match, Opening, Search};
use crate::service::booking::book::Booking;
use crate::service::{Code, Error, Services};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The longest range that can be searched, in days.
const MAX_RANGE_DAYS: i64 = 62;

/// The range that is searched by default, in days.
const RANGE_DAYS: i64 = 14;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Only interviewers who do this kind.
    kind: Option<Kind>,
    /// Only interviewers who interview for this level.
    level: Option<Level>,
    /// Topics, separated by commas. They affect the ranking but don't exclude anyone.
    #[param(value_type = Option<Vec<Topic>>, style = Form, explode = false, max_items = 30, example = json!(["promises", "react"]))]
    topics: Option<Topics>,
    /// Only interviewers who speak this language.
    language: Option<Language>,
    /// Length of the session in minutes: 30, 45, 60 or 90; 60 by default.
    duration_minutes: Option<SessionLength>,
    /// Earliest start; now by default.
    from: Option<Timestamp>,
    /// Only starts before this time; by default 14 days after `from`, at most 62.
    to: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Topics(Vec<Topic>);

impl<'de> Deserialize<'de> for Topics {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let topics: Vec<Topic> = comma_list(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)?;
        if topics.len() > 30 {
            return Err(serde::de::Error::custom("There are too many topics here: at most 30."));
        }
        Ok(Self(topics))
    }
}

/// A time when a suitable interviewer is free.
#[derive(Serialize, ToSchema)]
#[schema(as = Opening)]
pub(crate) struct OpeningView {
    starts_at: Timestamp,
    ends_at: Timestamp,
    /// How many interviewers are free.
    interviewer_count: usize,
    /// The best matches, best first.
    interviewers: Vec<InterviewerView>,
}

/// An interviewer who's free, and why they're a good match.
#[derive(Serialize, ToSchema)]
#[schema(as = FreeInterviewer)]
pub(crate) struct InterviewerView {
    interviewer_id: AccountId,
    display_name: DisplayName,
    headline: Line<140>,
    /// 0 to 100. For ranking only; it's not a grade.
    fit: u32,
    /// Why they're a good match, each in a few words.
    #[schema(example = json!(["Topics in common: Promises and async", "Interviews at junior level"]))]
    reasons: Vec<String>,
}

impl OpeningView {
    fn of(opening: Opening, length: SessionLength) -> Self {
        let interviewer = |one: Match| InterviewerView {
            interviewer_id: one.interviewer,
            display_name: one.name,
            headline: one.headline,
            fit: one.fit,
            reasons: one.reasons,
        };
        Self {
            starts_at: opening.starts_at,
            ends_at: Span::of(opening.starts_at, length).to,
            interviewer_count: opening.count,
            interviewers: opening.best.into_iter().map(interviewer).collect(),
        }
    }
}

/// A rejected booking: its problem has openings for the same search, nearest to the requested time first.
pub(crate) struct Alternatives;

impl DeclaredError for Alternatives {
    const CODE: Code = Code::OpeningUnavailable;

    fn member(schemas: &mut Schemas) -> Option<Member> {
        Some(Member::list::<OpeningView>("alternatives", schemas))
    }
}

/// Adds the nearest openings to the refusal of a booking.
pub(crate) fn with_alternatives(services: &Services, me: AccountId, ask: &Booking, refusal: Error) -> Error {
    if refusal.code != Code::OpeningUnavailable {
        return refusal;
    }
    let wish = Wish { kind: Some(ask.kind), level: Some(ask.level), topics: ask.topics.to_vec(), language: None };
    match openings::near(services, me, &wish, ask.length, ask.starts_at) {
        Ok(found) => {
            let views: Vec<_> = found.into_iter().map(|opening| OpeningView::of(opening, ask.length)).collect();
            refusal.with("alternatives", views)
        }
        // Return the refusal even if the search fails.
        Err(error) => {
            tracing::warn!(%error, "no alternatives");
            refusal
        }
    }
}

/// The openings that were found.
#[derive(Serialize, ToSchema)]
#[schema(as = Openings)]
pub(crate) struct OpeningsView {
    /// In order. Each of these times can be booked, and no other.
    items: Vec<OpeningView>,
    next_cursor: Option<String>,
    /// Until when you can't make new bookings; nothing is listed before. Null if you can.
    paused_until: Option<Timestamp>,
}

const LIST: &str = "openings";

/// Search for openings
///
/// Every time listed can be booked with each of its interviewers; no other time can. While your new bookings are paused, that's
/// none, and `paused_until` says until when.
#[utoipa::path(get, path = "/v1/openings", operation_id = "search_openings")]
pub(crate) async fn search(me: SignedIn, page: Paged<Query, 50>, app: Data<App>) -> Answer<Json<OpeningsView>> {
    let Paged { filter: query, cursor, limit } = page;
    let length = match query.duration_minutes {
        Some(length) => length,
        None => SessionLength::try_from(60).map_err(Error::from)?,
    };
    let found = me.run(&app, move |services, me| {
        let range = range(services, (query.from, query.to), cursor.as_deref(), LIST)?;
        let topics = query.topics.unwrap_or_default().0;
        let wish = Wish { kind: query.kind, level: query.level, topics, language: query.language };
        openings::search(services, me.account, &Search { wish, length, range, limit: limit + 1 })
    });
    let place = |last: &Opening| Cursor::new(LIST, last.starts_at, None);
    let Found { openings, paused_until } = found.await?;
    let Page { items, next_cursor } = Page::cut(openings, limit, place, |opening| OpeningView::of(opening, length));
    Ok(Json(OpeningsView { items, next_cursor, paused_until }))
}

/// The range of a search: by default the next 14 days; starts after the last one of the previous page.
pub(crate) fn range(
    services: &Services,
    (from, to): (Option<Timestamp>, Option<Timestamp>),
    cursor: Option<&str>,
    list: &str,
) -> Result<Span, Error> {
    let now = services.now();
    let from = from.unwrap_or(now);
    let to = to.unwrap_or_else(|| from.max(now).plus_days(RANGE_DAYS));
    if to <= from {
        return Err(Error::invalid("?to", "The range ends before it begins. Please make `to` later than `from`."));
    }
    if to > from.plus_days(MAX_RANGE_DAYS) {
        return Err(Error::invalid("?to", "The range is too long: at most 62 days at a time."));
    }
    match cursor {
        Some(cursor) => {
            let last = Cursor::decode(cursor, list)?.at;
            Ok(Span::new(last.plus_minutes(1).max(from), to))
        }
        None => Ok(Span::new(from, to)),
    }
}
