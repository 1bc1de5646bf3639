//! What a call costs: the program that makes it, in bytes, and each call, in instructions and allocations.
//!
//! ```console
//! cargo install --root /path/to/rivals cargo-progenitor@0.15.1
//! RIVALS=/path/to/rivals cargo bench -p letterpress --bench call
//! ```
//!
//! The call lists captures, asynchronously. Three programs make it (callers/): by the crate of this repository, by progenitor's of the published document, and by bare reqwest and serde. They are built in release, as cargo does it unless
//! told otherwise, and stripped. Progenitor's crate asks for reqwest without TLS and HTTP/2. So each is built as its crate comes, but for the TLS of ours, which brings HTTP/2; and all of them with what ours has, rustls with ring and HTTP/2.
//!
//! Then valgrind, where it is installed, counts instructions (callgrind) and allocations (memcheck) of a thousand calls and of two thousand, over one connection to a server in this process: a call is a thousandth of the difference.
//! What the system does for a call isn't counted. Our call keeps what the bare one drops (unknown members, headers, the error's body), watches deadlines and lengths, and would retry and redirect.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs, unreachable_pub, dead_code)]

mod crates;
mod process;
mod table;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use crates::{cargo, lock, progenitors, published, run};
use process::program;
use table::row;

/// A simple capture and a full one.
const CAPTURES: &str = include_str!("callers/captures.json");
const CALLS: u32 = 1000;

fn main() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("call");
    fs::create_dir_all(&out).expect("a folder of our own");
    let progenitors = progenitors(&out, "pcap", &published(&out));
    let callers = Callers {
        ours: caller(
            &out,
            "ours",
            include_str!("callers/ours.toml"),
            include_str!("callers/ours.rs"),
        ),
        bare: caller(
            &out,
            "bare",
            include_str!("callers/bare.toml"),
            include_str!("callers/bare.rs"),
        ),
        progenitors: progenitors.map(|_| {
            caller(
                &out,
                "progenitor",
                include_str!("callers/progenitor.toml"),
                include_str!("callers/progenitor.rs"),
            )
        }),
    };
    sizes(&callers, false);
    // What is built last is what makes calls.
    sizes(&callers, true);
    let url = serve();
    calls(&callers, &url, "instructions", &INSTRUCTIONS);
    calls(&callers, &url, "allocations", &ALLOCATIONS);
}

/// The folders of the programs.
struct Callers {
    ours: PathBuf,
    bare: PathBuf,
    progenitors: Option<PathBuf>,
}

fn sizes(callers: &Callers, tls: bool) {
    let with = if tls { "TLS and HTTP/2" } else { "no TLS" };
    let size = |caller: &PathBuf| {
        let bytes = fs::metadata(build(caller, tls)).map_or(0, |file| file.len());
        println!("{:16} {with}: {bytes} bytes", name(caller));
        bytes as f64
    };
    let ours = size(&callers.ours);
    size(&callers.bare);
    let theirs = callers.progenitors.as_ref().map(size);
    let ratio = theirs.map(|theirs| ours / theirs);
    let what = format!("size of a program with one call, {with}: of progenitor's");
    row(
        &what,
        1.0,
        "x",
        &ratio.ok_or("progenitor isn't installed".to_owned()),
    );
}

fn calls(callers: &Callers, url: &str, figure: &str, count: &Count) {
    let each = |caller: &PathBuf| {
        let program = program_of(caller);
        let [some, more] = [CALLS, 2 * CALLS].map(|calls| count.of(&program, url, calls));
        let each = (more? - some?) / f64::from(CALLS);
        println!("{:16} {each:9.1} {figure} a call", name(caller));
        Ok(each)
    };
    if let Some(progenitors) = &callers.progenitors {
        let _: Result<f64, String> = each(progenitors);
    }
    let ratio = each(&callers.ours).and_then(|ours| Ok(ours / each(&callers.bare)?));
    let what = format!("a call: {figure}, of bare reqwest and serde");
    row(&what, 1.05, "x", &ratio);
}

/// The folder of a program.
fn caller(out: &Path, name: &str, manifest: &str, source: &str) -> PathBuf {
    let folder = out.join(format!("calls-{name}"));
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let manifest = manifest.replace("REPOSITORY", repository);
    fs::create_dir_all(folder.join("src")).expect("a folder of our own");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::write(folder.join("src/main.rs"), source).expect("a file of our own");
    lock(&folder);
    folder
}

fn name(caller: &Path) -> String {
    caller
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Where the built program is. What is built later, with other features, takes its place.
fn build(caller: &Path, tls: bool) -> PathBuf {
    let mut command = cargo("build", caller);
    command.arg("--release");
    if tls {
        command.args(["--features", "tls"]);
    }
    run(&mut command);
    program_of(caller)
}

fn program_of(caller: &Path) -> PathBuf {
    caller.with_file_name("target/release").join(name(caller))
}

/// What valgrind counts: a tool of it, and the words around the number that it prints.
struct Count {
    options: &'static [&'static str],
    before: &'static str,
}

const INSTRUCTIONS: Count = Count {
    options: &["--tool=callgrind", "--callgrind-out-file=/dev/null"],
    before: "Collected : ",
};
const ALLOCATIONS: Count = Count {
    options: &[
        "--tool=memcheck",
        "--leak-check=no",
        "--undef-value-errors=no",
    ],
    before: "total heap usage: ",
};

impl Count {
    fn of(&self, caller: &Path, url: &str, calls: u32) -> Result<f64, String> {
        let valgrind = program("valgrind").ok_or("valgrind isn't installed")?;
        let mut command = Command::new(valgrind);
        command.args(self.options).arg(caller);
        command.args([url, &calls.to_string()]);
        let output = command.output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?} failed:\n{said}");
        let rest = said.split_once(self.before).map_or("", |(_, rest)| rest);
        let number = rest.split_whitespace().next().unwrap_or_default();
        let number = number.replace(',', "");
        number
            .parse()
            .map_err(|_| format!("valgrind said:\n{said}"))
    }
}

/// A server that answers with [`CAPTURES`], whatever it is asked. Every connection has a thread, and ends with its client.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let body = CAPTURES.trim();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        // The empty line ends a request; none has a body.
        if line.trim_end().is_empty() {
            stream.write_all(answer.as_bytes())?;
        }
        line.clear();
    }
    Ok(())
}
