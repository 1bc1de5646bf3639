//! Prints the captures of an account as a table, the newest first.
//!
//! ```sh
//! export CLOUDFLARE_API_TOKEN=.. CLOUDFLARE_ACCOUNT_ID=..
//! cargo run --example list
//! ```

use std::env;
use std::error::Error;
use std::fmt::Display;
use std::process::ExitCode;

use cloudflare_pcap::types::{Filter, Pcap};
use cloudflare_pcap::{Client, pcaps};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let account_id = env::var("CLOUDFLARE_ACCOUNT_ID").map_err(|_| "set CLOUDFLARE_ACCOUNT_ID")?;
    let client = Client::from_env()?;
    let captures = client.send(pcaps::list(account_id)).await?;
    if captures.is_empty() {
        println!("There are no captures.");
        return Ok(());
    }
    println!(
        "{:<32}  {:<6}  {:<18}  {:<27}  {:>7}  filter",
        "id", "type", "status", "submitted", "seconds"
    );
    for capture in &captures {
        println!("{}", row(capture));
    }
    Ok(())
}

/// One line; what a capture does not say is a dash.
fn row(capture: &Pcap) -> String {
    format!(
        "{:<32}  {:<6}  {:<18}  {:<27}  {:>7}  {}",
        text(capture.id.as_ref()),
        text(capture.r#type.as_ref()),
        text(capture.status.as_ref()),
        text(capture.submitted.as_ref()),
        text(capture.time_limit.as_ref()),
        capture
            .filter_v1
            .as_ref()
            .map_or_else(|| "all packets".to_owned(), words),
    )
}

fn text(value: Option<&impl Display>) -> String {
    value.map_or_else(|| "-".to_owned(), ToString::to_string)
}

/// `protocol 6 from 1.2.3.4:123 to :80`
fn words(filter: &Filter) -> String {
    let end = |word: &str, address: Option<&String>, port: Option<i64>| {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let end = format!("{}{port}", address.map_or("", String::as_str));
        (!end.is_empty()).then(|| format!("{word} {end}"))
    };
    let parts = [
        filter
            .protocol
            .map(|protocol| format!("protocol {protocol}")),
        end("from", filter.source_address.as_ref(), filter.source_port),
        end(
            "to",
            filter.destination_address.as_ref(),
            filter.destination_port,
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "all packets".to_owned()
    } else {
        parts.join(" ")
    }
}
