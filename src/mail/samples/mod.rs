//! People, sessions and notes for the tests of this room; every id and date is fixed.

mod plan;
mod receiving;
mod report;
mod written;

use super::message::{Message, Recipient, ReplacementSearch, SessionSnapshot};
use super::{Frame, build, render};
use crate::domain::booking::move_proposal::ProposalState;
use crate::domain::{Kind, Level, MailId, Prose, Seat, SessionLength, Timestamp, Zone};

use written::own;
pub(crate) use written::{PRIVATE, notes};

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn mail_id() -> MailId {
    "0191b1c2-7a3e-7cc0-8f7e-5c1d2e3f4a5b".parse().unwrap()
}

/// A day before the sessions of these samples.
pub(crate) fn now() -> Timestamp {
    at("2027-01-13T17:00:00Z")
}

pub(crate) fn frame() -> Frame {
    Frame {
        public_url: "https://candor.example.org".parse().unwrap(),
        from: "Candor <hello@candor.example.org>".parse().unwrap(),
        contact: Some("help@candor.example.org".parse().unwrap()),
    }
}

pub(crate) fn ann(zone: Zone) -> Recipient {
    Recipient { address: "ann@example.com".parse().unwrap(), name: "Ann Tamang".parse().unwrap(), zone }
}

pub(crate) fn card(my_role: Seat) -> SessionSnapshot {
    let other = match my_role {
        Seat::Candidate => "Bo Larsen",
        Seat::Interviewer => "Chandra",
    };
    SessionSnapshot {
        session: "0191b1c2-7a3e-7cc0-8f7e-000000000001".parse().unwrap(),
        my_role,
        other_id: "0191b1c2-7a3e-7cc0-8f7e-000000000002".parse().unwrap(),
        other_name: other.parse().unwrap(),
        kind: Kind::Concepts,
        level: Level::Junior,
        topics: vec!["promises".parse().unwrap(), "event-loop".parse().unwrap()],
        aims: "Explaining callback hell without losing the thread; what runs first, and why.\nI freeze when asked \"why?\" twice.".parse().unwrap(),
        starts_at: at("2027-01-14T17:00:00Z"),
        length: SessionLength::try_from(60).unwrap(),
        join_url: Some("https://meet.example.org/ann-bo".parse().unwrap()),
        sequence: 2,
        notes_due_at: at("2027-01-15T18:00:00Z"),
        swap_at: None,
    }
}

/// One half of a swap; the other one follows.
fn swap(my_role: Seat) -> SessionSnapshot {
    SessionSnapshot { swap_at: Some(at("2027-01-14T18:00:00Z")), ..card(my_role) }
}

/// One message of each kind, and of each face that a kind has.
pub(crate) fn messages() -> Vec<(&'static str, Message)> {
    use Message::*;
    use Seat::{Candidate, Interviewer};
    let link = "0191b1c2-7a3e-7cc0-8f7e-000000000003".parse().unwrap();
    let reason = || "My train is stuck and I won't be home in time.\nSorry!".parse().unwrap();

    let feedback = || Box::new(notes());
    let mut all = vec![
        ("verify_address", VerifyAddress { link }),
        ("address_taken", AddressTaken),
        ("reset_password", ResetPassword { link }),
        ("confirm_new_address", ConfirmNewAddress { link, address: "ann@new.example.com".parse().unwrap() }),
        ("address_changed", AddressChanged { old: "ann@example.com".parse().unwrap() }),
        ("password_changed", PasswordChanged),
        (
            "account_deleted",
            AccountDeleted { address: "ann@example.com".parse().unwrap(), name: "Ann".parse().unwrap() },
        ),
        (
            "match_offered",
            MatchOffered {
                card: card(Candidate),
                answer_by: at("2027-01-14T05:00:00Z"),
                reasons: ["Topics in common: Promises and async", "Interviews at junior level", "Speaks English"]
                    .map(str::to_owned)
                    .to_vec(),
            },
        ),
        (
            "request_expired",
            RequestExpired {
                about: Kind::Concepts,
                level: Level::Junior,
                since: at("2027-01-04T08:00:00Z"),
                why: "4 interviewers do React at junior level in English; none is free in your windows; widening Tuesday \
                      to 21:00 would reach 2."
                    .to_owned(),
            },
        ),
        (
            "request_expired.unanswered",
            RequestExpired {
                about: Kind::Concepts,
                level: Level::Junior,
                since: at("2027-01-04T08:00:00Z"),
                why: String::new(),
            },
        ),
        ("program_invited.member", invited("An evening club: bring one thing you want to explain better.", true)),
        ("program_invited.bare", invited("", false)),
        (
            "stand_in_asked",
            StandInAsked {
                session: "0191b1c2-7a3e-7cc0-8f7e-000000000001".parse().unwrap(),
                interview: Kind::Concepts,
                level: Level::Junior,
                topics: card(Candidate).topics,
                starts_at: at("2027-01-14T17:00:00Z"),
                length: SessionLength::try_from(60).unwrap(),
                reasons: vec![
                    "Topics in common: Promises and async".to_owned(),
                    "Interviews at junior level".to_owned(),
                ],
            },
        ),
        ("session_booked.candidate", SessionBooked { card: card(Candidate) }),
        ("session_booked.interviewer", SessionBooked { card: card(Interviewer) }),
        (
            "session_booked.bare",
            SessionBooked {
                card: SessionSnapshot { topics: vec![], aims: Default::default(), join_url: None, ..card(Candidate) },
            },
        ),
        (
            "session_cancelled.by_me",
            cancelled(card(Candidate), Candidate, Default::default()),
        ),
        (
            "session_cancelled.by_other",
            cancelled(card(Interviewer), Candidate, reason()),
        ),
        (
            "session_cancelled.looking",
            SessionCancelled {
                card: card(Candidate),
                by: Interviewer,
                reason: reason(),
                looking: ReplacementSearch { waits: true, asked: 3 },
            },
        ),
        (
            "match_offered.swap",
            MatchOffered {
                card: swap(Candidate),
                answer_by: at("2027-01-14T05:00:00Z"),
                reasons: vec!["Speaks English".to_owned()],
            },
        ),
        ("session_booked.swap.candidate", SessionBooked { card: swap(Candidate) }),
        ("session_booked.swap.interviewer", SessionBooked { card: swap(Interviewer) }),
        ("session_cancelled.swap", cancelled(swap(Interviewer), Candidate, reason())),
        ("move_proposed", proposed(card(Candidate))),
        ("move_proposed.swap", proposed(swap(Interviewer))),
        ("move_off.declined", off(ProposalState::Declined, true)),
        ("move_off.withdrawn", off(ProposalState::Withdrawn, false)),
        ("move_off.ended", off(ProposalState::Ended, true)),
        ("move_off.ended.other", off(ProposalState::Ended, false)),
        ("session_moved.agreed", moved(card(Candidate), None)),
        ("session_moved.swap", moved(swap(Interviewer), None)),
        ("session_moved.by_me", moved(card(Candidate), Some(Candidate))),
        ("session_moved.by_other", moved(card(Interviewer), Some(Candidate))),
        ("reminder.candidate", Reminder { card: card(Candidate), hours_before: 24 }),
        ("reminder.interviewer", Reminder { card: card(Interviewer), hours_before: 24 }),
        ("running_late", RunningLate { card: card(Candidate), minutes: 15 }),
        ("marked_absent", MarkedAbsent { card: card(Candidate) }),
        ("absence_disputed", AbsenceDisputed { card: card(Interviewer), reason: reason() }),
        ("how_was_it", HowWasIt { card: card(Candidate) }),
        ("booking_paused", BookingPaused { until: at("2027-01-28T17:00:00Z") }),
        ("mark_decided.lifted", MarkDecided { card: card(Candidate), lifted: true, word: reason() }),
        ("mark_decided.upheld", MarkDecided { card: card(Interviewer), lifted: false, word: reason() }),
        ("write_up", WriteUp { card: card(Interviewer), interviewer: "Bo Larsen".parse().unwrap(), word: reason() }),
        ("notes_settled.handed", NotesSettled { card: card(Interviewer), writer: "Cy Moreau".parse().ok(), word: reason() }),
        ("notes_settled.released", NotesSettled { card: card(Interviewer), writer: None, word: reason() }),
        ("notes_due.0", NotesDue { card: card(Interviewer), hours_after: 0 }),
        ("notes_due.20", NotesDue { card: card(Interviewer), hours_after: 20 }),
        ("notes_due.44", NotesDue { card: card(Interviewer), hours_after: 44 }),
        ("feedback", Feedback { card: card(Candidate), notes: feedback(), version: 1, why: None, writer: None, own: None }),
        (
            "feedback.in_place",
            Feedback {
                card: card(Candidate),
                notes: feedback(),
                version: 1,
                why: "Cy wrote these notes, from what your interviewer noted during the interview.".parse().ok(),
                writer: "Cy Moreau".parse().ok(),
                own: None,
            },
        ),
        (
            "amended_feedback",
            Feedback {
                card: card(Candidate),
                notes: feedback(),
                version: 2,
                writer: None,
                own: Some(Box::new(own())),
                why: "You did name the microtask queue, at minute 31. I'd missed that in my notes.".parse().ok(),
            },
        ),
    ];
    all.extend(receiving::messages());
    all.extend(report::messages());
    all.extend(plan::messages());
    all
}

/// Cancelled, and nobody else is looked for.
pub(crate) fn cancelled(card: SessionSnapshot, by: Seat, reason: Prose<1000>) -> Message {
    Message::SessionCancelled { card, by, reason, looking: ReplacementSearch::default() }
}

fn proposed(card: SessionSnapshot) -> Message {
    Message::MoveProposed {
        card,
        proposal: "0191b1c2-7a3e-7cc0-8f7e-000000000005".parse().unwrap(),
        starts: vec![at("2027-01-15T17:00:00Z"), at("2027-01-18T19:30:00Z")],
        reason: "My shift was moved to Thursday evening.".parse().unwrap(),
        answer_by: at("2027-01-14T17:00:00Z"),
    }
}

fn off(outcome: ProposalState, mine: bool) -> Message {
    let reason = if outcome == ProposalState::Declined { "I'm travelling on Friday, sorry." } else { "" };
    Message::MoveOff { card: card(Seat::Candidate), outcome, mine, reason: reason.parse().unwrap() }
}

fn moved(card: SessionSnapshot, by: Option<Seat>) -> Message {
    let reason = if by.is_none() { "My shift was moved to Thursday evening." } else { "" };
    Message::SessionMoved { card, from: at("2027-01-13T18:30:00Z"), by, reason: reason.parse().unwrap() }
}

/// Into a program that has an end, to practise; or into one without, to interview.
fn invited(about: &str, practises: bool) -> Message {
    Message::ProgramInvited {
        invitation: "0191b1c2-7a3e-7cc0-8f7e-000000000004".parse().unwrap(),
        program: "Frontend evenings".parse().unwrap(),
        about: about.parse().unwrap(),
        by: "Chandra".parse().unwrap(),
        role: crate::domain::program::ProgramRole::Member,
        seats: crate::domain::program::Seats { candidate: practises, interviewer: !practises },
        starts_on: "2027-01-18".parse().unwrap(),
        ends_on: practises.then(|| "2027-03-28".parse().unwrap()),
        expires_at: at("2027-02-12T17:00:00Z"),
    }
}

pub(crate) const ACTION: &str = "https://candor.example.org/verify-email?token=AbC-123_x&y=1";

/// A booking as it leaves the house.
pub(crate) fn built() -> lettre::Message {
    let message = Message::SessionBooked { card: card(Seat::Candidate) };
    let recipient = ann("Europe/Berlin".parse().unwrap());
    let rendered = render(&message, &recipient, &frame(), None, now()).unwrap();
    build(&rendered, &recipient, &frame(), mail_id(), now()).unwrap()
}
