//! Waiting for a capture: until it is done, has failed, or time is up.

use letterpress_tests::server::Fault;
use serde_json::{Map, Value, json};

use super::pcap::types::PcapStatus;
use super::pcap::{ErrorKind, pcaps};
use super::*;
use crate::bodies;

fn created(client: &Any) -> String {
    let capture = pcaps::create(ACCOUNT, simple(1, 1));
    client.send(capture).unwrap().id.unwrap()
}

fn members(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn it_ends_when_the_capture_is_done() {
    each(|server, client| {
        let id = created(client);
        let pending = json!({ "success": true, "result": { "status": "pending" } });
        server.fault(bodies::canned(200, &pending.to_string()));
        let done = client.with(fast()).wait(pcaps::get(ACCOUNT, &id)).unwrap();
        assert_eq!(done.status, Some(PcapStatus::Success));
        let asked = server
            .requests()
            .iter()
            .filter(|seen| seen.method == "GET")
            .count();
        assert!(asked > 1, "{}: it was asked {asked} times", client.name());
        server.set_capture(&id, members(json!({ "status": "complete" })));
        let done = client.wait(pcaps::get(ACCOUNT, &id)).unwrap();
        assert_eq!(done.status, Some(PcapStatus::Complete));
    });
}

#[test]
fn a_failed_capture_says_why() {
    each(|server, client| {
        server.fault(bodies::file(200, "get-full-failed.json"));
        let error = client.wait(pcaps::get(ACCOUNT, "1")).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::WaitFailed, 200)
        );
        assert!(
            error.to_string().contains("No packets matched the filter"),
            "{error}"
        );
        let last = error.last::<pcaps::Get>().unwrap();
        assert_eq!(last.status, Some(PcapStatus::Failed));
    });
}

#[test]
fn a_status_that_nobody_knows_is_waited_out() {
    each(|server, client| {
        let id = created(client);
        for status in [
            json!("archiving"),
            json!("unknown"),
            json!("conversion_running"),
            Value::Null,
        ] {
            let answer = json!({ "success": true, "result": { "id": id, "status": status } });
            server.fault(bodies::canned(200, &answer.to_string()));
        }
        let done = client.with(fast()).wait(pcaps::get(ACCOUNT, &id)).unwrap();
        assert_eq!(done.status, Some(PcapStatus::Success));
        assert!(server.requests().len() >= 6, "all four were asked beyond");
    });
}

#[test]
fn a_failure_in_between_does_not_end_it() {
    each(|server, client| {
        let id = created(client);
        let pending = json!({ "success": true, "result": { "id": id, "status": "pending" } });
        server.fault(bodies::canned(200, &pending.to_string()));
        server.fault(Fault::Html502);
        server.fault(Fault::Drop);
        let done = client
            .with(fast().retries(0))
            .wait(pcaps::get(ACCOUNT, &id))
            .unwrap();
        assert_eq!(done.status, Some(PcapStatus::Success));
        // One that will not pass does.
        let error = client
            .with(fast())
            .wait(pcaps::get(ACCOUNT, "1"))
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 404)
        );
    });
}

#[test]
fn it_has_a_deadline() {
    each(|server, client| {
        let id = created(client);
        server.set_capture(&id, members(json!({ "status": "on_the_moon" })));
        let hasty = fast().deadline(Duration::from_millis(120));
        let started = std::time::Instant::now();
        let error = client
            .with(hasty)
            .wait(pcaps::get(ACCOUNT, &id))
            .unwrap_err();
        assert!(
            started.elapsed() >= Duration::from_millis(110)
                && started.elapsed() < Duration::from_secs(3)
        );
        assert_eq!(
            error.kind(),
            ErrorKind::WaitTimeout,
            "{}: {error}",
            client.name()
        );
        assert!(error.to_string().contains("still `on_the_moon`"), "{error}");
        let last = error.last::<pcaps::Get>().unwrap();
        assert_eq!(
            last.status,
            Some(PcapStatus::Unrecognized("on_the_moon".into()))
        );
    });
}
