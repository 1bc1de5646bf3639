//! What the tests of Letterpress share: a PCAP server on loopback, faithful and breakable.

pub mod server;
