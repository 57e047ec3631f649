//! A program's members: joining, changing, leaving.

use super::{MAX_PEOPLE, Shown, belonging, confirmed};
use crate::domain::program::{GroupName, InvitationState, Member, Place, Program, ProgramRole, Seats};
use crate::domain::{AccountId, JoinCode, ProgramId, Timestamp};
use crate::service::{Code, Error, Services};
use crate::store::Db;
use crate::store::account::accounts;
use crate::store::program::{invitations, members, programs};

/// Joins a program by its code. Invited people get the membership in their invitation, others the seats they ask for.
/// Joining again changes nothing.
pub fn join(services: &Services, me: AccountId, code: &JoinCode, seats: Seats) -> Result<Shown, Error> {
    services.write(|db, now| {
        accounts::lock(db, &[me])?;
        let account = accounts::by_id(db, me)?;
        confirmed(&account)?;
        let id = programs::by_code(db, code)?.ok_or_else(opens_nothing)?;
        let program = programs::lock(db, id)?;
        // It may just have been rotated or closed, so it's read again under the lock.
        if program.join_code != *code || !program.joining_open || program.is_over(now) {
            return Err(opens_nothing());
        }
        let meant = invitations::to_addresses(db, id, &[&account.email])?.into_iter().next();
        let meant = meant.filter(|one| one.state == InvitationState::Invited && now < one.expires_at);
        if let Some(invitation) = &meant {
            invitations::answer(db, invitation.id, InvitationState::Accepted, Some(me))?;
        }
        let place = meant.map_or(Place { role: ProgramRole::Member, seats, group: None }, |one| one.place);
        let member = enter(db, now, &program, me, &place)?;
        Ok(Shown { program, me: member })
    })
}

fn opens_nothing() -> Error {
    let detail = "This code doesn't open a program right now. Please ask the coordinator for the current one.";
    Error::new(Code::NotFound, detail)
}

/// Makes somebody a member, unless they already are. The caller holds the locks of both.
pub(crate) fn enter(
    db: &mut Db,
    now: Timestamp,
    program: &Program,
    who: AccountId,
    place: &Place,
) -> Result<Member, Error> {
    if let Some(member) = members::get(db, program.id, who)? {
        return Ok(member);
    }
    if members::count(db, program.id)? >= MAX_PEOPLE {
        let detail = format!("This program has {MAX_PEOPLE} members, which is the maximum.");
        return Err(Error::new(Code::ProgramFull, detail));
    }
    members::insert(db, program.id, who, place, now)?;
    members::get(db, program.id, who)?.ok_or_else(|| Error::internal("a member who is none"))
}

/// The members of a program, for a member, by id.
pub fn list(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    after: Option<AccountId>,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    services.read(|db, _| {
        let program = programs::by_id(db, id);
        belonging(db, me, program)?;
        Ok(members::page(db, id, after, limit)?)
    })
}

/// The changes to a member; anything left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Their role; set by coordinators.
    pub role: Option<ProgramRole>,
    /// Whether they practise; set by themselves or coordinators.
    pub candidate: Option<bool>,
    /// Whether they interview; set by themselves or coordinators.
    pub interviewer: Option<bool>,
    /// Their group; set by coordinators. `Some(None)` removes it.
    pub group: Option<Option<GroupName>>,
    /// Whether coordinators may read the feedback they receive; set only by themselves.
    pub shares_notes: Option<bool>,
    /// Whether they want the program's mails; set only by themselves.
    pub wants_mail: Option<bool>,
}

/// Changes a member.
pub fn change(
    services: &Services,
    me: AccountId,
    id: ProgramId,
    who: AccountId,
    change: &Change,
) -> Result<Member, Error> {
    services.write(|db, _| {
        let locked = programs::lock(db, id);
        let shown = belonging(db, me, locked)?;
        let member = members::get(db, id, who)?.ok_or_else(|| Error::not_found("member"))?;
        allowed(db, &shown, who, change)?;
        let (old, change) = (member.place, change.clone());
        let place = Place {
            role: change.role.unwrap_or(old.role),
            seats: Seats {
                candidate: change.candidate.unwrap_or(old.seats.candidate),
                interviewer: change.interviewer.unwrap_or(old.seats.interviewer),
            },
            group: change.group.unwrap_or(old.group),
        };
        if old.role == ProgramRole::Coordinator && place.role != ProgramRole::Coordinator {
            somebody_stays(db, id)?;
        }
        members::set_place_of(db, id, &[who], &place)?;
        if let Some(shares) = change.shares_notes {
            members::set_shares_notes(db, id, who, shares)?;
        }
        if let Some(wants) = change.wants_mail {
            members::set_wants_mail(db, id, who, wants)?;
        }
        members::get(db, id, who)?.ok_or_else(|| Error::internal("a member who is none"))
    })
}

fn allowed(db: &mut Db, shown: &Shown, who: AccountId, change: &Change) -> Result<(), Error> {
    let (mine, runs) = (shown.me.account == who, shown.me.place.role == ProgramRole::Coordinator);
    let no = |detail: &str| Err(Error::new(Code::Forbidden, detail));
    if change.shares_notes.is_some() && !mine {
        return no("Only that person can let coordinators read their feedback.");
    }
    if change.wants_mail.is_some() && !mine {
        return no("Only that person can say which emails they want.");
    }
    if runs {
        return Ok(());
    }
    if !mine {
        return no("Only the program's coordinators can change this.");
    }
    // If the last coordinator deleted their account, any member can take over.
    let takes_over =
        change.role == Some(ProgramRole::Coordinator) && members::count_coordinators(db, shown.program.id)? == 0;
    if change.group.is_some() || change.role.is_some_and(|role| role != shown.me.place.role) && !takes_over {
        return no("Only the program's coordinators can change roles and groups.");
    }
    Ok(())
}

/// Checks that the program has a coordinator besides the one who is about to stop. The caller holds its lock.
pub(super) fn somebody_stays(db: &mut Db, id: ProgramId) -> Result<(), Error> {
    if members::count_coordinators(db, id)? > 1 {
        return Ok(());
    }
    let detail = "This is the program's only coordinator. Please make somebody else a coordinator first.";
    Err(Error::new(Code::LastCoordinator, detail))
}
