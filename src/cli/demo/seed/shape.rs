//! What a club is made of, as it is handed in.

use crate::domain::account::profile::{CandidateProfile, InterviewerProfile};
use crate::domain::availability::Availability;
use crate::domain::feedback::notes::Notes;
use crate::domain::program::{Place, Rules};
use crate::domain::{DisplayName, EmailAddress, Kind, Level, Prose, Seat, SessionLength, Timestamp, Topic, UpTo, Zone};

/// People, and what they have held and agreed on.
#[derive(Debug)]
pub struct Club {
    /// The people.
    pub members: Vec<Member>,
    /// Their sessions.
    pub meetings: Vec<Meeting>,
    /// The program that they run, if they do.
    pub program: Option<Run>,
}

/// A program of the members', from today on.
#[derive(Debug)]
pub struct Run {
    /// What it is called.
    pub name: DisplayName,
    /// What it is for.
    pub about: Prose<2000>,
    /// Its days are counted in this zone.
    pub zone: Zone,
    /// What its rounds keep to.
    pub rules: Rules,
    /// Who runs it.
    pub coordinator: EmailAddress,
    /// Everybody else in it.
    pub places: Vec<(EmailAddress, Place)>,
}

/// Somebody whose address counts as confirmed.
#[derive(Debug)]
pub struct Member {
    /// What signs in.
    pub email: EmailAddress,
    /// What others call them.
    pub name: DisplayName,
    /// Their zone.
    pub zone: Zone,
    /// What they want to practise.
    pub candidate: Option<CandidateProfile>,
    /// What they offer.
    pub interviewer: Option<InterviewerProfile>,
    /// When they have time.
    pub hours: Option<Availability>,
}

/// A session of two members.
#[derive(Debug)]
pub struct Meeting {
    /// Who practises.
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
    /// How long.
    pub length: SessionLength,
    /// When.
    pub start: Start,
    /// What became of it.
    pub outcome: Outcome,
}

/// When a session was or will be.
#[derive(Debug, Clone, Copy)]
pub enum Start {
    /// At this moment.
    At(Timestamp),
    /// As near to this moment as the interviewer's hours allow, and on the same side of now.
    Near(Timestamp),
}

/// What became of a session.
#[derive(Debug)]
pub enum Outcome {
    /// It is to come, or was held and waits for its notes.
    Booked,
    /// Somebody called it off.
    Cancelled(Seat, Prose<1000>),
    /// Sessions somebody didn't come to.
    Missed(Seat),
    /// It was held, and its notes are begun.
    Drafted(Box<Notes>),
    /// It was held and written up.
    WrittenUp(Box<Notes>),
}
