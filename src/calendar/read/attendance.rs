//! How the owner of a calendar answered an invitation.

use super::lines::Line;
use super::outline::Component;
use crate::domain::EmailAddress;

/// Whether the person with these addresses declined: with at least one of them, and none with another answer.
pub(crate) fn is_declined(component: &Component, addresses: &[EmailAddress]) -> bool {
    let mine = component.lines.iter().filter(|line| line.name == "ATTENDEE" && is_one_of(line, addresses));
    let mut answers = mine.map(|line| line.says("PARTSTAT", "DECLINED")).peekable();
    answers.peek().is_some() && answers.all(|declined| declined)
}

fn is_one_of(line: &Line, addresses: &[EmailAddress]) -> bool {
    // Apple identifies people by other URIs, with the address in a parameter (RFC 7986, section 6.2).
    let written = [Some(line.value.as_str()), line.parameter("EMAIL")];
    written.into_iter().flatten().any(|written| {
        let written = match written.split_at_checked(7) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest.trim(),
            _ => written,
        };
        let plain = percent_decoded(written).to_lowercase();
        addresses.iter().any(|address| address.key() == plain)
    })
}

/// An address in a URI has `%2B` for `+` (RFC 6068).
fn percent_decoded(text: &str) -> String {
    let text = text.replace('+', "%2B");
    let decoded = url::form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
    decoded.unwrap_or_default()
}
