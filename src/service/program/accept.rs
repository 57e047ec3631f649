//! Answering an invitation by the link in its mail. Having the link proves that the person owns the address.

use super::members::enter;
use crate::domain::program::{Invitation, InvitationState as State, Program};
use crate::domain::{AccountId, DisplayName, Timestamp, Zone};
use crate::service::account::password::NewPassword;
use crate::service::account::passwords;
use crate::service::account::sign_up::{self, SignUp};
use crate::service::tokens::link_invalid;
use crate::service::{Error, FieldError, Services};
use crate::store::account::accounts;
use crate::store::program::{invitations, programs};
use crate::store::{Db, StoreError};

/// What somebody without an account fills in.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The name others see.
    pub name: Option<DisplayName>,
    /// The password they choose.
    pub password: Option<NewPassword>,
    /// Their zone.
    pub zone: Option<Zone>,
}

/// What the page of an invitation shows.
#[derive(Debug)]
pub struct Offered {
    /// The program.
    pub program: Program,
    /// The invitation.
    pub invitation: Invitation,
    /// Whether the address has an account, so that clicking a button is enough.
    pub has_account: bool,
}

/// The result of accepting an invitation.
#[derive(Debug)]
pub struct Accepted {
    /// The program joined.
    pub program: Program,
    /// Who joined.
    pub account: AccountId,
    /// Whether the account was made just now.
    pub account_created: bool,
}

/// What an invitation offers; changes nothing.
pub fn look(services: &Services, token: &str) -> Result<Offered, Error> {
    let id = services.keys.check_invitation(token, services.now())?;
    services.read(|db, now| {
        let invitation = open(invitations::by_id(db, id), now)?;
        let program = programs::by_id(db, invitation.program)?;
        let account = accounts::by_email(db, &invitation.email)?;
        Ok(Offered { program, has_account: account.is_some_and(|one| one.verified_at.is_some()), invitation })
    })
}

fn open(found: Result<Invitation, StoreError>, now: Timestamp) -> Result<Invitation, Error> {
    match found {
        Err(StoreError::NotFound) => Err(link_invalid()),
        Ok(one) if one.state != State::Invited || one.expires_at <= now => Err(link_invalid()),
        other => Ok(other?),
    }
}

/// Accepts an invitation: with the account of its address, or with a new one whose address is confirmed by the link.
pub fn accept(services: &Services, token: &str, form: &Form) -> Result<Accepted, Error> {
    let id = services.keys.check_invitation(token, services.now())?;
    let hash = match &form.password {
        Some(password) => Some(passwords::hash(services, password)?),
        None => None,
    };
    services.write(|db, now| {
        let invitation = open(invitations::by_id(db, id), now)?;
        let owner = accounts::by_email_locked(db, &invitation.email)?.filter(|owner| owner.verified_at.is_some());
        let program = programs::lock(db, invitation.program)?;
        let (account, account_created) = match owner {
            Some(owner) => (owner.id, false),
            None => {
                let form = complete(form, &invitation)?;
                let hash = hash.clone().ok_or_else(link_invalid)?;
                (sign_up::open_confirmed(db, now, &form.hashed(hash))?, true)
            }
        };
        // Guards against two concurrent uses of the link, and a concurrent withdrawal: only one succeeds.
        if !invitations::answer(db, id, State::Accepted, Some(account))? {
            return Err(link_invalid());
        }
        enter(db, now, &program, account, &invitation.place)?;
        Ok(Accepted { program, account, account_created })
    })
}

fn complete(form: &Form, invitation: &Invitation) -> Result<SignUp, Error> {
    let name = form.name.as_ref().or(invitation.name.as_ref());
    if let (Some(name), Some(password), Some(zone)) = (name, &form.password, form.zone) {
        let (email, name, password) = (invitation.email.clone(), name.clone(), password.clone());
        let own = password.check_for(&email, &name);
        own.map_err(|made_of_it| Error::invalid("/password", made_of_it.0))?;
        return Ok(SignUp { email, password, name, zone });
    }
    let wanted = [
        (name.is_none(), "/display_name", "Please enter the name others will see."),
        (form.password.is_none(), "/password", "Please choose a password of at least 8 characters."),
        (form.zone.is_none(), "/time_zone", "Please choose your time zone, such as Europe/Berlin."),
    ];
    let missing = wanted.into_iter().filter(|(missing, ..)| *missing);
    let field =
        |(_, pointer, detail): (bool, &str, &str)| FieldError { pointer: pointer.into(), detail: detail.into() };
    Err(Error::invalid_fields(missing.map(field).collect()))
}

/// Asks not to be invited to this program again.
pub fn decline(services: &Services, token: &str) -> Result<(), Error> {
    let id = services.keys.check_invitation(token, services.now())?;
    services.write(|db: &mut Db, _| {
        if !invitations::answer(db, id, State::Declined, None)? {
            return Err(link_invalid());
        }
        Ok(())
    })
}
