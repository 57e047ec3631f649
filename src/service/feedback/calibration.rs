//! Calibration: an interviewer rates sample sessions before the first real one, and then sees a reference beside their
//! ratings. It's practice: it's optional, and nobody else sees any of it.

use super::reflection;
use crate::domain::booking::session::State;
pub use crate::domain::feedback::calibration::{Compared, Comparison, MINUTES, Sample, Tally, TranscriptLine};
use crate::domain::feedback::calibration::{all, compare, sample};
use crate::domain::feedback::note_templates::template;
use crate::domain::feedback::sample_session::SampleRatings;
use crate::domain::{AccountId, Seat, Timestamp};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::booking::sessions;
use crate::store::feedback::calibrations as store;
pub use crate::store::feedback::calibrations::Calibrated;

/// The caller's ratings of a sample beside the reference.
#[derive(Debug)]
pub struct Rated {
    /// The sample.
    pub sample: &'static Sample,
    /// The caller's ratings.
    pub given: SampleRatings,
    /// When.
    pub given_at: Timestamp,
    /// The comparison of both.
    pub comparison: Comparison,
}

impl Rated {
    fn new(sample: &'static Sample, kept: Calibrated) -> Self {
        let comparison = compare(sample, &kept.given);
        Self { sample, given: kept.given, given_at: kept.given_at, comparison }
    }
}

/// Every sample, and the caller's progress.
#[derive(Debug)]
pub struct CalibrationProgress {
    /// When the caller rated it, and the tally; `None` if they haven't.
    pub samples: Vec<(&'static Sample, Option<(Timestamp, Tally)>)>,
    /// The tally over all rated samples.
    pub total: Tally,
}

/// A sample to rate, without its reference.
pub fn show(id: &str) -> Result<&'static Sample, Error> {
    sample(id).ok_or_else(|| Error::not_found("sample session"))
}

/// The caller's progress with every sample.
pub fn standing(services: &Services, me: AccountId) -> Result<CalibrationProgress, Error> {
    let mut kept = services.read(|db, _| Ok::<_, Error>(store::of_person(db, me)?))?;
    let mut taken = |sample: &Sample| {
        let at = kept.iter().position(|one| one.sample == sample.id)?;
        Some(kept.swap_remove(at))
    };
    let stands = all().iter().map(|sample| {
        let rated = taken(sample).map(|kept| Rated::new(sample, kept));
        (sample, rated.map(|rated| (rated.given_at, rated.comparison.tally)))
    });
    let samples: Vec<_> = stands.collect();
    let total = samples.iter().filter_map(|(_, rated)| rated.map(|(_, tally)| tally)).sum();
    Ok(CalibrationProgress { samples, total })
}

/// The caller's ratings of a sample beside the reference; not available before they've rated it.
pub fn rated(services: &Services, me: AccountId, id: &str) -> Result<Rated, Error> {
    let sample = show(id)?;
    let kept = services.read(|db, _| kept(db, me, sample))?;
    kept.map(|kept| Rated::new(sample, kept)).ok_or_else(|| {
        let detail =
            "You haven't rated this sample yet. You'll see the reference once you have, so it can't influence you.";
        Error::new(Code::NotFound, detail)
    })
}

fn kept(db: &mut Db, me: AccountId, sample: &Sample) -> Result<Option<Calibrated>, Error> {
    Ok(store::of_person(db, me)?.into_iter().find(|one| one.sample == sample.id))
}

/// Rates a sample. Only the first rating counts, because having seen the reference would influence a second one. Sending
/// the same ratings again, after a lost response, returns the same result.
pub fn rate(services: &Services, me: AccountId, id: &str, given: &SampleRatings) -> Result<Rated, Error> {
    let sample = show(id)?;
    check(sample, given)?;
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        // A link can outlive its account.
        accounts::by_id(db, me)?;
        if let Some(before) = kept(db, me, sample)? {
            if before.given == *given {
                return Ok(Rated::new(sample, before));
            }
            let detail =
                "You've already rated this sample. The first answer counts, because you've seen the reference since.";
            return Err(Error::new(Code::RatedAlready, detail));
        }
        let rated = Calibrated { sample: sample.id.clone(), given: given.clone(), given_at: now };
        store::insert(db, me, &rated)?;
        Ok(Rated::new(sample, rated))
    })
}

/// Every competency must be rated or marked "not observed", as in notes.
fn check(sample: &Sample, given: &SampleRatings) -> Result<(), Error> {
    let template = template(sample.kind);
    reflection::each_once(template, given.ratings.iter().map(|one| &*one.competency))?;
    let has = |id: &str| given.ratings.iter().any(|one| *one.competency == *id);
    let missing: Vec<&str> =
        template.competencies.iter().filter(|one| !has(&one.id)).map(|one| one.name.as_str()).collect();
    if !missing.is_empty() {
        let detail = format!("Please rate these too, or choose \"not observed\": {}.", missing.join("; "));
        return Err(Error::invalid("/ratings", detail));
    }
    if given.ratings.iter().all(|one| one.score.is_none()) {
        let detail = "Please rate at least one competency. There's something to see somewhere in the hour.";
        return Err(Error::invalid("/ratings", detail));
    }
    Ok(())
}

/// How many samples are left for somebody who hasn't interviewed here yet; `None` for others, and if none are left.
pub(crate) fn offered(db: &mut Db, who: AccountId) -> Result<Option<usize>, Error> {
    let held = sessions::Filter { role: Some(Seat::Interviewer), state: Some(State::Completed), ..Default::default() };
    if !sessions::list(db, who, &held, 1)?.is_empty() {
        return Ok(None);
    }
    let rated = store::of_person(db, who)?;
    let left = all().iter().filter(|sample| !rated.iter().any(|one| one.sample == sample.id)).count();
    Ok((left > 0).then_some(left))
}
