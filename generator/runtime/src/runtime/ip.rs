//! Addresses of the Internet Protocol.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::TextError;
use super::text::text_type;

text_type! {
    /// An IPv4 address, as text.
    Ipv4
}

impl Ipv4 {
    /// The address.
    ///
    /// # Errors
    ///
    /// Where the text is no IPv4 address.
    pub fn parse(&self) -> Result<Ipv4Addr, TextError> {
        self.0
            .parse()
            .map_err(|_| TextError::new("an IPv4 address", &self.0))
    }
}

impl From<Ipv4Addr> for Ipv4 {
    fn from(address: Ipv4Addr) -> Self {
        Self(address.to_string())
    }
}

text_type! {
    /// An IPv6 address, as text.
    Ipv6
}

impl Ipv6 {
    /// The address.
    ///
    /// # Errors
    ///
    /// Where the text is no IPv6 address.
    pub fn parse(&self) -> Result<Ipv6Addr, TextError> {
        self.0
            .parse()
            .map_err(|_| TextError::new("an IPv6 address", &self.0))
    }
}

impl From<Ipv6Addr> for Ipv6 {
    fn from(address: Ipv6Addr) -> Self {
        Self(address.to_string())
    }
}
