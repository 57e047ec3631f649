//! A program: a club, class or bootcamp that runs mock interviews together.

pub(crate) mod join_code;
pub mod message;
pub mod progress;
pub mod report;
pub(crate) mod report_counts;
pub mod report_mails;
pub mod report_people;
pub mod report_rows;
pub mod roster;

use super::account::profile::NoticeHours;
use super::vocabulary::string_enum;
use super::{
    AccountId, DisplayName, EmailAddress, InvitationId, JoinCode, Kind, Level, Line, LocalDate, MeetingBase, ProgramId,
    Prose, Timestamp, Topic, UpTo, Zone, bounded,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

string_enum! {
    /// What somebody may do in a program.
    ProgramRole, "This isn't a role in a program: member or coordinator." {
        /// Takes part in its sessions.
        Member = "member", "member";
        /// Runs it: invites people, sees their progress, makes rounds.
        Coordinator = "coordinator", "coordinator";
    }
}

string_enum! {
    /// Which pairs a program's rounds may make, by the members' groups.
    MayMeet, "This isn't a rule about who may meet whom: anyone, other_groups or same_group." {
        /// Any two members.
        Anyone = "anyone", "anyone";
        /// Only people from other groups, so that peers meet somebody new. Those without a group can meet anybody.
        OtherGroups = "other_groups", "people of other groups";
        /// Only people of the same group; those without a group meet each other.
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
        /// A coordinator withdrew it.
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

bounded!(
    /// A number of a program's rounds, counted back from the latest: 0 to 20.
    RoundsBack, 0, 20, "Rounds back are a whole number from 0 to 20."
);

impl RoundsBack {
    /// The default number of rounds for which programs avoid repeats.
    pub const USUAL: i64 = 6;
}

/// What a group of members is called, such as a class or a team.
pub type GroupName = Line<60>;

/// The rules for a program's rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Maximum number of sessions per candidate and week (Monday to Sunday in the program's zone).
    pub sessions_per_week: SessionsPerWeek,
    /// Minimum number of hours between publishing and a session's start; an interviewer's own notice applies as well.
    pub min_notice_hours: NoticeHours,
    /// Who may meet whom.
    pub may_meet: MayMeet,
    /// As few people as possible meet somebody again whom they met in one of this many rounds.
    pub avoid_repeats_rounds: RoundsBack,
    /// Nobody meets somebody again whom they met in one of this many rounds.
    pub forbid_repeats_rounds: RoundsBack,
}

/// A stored program.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// Its name.
    pub name: DisplayName,
    /// What it is for, in its coordinators' words.
    pub about: Prose<2000>,
    /// Its days and weeks are counted in this zone.
    pub zone: Zone,
    /// Its first day.
    pub starts_on: LocalDate,
    /// Its last day; `None` for a club without an end.
    pub ends_on: Option<LocalDate>,
    /// The kinds of interview it covers; all if empty.
    pub kinds: UpTo<5, Kind>,
    /// The levels it covers; all if empty.
    pub levels: UpTo<5, Level>,
    /// The topics it prefers; they only affect ranking.
    pub topics: UpTo<30, Topic>,
    /// The rules for its rounds.
    pub rules: Rules,
    /// Where rooms are made for its sessions; none where they take place at their interviewers'.
    pub meeting_base: Option<MeetingBase>,
    /// The code people join with.
    pub join_code: JoinCode,
    /// Whether the code can be used at present.
    pub joining_open: bool,
    /// When it was created.
    pub created_at: Timestamp,
}

impl Program {
    /// Whether its last day is over, in its own zone.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_on.is_some_and(|last| last.date() < self.zone.date(now))
    }

    /// From when its sessions count.
    pub fn counts_from(&self) -> Timestamp {
        // A day earlier, because in half of the world the first day begins before it does in UTC.
        Timestamp::from_naive(self.starts_on.date().and_time(chrono::NaiveTime::MIN)).plus_days(-1)
    }

    /// Whether its rules let these two groups meet.
    pub fn may_meet(&self, one: Option<&GroupName>, other: Option<&GroupName>) -> bool {
        match self.rules.may_meet {
            MayMeet::Anyone => true,
            MayMeet::OtherGroups => one.is_none() || one != other,
            MayMeet::SameGroup => one == other,
        }
    }
}

/// The seats that a member takes in a program's sessions; none for somebody who only coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// Practises.
    pub candidate: bool,
    /// Interviews others.
    pub interviewer: bool,
}

/// What somebody is in a program: role, seats and group.
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
    /// The membership of somebody who is invited as this.
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

    /// What somebody with this place was invited as; `None` for a member without a seat.
    pub fn invited_as(&self) -> Option<InvitedAs> {
        match (self.role, self.seats.candidate, self.seats.interviewer) {
            (ProgramRole::Coordinator, ..) => Some(InvitedAs::Coordinator),
            (_, true, true) => Some(InvitedAs::Both),
            (_, true, false) => Some(InvitedAs::Candidate),
            (_, false, true) => Some(InvitedAs::Interviewer),
            (_, false, false) => None,
        }
    }
}

/// A member of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: DisplayName,
    /// Their role, seats and group.
    pub place: Place,
    /// Their own consent: coordinators may read the feedback they receive.
    pub shares_notes: bool,
    /// When they joined.
    pub joined_at: Timestamp,
    /// Whether they want the program's mails: what its coordinators write, and those about its rounds.
    pub wants_mail: bool,
}

/// An invitation to a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The program.
    pub program: ProgramId,
    /// The invited address.
    pub email: EmailAddress,
    /// What the coordinator calls the person.
    pub name: Option<DisplayName>,
    /// The person's role, seats and group in the program.
    pub place: Place,
    /// Its state.
    pub state: InvitationState,
    /// How often it was mailed.
    pub mails: i32,
    /// The account that accepted.
    pub account: Option<AccountId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its link runs out.
    pub expires_at: Timestamp,
    /// When it was last mailed.
    pub mailed_at: Timestamp,
    /// When delivery of that mail was given up: the address rejects mail, or it couldn't be delivered for days.
    pub undelivered_at: Option<Timestamp>,
}
