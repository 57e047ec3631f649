//! Where a session takes place to begin with: at its interviewer's usual place, or in a room that is made for it.

use crate::domain::account::profile::InterviewerProfile;
use crate::domain::booking::session::Session;
use crate::domain::program::Program;
use crate::domain::{MeetingBase, MeetingPlace};
use crate::service::{Error, Services, tokens};

/// A room that nobody can guess.
fn room(base: &MeetingBase) -> Result<MeetingPlace, Error> {
    Ok(base.room(&format!("candor-{}", tokens::random()))?)
}

/// A room of the installation's own, if it makes any.
pub(crate) fn room_of_server(services: &Services) -> Result<Option<MeetingPlace>, Error> {
    services.settings.meeting_base.as_ref().map(room).transpose()
}

/// Where somebody's next session takes place: at their own place, or else in a room of the installation.
pub fn place_of(services: &Services, profile: &InterviewerProfile) -> Result<Option<MeetingPlace>, Error> {
    match &profile.meeting_place {
        Some(own) => Ok(Some(own.clone())),
        None => room_of_server(services),
    }
}

/// Where a session of a program takes place, if the program says that: in a room of its own.
pub(crate) fn in_program(session: Session, program: &Program) -> Result<Session, Error> {
    match &program.meeting_base {
        Some(base) => Ok(Session { meeting_place: Some(room(base)?), ..session }),
        None => Ok(session),
    }
}
