//! Ten people live with Candor from 12 October 2026 to 11 January 2027, over both changes of the clocks and a week 53. Now and then every
//! figure they are shown, and at the end every email they got, is worked out once more from what they did: from their diaries, by
//! code that uses nothing of the service's own.

mod club;
mod deeds;
mod fate;
mod figures;
mod letters;
mod moves;
mod next;
mod offers;
mod standing;
mod troubles;

use super::lived::{
    KINDS, Seen, Someone, at, competencies, epoch, mark_letters, marks, meeting, notes_letters, offer_letters,
    per_week, post, report, wall,
};
use crate::support::{TestApp, TestDatabase};
use club::{BEGIN, Club, INTERVIEWERS};
use per_week::PerWeek;
use wall::DAY;

on_both_databases! {
    fn ten_weeks_of_ten_people_come_out_as_they_lived_them(app) {
        let seed = std::env::var("CANDOR_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(14);
        let mut club = Club::new(&app, seed);
        // To see how many emails they'd get if everybody chose one in the evening; what's in them isn't compared then.
        let evenings = std::env::var_os("CANDOR_TEST_EVENINGS").is_some();
        if evenings {
            club.choose_evenings();
        }
        for week in [3, 5, 8, 11, 13] {
            club.live_until(BEGIN + week * 7 * DAY);
            figures::compare(&club);
        }
        // `--nocapture` shows it.
        let everybody = PerWeek::of(club.seen(), &|_| true);
        let interviewers = PerWeek::of(club.seen(), &|who| who < INTERVIEWERS);
        let others = PerWeek::of(club.seen(), &|who| who >= INTERVIEWERS);
        eprintln!("emails per person and week: {everybody}; interviewers: {interviewers}; others: {others}");
        if evenings {
            return;
        }
        letters::compare(&club);
        mark_letters::compare(club.seen());
        notes_letters::compare(club.seen());
        moves::letters(&club);
        offer_letters::compare(club.seen(), &club.offers, &club.asks);
        let lived = club.lived();
        assert!(lived.values().all(|(count, least)| count >= least), "{lived:?}");
    }
}
