//! Sample sessions to practise rating on.

use super::received::Seen;
use crate::app::App;
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::feedback::notes::{Minute, Rating, Recommendation, Verdict};
use crate::domain::feedback::sample_session::{SampleRatings, Speaker};
use crate::domain::{Kind, Level, Line, Timestamp, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::service::feedback::calibration::{
    self, Calibrated, CalibrationProgress, Compared, MINUTES, Rated, Sample, Tally, TranscriptLine,
};
use actix_web::web::{Data, Json};

use serde::Serialize;
use utoipa::ToSchema;

/// A sample session, and when you rated it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedSample {
    #[schema(example = "coding-junior-promises")]
    id: &'static str,
    kind: Kind,
    level: Level,
    title: &'static str,
    about: &'static str,
    /// How long it takes to read and rate.
    #[schema(example = 10)]
    minutes: u16,
    /// Null if you haven't yet.
    rated_at: Option<Timestamp>,
    /// How your ratings compare; null before you've rated it.
    result: Option<ResultView>,
}

/// How your ratings compare with the reference.
#[derive(Serialize, ToSchema)]
#[schema(as = CalibrationResult)]
pub(crate) struct ResultView {
    /// How many competencies both you and the reference rated.
    rated_by_both: i32,
    /// How many of those have the same rating.
    same: i32,
    /// How many of those are the same or one point apart.
    within_one: i32,
    /// How many points higher you rate than the reference on average; negative means lower. Null while there's too
    /// little to tell: fewer than eight ratings in total, or for one sample, none that you both rated.
    #[schema(example = 0.5)]
    leniency: Option<f64>,
    /// The same, in sentences.
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

/// Your progress with the sample sessions.
#[derive(Serialize, ToSchema)]
#[schema(as = Calibration)]
pub(crate) struct CalibrationView {
    #[schema(max_items = 3)]
    samples: Vec<ExportedSample>,
    /// The result over all samples you've rated.
    total: ResultView,
}

impl From<CalibrationProgress> for CalibrationView {
    fn from(all: CalibrationProgress) -> Self {
        let sample = |(sample, rated): (&'static Sample, Option<(Timestamp, Tally)>)| ExportedSample {
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

/// Show my progress with the sample sessions
///
/// Three made-up sessions to practise rating on, before your first real one or at any time. After eight ratings you
/// can see how lenient you are; nobody else can.
#[utoipa::path(get, path = "/v1/me/calibration", operation_id = "get_calibration")]
pub(crate) async fn show(me: SignedIn, app: Data<App>) -> Answer<Json<CalibrationView>> {
    Ok(Json(me.run(&app, |services, me| calibration::standing(services, me.account)).await?.into()))
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
    /// The interviewer's name.
    interviewer: &'static str,
    /// The candidate's name.
    candidate: &'static str,
    transcript: Vec<TranscriptLineView>,
    /// What to rate, with what each score looks like, from the kind's note template.
    competencies: &'static [Competency],
}

/// A line of a transcript.
#[derive(Serialize, ToSchema)]
#[schema(as = TranscriptLine)]
pub(crate) struct TranscriptLineView {
    minute: Minute,
    #[schema(inline)]
    who: Speaker,
    /// What they say; code and drawings have line breaks.
    text: &'static str,
}

impl From<&'static Sample> for SampleView {
    fn from(sample: &'static Sample) -> Self {
        let said = |TranscriptLine { minute, who, text }: &'static TranscriptLine| TranscriptLineView {
            minute: *minute,
            who: *who,
            text,
        };
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
/// The transcript with its minutes, and what to rate. You'll see the reference only after you've rated it.
#[utoipa::path(get, path = "/v1/calibration/{sample}", operation_id = "get_sample_session")]
pub(crate) async fn show_sample(me: SignedIn, id: Id<Line<60>>, app: Data<App>) -> Answer<Json<SampleView>> {
    Ok(Json(me.run(&app, move |_, _| calibration::show(&id.0)).await?.into()))
}

/// Your ratings of a sample session beside the reference.
#[derive(Serialize, ToSchema)]
#[schema(as = RatedSample)]
pub(crate) struct RatedView {
    sample: &'static str,
    rated_at: Timestamp,
    /// Biggest difference first; anything one of you didn't observe comes last.
    competencies: Vec<ComparedView>,
    /// What you'd recommend, if you gave a recommendation.
    verdict: Option<Verdict>,
    /// What the reference recommends for the sample's level, and what would have changed that.
    reference: &'static Recommendation,
    result: ResultView,
}

/// Your rating of a competency beside the reference's.
#[derive(Serialize, ToSchema)]
#[schema(as = RatedBeside)]
pub(crate) struct ComparedView {
    /// Id of a competency in the kind's template.
    competency: &'static str,
    name: &'static str,
    /// Your rating; null means not observed.
    own: Option<Seen>,
    /// The evidence you gave.
    evidence: String,
    /// The reference's rating; null means not observed.
    reference: Option<Seen>,
    /// Why the reference gives this score, and not one lower or higher.
    reason: &'static str,
    /// Your rating minus the reference's; null if one of you didn't observe it.
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
/// Give every competency a score or `null` for not observed. The answer shows the reference beside your ratings, with
/// its reasons. Your first answer counts, because you've seen the reference since; sending the same ratings again
/// returns the same answer.
#[utoipa::path(put, path = "/v1/me/calibration/{sample}", operation_id = "rate_sample_session")]
pub(crate) async fn rate_sample(
    me: SignedIn,
    id: Id<Line<60>>,
    body: Body<SampleRatings>,
    app: Data<App>,
) -> Answer<Json<RatedView>, (code::RatedAlready,)> {
    Ok(Json(me.run(&app, move |services, me| calibration::rate(services, me.account, &id.0, &body.0)).await?.into()))
}

/// Compare my ratings of a sample session with the reference
#[utoipa::path(get, path = "/v1/me/calibration/{sample}", operation_id = "get_rated_sample_session")]
pub(crate) async fn show_rated(me: SignedIn, id: Id<Line<60>>, app: Data<App>) -> Answer<Json<RatedView>> {
    Ok(Json(me.run(&app, move |services, me| calibration::rated(services, me.account, &id.0)).await?.into()))
}

/// Your ratings of a sample session, in your export.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExportedSampleRatings {
    sample: String,
    #[schema(value_type = Vec<Rating>, max_items = 10)]
    ratings: UpTo<10, Rating>,
    verdict: Option<Verdict>,
    rated_at: Timestamp,
}

impl From<Calibrated> for ExportedSampleRatings {
    fn from(one: Calibrated) -> Self {
        let SampleRatings { ratings, verdict } = one.given;
        Self { sample: one.sample, ratings, verdict, rated_at: one.given_at }
    }
}
