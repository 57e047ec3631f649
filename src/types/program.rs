//! A program: a club, class or bootcamp that runs mock interviews together.

use super::profile::NoticeHours;
use super::words::words;
use super::{
    AccountId, DisplayName, EmailAddress, Instant, Invalid, InvitationId, Kind, Level, Line, LocalDate, ProgramId,
    Prose, Topic, UpTo, Zone, bounded, text_serde,
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

words! {
    /// What somebody may do in a program.
    ProgramRole, "This is not a role in a program: member or coordinator." {
        /// Takes part.
        Member = "member", "member";
        /// Runs it: invites, sees how things stand, makes rounds.
        Coordinator = "coordinator", "coordinator";
    }
}

words! {
    /// Which pairs a program's rounds may make, by the members' groups.
    MayMeet, "This is not a rule about who may meet whom: anyone, other_groups or same_group." {
        /// Any two members.
        Anyone = "anyone", "anyone";
        /// Nobody from one's own group: peers meet somebody new. Without a group one may meet anybody.
        OtherGroups = "other_groups", "people of other groups";
        /// Only people of one's own group; those without one among themselves.
        SameGroup = "same_group", "people of the same group";
    }
}

words! {
    /// Where an invitation into a program stands.
    InvitationState, "This is not a state of an invitation: invited, accepted, declined or withdrawn." {
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

bounded!(
    /// Sessions of one candidate in a week, 1 to 7.
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
    pub name: Line<80>,
    /// What it is for, in its coordinators' words.
    pub about: Prose<2000>,
    /// Its days and weeks are counted in this zone.
    pub zone: Zone,
    /// Its first day.
    pub starts_on: LocalDate,
    /// Its last day; none for a club without an end.
    pub ends_on: Option<LocalDate>,
    /// The kinds it is about; all when empty.
    pub kinds: UpTo<5, Kind>,
    /// The levels it is about; all when empty.
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
    pub created_at: Instant,
}

impl Program {
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
    pub joined_at: Instant,
}

/// An invitation into a program.
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
    pub created_at: Instant,
    /// When its link runs out.
    pub expires_at: Instant,
}

/// What lets somebody join a program: twelve letters and digits (60 bits), in groups of four.
///
/// Crockford's base 32 (<https://www.crockford.com/base32.html>): no letter that is taken for another, and
/// what is mistyped in the usual ways is read as it was meant. Its `Debug` is masked.
#[derive(Clone, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, example = "7KQ2-M4XD-9TNB", max_length = 40)]
pub struct JoinCode(String);

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl JoinCode {
    /// The code made from the low 60 of these bits.
    pub fn from_bits(bits: u64) -> Self {
        let digit = |place: u32| DIGITS.get(usize::try_from(bits >> (5 * place) & 31).unwrap_or_default());
        Self((0..12).filter_map(digit).map(|byte| char::from(*byte)).collect())
    }

    /// As it is kept and compared.
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl FromStr for JoinCode {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let meant = text.chars().take(41).filter(|c| !matches!(c, '-' | ' ')).map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        let code: String = meant.collect();
        let known = code.bytes().all(|byte| DIGITS.contains(&byte));
        if code.len() == 12 && known {
            Ok(Self(code))
        } else {
            Err(Invalid::new("This is not a join code. It has twelve letters and digits, like 7KQ2-M4XD-9TNB."))
        }
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.chars().enumerate() {
            let dash = if place > 0 && place % 4 == 0 { "-" } else { "" };
            write!(f, "{dash}{digit}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinCode(***)")
    }
}

text_serde!(JoinCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_meant() {
        let code = JoinCode::from_bits(0x0fff_ffff_0000_0020);
        assert_eq!(code.to_string(), "0100-00WZ-ZZZZ");
        for typed in ["0100-00WZ-ZZZZ", "o1oo oowz zzzz", "OL0000WZZZZZ", " 0100-00wz-zzzz "] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        for bad in ["", "0100-00WZ-ZZZ", "0100-00WZ-ZZZZZ", "0100-00WZ-ZZZU", "0100-00WZ-ZZZ\u{e9}", &"-".repeat(90)] {
            assert!(bad.parse::<JoinCode>().is_err(), "{bad}");
        }
        assert!(!format!("{code:?}").contains("ZZZ"));
    }
}
