//! Which names a request may call this server by. A page elsewhere can make a browser ask for `http://evil.example:3000/`
//! after it has let that name point to this machine; its `Host` gives it away.

use std::net::{IpAddr, Ipv6Addr};

/// The names of this server.
#[derive(Debug, Clone)]
pub struct KnownHosts {
    names: Vec<String>,
    /// Whether it was asked to listen to others than this machine: then any of its numbers may be used.
    any_number: bool,
}

impl KnownHosts {
    /// Of a server that listens at `host`, and whose site may also be called by `name`.
    pub fn new(host: &str, name: Option<&str>) -> Self {
        let number = host.parse::<IpAddr>().ok();
        let names = [Some(host), name].into_iter().flatten().map(str::to_ascii_lowercase).collect();
        Self { names, any_number: number.is_some_and(|number| !number.is_loopback()) }
    }

    /// Whether a `Host`, with or without its port, is one of them.
    pub(super) fn know(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else { return false };
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        if name == "localhost" || name.ends_with(".localhost") || self.names.contains(&name) {
            return true;
        }
        match number(&name) {
            Some(number) => self.any_number || number.is_loopback(),
            None => false,
        }
    }
}

fn number(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => name.parse::<IpAddr>().ok().filter(IpAddr::is_ipv4),
    }
}

/// The name; `None` where what follows it is no port.
fn without_port(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, rest) = host.split_at(end);
    let sound = rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    (sound && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_meant() {
        let hosts = KnownHosts::new("127.0.0.1", None);
        for good in
            ["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000", "[::1]", "LOCALHOST:80", "a.localhost"]
        {
            assert!(hosts.know(good), "{good}");
        }
        let bad = [
            "evil.example",
            "evil.example:3000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.168.1.5",
            "",
            ":3000",
            "[::1",
            "[::1]x",
            "localhost:x",
            "localhost@evil.example",
            "::1",
            "[::1]:99999",
            "[evil]",
        ];
        for bad in bad {
            assert!(!hosts.know(bad), "{bad}");
        }
    }

    #[test]
    fn a_server_for_others_is_called_by_its_numbers_and_its_name() {
        let hosts = KnownHosts::new("0.0.0.0", Some("Preview.example"));
        assert!(hosts.know("192.168.1.5:3000") && hosts.know("preview.example") && hosts.know("[fe80::1]"));
        assert!(!hosts.know("evil.example"));
    }
}
