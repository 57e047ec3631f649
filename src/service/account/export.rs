//! The export of everything that Candor stores about a person.

use crate::domain::account::Account;
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::availability::busy_calendar::BusyCalendar;
use crate::domain::booking::mark::Mark;
use crate::domain::booking::move_proposal::Proposal;
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::SessionEvent;
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::share::Share;
use crate::domain::matching::request::Request;
use crate::domain::practice::debrief::Debrief;
use crate::domain::practice::plan::{PlanSettings, Step};
use crate::domain::round::Entry;
use crate::domain::safety::report::Report;
use crate::domain::{RoundId, SessionId};
use crate::service::account::sign_in::{self, OpenSignIn};
use crate::service::program::farewell::{self, Belongings};
use crate::service::tokens::Bearer;
use crate::service::{Error, Services};
use crate::store::account::{accounts, profiles};
use crate::store::availability::{availabilities, busy_calendars};
use crate::store::booking::{marks, moves, session_events, sessions, stand_ins};
use crate::store::feedback::thanks::Thanks;
use crate::store::feedback::{calibrations, monthly_summary, notes, reflection, shares, thanks};
use crate::store::matching::requests;
use crate::store::practice::{debriefs, plan_settings, plan_steps};
use crate::store::round::participants;
use crate::store::safety::{blocks, reports};

/// Everything Candor stores about you.
#[derive(Debug)]
pub struct Export {
    /// The account.
    pub account: Account,
    /// Where they're signed in.
    pub sign_ins: Vec<OpenSignIn>,
    /// What they want to practise.
    pub candidate: Option<CandidateProfile>,
    /// Their interviewer profile.
    pub interviewer: Option<InterviewerProfile>,
    /// Their hours.
    pub hours: Option<Availability>,
    /// Their busy calendars.
    pub busy_calendars: Vec<BusyCalendar>,
    /// Their requests.
    pub requests: Vec<Request>,
    /// Their programs, and invitations to others.
    pub belongings: Belongings,
    /// Their round entries.
    pub round_entries: Vec<(RoundId, Entry)>,
    /// Sessions they were asked to stand in for.
    pub stand_ins: Vec<stand_ins::WasAsked>,
    /// People they blocked.
    pub blocks: Vec<blocks::Block>,
    /// Reports they made; not reports about them.
    pub reports: Vec<Report>,
    /// Their sessions, in either seat.
    pub sessions: Vec<Session>,
    /// The history of these sessions.
    pub session_events: Vec<SessionEvent>,
    /// Moves they proposed.
    pub proposals: Vec<Proposal>,
    /// Their marks.
    pub marks: Vec<Mark>,
    /// The notes they wrote.
    pub notes: Vec<(SessionId, Notes)>,
    /// The feedback they received.
    pub feedback: Vec<notes::Feedback>,
    /// The links they shared to it.
    pub feedback_shares: Vec<Share>,
    /// Thank-yous they gave and received.
    pub thanks: Vec<Thanks>,
    /// Whether they want the monthly summary.
    pub monthly_summary: bool,
    /// Their self-assessments.
    pub self_assessments: Vec<reflection::Assessed>,
    /// Their reviews of interviewers.
    pub reviews: Vec<reflection::Reviewed>,
    /// Their ratings of sample sessions.
    pub calibrations: Vec<calibrations::Calibrated>,
    /// Their debriefs.
    pub debriefs: Vec<Debrief>,
    /// Their plan settings.
    pub plan_settings: PlanSettings,
    /// Their weekly plan.
    pub plan_steps: Vec<Step>,
}

/// Gathers everything about somebody, for themselves.
pub fn export(services: &Services, bearer: Bearer) -> Result<Export, Error> {
    let _turn = services.gates.heavy.enter()?;
    let me = bearer.account;
    services.read(|db, now| {
        let mut feedback = notes::received(db, me, None, i64::MAX)?;
        for one in &mut feedback {
            one.notes.private_to_coordinator = None;
        }
        let account = accounts::by_id(db, me)?;
        let (self_assessments, reviews) = reflection::given(db, me)?;
        Ok(Export {
            belongings: farewell::belongings(db, &account)?,
            account,
            sign_ins: sign_in::open_of(db, bearer, None, now, i64::MAX)?,
            candidate: profiles::candidate(db, me)?,
            interviewer: profiles::interviewer(db, me)?,
            hours: availabilities::get(db, me)?,
            busy_calendars: busy_calendars::of(db, me)?,
            requests: requests::list(db, me, None, None, i64::MAX)?,
            round_entries: participants::entries_of(db, me)?,
            stand_ins: stand_ins::asked_of(db, me)?,
            blocks: blocks::list(db, me)?,
            reports: reports::list(db, reports::Of::Reporter(me), None, None, i64::MAX)?,
            sessions: sessions::list(db, me, &sessions::Filter::default(), i64::MAX)?,
            session_events: session_events::of_person(db, me)?,
            proposals: moves::made_by(db, me)?,
            marks: marks::of_person(db, me, i64::MAX)?,
            notes: notes::written(db, me)?,
            feedback,
            feedback_shares: shares::made_by(db, me)?,
            thanks: thanks::of_person(db, me)?,
            monthly_summary: monthly_summary::is_wanted(db, me)?,
            self_assessments,
            reviews,
            calibrations: calibrations::of_person(db, me)?,
            debriefs: debriefs::list(db, me, None, None, i64::MAX)?,
            plan_settings: plan_settings::get(db, me)?,
            plan_steps: plan_steps::all(db, me)?,
        })
    })
}
