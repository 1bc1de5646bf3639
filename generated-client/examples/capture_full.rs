//! Records whole packets at one data centre into a bucket; Ctrl-C ends the recording early and keeps what there is.
//!
//! ```sh
//! export CLOUDFLARE_API_TOKEN=.. CLOUDFLARE_ACCOUNT_ID=..
//! cargo run --example capture_full -- 's3://my-bucket/captures?region=us-east-1' ord02 600
//! ```
//!
//! The arguments are the bucket, the data centre and how many seconds to record (300 when they are left out).
//! A bucket that Cloudflare has not seen yet is registered first: you are asked for the content of a file that Cloudflare writes to it.

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use cloudflare_pcap::types::{
    FullCapture, FullCaptureRequired, OwnershipRequest, OwnershipStatus, OwnershipValidation,
    OwnershipValidationRequired,
};
use cloudflare_pcap::{Client, Options, ownership, pcaps};

/// How long a bucket may take to be validated.
const VALIDATION: Duration = Duration::from_secs(10 * 60);

/// How long the conversion to pcap may take after the recording.
const CONVERSION: Duration = Duration::from_secs(10 * 60);

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
    let (Some(bucket), Some(colo_name)) = (arguments.next(), arguments.next()) else {
        return Err("usage: capture_full BUCKET COLO [SECONDS]".into());
    };
    let time_limit: u32 = arguments.next().map_or(Ok(300), |text| text.parse())?;

    let client = Client::from_env()?;
    if !is_validated(&client, &account_id, &bucket).await? {
        validate(&client, &account_id, &bucket).await?;
    }

    let capture = FullCapture::new(FullCaptureRequired {
        time_limit: i64::from(time_limit),
        colo_name,
        destination_conf: bucket.into(),
    });
    let pcap = client.send(pcaps::create(&account_id, capture)).await?;
    let id = pcap.id.ok_or("the answer has no id")?;
    println!("Recording {id}. Ctrl-C ends it.");

    let deadline = Duration::from_secs(u64::from(time_limit)) + CONVERSION;
    let patient = client.with(Options::new().deadline(deadline));
    let done = tokio::select! {
        done = patient.wait(pcaps::get(&account_id, &id)) => done?,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            println!("Stopping.");
            client.send(pcaps::stop(&account_id, &id)).await?;
            patient.wait(pcaps::get(&account_id, &id)).await?
        }
    };
    match done.packets_captured {
        Some(packets) => {
            println!("{packets} packets, in files named pcap_{id}.pcap in the bucket.")
        }
        None => println!("Done: files named pcap_{id}.pcap in the bucket."),
    }
    Ok(())
}

/// Whether captures may be written to the bucket.
async fn is_validated(
    client: &Client,
    account_id: &str,
    bucket: &str,
) -> Result<bool, cloudflare_pcap::Error> {
    let buckets = client.send(ownership::list(account_id)).await?;
    let mut validated = buckets
        .iter()
        .filter(|known| known.status == OwnershipStatus::Success);
    Ok(validated.any(|known| place(known.destination_conf.expose()) == place(bucket)))
}

/// Registers the bucket, asks for the challenge that Cloudflare wrote to it, and waits until it is accepted.
async fn validate(client: &Client, account_id: &str, bucket: &str) -> Result<(), Box<dyn Error>> {
    let registered = client
        .send(ownership::create(account_id, OwnershipRequest::new(bucket)))
        .await?;
    print!(
        "Cloudflare writes {} to the bucket. Paste its content: ",
        registered.filename
    );
    io::stdout().flush()?;
    let mut challenge = String::new();
    io::stdin().read_line(&mut challenge)?;

    // The keys of an R2 bucket were for the registration only.
    let validation = OwnershipValidation::new(OwnershipValidationRequired {
        destination_conf: without_keys(bucket).into(),
        ownership_challenge: challenge.trim().to_owned(),
    });
    let mut status = client
        .send(ownership::validate(account_id, validation))
        .await?
        .status;
    let mut waited = Duration::ZERO;
    while status != OwnershipStatus::Success {
        if status == OwnershipStatus::Failed {
            return Err("the challenge was not accepted".into());
        }
        if waited >= VALIDATION {
            return Err("the bucket is still not validated".into());
        }
        let pause = Duration::from_secs(10);
        tokio::time::sleep(pause).await;
        waited += pause;
        let buckets = client.send(ownership::list(account_id)).await?;
        let known = buckets.into_iter().find(|known| known.id == registered.id);
        status = known.ok_or("the bucket is no longer registered")?.status;
    }
    Ok(())
}

/// A bucket without its query.
fn place(bucket: &str) -> &str {
    bucket.split_once('?').map_or(bucket, |(place, _)| place)
}

/// A bucket without the members of its query that are secret.
fn without_keys(bucket: &str) -> String {
    let Some((place, query)) = bucket.split_once('?') else {
        return bucket.to_owned();
    };
    let open = |member: &&str| {
        !member.starts_with("access-key-id=") && !member.starts_with("secret-access-key=")
    };
    let query: Vec<&str> = query.split('&').filter(open).collect();
    if query.is_empty() {
        place.to_owned()
    } else {
        format!("{place}?{}", query.join("&"))
    }
}
