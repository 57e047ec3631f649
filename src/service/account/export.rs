//! The export of everything that Candor stores about a person.

use crate::domain::account::Account;
use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::availability::busy_calendar::BusyCalendar;
use crate::domain::booking::mark::Mark;
use crate::domain::booking::move_proposal::Proposal;
use crate::domain::booking::reliability::Reliability;
use crate::domain::booking::session::Session;
use crate::domain::booking::session_event::SessionEvent;
use crate::domain::feedback::attachment::Attachment;
use crate::domain::feedback::comparison::revealed;
use crate::domain::feedback::follow_up::FollowUp;
use crate::domain::feedback::share::Share;
use crate::domain::matching::request::Request;
use crate::domain::practice::debrief::Debrief;
use crate::domain::practice::plan::{PlanSettings, Step};
use crate::domain::program::message::ProgramMessage;
use crate::domain::round::{Entry, Outcome};
use crate::domain::safety::report::Report;
use crate::domain::{RoundId, Seat, SessionId, Timestamp};
use crate::service::account::sign_in::{self, OpenSignIn};
use crate::service::booking::reliability::reliability;
use crate::service::program::farewell::{self, Belongings};
use crate::service::tokens::Bearer;
use crate::service::{Error, Services};
pub use crate::store::account::links::Mailed;
use crate::store::account::{accounts, links, profiles};
use crate::store::availability::{availabilities, busy_calendars, calendar_feeds};
use crate::store::booking::{digests, marks, moves, session_events, sessions, stand_ins};
pub use crate::store::feedback::note_reassignments::WriteUp;
pub use crate::store::feedback::notes::Feedback;
use crate::store::feedback::thanks::Thanks;
pub use crate::store::feedback::written_notes::Written;
use crate::store::feedback::{
    attachments, calibrations, follow_ups, monthly_summary, note_reassignments, notes, reflection, shares, thanks,
    written_notes,
};
pub use crate::store::matching::declines::OfferAnswer;
use crate::store::matching::{declines, requests};
use crate::store::practice::{debriefs, plan_settings, plan_steps};
use crate::store::program::messages;
use crate::store::round::{outcomes, participants};
pub use crate::store::safety::reports::Closed;
use crate::store::safety::{blocks, reports};
use std::collections::HashSet;

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
    /// When they created their calendar feed, if they have one.
    pub calendar_feed: Option<Timestamp>,
    /// Single-use links that were emailed to them.
    pub links: Vec<Mailed>,
    /// Their requests.
    pub requests: Vec<Request>,
    /// Offers they declined or didn't answer.
    pub declined_offers: Vec<OfferAnswer>,
    /// Their programs, and invitations to others.
    pub belongings: Belongings,
    /// Their round entries.
    pub round_entries: Vec<(RoundId, Entry)>,
    /// The outcomes of rounds for them.
    pub round_outcomes: Vec<Outcome>,
    /// Sessions they were asked to stand in for.
    pub stand_ins: Vec<stand_ins::WasAsked>,
    /// People they blocked.
    pub blocks: Vec<blocks::Block>,
    /// Reports they made; not reports about them.
    pub reports: Vec<Report>,
    /// Their replies to reports they closed.
    pub reports_closed: Vec<Closed>,
    /// Their sessions, in either seat.
    pub sessions: Vec<Session>,
    /// The history of these sessions, and what they did as a coordinator in others.
    pub session_events: Vec<SessionEvent>,
    /// Moves they proposed.
    pub proposals: Vec<Proposal>,
    /// Their marks.
    pub marks: Vec<Mark>,
    /// Their reliability.
    pub reliability: Reliability,
    /// Every version of the notes they wrote.
    pub notes: Vec<Written>,
    /// Notes they were asked to write for another interviewer.
    pub write_ups: Vec<WriteUp>,
    /// Every version of the feedback they received.
    pub feedback: Vec<Feedback>,
    /// The links they shared to it.
    pub feedback_shares: Vec<Share>,
    /// What they wrote to members of programs that they coordinate.
    pub program_messages: Vec<ProgramMessage>,
    /// Thank-yous they gave and received.
    pub thanks: Vec<Thanks>,
    /// What was asked about feedback they received or wrote, and the answers.
    pub follow_ups: Vec<FollowUp>,
    /// What they and the others attached to their sessions.
    pub attachments: Vec<Attachment>,
    /// Whether they want the monthly summary.
    pub monthly_summary: bool,
    /// Whether they want the evening digest.
    pub evening_digest: bool,
    /// Their self-assessments.
    pub self_assessments: Vec<reflection::Assessed>,
    /// Their reviews of interviewers.
    pub reviews: Vec<reflection::Reviewed>,
    /// Reviews of them that they can read already.
    pub reviews_received: Vec<reflection::Reviewed>,
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
        let mut feedback = notes::received_versions(db, me)?;
        for one in &mut feedback {
            one.notes.private_to_coordinator = None;
        }
        let account = accounts::by_id(db, me)?;
        let (self_assessments, reviews) = reflection::given(db, me)?;
        let sessions = sessions::list(db, me, &sessions::Filter::default(), i64::MAX)?;
        let marks = marks::of_person(db, me, i64::MAX)?;
        let told: HashSet<SessionId> =
            sessions.iter().filter(|one| revealed(one, Seat::Interviewer, now).is_ok()).map(|one| one.id).collect();
        let mut reviews_received = reflection::of_interviewer(db, me)?;
        reviews_received.retain(|one| told.contains(&one.session));
        Ok(Export {
            calendar_feed: calendar_feeds::made_at(db, me)?,
            links: links::of_account(db, me)?,
            declined_offers: declines::of_candidate(db, me)?,
            round_outcomes: outcomes::of_candidate(db, me)?,
            reports_closed: reports::closed_by(db, me)?,
            reliability: reliability(db, now, me, &marks)?,
            write_ups: note_reassignments::write_ups(db, me)?,
            reviews_received,
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
            sessions,
            session_events: session_events::of_person(db, me)?,
            proposals: moves::made_by(db, me)?,
            marks,
            notes: written_notes::written(db, me)?,
            feedback,
            feedback_shares: shares::made_by(db, me)?,
            program_messages: messages::written_by(db, me)?,
            thanks: thanks::of_person(db, me)?,
            follow_ups: follow_ups::of_person(db, me)?,
            attachments: attachments::of_person(db, me)?,
            monthly_summary: monthly_summary::is_wanted(db, me)?,
            evening_digest: digests::next_at(db, me)?.is_some(),
            self_assessments,
            reviews,
            calibrations: calibrations::of_person(db, me)?,
            debriefs: debriefs::list(db, me, None, None, i64::MAX)?,
            plan_settings: plan_settings::get(db, me)?,
            plan_steps: plan_steps::all(db, me)?,
        })
    })
}
