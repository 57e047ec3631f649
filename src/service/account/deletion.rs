//! Deleting an account.

use crate::domain::booking::session::State;
use crate::domain::booking::session_event::SessionEventKind;
use crate::domain::{AccountId, Prose, Timestamp};
use crate::mail::account::AccountDeleted;
use crate::service::booking::sessions::{Cancellation, call_off};
use crate::service::matching::requests;
use crate::service::program::farewell;
use crate::service::tokens::Bearer;
use crate::service::{Code, Error, Services, notifications};
use crate::store::account::{accounts, address_requests, links, profiles, sign_ins};
use crate::store::availability::{availabilities, busy_calendars, calendar_feeds};
use crate::store::booking::{digests, marks, moves, session_events, sessions, stand_ins};
use crate::store::feedback::{
    attachments, calibrations, follow_ups, late_notes, monthly_summary, note_reassignments, offered_questions,
    reflection, shares, thanks, written_notes,
};
use crate::store::matching::queue_places;
use crate::store::practice::{debriefs, plan_settings, plan_steps};
use crate::store::program::messages;
use crate::store::round::rounds;
use crate::store::safety::{blocks, reports};
use crate::store::{Db, idempotency, outbox};

/// Minutes after signing in within which an account can be deleted.
const FRESH_MINUTES: i64 = 60;

/// Deletes an account: removes personal data, cancels upcoming sessions and notifies the others. What others wrote or
/// received stays, with "a former member" in place of the name.
///
/// It can't be undone, so an unlocked device or a stolen token isn't enough: the person must have signed in within the last hour.
pub fn delete(services: &Services, bearer: Bearer) -> Result<(), Error> {
    let me = bearer.account;
    services.write_end(me, |db, now| {
        if !sign_ins::is_younger(db, bearer.sign_in, now.plus_minutes(-FRESH_MINUTES))? {
            let detail =
                "Deleting your account can't be undone. Please sign in again, and then delete it within an hour.";
            return Err(Error::new(Code::SignInTooOld, detail));
        }
        accounts::lock(db, &[me])?;
        let account = accounts::by_id(db, me)?;
        requests::leave(db, now, me)?;
        queue_places::delete_all(db, me)?;
        cancel_coming(db, now, me)?;
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
        digests::delete_all(db, me)?;
        note_reassignments::delete_all(db, me)?;
        late_notes::delete_all(db, me)?;
        written_notes::delete_drafts(db, me)?;
        written_notes::forget_accepted(db, me)?;
        reflection::delete_all(db, me)?;
        calibrations::delete_all(db, me)?;
        debriefs::delete_all(db, me)?;
        plan_settings::delete(db, me)?;
        plan_steps::delete_all(db, me)?;
        shares::delete_all(db, me)?;
        messages::delete_all(db, me)?;
        thanks::delete_all(db, me)?;
        follow_ups::erase(db, me)?;
        attachments::erase(db, me)?;
        monthly_summary::delete_all(db, me)?;
        address_requests::delete_all(db, me)?;
        links::delete_all(db, me)?;
        sign_ins::delete_all(db, me)?;
        calendar_feeds::delete(db, me)?;
        busy_calendars::delete_all(db, me)?;
        offered_questions::delete_all(db, me)?;
        idempotency::delete_all(db, me)?;
        outbox::drop_waiting(db, me, now)?;
        notifications::plans_ended(db, now, me)?;
        accounts::erase(db, me, &"a former member".parse()?, now)?;
        let farewell = AccountDeleted { address: account.email, name: account.name };
        notifications::send(db, now, me, format!("account-deleted:{me}"), farewell, now)
    })
}

fn cancel_coming(db: &mut Db, now: Timestamp, me: AccountId) -> Result<(), Error> {
    let coming = sessions::Filter { state: Some(State::Booked), ending_after: Some(now), ..Default::default() };
    let reason: Prose<1000> = "They closed their account.".parse()?;
    let mut coming = sessions::list(db, me, &coming, i64::MAX)?;
    // In id order, because cancelling a swap locks its halves in that order.
    coming.sort_by_key(|session| session.id);
    requests::lock_of(db, &coming.iter().map(|session| session.id).collect::<Vec<_>>())?;
    for session in coming {
        let session = sessions::lock(db, session.id)?;
        if let (State::Booked, Some(role)) = (session.state, session.role_of(me)) {
            let what = SessionEventKind::Cancelled;
            call_off(db, now, &session, &Cancellation { by: role, what, reason: &reason, offer_again: false })?;
        }
    }
    Ok(())
}
