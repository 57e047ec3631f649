//! Profiles, as candidate and as interviewer.

use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::{AccountId, Timestamp};
use crate::service::booking::places;
use crate::service::{Error, Services};
use crate::store::Db;
use crate::store::account::{accounts, profiles};

/// The caller's candidate profile.
pub fn candidate(services: &Services, me: AccountId) -> Result<CandidateProfile, Error> {
    services.read(|db, _| profiles::candidate(db, me)?.ok_or_else(|| Error::not_found("candidate profile")))
}

/// Saves the caller's candidate profile.
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

/// The caller's interviewer profile.
pub fn interviewer(services: &Services, me: AccountId) -> Result<InterviewerProfile, Error> {
    services.read(|db, _| profiles::interviewer(db, me)?.ok_or_else(|| Error::not_found("interviewer profile")))
}

/// Saves the caller's interviewer profile. Sessions booked before stay as they are, except for where they take place.
pub fn put_interviewer(services: &Services, me: AccountId, profile: &InterviewerProfile) -> Result<(), Error> {
    services.write(|db, now| save_interviewer_profile(db, now, me, profile))
}

pub(crate) fn save_interviewer_profile(
    db: &mut Db,
    now: Timestamp,
    me: AccountId,
    profile: &InterviewerProfile,
) -> Result<(), Error> {
    profile.check()?;
    accounts::lock(db, &[me])?;
    let before = profiles::interviewer(db, me)?.and_then(|before| before.meeting_place);
    profiles::put_interviewer(db, me, profile, now)?;
    match &profile.meeting_place {
        Some(place) if before.as_ref() != Some(place) => places::follow(db, now, me, before.as_ref(), place),
        _ => Ok(()),
    }
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
