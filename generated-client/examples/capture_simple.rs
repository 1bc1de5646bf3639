//! Samples traffic that has already passed, waits for the result and saves it as a pcap file.
//!
//! ```sh
//! export CLOUDFLARE_API_TOKEN=.. CLOUDFLARE_ACCOUNT_ID=..
//! cargo run --example capture_simple -- capture.pcap 192.0.2.1
//! ```
//!
//! The first argument is the file to write (`capture.pcap` when it is left out), the second the source address to look for (any).
//! `CLOUDFLARE_BASE_URL` leads to another server, such as the local one.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use cloudflare_pcap::types::{Filter, SimpleCapture, SimpleCaptureRequired};
use cloudflare_pcap::{Client, pcaps};
use indicatif::{ProgressBar, ProgressStyle};

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
    let mut arguments = env::args().skip(1);
    let path = arguments
        .next()
        .unwrap_or_else(|| "capture.pcap".to_owned());
    let mut filter = Filter::new();
    if let Some(address) = arguments.next() {
        filter = filter.source_address(address);
    }

    let client = Client::from_env()?;
    let capture = SimpleCapture::new(SimpleCaptureRequired {
        packet_limit: 10_000,
        time_limit: 300,
    })
    .filter_v1(filter);
    let pcap = client.send(pcaps::create(&account_id, capture)).await?;
    let id = pcap.id.ok_or("the answer has no id")?;

    let spinner = ProgressBar::new_spinner().with_message(format!("capture {id}"));
    spinner.enable_steady_tick(Duration::from_millis(100));
    client.wait(pcaps::get(&account_id, &id)).await?;
    spinner.finish_and_clear();

    let download = client.open(pcaps::download(&account_id, &id)).await?;
    let bar = ProgressBar::new(download.length().unwrap_or(0));
    bar.set_style(ProgressStyle::with_template(
        "{bar:40} {bytes}/{total_bytes} {bytes_per_sec}",
    )?);
    let shown = bar.clone();
    let written = download
        .on_progress(move |received, _| shown.set_position(received))
        .to_file(&path)
        .await?;
    bar.finish_and_clear();
    println!("{written} bytes in {path}");
    Ok(())
}
