//! Sample sessions to practise rating on, by the link in the mail of a first booking: a list of the three, each to read and
//! rate, and afterwards the ratings beside the reference.

use crate::app::App;
use crate::domain::feedback::note_templates::{Competency, template};
use crate::domain::feedback::notes::{ChangeOfMind, Rating, Score, Verdict};
use crate::domain::feedback::sample_session::{SampleRatings, Speaker};
use crate::domain::{Invalid, UpTo};
use crate::http::pages::form::Form;
use crate::http::pages::layout::{Token, page as shown};
use crate::http::pages::written::{Written, refused};
use crate::http::problem::Problem;
use crate::service::feedback::calibration::{self, CalibrationProgress, Compared, MINUTES, Rated, Sample};
use crate::service::tokens::LinkBearer;
use crate::service::{Code, Error};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "pages/feedback/calibration.html")]
struct All {
    token: String,
    minutes: u16,
    /// Each with its result, if it was rated.
    samples: Vec<(&'static Sample, Option<String>)>,
    /// The overall result in sentences; empty before the first rating.
    total: String,
}

impl All {
    fn of(token: String, all: CalibrationProgress) -> Self {
        let total =
            if all.samples.iter().any(|(_, rated)| rated.is_some()) { all.total.in_total() } else { String::new() };
        let told =
            |(sample, rated): (_, Option<(_, calibration::Tally)>)| (sample, rated.map(|(_, it)| it.of_one_sample()));
        Self { token, minutes: MINUTES, samples: all.samples.into_iter().map(told).collect(), total }
    }
}

/// A sample to rate.
#[derive(Template)]
#[template(path = "pages/feedback/sample.html")]
struct ToRate {
    token: String,
    sample: &'static Sample,
    competencies: Vec<Chosen>,
    verdicts: &'static [Verdict],
    verdict: String,
    /// What to fix, if the form is shown again.
    hint: Option<String>,
}

/// A competency and the selected rating; empty if none.
struct Chosen {
    competency: &'static Competency,
    score: String,
    evidence: String,
}

/// A sample that was rated.
#[derive(Template)]
#[template(path = "pages/feedback/rated_sample.html")]
struct ToCompare {
    token: String,
    sample: &'static Sample,
    result: String,
    competencies: Vec<Both>,
    own_verdict: Option<&'static str>,
    verdict: &'static str,
    because: &'static str,
    changes: &'static [ChangeOfMind],
    hint: Option<String>,
    /// What was written into the form, when it was rated before.
    written: Written,
}

/// Both ratings of a competency.
struct Both {
    name: &'static str,
    own: Option<Worded>,
    reference: Option<Worded>,
    evidence: String,
    reason: &'static str,
}

/// A score and the template's words for it.
struct Worded {
    score: u16,
    words: &'static str,
}

impl From<Compared> for Both {
    fn from(one: Compared) -> Self {
        let worded = |score: Option<Score>| Some(Worded { score: score?.get(), words: one.seen.words(score)? });
        let (own, reference) = (worded(one.seen.own), worded(one.seen.theirs));
        Self { name: &one.seen.competency.name, own, reference, evidence: one.evidence, reason: one.reason }
    }
}

type Fields = HashMap<String, String>;

impl ToRate {
    fn of(token: String, sample: &'static Sample, fields: &Fields, hint: Option<String>) -> Self {
        let given = |name: String| fields.get(&name).cloned().unwrap_or_default();
        let chosen = |competency: &'static Competency| Chosen {
            competency,
            score: given(format!("rating:{}", competency.id)),
            evidence: given(format!("evidence:{}", competency.id)),
        };
        let competencies = template(sample.kind).competencies.iter().map(chosen).collect();
        Self { token, sample, competencies, verdicts: Verdict::ALL, verdict: given("verdict".to_owned()), hint }
    }
}

impl ToCompare {
    fn of(token: String, rated: Rated, (hint, written): (Option<String>, Written)) -> Self {
        let Rated { sample, given, comparison, .. } = rated;
        let reference = comparison.recommendation;
        Self {
            token,
            sample,
            result: comparison.tally.of_one_sample(),
            competencies: comparison.competencies.into_iter().map(Both::from).collect(),
            own_verdict: given.verdict.map(Verdict::label),
            verdict: reference.verdict.map_or("", Verdict::label),
            because: &reference.because,
            changes: &reference.would_have_changed_it,
            hint,
            written,
        }
    }
}

fn whose(app: &App, token: &str) -> Result<LinkBearer, Error> {
    app.services.keys.check_calibration(token, app.services.now())
}

#[get("/calibration")]
pub(crate) async fn overview(link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    let me = match whose(&app, &token) {
        Ok(me) => me,
        Err(error) => return refused(error),
    };
    match app.run_linked(me, calibration::standing).await {
        Ok(standing) => shown(StatusCode::OK, &All::of(token, standing)),
        Err(error) => refused(error),
    }
}

/// The sample for this person: with the reference only if they've rated it.
async fn show(
    app: &App,
    (me, token): (LinkBearer, String),
    id: String,
    (fields, written): (&Fields, Written),
    hint: Option<(StatusCode, String)>,
) -> Result<HttpResponse, Problem> {
    let (status, hint) = hint.map_or((StatusCode::OK, None), |(status, hint)| (status, Some(hint)));
    let name = id.clone();
    match app.run_linked(me, move |services, me| calibration::rated(services, me, &name)).await {
        Ok(rated) => shown(status, &ToCompare::of(token, rated, (hint, written))),
        Err(error) if error.code == Code::NotFound => match calibration::show(&id) {
            Ok(sample) => shown(status, &ToRate::of(token, sample, fields, hint)),
            Err(error) => written.refused(error),
        },
        Err(error) => written.refused(error),
    }
}

#[get("/calibration/{sample}")]
pub(crate) async fn page(id: Path<String>, link: Query<Token>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let token = link.into_inner().token;
    match whose(&app, &token) {
        Ok(me) => show(&app, (me, token), id.into_inner(), (&Fields::new(), Written::default()), None).await,
        Err(error) => refused(error),
    }
}

#[post("/calibration/{sample}")]
pub(crate) async fn act(id: Path<String>, form: Form<Fields>, app: Data<App>) -> Result<HttpResponse, Problem> {
    let Form(mut fields, written) = form;
    let id = id.into_inner();
    let token = fields.remove("token").unwrap_or_default();
    let me = match whose(&app, &token) {
        Ok(me) => me,
        Err(error) => return written.refused(error),
    };
    let answered = match read(&fields) {
        Ok(own) => {
            let name = id.clone();
            app.run_linked(me, move |services, me| calibration::rate(services, me, &name, &own)).await
        }
        Err(invalid) => Err(Error::invalid("", invalid.0)),
    };
    match answered {
        Ok(rated) => shown(StatusCode::OK, &ToCompare::of(token, rated, (None, Written::default()))),
        // What was chosen, and what to mend; or what was rated before.
        Err(error) if [Code::InvalidInput, Code::RatedAlready].contains(&error.code) => {
            let detail = error.sentence().to_owned();
            let status =
                if error.code == Code::RatedAlready { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            show(&app, (me, token), id, (&fields, written), Some((status, detail))).await
        }
        Err(error) => written.refused(error),
    }
}

/// The selected ratings. Missing ones are left out, and the service function asks for them.
fn read(fields: &Fields) -> Result<SampleRatings, Invalid> {
    let given = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let mut ratings = Vec::new();
    for (name, value) in fields {
        let Some(competency) = name.strip_prefix("rating:") else { continue };
        let score = match value.as_str() {
            "none" => None,
            value => {
                let score = value.parse().ok().and_then(Score::new);
                Some(score.ok_or_else(|| Invalid::new("Please choose one of the descriptions, or \"not observed\"."))?)
            }
        };
        let evidence = given(&format!("evidence:{competency}")).parse()?;
        ratings.push(Rating { competency: competency.parse()?, score, evidence });
    }
    // Form fields come in no particular order, but ratings are stored and compared in order.
    ratings.sort_by(|one, other| one.competency.cmp(&other.competency));
    let ratings = UpTo::new(ratings).ok_or_else(|| Invalid::new("There are more ratings than skills."))?;
    let verdict = Some(given("verdict")).filter(|text| !text.is_empty()).map(str::parse).transpose()?;
    Ok(SampleRatings { ratings, verdict })
}
