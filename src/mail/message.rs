//! The kinds of mail, with the facts each one needs.
//!
//! A message is stored as JSON in the outbox by the transaction that causes it, and rendered when it
//! is sent: facts about the event are frozen here, facts about the recipient (address, name, zone)
//! are read at sending, so a reminder queued for two weeks follows a change of address.

use crate::domain::booking::move_proposal::ProposalState;
use crate::domain::feedback::notes::{ActionStep, Notes};
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::program::{ProgramRole, Seats};
use crate::domain::safety::report::Report;
use crate::domain::{
    AccountId, DisplayName, EmailAddress, InvitationId, Kind, Level, Line, Link, LinkId, LocalDate, MoveId, ProgramId,
    Prose, ReportId, Seat, SessionId, SessionLength, Timestamp, Topic, Zone,
};
use serde::{Deserialize, Serialize};

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each kind's sentence says what its fields are for")]
pub enum Message {
    /// Please confirm that this address is yours.
    VerifyAddress { link: LinkId },
    /// Somebody tried to sign up with the address of an account that exists.
    AddressTaken,
    /// A link to choose a new password.
    ResetPassword { link: LinkId },
    /// Please confirm that the new address is yours; goes to the new address.
    ConfirmNewAddress { link: LinkId, address: EmailAddress },
    /// The sign-in address was changed; goes to the old address.
    AddressChanged { old: EmailAddress },
    /// The password was changed or reset; every sign-in was ended.
    PasswordChanged,
    /// The account and its personal data are gone; goes to the address it had.
    AccountDeleted { address: EmailAddress, name: DisplayName },
    /// Somebody was found for a candidate's request, and is theirs until `answer_by`; `reasons` say why this person.
    MatchOffered { card: SessionSnapshot, answer_by: Timestamp, reasons: Vec<String> },
    /// A request has ended: nobody was found in time, and `why` says how it stood; or, when that is empty, two offers
    /// went by without an answer.
    RequestExpired { about: Kind, level: Level, since: Timestamp, why: String },
    /// Somebody is asked into a program; goes to the invitation's address, which may have no account.
    ProgramInvited {
        invitation: InvitationId,
        program: Line<80>,
        about: Prose<2000>,
        by: DisplayName,
        role: ProgramRole,
        seats: Seats,
        starts_on: LocalDate,
        ends_on: Option<LocalDate>,
        expires_at: Timestamp,
    },
    /// An interviewer called a session off, and the recipient could stand in.
    StandInAsked {
        session: SessionId,
        interview: Kind,
        level: Level,
        topics: Vec<Topic>,
        starts_at: Timestamp,
        length: SessionLength,
        reasons: Vec<String>,
    },
    /// Somebody was reported: to those who look after it, or to an operator's address. What it says is read when it is sent.
    PersonReported {
        report: ReportId,
        operator: Option<EmailAddress>,
        #[serde(skip)]
        told: Option<Box<Report>>,
    },
    /// Somebody's report was closed, with a word.
    ReportClosed { about: DisplayName, since: Timestamp, word: Prose<1000> },
    /// A session was booked; carries the invitation.
    SessionBooked { card: SessionSnapshot },
    /// A session was cancelled; carries the calendar's cancellation.
    SessionCancelled {
        card: SessionSnapshot,
        by: Seat,
        reason: Prose<1000>,
        #[serde(default)]
        looking: ReplacementSearch,
    },
    /// The other person proposes other starts, to be answered until `answer_by`.
    MoveProposed {
        card: SessionSnapshot,
        proposal: MoveId,
        starts: Vec<Timestamp>,
        reason: Prose<1000>,
        answer_by: Timestamp,
    },
    /// Nothing came of a proposal, which was the recipient's if `mine`: the session stays where it is.
    MoveOff { card: SessionSnapshot, outcome: ProposalState, mine: bool, reason: Prose<1000> },
    /// A session that began at `from` begins at another time: by agreement, or moved by one of them alone. Carries the
    /// invitation.
    SessionMoved { card: SessionSnapshot, from: Timestamp, by: Option<Seat>, reason: Prose<1000> },
    /// A session is near.
    Reminder { card: SessionSnapshot, hours_before: u8 },
    /// The other person comes so many minutes after the start.
    RunningLate { card: SessionSnapshot, minutes: i32 },
    /// The other person says that the recipient did not come; can be disputed for 48 hours.
    MarkedAbsent { card: SessionSnapshot },
    /// The person who was marked absent says otherwise; goes to the one who marked.
    AbsenceDisputed { card: SessionSnapshot, reason: Prose<1000> },
    /// Somebody is asked to write notes in the place of the interviewer.
    WriteUp { card: SessionSnapshot, interviewer: DisplayName, word: Prose<1000> },
    /// An interviewer's late notes are somebody else's now, or went to the candidate as they were.
    NotesSettled { card: SessionSnapshot, writer: Option<DisplayName>, word: Prose<1000> },
    /// Notes did not come, for whoever looks after them: a coordinator, or an operator's address. What it tells is read when it
    /// is sent.
    NotesLate {
        sessions: Vec<SessionId>,
        operator: Option<EmailAddress>,
        #[serde(skip)]
        told: Vec<Overdue>,
    },
    /// Two marks within thirty days: new bookings rest until then.
    BookingPaused { until: Timestamp },
    /// Somebody has looked at a mark, with a word.
    MarkDecided { card: SessionSnapshot, lifted: bool, word: Prose<1000> },
    /// The notes are to be written; `hours_after` the session's end: 0, 20 or 44.
    NotesDue { card: SessionSnapshot, hours_after: u8 },
    /// The notes as the candidate receives them. From `version` 2 on they were amended, and the mail
    /// says so, and `why`. `writer` wrote them in the interviewer's place; `own` is how the candidate saw it, if they said.
    Feedback {
        card: SessionSnapshot,
        notes: Box<Notes>,
        #[serde(default = "first_version")]
        version: u32,
        #[serde(default)]
        why: Option<Prose<1000>>,
        #[serde(default)]
        writer: Option<DisplayName>,
        #[serde(default)]
        own: Option<Box<SelfAssessment>>,
    },
    /// The week of practice that began on this Monday: what was done, what is open, and what is planned for the next.
    WeeklyPlan { week: LocalDate, done: Steps, open: Steps, ahead: Steps },
    /// The candidate thanks the interviewer, in a line.
    Thanked { card: SessionSnapshot, line: Line<200> },
    /// What came of the sessions that an interviewer held in the month that began on this day: how many, how many notes were in
    /// time, reviews and what they say, steps done as far as candidates let them know, and what they said.
    ImpactSummary {
        month: LocalDate,
        sessions: usize,
        in_time: usize,
        reviews: usize,
        again: usize,
        specific: usize,
        steps_done: usize,
        thanks: Vec<Line<200>>,
    },
    /// A session is over; the candidate is asked how it was, while the notes are being written.
    HowWasIt { card: SessionSnapshot },
}

fn first_version() -> u32 {
    1
}

impl Message {
    /// The session that this is about, as its recipient sees it.
    pub fn card(&self) -> Option<&SessionSnapshot> {
        match self {
            Self::MatchOffered { card, .. }
            | Self::SessionBooked { card }
            | Self::SessionCancelled { card, .. }
            | Self::MoveProposed { card, .. }
            | Self::MoveOff { card, .. }
            | Self::SessionMoved { card, .. }
            | Self::Reminder { card, .. }
            | Self::RunningLate { card, .. }
            | Self::MarkedAbsent { card }
            | Self::AbsenceDisputed { card, .. }
            | Self::MarkDecided { card, .. }
            | Self::WriteUp { card, .. }
            | Self::NotesSettled { card, .. }
            | Self::NotesDue { card, .. }
            | Self::HowWasIt { card }
            | Self::Thanked { card, .. }
            | Self::Feedback { card, .. } => Some(card),
            Self::VerifyAddress { .. }
            | Self::AddressTaken
            | Self::ResetPassword { .. }
            | Self::ConfirmNewAddress { .. }
            | Self::AddressChanged { .. }
            | Self::PasswordChanged
            | Self::AccountDeleted { .. }
            | Self::RequestExpired { .. }
            | Self::ProgramInvited { .. }
            | Self::BookingPaused { .. }
            | Self::StandInAsked { .. }
            | Self::WeeklyPlan { .. }
            | Self::ImpactSummary { .. }
            | Self::NotesLate { .. }
            | Self::PersonReported { .. }
            | Self::ReportClosed { .. } => None,
        }
    }

    /// The address that was frozen into the message, where it is not the account's present one.
    pub fn goes_to(&self) -> Option<&EmailAddress> {
        match self {
            Self::ConfirmNewAddress { address, .. } | Self::AccountDeleted { address, .. } => Some(address),
            Self::AddressChanged { old } => Some(old),
            _ => None,
        }
    }
}

/// An interview whose notes are late, for whoever looks after them: how complete the late notes are, without their content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The session.
    pub session: SessionId,
    /// The program by which the recipient looks after it; none for the operator.
    pub program: Option<ProgramId>,
    /// Who waits.
    pub candidate: DisplayName,
    /// Who was to write.
    pub interviewer: DisplayName,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Start (UTC).
    pub starts_at: Timestamp,
    /// Entries of the timeline, and hints.
    pub moments: usize,
    /// Ratings that were begun.
    pub ratings: usize,
    /// Things that went well, gaps and action steps, and the summary.
    pub lines: usize,
}

/// Steps of a weekly plan, as far as a mail tells them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// Those that it tells.
    pub told: Vec<ActionStep>,
    /// How many more there are.
    pub more: usize,
}

/// A session as one of its two people sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionSnapshot {
    /// The session.
    pub session: SessionId,
    /// The recipient's seat.
    pub my_role: Seat,
    /// The other person's account.
    pub other_id: AccountId,
    /// The other person's name.
    pub other_name: DisplayName,
    /// Kind of interview.
    pub kind: Kind,
    /// Level asked for.
    pub level: Level,
    /// Topics asked for.
    pub topics: Vec<Topic>,
    /// What the candidate wants to practise.
    pub aims: Prose<2000>,
    /// Start (UTC).
    pub starts_at: Timestamp,
    /// Length in minutes.
    pub length: SessionLength,
    /// Where they meet.
    pub join_url: Option<Link>,
    /// iCalendar SEQUENCE (RFC 5545, section 3.8.7.4).
    pub sequence: i32,
    /// When the notes are due (UTC).
    pub notes_due_at: Timestamp,
    /// When the other half starts (UTC), where this is one half of a swap.
    #[serde(default)]
    pub swap_at: Option<Timestamp>,
}

/// What is done for the candidate of a session that its interviewer called off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacementSearch {
    /// Whether their request is back in the queue.
    pub waits: bool,
    /// How many people are asked whether they can stand in at the same time.
    pub asked: usize,
}

/// Who a mail goes to, as known at the moment of sending.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Where the mail goes.
    pub address: EmailAddress,
    /// How the mail greets.
    pub name: DisplayName,
    /// The zone in which its times are told, beside UTC.
    pub zone: Zone,
}
