//! The description of a club.

use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::feedback::attachment::NewAttachment;
use crate::domain::feedback::notes::Notes;
use crate::domain::program::{Place, Rules};
use crate::domain::{
    DisplayName, EmailAddress, Kind, Level, MeetingBase, Prose, Seat, SessionLength, Timestamp, Topic, UpTo, Zone,
};

/// People and their sessions.
#[derive(Debug)]
pub struct Club {
    /// The people.
    pub members: Vec<Member>,
    /// Their sessions.
    pub meetings: Vec<Meeting>,
    /// Their program, if any.
    pub program: Option<Run>,
}

/// A program of the members', from today on.
#[derive(Debug)]
pub struct Run {
    /// Its name.
    pub name: DisplayName,
    /// What it is for.
    pub about: Prose<2000>,
    /// Its days are counted in this zone.
    pub zone: Zone,
    /// The rules for its rounds.
    pub rules: Rules,
    /// Where rooms are made for its sessions.
    pub meeting_base: Option<MeetingBase>,
    /// Its coordinator.
    pub coordinator: EmailAddress,
    /// Everybody else in it.
    pub places: Vec<(EmailAddress, Place)>,
}

/// A member, whose address counts as confirmed.
#[derive(Debug)]
pub struct Member {
    /// The email address.
    pub email: EmailAddress,
    /// The name others see.
    pub name: DisplayName,
    /// Their zone.
    pub zone: Zone,
    /// Their candidate profile.
    pub candidate: Option<CandidateProfile>,
    /// Their interviewer profile.
    pub interviewer: Option<InterviewerProfile>,
    /// Their hours.
    pub hours: Option<Availability>,
}

/// A session of two members.
#[derive(Debug)]
pub struct Meeting {
    /// The candidate.
    pub candidate: EmailAddress,
    /// The interviewer.
    pub interviewer: EmailAddress,
    /// What kind of interview.
    pub kind: Kind,
    /// For which level.
    pub level: Level,
    /// About what.
    pub topics: UpTo<30, Topic>,
    /// What the candidate wants to practise.
    pub aims: Prose<2000>,
    /// The length.
    pub length: SessionLength,
    /// When.
    pub start: Start,
    /// Its outcome.
    pub outcome: Outcome,
    /// What the two attached to it.
    pub attached: Vec<Attached>,
}

/// Something that was made in a session.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Attached {
    /// Who attached it.
    pub by: Seat,
    /// What it is.
    #[serde(flatten)]
    pub made: NewAttachment,
}

/// When a session was or will be.
#[derive(Debug, Clone, Copy)]
pub enum Start {
    /// At this moment.
    At(Timestamp),
    /// As close to this moment as the interviewer's hours allow, and on the same side of now.
    Near(Timestamp),
}

/// The outcome of a session.
#[derive(Debug)]
pub enum Outcome {
    /// It's upcoming, or it was held and its notes are due.
    Booked,
    /// Somebody cancelled it.
    Cancelled(Seat, Prose<1000>),
    /// Sessions somebody didn't come to.
    Missed(Seat),
    /// It was held, and there's a draft of the notes.
    Drafted(Box<Notes>),
    /// It was held, and the notes were delivered.
    WrittenUp(Box<Notes>),
}
