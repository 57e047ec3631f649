//! One's own account: showing, changing, exporting and deleting it; the two profiles and the hours.

use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::availability::busy_calendar::BusyCalendar;
use crate::domain::booking::mark::Mark;
use crate::domain::booking::move_proposal::Proposal;
use crate::domain::booking::session::{Session, State};
use crate::domain::booking::session_event::{SessionEvent, SessionEventKind};
use crate::domain::feedback::notes::Notes;
use crate::domain::feedback::share::Share;
use crate::domain::matching::request::Request;
use crate::domain::practice::debrief::Debrief;
use crate::domain::practice::plan::{PlanSettings, Step};
use crate::domain::round::Entry;
use crate::domain::safety::report::Report;
use crate::domain::{AccountId, DisplayName, Prose, RoundId, SessionId, Timestamp, UpTo, Zone};
use crate::mail::message::Message;
use crate::service::booking::sessions::call_off;
use crate::service::matching::requests;
use crate::service::practice::plan;
use crate::service::program::farewell::{self, Belongings};
use crate::service::{Error, Services, notifications};
use crate::store::account::accounts;
pub use crate::store::account::accounts::Account;
use crate::store::account::{links, profiles, sign_ins};
use crate::store::availability::{availabilities, busy_calendars, calendar_feeds};
use crate::store::booking::{marks, moves, session_events, sessions, stand_ins};
use crate::store::feedback::thanks::Thanks;
use crate::store::feedback::{
    calibrations, late_notes, monthly_summary, note_reassignments, notes, offered_questions, reflection, shares, thanks,
};
use crate::store::practice::{debriefs, plan_settings, plan_steps};
use crate::store::round::{participants, rounds};
use crate::store::safety::{blocks, reports};
use crate::store::{Db, idempotency, outbox};

/// One's own account.
pub fn show(services: &Services, me: AccountId) -> Result<Account, Error> {
    services.read(|db, _| Ok(accounts::by_id(db, me)?))
}

/// Changes the name others see, or the zone.
pub fn change(
    services: &Services,
    me: AccountId,
    name: Option<DisplayName>,
    zone: Option<Zone>,
) -> Result<Account, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let account = accounts::by_id(db, me)?;
        let changed = Account { name: name.unwrap_or(account.name), zone: zone.unwrap_or(account.zone), ..account };
        accounts::set_person(db, me, &changed.name, changed.zone)?;
        if changed.zone != account.zone {
            // All-day events begin and end at another moment.
            busy_calendars::read_anew(db, me, now)?;
            plan::settings::moved(db, now, me, changed.zone)?;
        }
        Ok(changed)
    })
}

/// What one wants to practise.
pub fn candidate(services: &Services, me: AccountId) -> Result<CandidateProfile, Error> {
    services.read(|db, _| profiles::candidate(db, me)?.ok_or_else(|| Error::not_found("candidate profile")))
}

/// Writes what one wants to practise.
pub fn put_candidate(services: &Services, me: AccountId, profile: &CandidateProfile) -> Result<(), Error> {
    services.write(|db, now| save_candidate_profile(db, now, me, profile))
}

pub(crate) fn save_candidate_profile(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    profile: &CandidateProfile,
) -> Result<(), Error> {
    accounts::lock(db, &[me])?;
    Ok(profiles::put_candidate(db, me, profile, now)?)
}

/// What one offers as a volunteer.
pub fn interviewer(services: &Services, me: AccountId) -> Result<InterviewerProfile, Error> {
    services.read(|db, _| profiles::interviewer(db, me)?.ok_or_else(|| Error::not_found("interviewer profile")))
}

/// Volunteers, or changes what one offers. Sessions booked before stay as they are.
pub fn put_interviewer(services: &Services, me: AccountId, profile: &InterviewerProfile) -> Result<(), Error> {
    services.write(|db, now| save_interviewer_profile(db, now, me, profile))
}

pub(crate) fn save_interviewer_profile(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    profile: &InterviewerProfile,
) -> Result<(), Error> {
    let missing = [
        (profile.kinds.is_empty(), "/kinds", "Choose at least one kind of interview."),
        (profile.levels.is_empty(), "/levels", "Choose at least one level."),
        (profile.languages.is_empty(), "/languages", "Choose at least one language."),
        (profile.durations_minutes.is_empty(), "/durations_minutes", "Choose at least one length."),
    ];
    for (is_missing, pointer, detail) in missing {
        if is_missing {
            return Err(Error::invalid(pointer, detail));
        }
    }
    accounts::lock(db, &[me])?;
    Ok(profiles::put_interviewer(db, me, profile, now)?)
}

/// Stops volunteering. Sessions booked before stay, and can be cancelled one by one.
pub fn stop_interviewing(services: &Services, me: AccountId) -> Result<(), Error> {
    services.write(|db, _| {
        accounts::lock(db, &[me])?;
        if !profiles::delete_interviewer(db, me)? {
            return Err(Error::not_found("interviewer profile"));
        }
        Ok(())
    })
}

/// One's hours; none, in one's own zone, before the first time.
pub fn hours(services: &Services, me: AccountId) -> Result<Availability, Error> {
    services.read(|db, _| match availabilities::get(db, me)? {
        Some(document) => serde_json::from_str(&document).map_err(Error::internal),
        None => Ok(Availability {
            time_zone: accounts::by_id(db, me)?.zone,
            weekly: UpTo::default(),
            overrides: UpTo::default(),
            time_off: UpTo::default(),
        }),
    })
}

/// Replaces one's hours. Sessions booked before stay as they are.
pub fn put_hours(services: &Services, me: AccountId, hours: &Availability) -> Result<(), Error> {
    services.write(|db, now| save_hours(db, now, me, hours))
}

pub(crate) fn save_hours(db: &mut Db, now: Timestamp, me: AccountId, hours: &Availability) -> Result<(), Error> {
    hours.check().map_err(|faults| {
        let field = |fault: crate::domain::availability::Fault| crate::service::FieldError {
            pointer: fault.pointer,
            detail: fault.detail,
        };
        Error::invalid_fields(faults.into_iter().map(field).collect())
    })?;
    let document = serde_json::to_string(hours).map_err(Error::internal)?;
    accounts::lock(db, &[me])?;
    Ok(availabilities::put(db, me, &document, now)?)
}

/// Everything Candor stores about you.
#[derive(Debug)]
pub struct Export {
    /// The account.
    pub account: Account,
    /// What they want to practise.
    pub candidate: Option<CandidateProfile>,
    /// What they offer.
    pub interviewer: Option<InterviewerProfile>,
    /// Their hours.
    pub hours: Option<Availability>,
    /// Their own calendars.
    pub busy_calendars: Vec<BusyCalendar>,
    /// What they asked for.
    pub requests: Vec<Request>,
    /// Their programs, and invitations into others.
    pub belongings: Belongings,
    /// What they said for rounds.
    pub round_entries: Vec<(RoundId, Entry)>,
    /// What they were asked to stand in for.
    pub stand_ins: Vec<stand_ins::WasAsked>,
    /// Whom they keep away.
    pub blocks: Vec<blocks::Block>,
    /// What they reported; not what others reported of them.
    pub reports: Vec<Report>,
    /// Their sessions, in either seat.
    pub sessions: Vec<Session>,
    /// What happened to them.
    pub session_events: Vec<SessionEvent>,
    /// What they proposed about them.
    pub proposals: Vec<Proposal>,
    /// Their marks.
    pub marks: Vec<Mark>,
    /// The notes they wrote.
    pub notes: Vec<(SessionId, Notes)>,
    /// The feedback they received.
    pub feedback: Vec<notes::Feedback>,
    /// The links they made to it.
    pub feedback_shares: Vec<Share>,
    /// What they said, and what was said to them, in thanks.
    pub thanks: Vec<Thanks>,
    /// Whether they want the monthly summary.
    pub monthly_summary: bool,
    /// How they saw themselves.
    pub self_assessments: Vec<reflection::Assessed>,
    /// How they saw their interviewers.
    pub reviews: Vec<reflection::Reviewed>,
    /// How they rated sample sessions.
    pub calibrations: Vec<calibrations::Calibrated>,
    /// What they make of their interviews.
    pub debriefs: Vec<Debrief>,
    /// What they asked for beside their weekly plan.
    pub plan_settings: PlanSettings,
    /// Their weekly plan.
    pub plan_steps: Vec<Step>,
}

/// Gathers everything about somebody, for themselves.
pub fn export(services: &Services, me: AccountId) -> Result<Export, Error> {
    let _turn = services.gates.heavy.enter()?;
    services.read(|db, _| {
        let hours = availabilities::get(db, me)?;
        let mut feedback = notes::received(db, me, None, i64::MAX)?;
        for one in &mut feedback {
            one.notes.private_to_coordinator = None;
        }
        let account = accounts::by_id(db, me)?;
        let (self_assessments, reviews) = reflection::given(db, me)?;
        Ok(Export {
            belongings: farewell::belongings(db, &account)?,
            account,
            candidate: profiles::candidate(db, me)?,
            interviewer: profiles::interviewer(db, me)?,
            hours: hours.map(|text| serde_json::from_str(&text)).transpose().map_err(Error::internal)?,
            busy_calendars: busy_calendars::of(db, me)?,
            requests: crate::store::matching::requests::list(db, me, None, None, i64::MAX)?,
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

/// Deletes an account: personal data goes, coming sessions are called off and the others told. What
/// others wrote or received stays, with "a former member" in place of the name.
pub fn delete(services: &Services, me: AccountId) -> Result<(), Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let account = accounts::by_id(db, me)?;
        requests::leave(db, now, me)?;
        call_off_coming(db, now, me)?;
        farewell::leave(db, now, &account)?;
        blocks::delete_all(db, me)?;
        reports::erase(db, me)?;
        rounds::forget(db, me)?;
        stand_ins::delete_all(db, me)?;
        profiles::delete_candidate(db, me)?;
        profiles::delete_interviewer(db, me)?;
        availabilities::delete(db, me)?;
        sessions::erase(db, me)?;
        session_events::forget_offers(db, me)?;
        moves::erase(db, me)?;
        marks::delete_all(db, me)?;
        note_reassignments::delete_all(db, me)?;
        late_notes::delete_all(db, me)?;
        notes::delete_drafts(db, me)?;
        reflection::delete_all(db, me)?;
        calibrations::delete_all(db, me)?;
        debriefs::delete_all(db, me)?;
        plan_settings::delete(db, me)?;
        plan_steps::delete_all(db, me)?;
        shares::delete_all(db, me)?;
        thanks::delete_all(db, me)?;
        monthly_summary::delete_all(db, me)?;
        links::delete_all(db, me)?;
        sign_ins::delete_all(db, me)?;
        calendar_feeds::delete(db, me)?;
        busy_calendars::delete_all(db, me)?;
        offered_questions::delete_all(db, me)?;
        idempotency::delete_all(db, me)?;
        outbox::drop_waiting(db, me, now)?;
        notifications::plans_ended(db, now, me)?;
        accounts::erase(db, me, &"a former member".parse()?, now)?;
        let farewell = Message::AccountDeleted { address: account.email, name: account.name };
        notifications::send(db, now, me, format!("account-deleted:{me}"), &farewell, now)
    })
}

fn call_off_coming(db: &mut Db, now: Timestamp, me: AccountId) -> Result<(), Error> {
    let coming = sessions::Filter { state: Some(State::Booked), ending_after: Some(now), ..Default::default() };
    let reason: Prose<1000> = "They closed their account.".parse()?;
    let mut coming = sessions::list(db, me, &coming, i64::MAX)?;
    // By id, as whoever calls off a swap locks its halves.
    coming.sort_by_key(|session| session.id);
    requests::lock_of(db, &coming.iter().map(|session| session.id).collect::<Vec<_>>())?;
    for session in coming {
        let session = sessions::lock(db, session.id)?;
        if let (State::Booked, Some(role)) = (session.state, session.role_of(me)) {
            call_off(db, now, &session, role, SessionEventKind::Cancelled, &reason)?;
        }
    }
    Ok(())
}
