//! Ten thousand calls, two hundred at a time, over the client and over reqwest and serde, turn by turn: no answer lost or mixed up, no memory kept, and how fast each was.
//!
//! reqwest and serde come twice: as a careful program uses them, which does what the client does (a time limit, a limit of bytes, another attempt, the envelope looked at, no member lost, the body at hand for an error), and bare, which does nothing of it.
//!
//! ```console
//! cargo run --release -p letterpress-runtime --example load [ROUNDS]
//! ```
//!
//! Exit code 1 where an answer is another call's, or memory grows from round to round. The server is a process of its own, so that time and memory are those of the clients.
#![allow(clippy::print_stdout, reason = "it reports to who runs it")]
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "the API of the tests, of which one call is made"
)]

#[path = "../tests/http/lighthouse.rs"]
mod lighthouse;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::ops::Range;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use letterpress_runtime::runtime::{Client, Credentials};
use serde::Deserialize;
use serde_json::{Map, Value};

const CALLS: usize = 10_000;
const AT_A_TIME: usize = 200;
const SLICES: usize = 10;
/// The argument that makes the server of this program.
const SERVER: &str = "--serve";

/// What the bare program reads.
#[derive(Deserialize)]
struct Bare {
    data: BareLamp,
}

#[derive(Deserialize)]
struct BareLamp {
    name: String,
    #[serde(rename = "power")]
    _power: Option<i64>,
}

/// What the careful program reads.
#[derive(Deserialize)]
struct Careful {
    fine: bool,
    #[serde(default, rename = "problems")]
    _problems: Vec<Value>,
    #[serde(default, rename = "notes")]
    _notes: Vec<Value>,
    data: CarefulLamp,
}

#[derive(Deserialize)]
struct CarefulLamp {
    name: String,
    #[serde(rename = "power")]
    _power: Option<i64>,
    #[serde(rename = "state")]
    _state: Option<String>,
    #[serde(flatten)]
    _extra: Map<String, Value>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let rounds = std::env::args()
        .nth(1)
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(5);
    if std::env::args().any(|argument| argument == SERVER) {
        serve();
        return ExitCode::SUCCESS;
    }
    let (_server, url) = start().expect("this program can be run again");
    let client = Client::builder()
        .base_url(&url)
        .credentials(Credentials::new().token("t"))
        .no_proxy()
        .build()
        .expect("a client");
    // The bare client has no configuration of its own, as ours has: it asks for one of the process.
    rustls::crypto::ring::default_provider()
        .install_default()
        .expect("nobody installed one before");
    let bare = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let careful = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(60))
        .user_agent("load/1")
        .build()
        .expect("a client");
    let (mut memory, mut ratios) = (Vec::new(), [Vec::new(), Vec::new()]);
    for round in 0..=rounds {
        let mut spent = [Spent::default(); 3];
        // In slices turn by turn, so that whatever else the machine does is done to all.
        for slice in 0..SLICES {
            let numbers = slice * (CALLS / SLICES)..(slice + 1) * (CALLS / SLICES);
            let mut times = [Duration::ZERO; 3];
            for turn in 0..3 {
                let who = (turn + slice) % 3;
                let numbers = numbers.clone();
                let one = match who {
                    0 => run(numbers, |number| of_client(client.clone(), number)).await,
                    1 => {
                        run(numbers, |number| {
                            of_careful(careful.clone(), url.clone(), number)
                        })
                        .await
                    }
                    _ => run(numbers, |number| of_bare(bare.clone(), url.clone(), number)).await,
                };
                let Some(one) = one else {
                    println!("BAD an answer is lost, or another call's");
                    return ExitCode::FAILURE;
                };
                times[who] = one.time;
                spent[who] += one;
            }
            // The first round warms up.
            if round > 0 {
                for (ratios, other) in ratios.iter_mut().zip([times[1], times[2]]) {
                    ratios.push(times[0].as_secs_f64() / other.as_secs_f64());
                }
            }
        }
        memory.push(resident());
        let [client, careful, bare] = spent;
        println!(
            "round {round}: client {client}, careful {careful}, bare {bare}; {} KiB",
            resident()
        );
    }
    println!(
        "{rounds} times {CALLS} calls, {AT_A_TIME} at a time, in slices of {}",
        CALLS / SLICES
    );
    for (ratios, other) in ratios.iter_mut().zip(["used with care", "bare"]) {
        ratios.sort_by(f64::total_cmp);
        let at = |part: usize| ratios[ratios.len() * part / 4];
        println!(
            "the client takes {:.3} of the time of reqwest and serde {other} (median; the middle half from {:.3} to {:.3})",
            at(2),
            at(1),
            at(3)
        );
    }
    let (early, late) = (memory[memory.len() / 2], memory[memory.len() - 1]);
    if late > early + early / 10 + 1024 {
        println!("BAD memory grows: {memory:?} KiB");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Time on the clock, and of the processors in this process.
#[derive(Clone, Copy, Default)]
struct Spent {
    time: Duration,
    work: Duration,
}

impl std::fmt::Display for Spent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2?} ({:.2?} of work)", self.time, self.work)
    }
}

impl std::ops::AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.time += other.time;
        self.work += other.work;
    }
}

async fn of_client(client: Client, number: usize) -> bool {
    let lamp = client.send(lighthouse::get(number.to_string())).await;
    lamp.is_ok_and(|lamp| lamp.name == number.to_string())
}

async fn of_careful(client: reqwest::Client, url: String, number: usize) -> bool {
    careful(&client, &url, number).await.unwrap_or(false)
}

async fn careful(
    client: &reqwest::Client,
    url: &str,
    number: usize,
) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let mut url = reqwest::Url::parse(url)?;
    let mut path = url.path_segments_mut().map_err(|()| "no path")?;
    path.extend(["lamps", &number.to_string()]);
    drop(path);
    let request = client
        .get(url)
        .bearer_auth("t")
        .header("accept", "application/json")
        .build()?;
    let mut attempt = 1;
    let mut answer = loop {
        let request = request.try_clone().ok_or("no second attempt")?;
        match client.execute(request).await {
            Ok(answer) if attempt == 3 || answer.status().as_u16() < 429 => break answer,
            Err(error) if attempt == 3 => return Err(error.into()),
            _ => tokio::time::sleep(Duration::from_millis(500) * attempt).await,
        }
        attempt += 1;
    };
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > 16 << 20 {
            return Err("too large".into());
        }
        body.extend_from_slice(&chunk);
    }
    if !status.is_success() {
        return Err(format!("{status} {headers:?} {}", String::from_utf8_lossy(&body)).into());
    }
    let read: Careful = serde_json::from_slice(&body)?;
    Ok(read.fine && read.data.name == number.to_string())
}

async fn of_bare(client: reqwest::Client, url: String, number: usize) -> bool {
    bare(&client, url, number).await.unwrap_or(false)
}

async fn bare(client: &reqwest::Client, url: String, number: usize) -> reqwest::Result<bool> {
    let request = client
        .get(format!("{url}/lamps/{number}"))
        .header("authorization", "Bearer t");
    let body = request.send().await?.bytes().await?;
    let read = serde_json::from_slice::<Bare>(&body);
    Ok(read.is_ok_and(|read| read.data.name == number.to_string()))
}

/// What these calls take, as many at a time as there may be; `None` where one of them did not get its own answer.
async fn run<F: Future<Output = bool> + Send + 'static>(
    numbers: Range<usize>,
    call: impl Fn(usize) -> F,
) -> Option<Spent> {
    let (start, worked) = (Instant::now(), worked());
    let mut running = tokio::task::JoinSet::new();
    let (all, mut good) = (numbers.len(), 0);
    let mut calls = numbers.map(call).fuse();
    loop {
        while running.len() < AT_A_TIME
            && let Some(call) = calls.next()
        {
            running.spawn(call);
        }
        match running.join_next().await {
            None => break,
            Some(one) => good += usize::from(one.unwrap_or(false)),
        }
    }
    (good == all).then(|| Spent {
        time: start.elapsed(),
        work: self::worked().saturating_sub(worked),
    })
}

/// This program as a server, and where it is. It ends when nobody holds its input any longer.
fn start() -> std::io::Result<(Child, String)> {
    let mut server = Command::new(std::env::current_exe()?)
        .arg(SERVER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut url = String::new();
    let said = server.stdout.take().map(BufReader::new);
    said.map(|mut said| said.read_line(&mut url)).transpose()?;
    Ok((server, url.trim_end().to_owned()))
}

/// A server that answers with what stands at the end of the path. Every connection has a thread, and ends with the client.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    println!("http://{address}");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    let ended = std::io::stdin().read(&mut [0]);
    ended.expect("the input can be read");
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

/// The time that processors have spent on this process, in hundredths of a second; nothing where the system does not say.
fn worked() -> Duration {
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold anything: the 12th and 13th field.
    let fields = line.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    Duration::from_millis(10 * ticks.filter_map(|one| one.parse::<u64>().ok()).sum::<u64>())
}

/// What the process holds in memory, in KiB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
