//! A pcap file: what a simple capture with this request might have found.

use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde_json::{Map, Value};

/// A simple capture holds so many bytes of each packet.
const KEPT: u32 = 160;

/// And this is how long the packets were.
const LENGTH: u16 = 1480;

/// LINKTYPE_RAW: each packet starts with its IP header.
const RAW_IP: u32 = 101;

/// As many packets as the request allows, a millisecond apart, each matching its filter.
pub(super) fn file(request: &Map<String, Value>, submitted: Timestamp) -> Vec<u8> {
    let count = request
        .get("packet_limit")
        .and_then(Value::as_u64)
        .unwrap_or(1)
        .min(10_000);
    let empty = Map::new();
    let filter = request
        .get("filter_v1")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut file = Vec::new();
    file.extend(0xa1b2_c3d4_u32.to_le_bytes()); // times in microseconds
    file.extend([2_u16, 4].map(u16::to_le_bytes).concat()); // version 2.4
    file.extend([0, 0, KEPT, RAW_IP].map(u32::to_le_bytes).concat());
    for number in 0..count {
        let packet = packet(filter, number);
        let millisecond = u64::try_from(submitted.as_millisecond()).unwrap_or(0) + number;
        file.extend(low(millisecond / 1000).to_le_bytes());
        file.extend(low(millisecond % 1000 * 1000).to_le_bytes());
        file.extend(KEPT.to_le_bytes());
        file.extend(u32::from(LENGTH).to_le_bytes());
        file.extend(packet);
    }
    file
}

/// The first bytes of one packet.
fn packet(filter: &Map<String, Value>, number: u64) -> Vec<u8> {
    let address = |name, default| {
        let given = filter
            .get(name)
            .and_then(Value::as_str)
            .and_then(|text| text.parse().ok());
        given.unwrap_or(default)
    };
    let integer = |name, default| filter.get(name).and_then(Value::as_u64).unwrap_or(default);
    let protocol = integer("protocol", 6).to_le_bytes()[0];
    let source: Ipv4Addr = address("source_address", Ipv4Addr::new(192, 0, 2, 1));
    let destination: Ipv4Addr = address("destination_address", Ipv4Addr::new(198, 51, 100, 1));
    let mut packet = ip_header(protocol, low(number), source, destination);
    let ports = [
        integer("source_port", 49_152 + number % 1000),
        integer("destination_port", 443),
    ];
    match protocol {
        6 => {
            packet.extend(ports.map(port).concat());
            packet.extend(low(number * u64::from(LENGTH - 40)).to_be_bytes()); // sequence number
            packet.extend(0_u32.to_be_bytes()); // nothing acknowledged
            packet.extend([0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0]); // 20 bytes of header, PSH and ACK, a wide window
        }
        17 => {
            packet.extend(ports.map(port).concat());
            packet.extend((LENGTH - 20).to_be_bytes());
            packet.extend([0, 0]); // no checksum
        }
        1 => packet.extend([8, 0, 0, 0, 0, 1, 0, 1]), // an echo request
        _ => {}
    }
    packet.resize(KEPT as usize, b'.');
    packet
}

fn ip_header(protocol: u8, number: u32, source: Ipv4Addr, destination: Ipv4Addr) -> Vec<u8> {
    let mut header = vec![0x45, 0];
    header.extend(LENGTH.to_be_bytes());
    header.extend(&number.to_be_bytes()[2..]); // identification
    header.extend([0x40, 0, 64, protocol, 0, 0]); // not to be fragmented, 64 hops, checksum to come
    header.extend(source.octets());
    header.extend(destination.octets());
    let checksum = checksum(&header);
    header[10..12].copy_from_slice(&checksum.to_be_bytes());
    header
}

/// The internet checksum: the complement of the sum of all 16-bit words, carries added back.
fn checksum(bytes: &[u8]) -> u16 {
    let sum = bytes.chunks_exact(2).fold(0_u16, |sum, pair| {
        let (sum, carry) = sum.overflowing_add(u16::from_be_bytes([pair[0], pair[1]]));
        sum + u16::from(carry)
    });
    !sum
}

fn port(number: u64) -> [u8; 2] {
    let [low, high, ..] = number.to_le_bytes();
    [high, low]
}

/// The lower half.
fn low(number: u64) -> u32 {
    let [a, b, c, d, ..] = number.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}
