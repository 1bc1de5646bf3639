//! Ten thousand calls, two hundred at a time, over the client and over bare reqwest and serde, turn by turn: no answer lost or mixed up, no memory kept, and how fast each was.
//!
//! ```console
//! cargo run --release -p letterpress-runtime --example load [ROUNDS]
//! ```
//!
//! Exit code 1 where an answer is another call's, or memory grows from round to round.
#![allow(clippy::print_stdout, reason = "it reports to who runs it")]
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "the API of the tests, of which one call is made"
)]

#[path = "../tests/http/lighthouse.rs"]
mod lighthouse;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use letterpress_runtime::runtime::{Client, Credentials};
use serde::Deserialize;

const CALLS: usize = 10_000;
const AT_A_TIME: usize = 200;

#[derive(Deserialize)]
struct Envelope {
    data: Bare,
}

#[derive(Deserialize)]
struct Bare {
    name: String,
    #[serde(rename = "power")]
    _power: Option<i64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let rounds = std::env::args()
        .nth(1)
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(5);
    let url = serve();
    let client = Client::builder()
        .base_url(&url)
        .credentials(Credentials::new().token("t"))
        .no_proxy()
        .build()
        .expect("a client");
    let bare = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let mut memory = Vec::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let one = run(|number| {
            let client = client.clone();
            async move {
                client
                    .send(lighthouse::get(number.to_string()))
                    .await
                    .is_ok_and(|lamp| lamp.name == number.to_string())
            }
        });
        let one = one.await;
        let two = run(|number| {
            let (bare, url) = (bare.clone(), format!("{url}/lamps/{number}"));
            async move {
                let Ok(answer) = bare
                    .get(url)
                    .header("authorization", "Bearer t")
                    .send()
                    .await
                else {
                    return false;
                };
                let Ok(body) = answer.bytes().await else {
                    return false;
                };
                serde_json::from_slice::<Envelope>(&body)
                    .is_ok_and(|envelope| envelope.data.name == number.to_string())
            }
        });
        let two = two.await;
        let (Some(one), Some(two)) = (one, two) else {
            println!("BAD an answer is lost, or another call's");
            return ExitCode::FAILURE;
        };
        memory.push(resident());
        println!(
            "round {round}: client {one:?}, bare {two:?}, ratio {:.3}, {} KiB",
            one.as_secs_f64() / two.as_secs_f64(),
            resident()
        );
        // The first round warms up.
        if round > 0 {
            ours.push(one);
            theirs.push(two);
        }
    }
    let ratio = median(&mut ours).as_secs_f64() / median(&mut theirs).as_secs_f64();
    println!(
        "{CALLS} calls, {AT_A_TIME} at a time, {rounds} rounds: median of the client is {ratio:.3} of bare reqwest and serde"
    );
    let (early, late) = (memory[memory.len() / 2], memory[memory.len() - 1]);
    if late > early + early / 10 + 1024 {
        println!("BAD memory grows: {memory:?} KiB");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// How long all calls take; `None` where one of them did not get its own answer.
async fn run<F: Future<Output = bool> + Send + 'static>(
    call: impl Fn(usize) -> F,
) -> Option<Duration> {
    let start = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    let (mut next, mut good) = (0, 0);
    while next < CALLS || !running.is_empty() {
        while next < CALLS && running.len() < AT_A_TIME {
            running.spawn(call(next));
            next += 1;
        }
        good += usize::from(
            running
                .join_next()
                .await
                .is_some_and(|one| one.unwrap_or(false)),
        );
    }
    (good == CALLS).then(|| start.elapsed())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A server that answers with what stands at the end of the path. Every connection has a thread, and ends with the client.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let name = target
            .split('?')
            .next()
            .and_then(|path| path.rsplit('/').next())
            .unwrap_or_default();
        while line.trim_end() != "" {
            line.clear();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
        }
        let body = format!(
            r#"{{"fine":true,"problems":[],"notes":[],"data":{{"name":"{name}","power":7,"state":"lit"}}}}"#
        );
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all([head, body].concat().as_bytes())?;
    }
}

/// What the process holds in memory, in KiB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
