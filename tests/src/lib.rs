//! What the tests of Letterpress share: a PCAP server on loopback, faithful and breakable, the press in a test's hands, and the compiler as judge of changes.

pub mod blowups;
pub mod catalogue;
pub mod judge;
pub mod press;
#[cfg(doctest)]
mod refused;
pub mod server;
