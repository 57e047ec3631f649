//! Why a mail was not sent, and whether that is final.

use super::conversation::{Broken, Stage, Trouble};
use std::error::Error as _;

/// Why a mail wasn't sent. The texts can be logged: addresses in them are masked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Worth retrying: the server is down or busy, or rejects us, our login, our quota or the size of the mail.
    #[error("not sent for now: {0}")]
    Temporary(String),
    /// The server permanently rejects this recipient.
    #[error("refused for good: {0}")]
    Permanent(String),
}

impl From<&Broken> for SendError {
    fn from(broken: &Broken) -> Self {
        let cause = masked(&broken.to_string());
        let (code, said) = match &broken.trouble {
            Trouble::Said(error) => (error.status().map(u16::from), error.source().map(ToString::to_string)),
            Trouble::Silent | Trouble::Unable(_) => (None, None),
        };
        match code {
            Some(code) if refuses_recipient(broken.stage, code, &said.unwrap_or_default()) => Self::Permanent(cause),
            _ => Self::Temporary(cause),
        }
    }
}

/// Words in rejections that are about us and not about the recipient: our login, our network, our address, our quota.
const ABOUT_US: &[&str] = &[
    "relay",
    "sender",
    "return path",
    "mail from",
    "authent",
    "authori",
    "log in",
    "login",
    "password",
    "credential",
    "tls",
    "encrypt",
    "allowed",
    "permitted",
    "permission",
    "denied",
    "prohibit",
    "forbidden",
    "policy",
    "policies",
    "administrative",
    "spam",
    "blocked",
    "blocklist",
    "block list",
    "blacklist",
    "denylist",
    "listed",
    "banned",
    "reputation",
    "rbl",
    "spf",
    "dkim",
    "dmarc",
    "helo",
    "ehlo",
    "reverse dns",
    "ptr record",
    "client host",
    "your host",
    "your ip",
    "ip address",
    "quota",
    "limit",
    "too many",
    "exceed",
    " rate",
    "size",
    "too large",
    "too big",
    "storage",
    " full",
    "try again",
    "later",
    "temporar",
];

/// Whether a reply says that this recipient can never be reached: an enhanced code that says so (RFC 3463, sections 3.2 and
/// 3.3: 5.1.x is about an address, 5.2.1 about a disabled mailbox) or, in reply to RCPT and without such a code, 550, 551 or
/// 553 with words that aren't about us.
///
/// Some servers look up the recipient only after they have the mail. Each mail has one recipient, so that's who is refused.
fn refuses_recipient(stage: Stage, code: u16, said: &str) -> bool {
    if !(500..600).contains(&code) || !matches!(stage, Stage::Recipient | Stage::Data | Stage::Text) {
        return false;
    }
    // Ignore words in addresses: relay@example.org isn't about relaying.
    let words = masked_words(said);
    let about_us = ABOUT_US.iter().any(|us| words.contains(us));
    match enhanced(said) {
        // These two are about the sender's address; 5.1.0 doesn't say which.
        Some([5, 1, 7 | 8]) => false,
        Some([5, 1, detail]) if detail != 0 => true,
        // The same code is used for a mailbox that receives too many emails at the moment.
        Some([5, 2, 1]) => !about_us,
        Some([5, 0 | 1, 0]) | None => stage == Stage::Recipient && matches!(code, 550 | 551 | 553) && !about_us,
        Some(_) => false,
    }
}

/// The enhanced status code in a reply (RFC 2034): at its beginning or, as qmail writes it, `(#5.1.1)`.
fn enhanced(said: &str) -> Option<[u16; 3]> {
    let piece = |text: &str| {
        let text = text.trim_matches(|c: char| "()[]#:;,-".contains(c));
        let parts: Vec<u16> = text.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        <[u16; 3]>::try_from(parts).ok().filter(|[class, _, _]| (2..=5).contains(class))
    };
    said.split_whitespace().find_map(piece)
}

/// The words of a reply without addresses, in lower case.
fn masked_words(said: &str) -> String {
    let words = said.split_whitespace().filter(|word| !word.contains('@'));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Servers repeat the recipient's address in their rejections; it's logged as `a***@example.org`.
pub(crate) fn masked(text: &str) -> String {
    let edge = |c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c);
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(edge) {
        match piece.split_once('@') {
            Some((local, rest)) => {
                out.extend(local.chars().take(1));
                out.push_str("***@");
                out.push_str(rest);
            }
            None => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_keep_addresses_to_themselves() {
        assert_eq!(
            masked("permanent error (550): 5.1.1 <ann.o@example.org>: unknown, ask bo@x.org"),
            "permanent error (550): 5.1.1 <a***@example.org>: unknown, ask b***@x.org"
        );
    }

    /// Replies of Postfix, Exim, Sendmail, qmail, Exchange, Gmail and others.
    #[test]
    fn only_this_recipient_is_refused_for_good() {
        for (code, said) in [
            (550, "5.1.1 <relay@example.org>: Recipient address rejected: User unknown in local recipient table"),
            (550, "5.1.1 The email account that you tried to reach does not exist."),
            (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
            (550, "5.1.2 <ann@nowhere.example>... Host unknown (Name server: host not found)"),
            (556, "5.1.10 nowhere.example does not accept mail"),
            (553, "5.1.3 <ann@@x>... malformed address"),
            (550, "No such user here"),
            (550, "<login@quota.example>: mailbox unavailable"),
            (550, "Unrouteable address"),
            (550, ""),
            (551, "User not local"),
            (553, "sorry, no mailbox here by that name (#5.1.1)"),
            (550, "5.1.0 Address unknown"),
            (550, "5.2.1 The email account that you tried to reach is disabled."),
            (554, "5.2.1 <ann@example.org>: mailbox disabled, not accepting messages"),
        ] {
            assert!(refuses_recipient(Stage::Recipient, code, said), "{code} {said}");
        }
        // After DATA, and after the dot, only a code is clear enough: the mail itself may be refused there.
        for stage in [Stage::Data, Stage::Text] {
            for (code, said, refused) in [
                (550, "5.1.1 <ann@example.org>: no such user", true),
                (554, "5.1.6 the mailbox has moved", true),
                (550, "5.2.1 this mailbox is disabled", true),
                (550, "No such user here", false),
                (550, "5.1.0 Address unknown", false),
                (553, "5.1.8 domain of sender address does not exist", false),
                (552, "5.2.2 mailbox full", false),
                (554, "5.6.0 this looks like spam", false),
                (451, "5.1.1 not now", false),
            ] {
                assert_eq!(refuses_recipient(stage, code, said), refused, "{stage}: {code} {said}");
            }
        }
        // Before that, nobody was named.
        for stage in [Stage::Greeting, Stage::StartTls, Stage::Login, Stage::Sender] {
            assert!(!refuses_recipient(stage, 550, "5.1.1 unknown"), "{stage}");
        }
        for (code, said) in [
            (554, "5.7.1 <ann@example.org>: Relay access denied"),
            (550, "relay not permitted"),
            (550, "5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
            (553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
            (530, "5.7.0 Authentication required"),
            (530, "Authentication required"),
            (550, "Please log in first"),
            (550, "Sender rejected"),
            (550, "5.1.0 <candor@example.org> sender rejected"),
            (553, "5.1.8 <candor@example.org>... Domain of sender address does not exist"),
            (550, "5.1.7 invalid return path"),
            (550, "5.7.1 Service unavailable; client host [203.0.113.5] blocked using a list"),
            (550, "Your IP address is on a blocklist"),
            (550, "Administrative prohibition"),
            (550, "5.4.5 Daily sending limit exceeded"),
            (552, "5.2.2 mailbox full"),
            (552, "quota exceeded"),
            (552, "5.3.4 Message size exceeds fixed limit"),
            (554, "Transaction failed"),
            (503, "5.5.1 MAIL first"),
            (421, "4.7.0 too many connections"),
            (450, "5.1.1 greylisted"),
            (451, "4.1.1 try again later"),
            (
                550,
                "5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages",
            ),
            (450, "4.2.1 the mailbox is disabled for now"),
        ] {
            assert!(!refuses_recipient(Stage::Recipient, code, said), "{code} {said}");
        }
    }
}
