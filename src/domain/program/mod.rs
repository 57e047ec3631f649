//! A program: a club, class or bootcamp that runs mock interviews together.

pub(crate) mod join_code;
pub mod progress;
pub mod report;
pub mod report_rows;
pub mod roster;

use super::account::profile::NoticeHours;
use super::vocabulary::string_enum;
use super::{
    AccountId, DisplayName, EmailAddress, InvitationId, JoinCode, Kind, Level, Line, LocalDate, ProgramId, Prose,
    Timestamp, Topic, UpTo, Zone, bounded,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

string_enum! {
    /// What somebody may do in a program.
    ProgramRole, "This isn't a role in a program: member or coordinator." {
        /// Takes part.
        Member = "member", "member";
        /// Runs it: invites, sees how things stand, makes rounds.
        Coordinator = "coordinator", "coordinator";
    }
}

string_enum! {
    /// Which pairs a program's rounds may make, by the members' groups.
    MayMeet, "This isn't a rule about who may meet whom: anyone, other_groups or same_group." {
        /// Any two members.
        Anyone = "anyone", "anyone";
        /// Nobody from one's own group: peers meet somebody new. Without a group one may meet anybody.
        OtherGroups = "other_groups", "people of other groups";
        /// Only people of one's own group; those without one among themselves.
        SameGroup = "same_group", "people of the same group";
    }
}

string_enum! {
    /// The state of an invitation to a program.
    InvitationState, "This isn't a state of an invitation: invited, accepted, declined or withdrawn." {
        /// Mailed, and not yet answered.
        Invited = "invited", "invited";
        /// The person joined.
        Accepted = "accepted", "accepted";
        /// The person asked not to be invited again.
        Declined = "declined", "declined";
        /// A coordinator took it back.
        Withdrawn = "withdrawn", "withdrawn";
    }
}

string_enum! {
    /// What somebody is invited as.
    InvitedAs, "Invite somebody as candidate, interviewer, both or coordinator." {
        /// To practise.
        Candidate = "candidate", "candidate";
        /// To interview others.
        Interviewer = "interviewer", "interviewer";
        /// To practise and to interview others.
        Both = "both", "candidate and interviewer";
        /// To run the program, in neither seat.
        Coordinator = "coordinator", "coordinator";
    }
}

bounded!(
    /// Sessions per candidate and week, 1 to 7.
    SessionsPerWeek, 1, 7, "Sessions a week are a whole number from 1 to 7."
);

/// What a group of members is called, such as a class or a team.
pub type GroupName = Line<60>;

/// What a program's rounds keep to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Sessions of one candidate in a week (Monday to Sunday in the program's zone) at most.
    pub sessions_per_week: SessionsPerWeek,
    /// Hours between publishing and a session's start at least; an interviewer's own notice counts beside it.
    pub min_notice_hours: NoticeHours,
    /// Who may meet whom.
    pub may_meet: MayMeet,
}

/// A program as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// What it is called.
    pub name: DisplayName,
    /// What it is for, in its coordinators' words.
    pub about: Prose<2000>,
    /// Its days and weeks are counted in this zone.
    pub zone: Zone,
    /// Its first day.
    pub starts_on: LocalDate,
    /// Its last day; none for a club without an end.
    pub ends_on: Option<LocalDate>,
    /// The kinds of interview it covers; all if empty.
    pub kinds: UpTo<5, Kind>,
    /// The levels it covers; all if empty.
    pub levels: UpTo<5, Level>,
    /// The topics it puts first; they rank pairs and exclude none.
    pub topics: UpTo<30, Topic>,
    /// What its rounds keep to.
    pub rules: Rules,
    /// What lets somebody join.
    pub join_code: JoinCode,
    /// Whether the code is good at present.
    pub joining_open: bool,
    /// When it was founded.
    pub created_at: Timestamp,
}

impl Program {
    /// Whether its last day is over, in its own zone.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_on.is_some_and(|last| last.date() < self.zone.date(now))
    }

    /// From when on its sessions count.
    pub fn counts_from(&self) -> Timestamp {
        // A day earlier: the program's first day begins earlier than UTC's in half of the world.
        Timestamp::from_naive(self.starts_on.date().and_time(chrono::NaiveTime::MIN)).plus_days(-1)
    }

    /// Whether its rules let these two meet, by their groups.
    pub fn may_meet(&self, one: Option<&GroupName>, other: Option<&GroupName>) -> bool {
        match self.rules.may_meet {
            MayMeet::Anyone => true,
            MayMeet::OtherGroups => one.is_none() || one != other,
            MayMeet::SameGroup => one == other,
        }
    }
}

/// The seats that a member takes in a program's sessions. Who only coordinates takes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// Practises.
    pub candidate: bool,
    /// Interviews others.
    pub interviewer: bool,
}

/// A place in a program: what somebody is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What they may do.
    pub role: ProgramRole,
    /// Their seats.
    pub seats: Seats,
    /// Their group, if the program has groups.
    pub group: Option<GroupName>,
}

impl Place {
    /// The place of somebody who is invited as this.
    pub fn of(invited_as: InvitedAs, group: Option<GroupName>) -> Self {
        let (candidate, interviewer) = match invited_as {
            InvitedAs::Candidate => (true, false),
            InvitedAs::Interviewer => (false, true),
            InvitedAs::Both => (true, true),
            InvitedAs::Coordinator => (false, false),
        };
        let role = if invited_as == InvitedAs::Coordinator { ProgramRole::Coordinator } else { ProgramRole::Member };
        Self { role, seats: Seats { candidate, interviewer }, group }
    }
}

/// A member of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// What they are called.
    pub name: DisplayName,
    /// What they are in it.
    pub place: Place,
    /// Their own consent: coordinators may read the feedback they receive.
    pub shares_notes: bool,
    /// Since when.
    pub joined_at: Timestamp,
}

/// An invitation to a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Into which program.
    pub program: ProgramId,
    /// To which address.
    pub email: EmailAddress,
    /// What the coordinator calls the person.
    pub name: Option<DisplayName>,
    /// What the person is to be in the program.
    pub place: Place,
    /// Where it stands.
    pub state: InvitationState,
    /// How often it was mailed.
    pub mails: i32,
    /// Who accepted.
    pub account: Option<AccountId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its link runs out.
    pub expires_at: Timestamp,
    /// When it was mailed last.
    pub mailed_at: Timestamp,
    /// When that mail was given up: the address refuses mail, or it could not be delivered for days.
    pub undelivered_at: Option<Timestamp>,
}
