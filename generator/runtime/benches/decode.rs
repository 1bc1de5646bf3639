//! Decoding a list of 10,000 captures, unknown members kept, beside a serde-derived struct that drops them.
//!
//! The derived struct is the lower bound of what people write by hand; the ratio is printed at the end, from interleaved runs, as a line of the table of `.ci/bench`. With `QUICK=1` nothing else is measured.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../../benches/table/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "other benches use the rest")]
mod table;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use letterpress_runtime::runtime::{self, Decode, DecodeError, Json, Map, Timestamp};

/// As the generator emits it.
#[allow(dead_code, reason = "decoded, never read")]
struct Capture {
    id: Option<String>,
    status: Option<Status>,
    submitted: Option<Timestamp>,
    system: Option<String>,
    r#type: Option<String>,
    time_limit: Option<i64>,
    packet_limit: Option<i64>,
    byte_limit: Option<i64>,
    colo_name: Option<String>,
    destination_conf: Option<String>,
    error_message: Option<String>,
    filter_v1: Option<Filter>,
    extra: Map,
}

#[allow(dead_code, reason = "decoded, never read")]
struct Filter {
    destination_address: Option<String>,
    destination_port: Option<i64>,
    protocol: Option<i64>,
    source_address: Option<String>,
    source_port: Option<i64>,
    extra: Map,
}

#[derive(Clone)]
enum Status {
    Unknown,
    Success,
    Pending,
    Running,
    Failed,
    Unrecognized(String),
}

impl Status {
    const KNOWN: &'static [Self] = &[
        Self::Unknown,
        Self::Success,
        Self::Pending,
        Self::Running,
        Self::Failed,
    ];

    fn as_str(&self) -> &str {
        match self {
            Self::Unknown => "unknown",
            Self::Success => "success",
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Failed => "failed",
            Self::Unrecognized(value) => value,
        }
    }
}

impl Decode for Status {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let text = json.text()?;
        Ok(
            match Self::KNOWN.iter().find(|known| known.as_str() == text) {
                Some(known) => known.clone(),
                None => Self::Unrecognized(text.to_owned()),
            },
        )
    }
}

impl Decode for Capture {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            id: object.optional("id")?,
            status: object.optional("status")?,
            submitted: object.optional("submitted")?,
            system: object.optional("system")?,
            r#type: object.optional("type")?,
            time_limit: object.optional("time_limit")?,
            packet_limit: object.optional("packet_limit")?,
            byte_limit: object.optional("byte_limit")?,
            colo_name: object.optional("colo_name")?,
            destination_conf: object.optional("destination_conf")?,
            error_message: object.optional("error_message")?,
            filter_v1: object.optional("filter_v1")?,
            extra: object.extra()?,
        })
    }
}

impl Decode for Filter {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut object = json.object()?;
        Ok(Self {
            destination_address: object.optional("destination_address")?,
            destination_port: object.optional("destination_port")?,
            protocol: object.optional("protocol")?,
            source_address: object.optional("source_address")?,
            source_port: object.optional("source_port")?,
            extra: object.extra()?,
        })
    }
}

mod derived {
    //! The same types through serde's derive: unknown members are dropped.
    #![allow(dead_code, reason = "decoded, never read")]

    use serde::Deserialize;

    #[derive(Deserialize)]
    pub(super) struct Capture {
        id: Option<String>,
        status: Option<Status>,
        submitted: Option<String>,
        system: Option<String>,
        r#type: Option<String>,
        time_limit: Option<i64>,
        packet_limit: Option<i64>,
        byte_limit: Option<i64>,
        colo_name: Option<String>,
        destination_conf: Option<String>,
        error_message: Option<String>,
        filter_v1: Option<Filter>,
    }

    #[derive(Deserialize)]
    struct Filter {
        destination_address: Option<String>,
        destination_port: Option<i64>,
        protocol: Option<i64>,
        source_address: Option<String>,
        source_port: Option<i64>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Status {
        Unknown,
        Success,
        Pending,
        Running,
        Failed,
    }
}

/// 10,000 captures: simple ones and full ones, members not always in the order of the document, every third with members that no one declared.
fn captures() -> Vec<u8> {
    let mut text = String::from("[");
    for number in 0..10_000_u32 {
        if number > 0 {
            text.push(',');
        }
        let id = number.wrapping_mul(0x9E37_79B1);
        let status = ["success", "pending", "running", "failed"][number as usize % 4];
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            r#"{{"id":"66802ca5668e47a2b82c2e68{id:08x}","type":"simple","status":"{status}","submitted":"2020-01-01T08:00:{:02}Z","system":"magic-transit","time_limit":300,"packet_limit":{}"#,
            number % 60,
            number + 1,
        );
        if number % 2 == 0 {
            text.push_str(r#","filter_v1":{"destination_address":"1.2.3.4","destination_port":80,"protocol":6,"source_address":"10.0.0.7","source_port":1234}"#);
        } else {
            text.push_str(r#","byte_limit":500000,"colo_name":"ord02","destination_conf":"s3://pcaps-bucket?region=us-east-1","error_message":"no \"packets\" matched"#);
            text.push_str(r#"","filter_v1":{"destination_port":443}"#);
        }
        if number % 10 < 3 {
            let _ = write!(
                text,
                r#","packets_remaining":{},"priority":"high""#,
                number % 100
            );
        }
        text.push('}');
    }
    text.push(']');
    text.into_bytes()
}

fn kept(text: &[u8]) -> Vec<Capture> {
    runtime::decode(text).expect("the captures are as declared")
}

fn dropped(text: &[u8]) -> Vec<derived::Capture> {
    serde_json::from_slice(text).expect("the captures are as declared")
}

fn decode(criterion: &mut Criterion) {
    let text = captures();
    if !table::quick() {
        compare(criterion, &text);
    }
    ratio(&text);
}

fn compare(criterion: &mut Criterion, text: &[u8]) {
    let mut group = criterion.benchmark_group("decode 10,000 captures");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group
        .sample_size(40)
        .measurement_time(Duration::from_secs(4));
    group.bench_function("runtime, unknown members kept", |bencher| {
        bencher.iter_with_large_drop(|| kept(black_box(text)));
    });
    group.bench_function("derive, unknown members dropped", |bencher| {
        bencher.iter_with_large_drop(|| dropped(black_box(text)));
    });
    group.bench_function("runtime, text to tape only", |bencher| {
        bencher.iter_with_large_drop(|| runtime::Tape::parse(black_box(text)));
    });
    group.finish();
}

/// The ratio of the medians of 101 interleaved runs: what the project's figure means on a busy machine.
fn ratio(text: &[u8]) {
    let mut runs: [Vec<Duration>; 2] = Default::default();
    for _ in 0..101 {
        runs[0].push(timed(|| kept(text)));
        runs[1].push(timed(|| dropped(text)));
    }
    let [kept, dropped] = runs.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    let ratio = kept.as_secs_f64() / dropped.as_secs_f64();
    println!("kept {kept:.2?}, derived {dropped:.2?}");
    let what = "decode 10,000 captures, all kept: of a derived struct that drops";
    table::row(what, 1.1, "x", &Ok(ratio));
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let value = black_box(run());
    let time = start.elapsed();
    drop(value);
    time
}

criterion_group!(benches, decode);
criterion_main!(benches);
