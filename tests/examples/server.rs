//! A PCAP server to try the client on: `cargo run -p letterpress-tests --example server -- --port 8787`.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use letterpress_tests::server::{Options, Server};

const USAGE: &str = "\
A PCAP server in memory, on loopback.

Usage: server [--port PORT] [--pace SECONDS] [--one-simple-a-minute] [--requests NUMBER]

  --port PORT             where to listen on 127.0.0.1 [8787]
  --pace SECONDS          how long a capture stays in one status [2]
  --one-simple-a-minute   refuse a second simple capture within a minute, as Cloudflare does
  --requests NUMBER       how many requests to answer in five minutes [1200]
";

fn main() -> ExitCode {
    match arguments(std::env::args().skip(1)) {
        Ok(Some(options)) => match run(options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string(), ExitCode::FAILURE),
        },
        Ok(None) => match io::stdout().write_all(USAGE.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(message) => fail(&format!("{message}\n\n{USAGE}"), ExitCode::from(2)),
    }
}

fn run(options: Options) -> io::Result<()> {
    let server = Server::start(options.clone())?;
    let origin = server.origin();
    writeln!(
        io::stdout(),
        "\
Listening. Paste this where the client runs:

export CLOUDFLARE_BASE_URL={base}
export CLOUDFLARE_API_TOKEN={token}
export CLOUDFLARE_ACCOUNT_ID={account}

Instead of the token, email and key are taken too:

export CLOUDFLARE_EMAIL={email}
export CLOUDFLARE_API_KEY={key}

The bucket is here as well. The content of a challenge file:

curl {origin}/_control/bucket/<filename>

The next requests can go wrong; each name is used up by one of them:

curl -d '[\"html-502\", \"429:3\", \"drop\"]' {origin}/_control/faults

Names: html-502, 429:<seconds>, 429-date:<seconds>, <status>, success-false, success-with-errors, null-errors,
truncated, empty, wrong-type, delay:<ms>, slow:<ms>, short, drop, redirect:<status>:<url>.

A capture can be given any status:

curl -d '{{\"status\": \"failed\", \"error_message\": \"No packets matched.\"}}' {origin}/_control/captures/<id>

Ctrl-C ends it. The requests:
",
        base = server.base_url(),
        token = options.token,
        account = options.account,
        email = options.email,
        key = options.key,
    )?;
    loop {
        std::thread::park();
    }
}

/// `None`: the person asked for help.
fn arguments(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options::default();
    options.port = 8787;
    options.pace = Duration::from_secs(2);
    options.log = true;
    while let Some(name) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| format!("{name} needs a value"))
        };
        match name.as_str() {
            "--port" => options.port = number(&name, &value()?)?,
            "--pace" => options.pace = seconds(&name, &value()?)?,
            "--one-simple-a-minute" => options.one_simple_a_minute = true,
            "--requests" => options.requests = number(&name, &value()?)?,
            "--help" | "-h" => return Ok(None),
            _ => return Err(format!("there is no {name}")),
        }
    }
    Ok(Some(options))
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("{name} takes a number, not `{value}`"))
}

fn seconds(name: &str, value: &str) -> Result<Duration, String> {
    let seconds = value
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| format!("{name} takes seconds, not `{value}`"))
}

fn fail(message: &str, code: ExitCode) -> ExitCode {
    // Where nobody reads standard error, the code still says it.
    let _ = writeln!(io::stderr(), "{message}");
    code
}
