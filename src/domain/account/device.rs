//! The device of a sign-in, as its owner would recognise it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Characters of a device's name that are kept.
const MAX_NAME: usize = 200;

/// A browser or program, and the network that it was last seen in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// What it calls itself (`User-Agent`).
    pub name: Option<String>,
    /// The network: only as much of the address as it takes to tell home from elsewhere.
    pub network: Option<String>,
}

impl Device {
    /// The device that sent a request, by its `User-Agent` and address.
    pub fn new(name: Option<&str>, address: Option<IpAddr>) -> Self {
        let name = name.map(|name| name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect::<String>());
        let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Self { name, network: address.map(network) }
    }
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_less_than_an_address() {
        for (address, network) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
            ("::1", "::/48"),
        ] {
            let device = Device::new(None, address.parse().ok());
            assert_eq!(device, Device { name: None, network: Some(network.to_owned()) });
        }
    }

    #[test]
    fn a_name_has_its_bounds() {
        let name = |text: &str| Device::new(Some(text), None).name;
        assert_eq!(name("Mozilla/5.0 (X11; Linux x86_64)").as_deref(), Some("Mozilla/5.0 (X11; Linux x86_64)"));
        assert_eq!(name(&"é".repeat(5000)).map(|name| name.chars().count()), Some(MAX_NAME));
        assert_eq!(name("a\u{7}b\r\nc").as_deref(), Some("abc"));
        assert_eq!((name("  "), name("\u{0}")), (None, None));
    }
}
