//! Previews of a round, and coordinators' decisions about pairs.

use super::reasons::{RestingView, WithoutInterviewView, WithoutView};
use crate::app::App;
use crate::domain::program::Member;
use crate::domain::round::{Decision, PairDecision, PlannedPair, Proven, RefusedPin};
use crate::domain::{AccountId, DisplayName, Kind, Language, Level, RoundId, Timestamp, Topic, UpTo};
use crate::http::auth::SignedIn;
use crate::http::contract::{Answer, Tagged};
use crate::http::extract::{Body, Id};
use crate::http::problem::code;
use crate::service::Error;
use crate::service::round::{self, Compared, NamedDecision, Previewed};
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The plan for a round. Send its ETag back as If-Match to publish it.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundPreview)]
pub(crate) struct Preview {
    round_id: RoundId,
    solved_at: Timestamp,
    /// Who meets whom, earliest first.
    #[schema(max_items = 2000)]
    pairs: Vec<PairView>,
    /// Which candidates have no session, longest wait first.
    #[schema(max_items = 2000)]
    unmatched: Vec<WithoutView>,
    /// Which interviewers have none. Everybody who takes part is in `pairs` or in one of these two lists, once for each
    /// of their seats.
    #[schema(max_items = 2000)]
    unmatched_interviewers: Vec<WithoutInterviewView>,
    /// Who doesn't take part, once for each of their seats.
    #[schema(max_items = 4000)]
    resting: Vec<RestingView>,
    /// Pinned pairs that aren't possible.
    #[schema(max_items = 2000)]
    refused_pins: Vec<RefusedPinView>,
    proof: Proven,
    /// This plan in numbers.
    summary: Numbers,
    /// The same numbers for the program's last published round.
    last_round: Option<Numbers>,
}

/// A pair of the plan.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundPair)]
struct PairView {
    candidate_id: AccountId,
    candidate_name: Option<DisplayName>,
    interviewer_id: AccountId,
    interviewer_name: Option<DisplayName>,
    starts_at: Timestamp,
    kind: Kind,
    level: Level,
    #[schema(value_type = Vec<Topic>, max_items = 30)]
    topics: UpTo<30, Topic>,
    language: Language,
    /// How well they match, 0 to 100. For ranking only; nobody is graded.
    fit: u32,
    /// Why this pair, each in a few words.
    #[schema(max_items = 10)]
    why: Vec<String>,
    /// How many earlier rounds the candidate missed out on.
    waited: u32,
    /// Whether they have met before.
    repeats: bool,
    /// Whether a coordinator pinned it.
    pinned: bool,
}

/// A pinned pair that isn't possible.
#[derive(Serialize, ToSchema)]
#[schema(as = RefusedPin)]
struct RefusedPinView {
    candidate_id: AccountId,
    candidate_name: Option<DisplayName>,
    interviewer_id: AccountId,
    interviewer_name: Option<DisplayName>,
    /// Why not, and what would help.
    words: String,
}

/// A round in numbers.
#[derive(Serialize, ToSchema)]
#[schema(as = RoundNumbers)]
struct Numbers {
    /// How many candidates took part.
    candidate_count: usize,
    /// How many of them have a session.
    matched_count: usize,
    /// How many had missed out in an earlier round.
    waited_count: usize,
    /// How many of those have a session this time.
    waited_and_matched_count: usize,
    /// Pairs that have met before.
    repeat_count: usize,
}

impl From<Compared> for Numbers {
    fn from(all: Compared) -> Self {
        Self {
            candidate_count: all.candidates,
            matched_count: all.matched,
            waited_count: all.waited,
            waited_and_matched_count: all.waited_and_matched,
            repeat_count: all.repeats,
        }
    }
}

fn answer(previewed: Previewed) -> Result<Tagged<Preview>, Error> {
    let Previewed { round, members, last, .. } = previewed;
    let Some(plan) = round.plan else { return Err(Error::not_found("preview")) };
    let name = &|id: AccountId| members.get(&id).map(|member: &Member| member.name.clone());
    let summary = Compared::of(&plan).into();
    let pair = |pair: PlannedPair| PairView {
        candidate_name: name(pair.candidate_id),
        interviewer_name: name(pair.interviewer_id),
        candidate_id: pair.candidate_id,
        interviewer_id: pair.interviewer_id,
        starts_at: pair.starts_at,
        kind: pair.kind,
        level: pair.level,
        topics: pair.topics,
        language: pair.language,
        fit: pair.fit,
        why: pair.why,
        waited: pair.waited,
        repeats: pair.repeats,
        pinned: pair.pinned,
    };
    let refused = |pin: RefusedPin| RefusedPinView {
        candidate_name: name(pin.candidate_id),
        candidate_id: pin.candidate_id,
        interviewer_name: name(pin.interviewer_id),
        interviewer_id: pin.interviewer_id,
        words: pin.words,
    };
    let view = Preview {
        round_id: round.id,
        solved_at: plan.solved_at,
        pairs: plan.pairs.into_iter().map(pair).collect(),
        unmatched: plan.unmatched.into_iter().map(|one| WithoutView::of(one, name)).collect(),
        unmatched_interviewers: plan
            .unmatched_interviewers
            .into_iter()
            .map(|one| WithoutInterviewView::of(one, name))
            .collect(),
        resting: plan.resting.into_iter().map(|one| RestingView::of(one, name)).collect(),
        refused_pins: plan.refused_pins.into_iter().map(refused).collect(),
        proof: plan.proof,
        summary,
        last_round: last.map(Numbers::from),
    };
    Ok(Tagged { revision: round.revision, body: view })
}

/// Preview a round
///
/// For coordinators. Finds and saves the best plan, and says why each pair was chosen, who is unmatched and why, and what
/// would help: all suggestions can be followed at once. Pinned pairs are respected. Nothing is booked.
#[utoipa::path(post, path = "/v1/rounds/{id}/preview", operation_id = "preview_round")]
pub(crate) async fn preview(
    me: SignedIn,
    id: Id<RoundId>,
    app: Data<App>,
) -> Answer<Tagged<Preview>, (code::Forbidden, code::RoundState, code::RoundChanged)> {
    Ok(answer(me.run(&app, move |services, me| round::preview(services, me.account, id.0)).await?)?)
}

/// Show the latest preview
///
/// For coordinators. Answers 404 if something has changed since the last preview.
#[utoipa::path(get, path = "/v1/rounds/{id}/preview", operation_id = "get_round_preview")]
pub(crate) async fn kept(me: SignedIn, id: Id<RoundId>, app: Data<App>) -> Answer<Tagged<Preview>, (code::Forbidden,)> {
    Ok(answer(me.run(&app, move |services, me| round::kept(services, me.account, id.0)).await?)?)
}

/// A decision about two people.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "candidate_id": "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b",
    "interviewer_id": "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5c",
    "decision": "pinned",
    "starts_at": "2027-01-19T17:00:00Z"
}))]
pub(crate) struct DecidePair {
    candidate_id: AccountId,
    interviewer_id: AccountId,
    decision: Decision,
    /// For a pinned pair; by default, the earliest time that suits both.
    #[serde(default)]
    starts_at: Option<Timestamp>,
}

/// A pair whose decision to undo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "candidate_id": "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b",
    "interviewer_id": "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5c"
}))]
pub(crate) struct DeletePairDecision {
    candidate_id: AccountId,
    interviewer_id: AccountId,
}

/// The decisions about a round's pairs.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecidedPairs {
    #[schema(max_items = 4000)]
    items: Vec<DecidedPair>,
}

#[derive(Serialize, ToSchema)]
struct DecidedPair {
    candidate_id: AccountId,
    candidate_name: Option<DisplayName>,
    interviewer_id: AccountId,
    interviewer_name: Option<DisplayName>,
    decision: Decision,
    starts_at: Option<Timestamp>,
}

fn decided(all: Vec<NamedDecision>) -> Json<DecidedPairs> {
    let pair = |NamedDecision { decided: one, candidate, interviewer }: NamedDecision| DecidedPair {
        candidate_id: one.candidate,
        candidate_name: candidate,
        interviewer_id: one.interviewer,
        interviewer_name: interviewer,
        decision: one.decision,
        starts_at: one.starts_at,
    };
    Json(DecidedPairs { items: all.into_iter().map(pair).collect() })
}

/// Pin or forbid a pair
///
/// For coordinators. The next preview follows it. Each candidate can have one pinned pair.
#[utoipa::path(put, path = "/v1/rounds/{id}/pairs", operation_id = "decide_pair")]
pub(crate) async fn decide(
    me: SignedIn,
    id: Id<RoundId>,
    body: Body<DecidePair>,
    app: Data<App>,
) -> Answer<Json<DecidedPairs>, (code::Forbidden, code::RoundState)> {
    let DecidePair { candidate_id, interviewer_id, decision, starts_at } = body.0;
    let pair = PairDecision { candidate: candidate_id, interviewer: interviewer_id, decision, starts_at };
    Ok(decided(me.run(&app, move |services, me| round::decide(services, me.account, id.0, pair)).await?))
}

/// Undo a decision about a pair
#[utoipa::path(delete, path = "/v1/rounds/{id}/pairs", operation_id = "delete_pair_decision")]
pub(crate) async fn delete_pair_decision(
    me: SignedIn,
    id: Id<RoundId>,
    body: Body<DeletePairDecision>,
    app: Data<App>,
) -> Answer<Json<DecidedPairs>, (code::Forbidden, code::RoundState)> {
    let DeletePairDecision { candidate_id: one, interviewer_id: other } = body.0;
    Ok(decided(
        me.run(&app, move |services, me| round::delete_pair_decision(services, me.account, id.0, one, other)).await?,
    ))
}
