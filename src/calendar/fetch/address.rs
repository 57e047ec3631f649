//! Which addresses are on the public internet.

use crate::domain::Invalid;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use ureq::http::Uri;
use url::Url;

/// A host and port that may be fetched from although it isn't on the public internet: for tests, and for installations
/// whose people have calendars in the same network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    host: String,
    port: u16,
}

impl FromStr for Exception {
    type Err = Invalid;
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let read = text.trim().rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
        match read {
            Some((host, port)) if !host.is_empty() => Ok(Self { host: host.to_ascii_lowercase(), port }),
            _ => Err(Invalid::new("This isn't a host and port. Write it like calendar.lan:443.")),
        }
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// The exceptions to the public internet.
#[derive(Debug)]
pub(crate) struct Allowed(pub(crate) Vec<Exception>);

impl Allowed {
    fn has(&self, host: &str, port: u16) -> bool {
        self.0.iter().any(|one| one.port == port && one.host.eq_ignore_ascii_case(host))
    }

    /// Whether this is HTTP or HTTPS at its default port, or an exception.
    pub(crate) fn may_ask(&self, url: &Url) -> bool {
        match (url.scheme(), url.host_str(), url.port_or_known_default()) {
            ("http", Some(_), Some(80)) | ("https", Some(_), Some(443)) => true,
            ("http" | "https", Some(host), Some(port)) => self.has(host, port),
            _ => false,
        }
    }

    pub(crate) fn is_exception(&self, uri: &Uri) -> bool {
        let own = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        uri.host().is_some_and(|host| self.has(host, uri.port_u16().unwrap_or(own)))
    }
}

/// Whether an address is public (IANA's registries of special-purpose addresses, RFC 6890 and RFC 8190).
pub(crate) fn is_open(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_open_v4(v4),
        IpAddr::V6(v6) => is_open_v6(v6),
    }
}

fn is_open_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = matches!(
        (a, b, c),
        // "This network", loopback and private networks.
        (0 | 10 | 127, ..) | (172, 16..=31, _) | (192, 168, _)
        // Carrier-grade NAT, and link-local.
        | (100, 64..=127, _) | (169, 254, _)
        // Protocol assignments, documentation, the former 6to4 relays, benchmarking.
        | (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113)
        // Multicast and reserved.
        | (224..=255, ..)
    );
    !special
}

fn is_open_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_open_v4(v4);
    }
    let [a, b, c, d, e, f, g, h] = address.segments();
    match (a, b) {
        // NAT64: an embedded IPv4 address (RFC 6052).
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => {
            let ([a, b], [c, d]) = (g.to_be_bytes(), h.to_be_bytes());
            is_open_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocol assignments including Teredo, documentation, and 6to4.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x2002, _) | (0x3fff, 0..=0xfff) => false,
        // Global unicast; everything else is local or unassigned.
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_internet_is_open() {
        let closed = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "3fff:fff:ffff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for address in closed {
            assert!(!is_open(address.parse().unwrap()), "{address}");
        }
        let open = [
            "1.1.1.1",
            "9.9.9.9",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00:1450:4001:81b::200e",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "3ffe::1",
        ];
        for address in open {
            assert!(is_open(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn only_the_web_at_its_own_ports_is_asked() {
        let allowed = Allowed(vec!["127.0.0.1:8090".parse().unwrap(), "Calendar.lan:443".parse().unwrap()]);
        let may = |url: &str| allowed.may_ask(&url.parse().unwrap());
        for url in ["http://a.example/", "https://a.example/x", "https://a.example:443/", "http://127.0.0.1:8090/"] {
            assert!(may(url), "{url}");
        }
        for url in [
            "http://a.example:8080/",
            "https://a.example:80/",
            "ftp://a.example/",
            "file:///etc/passwd",
            "http://127.0.0.1:8091/",
            "gopher://a.example:80/",
        ] {
            assert!(!may(url), "{url}");
        }
        let exception = |uri: &str| allowed.is_exception(&uri.parse().unwrap());
        assert!(exception("http://127.0.0.1:8090/x") && exception("https://calendar.lan/x"));
        assert!(!exception("http://127.0.0.1/x") && !exception("http://calendar.lan/x"));
        for text in ["", "host", ":80", "host:", "host:99999"] {
            assert!(text.parse::<Exception>().is_err(), "{text}");
        }
    }
}
