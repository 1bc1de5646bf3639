//! What the tests of Letterpress share: a PCAP server on loopback, faithful and breakable, and the press in a test's hands.

pub mod blowups;
pub mod press;
#[cfg(doctest)]
mod refused;
pub mod server;
