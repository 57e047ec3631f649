//! Why a mail was not sent.

/// Why a mail was not sent. The texts are fit for logs: addresses in them are masked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Worth trying again: the server is away, busy, or refuses us rather than the mail.
    #[error("not sent for now: {0}")]
    Temporary(String),
    /// The server refuses this mail for good (5yz after a recipient was named; RFC 5321, section 4.2.1).
    #[error("refused for good: {0}")]
    Permanent(String),
}

/// Servers repeat the recipient's address in their refusals; a log gets `a***@example.org`.
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
}
