//! Trends, their chart, and what to ask for next.

use crate::app::App;
use crate::domain::matching::request::Window;
use crate::domain::{Kind, Language, Level, SessionId, Timestamp, Topic};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Content, media};
use crate::http::extract::Params;
use crate::http::file::picture;
use crate::service::practice::trends::{self, Direction, Next, Point, Proposal, Recurring, Trend, Trends};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// Which kind of interview; by default, that of the latest feedback.
    #[param(inline)]
    kind: Option<Kind>,
    /// Which level; by default, that of the latest interview of this kind.
    #[param(inline)]
    level: Option<Level>,
}

/// How your ratings change in one kind of interview at one level.
#[derive(Serialize, ToSchema)]
#[schema(as = Trends)]
pub(crate) struct TrendsView {
    kind: Kind,
    level: Level,
    /// What the level needs. Somebody who'd be hired at this level has this rating or higher.
    bar: u16,
    /// How many interviews of this kind were for other levels, whose ratings can't be compared.
    interviews_at_other_levels: usize,
    /// One for each competency in the kind's template.
    competencies: Vec<TrendView>,
    /// What was below the bar when it was last rated and at least once before, most frequent first.
    keeps_coming_back: Vec<RecurringView>,
}

/// How one competency changes.
#[derive(Serialize, ToSchema)]
#[schema(as = Trend)]
pub(crate) struct TrendView {
    /// Id of a competency in the kind's template.
    competency: &'static str,
    name: &'static str,
    /// One for each interview, earliest first; only the latest 200 count.
    #[schema(max_items = 200)]
    points: Vec<PointView>,
    /// Given once at least three interviews have a rating for it.
    direction: Direction,
    /// The trend line through the interviewers' ratings, if there are at least three, by the order of the interviews.
    line: Option<LineView>,
    /// How much higher you rate yourself than your interviewers do, on average; given once at least three interviews
    /// have both ratings.
    #[schema(example = -0.5)]
    own_above: Option<f64>,
    /// The same, in a sentence.
    text: String,
}

/// A trend line's value at the first and last interview.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineView {
    first: f64,
    last: f64,
}

/// What one interview says about a competency.
#[derive(Serialize, ToSchema)]
pub(crate) struct PointView {
    session_id: SessionId,
    at: Timestamp,
    /// The interviewer's rating; null if it wasn't observed.
    interviewer: Option<u16>,
    /// Your own rating; null if you didn't give one.
    own: Option<u16>,
}

/// What keeps coming back.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecurringView {
    competency: &'static str,
    name: &'static str,
    /// The sessions it came up in, earliest first.
    sessions: Vec<SessionId>,
}

impl From<Trend> for TrendView {
    fn from(trend: Trend) -> Self {
        let point =
            |Point { session, at, theirs, own }: Point| PointView { session_id: session, at, interviewer: theirs, own };
        Self {
            competency: &trend.competency.id,
            name: &trend.competency.name,
            points: trend.points.into_iter().map(point).collect(),
            direction: trend.direction,
            line: trend.line.map(|(first, last)| LineView { first, last }),
            own_above: trend.own_above,
            text: trend.text,
        }
    }
}

impl From<Trends> for TrendsView {
    fn from(all: Trends) -> Self {
        let recurring = |Recurring { competency, sessions }: Recurring| RecurringView {
            competency: &competency.id,
            name: &competency.name,
            sessions,
        };
        Self {
            kind: all.kind,
            level: all.level,
            bar: trends::BAR,
            interviews_at_other_levels: all.elsewhere,
            competencies: all.competencies.into_iter().map(TrendView::from).collect(),
            keeps_coming_back: all.recurring.into_iter().map(recurring).collect(),
        }
    }
}

/// Show how my ratings change
///
/// For one kind of interview at one level. Needs at least three interviews; with fewer, no line is drawn. Only you
/// can see it.
#[utoipa::path(get, path = "/v1/me/trends", operation_id = "get_trends")]
pub(crate) async fn show(me: SignedIn, query: Params<Query>, app: Data<App>) -> Answer<Json<TrendsView>> {
    let Query { kind, level } = query.0;
    Ok(Json(me.run(&app, move |services, me| trends::show(services, me.account, kind, level)).await?.into()))
}

/// Show how my ratings change as a chart
///
/// The same as `/v1/me/trends` as an SVG for light and dark mode, with the text as its description.
#[utoipa::path(get, path = "/v1/me/trends.svg", operation_id = "get_trends_chart")]
pub(crate) async fn chart(me: SignedIn, query: Params<Query>, app: Data<App>) -> Answer<Content<media::Svg>> {
    let Query { kind, level } = query.0;
    let draw = move |services: &_, me: crate::service::tokens::Bearer| {
        Ok(trends::chart(&trends::show(services, me.account, kind, level)?))
    };
    Ok(Content::new(picture(me.run(&app, draw).await?)))
}

/// The next interview to ask for.
#[derive(Serialize, ToSchema)]
#[schema(as = NextInterview)]
pub(crate) struct NextView {
    /// Why this one.
    reason: String,
    /// A body for `POST /v1/requests`; send it as it is or change it first.
    request: Prefilled,
}

/// A request without `auto_accept`: you'll get an offer, and nothing is booked until you say yes.
#[derive(Serialize, ToSchema)]
pub(crate) struct Prefilled {
    kind: Kind,
    level: Level,
    #[schema(max_items = 30)]
    topics: Vec<Topic>,
    language: Language,
    #[schema(example = 60)]
    duration_minutes: u16,
    /// The weekdays and times of your latest interviews, in the next two weeks, as far as you're free then; empty before
    /// your first one.
    #[schema(max_items = 6)]
    windows: Vec<Window>,
    /// What you want to practise; the interviewer will read it beforehand. You can change it.
    aims: String,
}

impl From<Next> for NextView {
    fn from(Next { proposal, language, windows }: Next) -> Self {
        let Proposal { kind, level, topics, aims, reason } = proposal;
        Self { reason, request: Prefilled { kind, level, topics, language, duration_minutes: 60, windows, aims } }
    }
}

/// Suggest my next interview
///
/// Based on your feedback and your debriefs of real interviews, as the body of a request to be matched. What you noted in a
/// debrief counts until a later interview shows otherwise.
#[utoipa::path(get, path = "/v1/me/next", operation_id = "get_next")]
pub(crate) async fn next(me: SignedIn, app: Data<App>) -> Answer<Json<NextView>> {
    Ok(Json(me.run(&app, |services, me| trends::next(services, me.account)).await?.into()))
}
