//! A club's term: 59 who practise and 18 who interview, six of them in both seats, in eight zones, through six weekly rounds and an extra
//! one, over both changes of the clocks. Each plan, each reason and suggestion, how long everybody has waited, the report and every
//! email are worked out once more, by code that uses nothing of the service's own.

mod aside;
mod bound;
mod club;
mod fate;
mod ledger;
mod letters;
mod people;
mod plans;
mod reasons;
mod report;
mod rounds;
mod stand_ins;
mod world;

use super::lived::per_week::PerWeek;
use crate::support::{TestApp, TestDatabase};
use club::{END, Term};
use people::{INTERVIEWERS, MEMBERS};

on_both_databases! {
    fn a_term_comes_out_as_its_people_lived_it(app) {
        let seed = std::env::var("CANDOR_TEST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(15);
        let mut term = Term::new(&app, seed);
        term.live_until(END);
        table(&term);
        letters::compare(&term);
        let lived = lived(&term);
        assert!(lived.iter().all(|(_, count, least)| count >= least), "{lived:?}");
    }
}

/// What came of it; `--nocapture` shows it.
fn table(term: &Term<'_>) {
    eprintln!("{:9} planned/best repeats/fewest nights suggested/at night", "round");
    for round in &term.rounds {
        let one = round.figures;
        eprintln!(
            "{:9} {:>7}/{:<4} {:>7}/{:<6} {:>6} {:>9}/{}",
            round.name,
            one.planned,
            one.best,
            one.repeats,
            one.fewest_repeats,
            one.nights,
            one.suggested,
            one.suggested_nights
        );
    }
    let interviews = |who: usize| who < INTERVIEWERS;
    let practises = |who: usize| (INTERVIEWERS..MEMBERS).contains(&who);
    let only = |who: usize| who < INTERVIEWERS && !term.members[who].practises;
    let digest = |who: usize| people::EVENINGS.contains(&who);
    for (who, of) in [
        ("those who interview", &interviews as &dyn Fn(usize) -> bool),
        ("those who only interview", &only),
        ("those who only practise", &practises),
        ("those with one email in the evening", &digest),
    ] {
        eprintln!("emails per person and week, {who}: {}", PerWeek::of(term.seen(), of));
    }
    eprintln!("{:?}", lived(term));
}

/// How often each thing happened, and how often it has to for this to be worth its time.
fn lived(term: &Term<'_>) -> Vec<(&'static str, usize, usize)> {
    let count =
        |what: &dyn Fn(&super::lived::meeting::Meeting) -> bool| term.meetings.iter().filter(|one| what(one)).count();
    let marked = |kind: &'static str| count(&|one| one.marked(END).is_some_and(|(mark, _)| mark.kind == kind));
    vec![
        ("sessions", term.meetings.len(), 120),
        ("emails", term.mails.len(), 1000),
        ("written up", count(&|one| one.came().is_some()), 80),
        ("cancelled by candidates", count(&|one| one.cancelled.is_some_and(|(_, who)| who == one.candidate)), 2),
        ("cancelled by interviewers", count(&|one| one.cancelled.is_some_and(|(_, who)| who == one.interviewer)), 4),
        ("cancelled late", marked("late_cancel"), 1),
        ("missed", marked("absent"), 2),
        ("without notes", marked("no_notes"), 1),
        ("offers", term.offers.len(), 2),
        // Nobody at short notice was free at those times so far.
        ("asked to stand in", term.stand_ins.iter().map(|one| one.asked.len()).sum(), 0),
        ("stood in", term.stand_ins.iter().filter(|one| one.taken.is_some()).count(), 0),
        ("repeats", term.rounds.iter().map(|round| round.figures.repeats).sum(), 0),
        ("removed", usize::from(term.removed.is_some()), 1),
        ("left", term.members.iter().filter(|one| one.gone.is_some()).count(), 2),
    ]
}
