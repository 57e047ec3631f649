//! Feedback to read elsewhere: as a document, and as files.

use super::FIRST_VERSION;
use super::read::{Reader, none_yet, reader};
use crate::document::{self, About, Document, Made, Writer};
use crate::domain::booking::session::Session;
use crate::domain::feedback::reflection::SelfAssessment;
use crate::domain::{AccountId, Seat, SessionId, Timestamp, Zone};
use crate::mail;
use crate::service::feedback::attachments;
use crate::service::{Error, Services};
use crate::store::account::accounts;
use crate::store::feedback::notes::{self, Feedback};

/// Feedback as a document, with a file name.
#[derive(Debug)]
pub struct FeedbackDocument {
    /// The content, as it's read now.
    pub document: Document,
    /// What was made in the session, to stand below.
    pub made: Vec<Made>,
    /// Who met whom and when, with the year: a file is read much later.
    about_in_file: String,
    name: String,
}

/// How the notes were written, if nobody may be named.
const IN_PLACE: &str =
    "Somebody else wrote these notes in the interviewer's place, without having been in the interview.";

/// A file.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What to include in the document, and who it's for.
pub(crate) struct Shown<'a> {
    /// The candidate's self-assessment, if it's to be shown.
    pub own: Option<&'a SelfAssessment>,
    /// Whether it's addressed to the candidate.
    pub to_candidate: bool,
    /// Whether to name the person who wrote in the interviewer's place.
    pub names_writer: bool,
    /// Whether to name the interviewer.
    pub names_interviewer: bool,
    /// The zone for dates.
    pub zone: Zone,
    /// The time of reading.
    pub now: Timestamp,
}

impl FeedbackDocument {
    pub(crate) fn new(session: &Session, feedback: &Feedback, shown: &Shown<'_>) -> Self {
        let writer = match &feedback.writer {
            None => Writer::Interviewer,
            Some(writer) => Writer::InPlace(shown.names_writer.then_some(&*writer.name)),
        };
        // The note about how the first version was written names people, so it's only for the two and those who know them anyway.
        let told = feedback.version > FIRST_VERSION || shown.names_interviewer && writer != Writer::InPlace(None);
        let why = match (&feedback.why, writer) {
            (Some(why), _) if told => why,
            (_, Writer::InPlace(_)) => IN_PLACE,
            _ => "",
        };
        let date = mail::date(session.starts_at, shown.zone, shown.now);
        let about = About {
            candidate: (!shown.to_candidate).then_some(&*session.candidate.name),
            interviewer: shown.names_interviewer.then_some(&*session.interviewer.name),
            kind: session.kind,
            level: session.level,
            length: session.length,
            date: &date,
            version: feedback.version.unsigned_abs(),
            why,
            writer,
        };
        let day = session.starts_at.utc().with_timezone(&shown.zone.tz()).format("%Y-%m-%d");
        let name = format!("feedback-{}-{day}", session.kind.as_str().replace('_', "-"));
        let document = document::feedback(&about, &feedback.notes, shown.own);
        let about_in_file = About { date: &mail::date_with_year(session.starts_at, shown.zone), ..about }.line();
        Self { document, made: Vec::new(), about_in_file, name }
    }

    fn into_file(self) -> (Document, Vec<Made>, String) {
        (Document { about: self.about_in_file, ..self.document }, self.made, self.name)
    }

    /// As a PDF.
    pub fn pdf(self, services: &Services) -> Result<File, Error> {
        let _turn = services.gates.heavy.enter()?;
        let (mut document, made, name) = self.into_file();
        document.sections.extend(document::made::section(&made));
        let bytes = document::pdf(&document).map_err(Error::internal)?;
        Ok(File { name: format!("{name}.pdf"), kind: "application/pdf", bytes })
    }

    /// As Markdown.
    pub fn markdown(self) -> File {
        let (document, made, name) = self.into_file();
        let bytes = (document::markdown(&document) + &document::made::markdown(&made)).into_bytes();
        File { name: format!("{name}.md"), kind: "text/markdown; charset=utf-8", bytes }
    }
}

/// The feedback on one session as a document, for anyone who may read it.
pub fn sheet(services: &Services, me: AccountId, id: SessionId) -> Result<FeedbackDocument, Error> {
    services.read(|db, now| {
        let reader = reader(db, me, id)?;
        let feedback = notes::latest(db, id)?.ok_or_else(|| none_yet(&reader))?;
        let zone = accounts::by_id(db, me)?.zone;
        let Reader { session, role, own, .. } = &reader;
        let to_candidate = *role == Some(Seat::Candidate);
        let shown = Shown { own: own.as_ref(), to_candidate, names_interviewer: true, names_writer: true, zone, now };
        let mut sheet = FeedbackDocument::new(session, &feedback, &shown);
        if !reader.follow_ups.is_empty() {
            let candidate = (!to_candidate).then_some(&*session.candidate.name);
            let asked = document::follow_ups(&reader.follow_ups, candidate, &session.interviewer.name);
            sheet.document.push(asked);
        }
        // Coordinators read the notes.
        if role.is_some() {
            sheet.made = attachments::made(db, session, *role, true)?;
        }
        Ok(sheet)
    })
}
