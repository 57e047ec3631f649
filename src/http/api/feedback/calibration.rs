//! Sample sessions to practise rating on.

use super::feedback::Seen;
use crate::app::App;
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::feedback::notes::{Minute, Rating, Recommendation, Verdict};
use crate::domain::feedback::sample_session::{SampleRatings, Speaker};
use crate::domain::{Instant, Kind, Level, Line, UpTo};
use crate::http::auth::SignedIn;
use crate::http::extract::{Body, Id};
use crate::http::problem::Problem;
use crate::service::feedback::calibration::{
    self, Calibrated, Compared, MINUTES, Rated, Said, Sample, Standing, Tally,
};
use actix_web::web::{Data, Json};
use actix_web::{get, put};
use serde::Serialize;
use utoipa::ToSchema;

/// A sample session, and when I rated it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SampleOfMine {
    #[schema(example = "coding-junior-promises")]
    id: &'static str,
    kind: Kind,
    level: Level,
    title: &'static str,
    about: &'static str,
    /// How long reading and rating it takes.
    #[schema(example = 10)]
    minutes: u16,
    /// Null: not yet.
    rated_at: Option<Instant>,
    /// What my ratings of it come to; null before I rated it.
    result: Option<ResultView>,
}

/// What my ratings come to beside the reference.
#[derive(Serialize, ToSchema)]
#[schema(as = CalibrationResult)]
pub(crate) struct ResultView {
    /// Competencies that the reference and I rated.
    rated_by_both: i32,
    /// Of those, the ones that we rated alike.
    same: i32,
    /// Of those, the ones that we rated alike or one point apart.
    within_one: i32,
    /// How many points higher I rate than the reference, on average; below zero is lower. Null while there is too little to
    /// tell: in total that is fewer than eight ratings, of one sample none that both gave.
    #[schema(example = 0.5)]
    leniency: Option<f64>,
    /// The same in sentences.
    text: String,
}

impl ResultView {
    fn new(tally: Tally, leniency: Option<f64>, text: String) -> Self {
        let Tally { both, same, within_one, .. } = tally;
        Self { rated_by_both: both, same, within_one, leniency, text }
    }

    fn of_one(tally: Tally) -> Self {
        Self::new(tally, tally.leniency(), tally.of_one_sample())
    }
}

/// How I stand with the sample sessions.
#[derive(Serialize, ToSchema)]
#[schema(as = Calibration)]
pub(crate) struct CalibrationView {
    #[schema(max_items = 3)]
    samples: Vec<SampleOfMine>,
    /// Over all that I rated.
    total: ResultView,
}

impl From<Standing> for CalibrationView {
    fn from(all: Standing) -> Self {
        let sample = |(sample, rated): (&'static Sample, Option<(Instant, Tally)>)| SampleOfMine {
            id: &sample.id,
            kind: sample.kind,
            level: sample.level,
            title: &sample.title,
            about: &sample.about,
            minutes: MINUTES,
            rated_at: rated.map(|(at, _)| at),
            result: rated.map(|(_, tally)| ResultView::of_one(tally)),
        };
        let total = ResultView::new(all.total, all.total.habit(), all.total.in_total());
        Self { samples: all.samples.into_iter().map(sample).collect(), total }
    }
}

/// Show how I stand with the sample sessions
///
/// Three made-up sessions to practise rating on, before the first real one or whenever. How lenient I am is told from eight
/// ratings on, and to nobody else.
#[utoipa::path(operation_id = "get_calibration", tag = "Calibration", security(("bearer" = [])), responses((status = 200, body = CalibrationView)))]
#[get("/v1/me/calibration")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Result<Json<CalibrationView>, Problem> {
    Ok(Json(me.run(&app, |house, me| calibration::standing(house, me.account)).await?.into()))
}

/// A sample session to rate.
#[derive(Serialize, ToSchema)]
#[schema(as = SampleSession)]
pub(crate) struct SampleView {
    #[schema(example = "coding-junior-promises")]
    id: &'static str,
    kind: Kind,
    level: Level,
    title: &'static str,
    about: &'static str,
    /// Who asks.
    interviewer: &'static str,
    /// Who answers.
    candidate: &'static str,
    transcript: Vec<SaidView>,
    /// What to rate, with what each score looks like: those of the kind's note template.
    competencies: &'static [Competency],
}

/// A line of a transcript.
#[derive(Serialize, ToSchema)]
#[schema(as = TranscriptLine)]
pub(crate) struct SaidView {
    minute: Minute,
    #[schema(inline)]
    who: Speaker,
    /// What is said; code and drawings have line breaks.
    text: &'static str,
}

impl From<&'static Sample> for SampleView {
    fn from(sample: &'static Sample) -> Self {
        let said = |Said { minute, who, text }: &'static Said| SaidView { minute: *minute, who: *who, text };
        Self {
            id: &sample.id,
            kind: sample.kind,
            level: sample.level,
            title: &sample.title,
            about: &sample.about,
            interviewer: &sample.interviewer,
            candidate: &sample.candidate,
            transcript: sample.transcript.iter().map(said).collect(),
            competencies: &template(sample.kind).competencies,
        }
    }
}

/// Show a sample session to rate
///
/// The transcript with its minutes, and what to rate. The reference comes with your own ratings, not before.
#[utoipa::path(operation_id = "get_sample_session", tag = "Calibration", params(("sample" = String, Path, example = "coding-junior-promises")), security(("bearer" = [])), responses((status = 200, body = SampleView)))]
#[get("/v1/calibration/{sample}")]
pub(crate) async fn show_sample(me: SignedIn, id: Id<Line<60>>, app: Data<App>) -> Result<Json<SampleView>, Problem> {
    Ok(Json(me.run(&app, move |_, _| calibration::show(&id.0)).await?.into()))
}

/// My ratings of a sample session beside the reference.
#[derive(Serialize, ToSchema)]
#[schema(as = RatedSample)]
pub(crate) struct RatedView {
    sample: &'static str,
    rated_at: Instant,
    /// The biggest difference first; what one of us did not observe, last.
    competencies: Vec<ComparedView>,
    /// What I would recommend, if I said so.
    verdict: Option<Verdict>,
    /// What the reference recommends at the sample's level, and what would change its mind.
    reference: &'static Recommendation,
    result: ResultView,
}

/// My rating of a competency beside the reference's.
#[derive(Serialize, ToSchema)]
#[schema(as = RatedBeside)]
pub(crate) struct ComparedView {
    /// Id of a competency in the kind's template.
    competency: &'static str,
    name: &'static str,
    /// What I rated; null: not observed.
    own: Option<Seen>,
    /// What I gave as evidence.
    evidence: String,
    /// What the reference rates; null: not observed.
    reference: Option<Seen>,
    /// Why it is that, and neither one less nor one more.
    reason: &'static str,
    /// Mine less the reference's; null where one of us did not observe it.
    #[schema(example = 1)]
    difference: Option<i32>,
}

impl From<Compared> for ComparedView {
    fn from(one: Compared) -> Self {
        Self {
            competency: &one.seen.competency.id,
            name: &one.seen.competency.name,
            own: Seen::of(&one.seen, one.seen.own),
            reference: Seen::of(&one.seen, one.seen.theirs),
            difference: one.difference(),
            reason: one.reason,
            evidence: one.evidence,
        }
    }
}

impl From<Rated> for RatedView {
    fn from(rated: Rated) -> Self {
        let comparison = rated.comparison;
        Self {
            sample: &rated.sample.id,
            rated_at: rated.given_at,
            competencies: comparison.competencies.into_iter().map(Into::into).collect(),
            verdict: rated.given.verdict,
            reference: comparison.recommendation,
            result: ResultView::of_one(comparison.tally),
        }
    }
}

/// Rate a sample session
///
/// Every competency gets a score or is called not observed. The answer has the reference beside it, with its reasons. The
/// first answer counts, because you have seen the reference since; sent again as it was, it is answered as it was.
#[utoipa::path(operation_id = "rate_sample_session", tag = "Calibration", request_body = SampleRatings, params(("sample" = String, Path, example = "coding-junior-promises")), security(("bearer" = [])), responses((status = 200, body = RatedView)))]
#[put("/v1/me/calibration/{sample}")]
pub(crate) async fn rate_sample(
    me: SignedIn,
    id: Id<Line<60>>,
    body: Body<SampleRatings>,
    app: Data<App>,
) -> Result<Json<RatedView>, Problem> {
    Ok(Json(me.run(&app, move |house, me| calibration::rate(house, me.account, &id.0, &body.0)).await?.into()))
}

/// Show my ratings of a sample session beside the reference
#[utoipa::path(operation_id = "get_rated_sample_session", tag = "Calibration", params(("sample" = String, Path, example = "coding-junior-promises")), security(("bearer" = [])), responses((status = 200, body = RatedView)))]
#[get("/v1/me/calibration/{sample}")]
pub(crate) async fn show_rated(me: SignedIn, id: Id<Line<60>>, app: Data<App>) -> Result<Json<RatedView>, Problem> {
    Ok(Json(me.run(&app, move |house, me| calibration::rated(house, me.account, &id.0)).await?.into()))
}

/// How I rated a sample session, as my export has it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SampleRatingsOfMine {
    sample: String,
    ratings: UpTo<10, Rating>,
    verdict: Option<Verdict>,
    rated_at: Instant,
}

impl From<Calibrated> for SampleRatingsOfMine {
    fn from(one: Calibrated) -> Self {
        let SampleRatings { ratings, verdict } = one.given;
        Self { sample: one.sample, ratings, verdict, rated_at: one.given_at }
    }
}
