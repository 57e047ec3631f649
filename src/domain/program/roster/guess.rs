//! What a column that wasn't read might be: by its heading in another language, or by what is in it.

use super::MAX_TOLD;
use super::columns::{letters, seat};
use serde::Serialize;

/// Headings that we don't read, because the same word means something else in other files, and what they usually mean.
const USUALLY: &[(&str, &[&str])] = &[
    (
        "address",
        &[
            "adresse",
            "adressemail",
            "adressee",
            "emailadresse",
            "mailadresse",
            "emails",
            "mails",
            "courriel",
            "correo",
            "correoelectronico",
            "correoelectr\u{f3}nico",
            "endere\u{e7}odeemail",
            "indirizzoemail",
            "epost",
            "emailadres",
        ],
    ),
    (
        "seat",
        &[
            "rolle",
            "rollen",
            "roles",
            "r\u{f4}le",
            "rol",
            "ruolo",
            "papel",
            "fun\u{e7}\u{e3}o",
            "funktion",
            "function",
            "funci\u{f3}n",
            "seats",
            "iam",
            "iamabout",
            "participantas",
            "participatesas",
            "rola",
            "roll",
        ],
    ),
    (
        "group",
        &[
            "gruppe",
            "gruppen",
            "groupe",
            "groupes",
            "grupo",
            "gruppo",
            "grupa",
            "groep",
            "groupname",
            "klasse",
            "classe",
            "clase",
            "turma",
            "kurs",
            "course",
            "section",
            "jahrgang",
            "kohorte",
            "promotion",
            "\u{e9}quipe",
            "equipe",
        ],
    ),
    ("first name", &["vorname", "pr\u{e9}nom", "prenom", "nombre", "nome", "voornaam", "imi\u{119}", "first"]),
    (
        "last name",
        &["nachname", "familienname", "nom", "apellido", "apellidos", "cognome", "sobrenome", "achternaam", "last"],
    ),
    ("name", &["names", "participant", "participants", "student", "teilnehmer", "teilnehmerin", "person", "member"]),
];

/// The column that a heading usually means.
pub(super) fn may_be(heading: &str) -> Option<&'static str> {
    let heading = letters(heading);
    let found = USUALLY.iter().find(|(_, headings)| headings.contains(&heading.as_str()));
    found.map(|(column, _)| *column)
}

/// A heading as it is repeated in a response.
pub(super) fn told(heading: &str) -> String {
    heading.chars().take(MAX_TOLD).collect()
}

/// A column that wasn't read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct UnreadColumn {
    /// Its heading, cut when it is very long.
    pub heading: String,
    /// The column that it might be: address, name, first name, last name, seat or group.
    pub might_be: Option<String>,
    /// What to do about it.
    pub detail: String,
}

/// A column that isn't read, while the file is.
pub(super) struct Unread {
    /// Its place, from 0.
    pub at: usize,
    heading: String,
    might_be: Option<&'static str>,
    filled: bool,
    only_seats: bool,
}

impl Unread {
    pub(super) fn new(at: usize, heading: &str) -> Self {
        Self { at, heading: told(heading), might_be: may_be(heading), filled: false, only_seats: true }
    }

    /// Takes a cell of the column into account.
    pub(super) fn look_at(&mut self, cell: &str) {
        if !cell.is_empty() {
            self.filled = true;
            self.only_seats &= seat(cell).is_ok();
        }
    }

    pub(super) fn told(self) -> UnreadColumn {
        let by_content = (self.filled && self.only_seats).then_some("seat");
        let might_be = by_content.or(self.might_be);
        let detail = match might_be {
            Some(column) => {
                format!("This column wasn't read. If it's the {column}, name it \"{column}\" and send the list again.")
            }
            None => "This column wasn't read.".to_owned(),
        };
        UnreadColumn { heading: self.heading, might_be: might_be.map(str::to_owned), detail }
    }
}
