//! What an interviewer reads before a session.

use crate::app::App;
use crate::domain::feedback::note_templates::{Competency, RunStep, template};
use crate::domain::feedback::question_bank::Question;
use crate::domain::practice::plan::{Step, StepState};
use crate::domain::{Line, Prose, Seat, SessionId, UpTo};
use crate::http::api::booking::sessions::SessionView;
use crate::http::auth::SignedIn;
use crate::http::contract::Answer;
use crate::http::extract::Id;
use crate::http::problem::code;
use crate::service::feedback::brief::{self, Brief};
use crate::service::feedback::calibration::MINUTES;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// What the interviewer reads before the session.
#[derive(Serialize, ToSchema)]
#[schema(as = Brief)]
pub(crate) struct BriefView {
    session: SessionView,
    /// Null if the candidate has no profile.
    candidate: Option<CandidateBrief>,
    /// The latest action steps from the candidate's feedback, latest first, if they share them; otherwise empty.
    #[schema(max_items = 5)]
    practised: Vec<Practised>,
    /// A schedule for the session's length; the talk at the end always has 15 minutes.
    run_of_show: Vec<RunStep>,
    /// What to rate, with what each score looks like.
    competencies: &'static [Competency],
    /// Three that this candidate hasn't had before, or fewer if there are no more.
    questions: Vec<Question>,
    /// For interviewers who haven't given an interview here yet and still have sample sessions to practise on;
    /// otherwise null.
    before_your_first: Option<BeforeYourFirst>,
}

/// Optional practice before your first real session.
#[derive(Serialize, ToSchema)]
pub(crate) struct BeforeYourFirst {
    /// How many sample sessions you haven't rated yet.
    samples_left: usize,
    text: String,
    /// Where to find them.
    #[schema(example = "/v1/me/calibration")]
    path: &'static str,
}

impl From<usize> for BeforeYourFirst {
    fn from(samples_left: usize) -> Self {
        let left =
            if samples_left == 1 { "a sample session".to_owned() } else { format!("{samples_left} sample sessions") };
        let text = format!(
            "Before your first: rate {left}, {MINUTES} minutes each, and see your ratings beside a reference with its reasons. \
             Nobody else sees them, and it is practice: leave it if you like."
        );
        Self { samples_left, text, path: "/v1/me/calibration" }
    }
}

/// What the candidate says about themselves, as far as it helps the interviewer.
#[derive(Serialize, ToSchema)]
pub(crate) struct CandidateBrief {
    target_role: Prose<200>,
    #[schema(value_type = Vec<Line<40>>, max_items = 20)]
    programming_languages: UpTo<20, Line<40>>,
    practise: Prose<2000>,
}

/// One of the candidate's action steps, and whether it's done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Practised {
    #[serde(rename = "if")]
    when: Prose<500>,
    then: Prose<500>,
    /// Open or done.
    state: StepState,
}

impl From<Step> for Practised {
    fn from(step: Step) -> Self {
        Self { when: step.text.when, then: step.text.then, state: step.state }
    }
}

impl BriefView {
    fn of(brief: Brief) -> Self {
        Self {
            session: SessionView::of(&brief.session, Seat::Interviewer),
            candidate: brief.candidate.map(|profile| CandidateBrief {
                target_role: profile.target_role,
                programming_languages: profile.programming_languages,
                practise: profile.practise,
            }),
            practised: brief.practised.into_iter().map(Practised::from).collect(),
            run_of_show: brief.run_of_show,
            competencies: &template(brief.session.kind).competencies,
            questions: brief.questions,
            before_your_first: brief.samples_left.map(BeforeYourFirst::from),
        }
    }
}

/// Show the interviewer's brief
///
/// Who the candidate is and what they want, how the hour runs, and three questions with what to listen for. Your programs' own
/// questions come before the question bank. Questions are chosen when the brief is first read and then stay the same; no
/// candidate gets the same one twice, even from different interviewers. Put the ones you asked into the notes' `questions`.
#[utoipa::path(get, path = "/v1/sessions/{id}/brief", operation_id = "get_brief")]
pub(crate) async fn show(
    me: SignedIn,
    id: Id<SessionId>,
    app: Data<App>,
) -> Answer<Json<BriefView>, (code::Forbidden, code::SessionState)> {
    Ok(Json(BriefView::of(me.run(&app, move |services, me| brief::brief(services, me.account, id.0)).await?)))
}
