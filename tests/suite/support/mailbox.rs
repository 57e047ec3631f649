use mail_parser::{MessageParser, MimeHeaders};
use std::path::Path;

/// A mail as its recipient's program reads it.
#[derive(Debug, Clone)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub message_id: String,
    /// Where a reply goes, if not to the sender.
    pub reply_to: Option<String>,
    /// Where one click ends such mails.
    pub unsubscribe: Option<String>,
    pub text: String,
    pub html: String,
    /// The calendar part, and the `method` of its Content-Type.
    pub calendar: Option<(String, String)>,
}

impl Mail {
    /// Reads one mail.
    pub fn parse(raw: &[u8]) -> Self {
        let mail = MessageParser::default().parse(raw).expect("a mail");
        let calendar = mail.parts.iter().find_map(|part| {
            let kind = part.content_type()?;
            let is_calendar = kind.ctype() == "text" && kind.subtype() == Some("calendar");
            is_calendar
                .then(|| (kind.attribute("method").unwrap_or("").to_owned(), part.text_contents().unwrap().to_owned()))
        });
        Self {
            to: mail.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or("").to_owned(),
            subject: mail.subject().unwrap_or("").to_owned(),
            message_id: mail.message_id().unwrap_or("").to_owned(),
            reply_to: mail.reply_to().and_then(|to| to.first()).and_then(|to| to.address()).map(str::to_owned),
            unsubscribe: mail.header_raw("List-Unsubscribe").map(|raw| raw.trim().trim_matches(['<', '>']).to_owned()),
            text: mail.body_text(0).unwrap_or_default().into_owned(),
            html: mail.body_html(0).unwrap_or_default().into_owned(),
            calendar,
        }
    }

    /// The text in one line, however it was wrapped.
    pub fn flat(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The token of the mail's link.
    #[track_caller]
    pub fn token(&self) -> String {
        let after = self.text.split("?token=").nth(1).unwrap_or_else(|| panic!("no link in {}", self.text));
        after.split_whitespace().next().unwrap().to_owned()
    }
}

/// The mails in a folder of .eml files, in the order they were sent, without the first `skip`.
pub fn read(folder: &Path, skip: usize) -> Vec<Mail> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    files.sort();
    files.iter().skip(skip).map(|path| Mail::parse(&std::fs::read(path).unwrap())).collect()
}
