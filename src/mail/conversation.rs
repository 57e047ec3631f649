use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};

/// Hands over one mail (RFC 5321, section 3.3).
///
/// [`SmtpConnection::send`] writes the mail and the dot that ends it apart. The kernel keeps the dot back until the
/// mail is acknowledged, and the other side's waits for more (RFC 896, RFC 1122): 40 ms a mail, most of
/// what one takes. Here both are one write.
pub(crate) fn hand_over(connection: &mut SmtpConnection, envelope: &Envelope, mail: &[u8]) -> Result<(), Error> {
    let mut addresses = envelope.to().iter().chain(envelope.from()).map(AsRef::<str>::as_ref);
    let plain = mail.is_ascii() && addresses.all(str::is_ascii);
    let Some(text) = std::str::from_utf8(mail).ok().filter(|_| plain) else {
        // What needs an extension of the server, lettre asks for it.
        return connection.send(envelope, mail).map(drop);
    };
    connection.command(Mail::new(envelope.from().cloned(), Vec::new()))?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new()))?;
    }
    connection.command(Data)?;
    connection.command(dotted(text)).map(drop)
}

/// A mail as it follows DATA: a line that begins with a dot gets one more, and a dot alone ends it (section 4.5.2).
fn dotted(mail: &str) -> String {
    let mut out = mail.replace("\r\n.", "\r\n..");
    if out.starts_with('.') {
        out.insert(0, '.');
    }
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_line_is_a_dot() {
        assert_eq!(dotted("A: b\r\n\r\nc"), "A: b\r\n\r\nc\r\n.\r\n");
        assert_eq!(dotted("A: b\r\n\r\n.\r\n..c\r\n"), "A: b\r\n\r\n..\r\n...c\r\n.\r\n");
        assert_eq!(dotted(".\r\n.\r\n"), "..\r\n..\r\n.\r\n");
    }
}
