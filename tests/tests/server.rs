//! The PCAP server answers as the API does, breaks as it is asked to, and can be trusted by the wire tests. Raw HTTP, no client.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use letterpress_tests::server::{Canned, Fault, Options, Server};
use serde_json::{Map, Value, json};

const PCAPS: &str = "/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/pcaps";

#[test]
fn a_simple_capture_is_made_followed_and_downloaded() {
    let server = server();
    let created = call(&server, "POST", PCAPS, Some(&simple(3)));
    assert_eq!(created.status, 200);
    assert_eq!(created.json()["success"], true);
    let capture = &created.json()["result"];
    assert_eq!(capture["status"], "pending");
    assert_eq!(capture["packets_remaining"], 0);
    let id = capture["id"].as_str().expect("an id");
    assert_eq!(id.len(), 32);

    let early = call(&server, "GET", &format!("{PCAPS}/{id}/download"), None);
    assert_eq!(
        (early.status, early.header("content-type")),
        (400, Some("application/json"))
    );

    assert_eq!(wait(&server, id), "success");
    let file = call(&server, "GET", &format!("{PCAPS}/{id}/download"), None);
    assert_eq!(
        file.header("content-type"),
        Some("application/vnd.tcpdump.pcap")
    );
    assert_eq!(file.body.len(), 24 + 3 * (16 + 160));
    assert_eq!(
        file.body[..8],
        [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0],
        "libpcap, version 2.4"
    );
    let first = &file.body[24..];
    assert_eq!(
        first[8..16],
        [160, 0, 0, 0, 0xc8, 5, 0, 0],
        "160 of 1480 bytes"
    );
    assert_eq!(first[16], 0x45, "an IPv4 header");
    assert_eq!(
        first[28..36],
        [1, 2, 3, 4, 198, 51, 100, 1],
        "from the address of the filter"
    );
    let sum: u32 = first[16..36]
        .chunks(2)
        .map(|pair| u32::from(pair[0]) * 256 + u32::from(pair[1]))
        .sum();
    assert_eq!(
        (sum & 0xffff) + (sum >> 16),
        0xffff,
        "the checksum of the IP header"
    );
}

#[test]
fn a_full_capture_needs_its_bucket_and_can_be_stopped() {
    let server = server();
    let full = json!({
        "type": "full", "system": "magic-transit", "time_limit": 86_400, "colo_name": "ord02",
        "destination_conf": "r2://bucket?account-id=a&access-key-id=b&secret-access-key=c",
    });
    let refused = call(&server, "POST", PCAPS, Some(&full)).failure(400);
    assert_eq!(refused["source"]["pointer"], "/destination_conf");

    let ownership = format!("{PCAPS}/ownership");
    let bucket = json!({ "destination_conf": full["destination_conf"] });
    let bucket = call(&server, "POST", &ownership, Some(&bucket)).json()["result"].clone();
    assert_eq!(
        (&bucket["status"], &bucket["validated"]),
        (&json!("pending"), &json!(""))
    );
    let filename = bucket["filename"].as_str().expect("a file name");
    let challenge = server
        .challenge(filename)
        .expect("the file is in the bucket");
    assert_eq!(
        call(
            &server,
            "GET",
            &format!("/_control/bucket/{filename}"),
            None
        )
        .body,
        challenge.as_bytes()
    );
    let validate = |challenge: &str| {
        let body = json!({ "destination_conf": "r2://bucket?account-id=a", "ownership_challenge": challenge });
        call(
            &server,
            "POST",
            &format!("{ownership}/validate"),
            Some(&body),
        )
        .json()["result"]["status"]
            .clone()
    };
    assert_eq!(validate("wrong"), "failed");
    assert_eq!(validate(&challenge), "success");

    let capture = call(&server, "POST", PCAPS, Some(&full)).json()["result"].clone();
    let id = capture["id"].as_str().expect("an id");
    assert_eq!(capture["colo_name"], "ord02");
    call(&server, "POST", PCAPS, Some(&full)).failure(400); // one at a time
    let stopped = call(&server, "PUT", &format!("{PCAPS}/{id}/stop"), None);
    assert_eq!((stopped.status, stopped.body.len()), (204, 0));
    assert!(
        call(&server, "GET", &format!("{PCAPS}/{id}"), None).json()["result"]["stop_requested"]
            .is_string()
    );
    assert_eq!(wait(&server, id), "success");
    call(&server, "GET", &format!("{PCAPS}/{id}/download"), None).failure(400);

    let one = format!("{ownership}/{}", bucket["id"].as_str().expect("an id"));
    assert_eq!(call(&server, "DELETE", &one, None).status, 204);
    assert_eq!(
        call(&server, "DELETE", &one, None).failure(404)["code"],
        7003
    );
}

#[test]
fn lists_are_null_then_newest_first_and_no_longer_than_fifty() {
    let server = server();
    assert_eq!(
        call(&server, "GET", PCAPS, None).json()["result"],
        Value::Null
    );
    assert_eq!(
        call(&server, "GET", &format!("{PCAPS}/ownership"), None).json()["result"],
        Value::Null
    );
    for limit in 1..=51 {
        assert_eq!(
            call(&server, "POST", PCAPS, Some(&simple(limit))).status,
            200
        );
    }
    let last = server.requests().pop().expect("requests were made");
    assert_eq!(
        (
            last.method.as_str(),
            last.status,
            last.header("authorization")
        ),
        ("POST", 200, Some("Bearer local-token"))
    );
    let list = call(&server, "GET", PCAPS, None).json()["result"].clone();
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), 50);
    assert!(list[0]["submitted"].as_str() >= list[49]["submitted"].as_str());
}

#[test]
fn credentials_are_a_token_or_an_email_and_a_key() {
    let server = server();
    let get =
        |headers: &[(&str, &str)]| raw(&server, "GET", PCAPS, headers, b"").expect("an answer");
    let pair = [
        ("X-Auth-Email", "user@example.com"),
        ("X-Auth-Key", "local-key"),
    ];
    assert_eq!(get(&pair).status, 200);
    let chain = |answer: &Answer| answer.failure(400)["error_chain"].clone();
    assert_eq!(
        chain(&get(&[("Authorization", "Basic abc")]))[0]["code"],
        6111
    );
    assert_eq!(chain(&get(&pair[..1]))[0]["code"], 6101);
    assert_eq!(chain(&get(&[])).as_array().map(Vec::len), Some(2));
    let wrong = get(&[("Authorization", "Bearer other")]);
    assert_eq!(wrong.failure(401)["code"], 10000);
    assert!(
        wrong.json().get("messages").is_none(),
        "the API leaves messages and result out here"
    );
    // A token wins over a pair.
    assert_eq!(
        get(&[("Authorization", "Bearer other"), pair[0], pair[1]]).status,
        401
    );
    let other = PCAPS.replace("023e", "123e");
    assert_eq!(
        raw(&server, "GET", &other, &pair, b"")
            .expect("an answer")
            .failure(403)["code"],
        10000
    );
}

#[test]
fn bodies_are_held_to_the_documented_limits() {
    let server = server();
    let refused = |member: &str, value: Value| {
        let mut body = simple(10);
        body[member] = value;
        call(&server, "POST", PCAPS, Some(&body)).failure(400)["source"]["pointer"].clone()
    };
    assert_eq!(refused("packet_limit", json!(10_001)), "/packet_limit");
    assert_eq!(
        refused("packet_limit", json!(10.0)),
        "/packet_limit",
        "10.0 is no whole number to this server"
    );
    assert_eq!(refused("time_limit", json!(301)), "/time_limit");
    assert_eq!(refused("type", json!("other")), "/type");
    assert_eq!(
        refused("filter_v1", json!({ "protocol": "tcp" })),
        "/filter_v1/protocol"
    );
    let headers = [
        ("Authorization", "Bearer local-token"),
        ("Content-Type", "text/plain"),
    ];
    let answer = raw(&server, "POST", PCAPS, &headers, b"{}").expect("an answer");
    assert_eq!(
        answer.failure(400)["message"],
        "Content-type must be application/json."
    );
    let nowhere = call(
        &server,
        "GET",
        &format!("{PCAPS}/ownership/validate/x"),
        None,
    );
    assert_eq!(nowhere.failure(404)["code"], 7003);
}

#[test]
fn limits_are_told_and_kept() {
    let mut options = Options::default();
    options.requests = 3;
    options.one_simple_a_minute = true;
    let server = Server::start(options).expect("a free port");
    let first = call(&server, "POST", PCAPS, Some(&simple(1)));
    assert_eq!(first.header("ratelimit"), Some("\"default\";r=2;t=300"));
    assert_eq!(
        first.header("ratelimit-policy"),
        Some("\"default\";q=3;w=300")
    );
    assert_eq!(first.header("cf-ray").map(str::len), Some(20));
    assert_eq!(first.header("retry-after"), None);
    let second = call(&server, "POST", PCAPS, Some(&simple(1)));
    assert_eq!(
        (second.status, second.header("retry-after")),
        (429, Some("60"))
    );
    assert_eq!(call(&server, "GET", PCAPS, None).status, 200);
    let fourth = call(&server, "GET", PCAPS, None);
    assert_eq!(
        (
            fourth.failure(429)["code"].clone(),
            fourth.header("retry-after")
        ),
        (json!(971), Some("300"))
    );
}

#[test]
fn faults_break_one_answer_each() {
    let server = server();
    let list = r#"["html-502", "429:7", "success-false", "503", {"status": 418, "headers": {"x-tea": "1"}, "body": "{}"}]"#;
    assert_eq!(
        raw(&server, "POST", "/_control/faults", &[], list.as_bytes())
            .expect("an answer")
            .status,
        204
    );
    let get = || call(&server, "GET", PCAPS, None);
    let html = get();
    assert_eq!(
        (html.status, html.header("content-type")),
        (502, Some("text/html"))
    );
    assert_eq!(get().header("retry-after"), Some("7"));
    assert_eq!(get().failure(200)["code"], 10001);
    assert_eq!(get().status, 503);
    assert_eq!(get().header("x-tea"), Some("1"));
    assert_eq!(get().status, 200);

    server.fault(Fault::TooManyRequestsDate(60));
    assert!(
        get()
            .header("retry-after")
            .is_some_and(|date| date.ends_with(" GMT"))
    );
    server.fault(Fault::SuccessWithErrors);
    assert_eq!(get().json()["errors"][0]["source"]["pointer"], "pointer");
    server.fault(Fault::NullErrors);
    let nulls = get().json();
    assert_eq!(
        (&nulls["errors"], nulls.get("messages")),
        (&Value::Null, None)
    );
    server.fault(Fault::Truncated);
    assert!(serde_json::from_slice::<Value>(&get().body).is_err());
    server.fault(Fault::Empty);
    assert_eq!((get().body.len(), get().status), (0, 200));
    server.fault(Fault::WrongType);
    assert_eq!(get().header("content-type"), Some("text/plain"));
    server.fault(Fault::Redirect(307, "http://127.0.0.1:1/".to_owned()));
    assert_eq!(get().header("location"), Some("http://127.0.0.1:1/"));
    server.fault(Fault::Canned(Canned::json(
        200,
        r#"{"success":true,"result":null}"#,
    )));
    assert_eq!(get().json(), json!({ "success": true, "result": null }));

    let before = Instant::now();
    let headers = [
        ("Authorization", "Bearer local-token"),
        ("X-Letterpress-Fault", "delay:50"),
    ];
    assert_eq!(
        raw(&server, "GET", PCAPS, &headers, b"")
            .expect("an answer")
            .status,
        200
    );
    assert!(before.elapsed() >= Duration::from_millis(50));

    let unknown =
        raw(&server, "POST", "/_control/faults", &[], br#"["html-503"]"#).expect("an answer");
    assert_eq!(unknown.status, 400);
}

#[test]
fn connections_break_off() {
    let server = server();
    let headers = [("Authorization", "Bearer local-token")];
    server.fault(Fault::Drop);
    assert!(raw(&server, "POST", PCAPS, &headers, b"{}").is_none());
    assert_eq!(server.requests().pop().map(|seen| seen.status), Some(0));

    let id = call(&server, "POST", PCAPS, Some(&simple(1000))).json()["result"]["id"].clone();
    let id = id.as_str().expect("an id");
    wait(&server, id);
    server.fault(Fault::Short);
    let short = call(&server, "GET", &format!("{PCAPS}/{id}/download"), None);
    let announced: usize = short
        .header("content-length")
        .and_then(|text| text.parse().ok())
        .expect("a length");
    assert_eq!(
        (announced, short.body.len()),
        (24 + 1000 * 176, (24 + 1000 * 176) / 2)
    );
}

#[test]
fn a_capture_takes_on_any_status() {
    let server = server();
    let id = call(&server, "POST", PCAPS, Some(&simple(1))).json()["result"]["id"].clone();
    let id = id.as_str().expect("an id");
    let members = json!({ "status": "archived", "region": "weur" });
    assert!(server.set_capture(id, members.as_object().cloned().unwrap_or_default()));
    assert!(!server.set_capture("other", Map::new()));
    let shown = call(&server, "GET", &format!("{PCAPS}/{id}"), None).json()["result"].clone();
    assert_eq!(
        (&shown["status"], &shown["region"]),
        (&json!("archived"), &json!("weur"))
    );
}

fn server() -> Server {
    Server::start(Options::default()).expect("a free port")
}

fn simple(packet_limit: u32) -> Value {
    json!({
        "type": "simple", "system": "magic-transit", "time_limit": 300, "packet_limit": packet_limit,
        "filter_v1": { "source_address": "1.2.3.4" },
    })
}

/// The status that a capture ends with.
fn wait(server: &Server, id: &str) -> String {
    for _ in 0..500 {
        let shown = call(server, "GET", &format!("{PCAPS}/{id}"), None).json();
        let status = shown["result"]["status"].as_str().expect("a status");
        if matches!(status, "success" | "failed") {
            return status.to_owned();
        }
        sleep(Duration::from_millis(5));
    }
    "still not final".to_owned()
}

struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    /// The first error of a failure with this status.
    #[track_caller]
    fn failure(&self, status: u16) -> Value {
        let body = self.json();
        assert_eq!(
            (self.status, &body["success"]),
            (status, &json!(false)),
            "{body}"
        );
        body["errors"][0].clone()
    }
}

#[track_caller]
fn call(server: &Server, method: &str, target: &str, body: Option<&Value>) -> Answer {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut headers = vec![("Authorization", "Bearer local-token")];
    if !body.is_empty() {
        headers.push(("Content-Type", "application/json"));
    }
    raw(server, method, target, &headers, body.as_bytes()).expect("an answer")
}

/// One request on a connection of its own; `None` when the connection ends without an answer.
fn raw(
    server: &Server,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Option<Answer> {
    let mut stream = TcpStream::connect(server.address()).expect("the server listens");
    let mut request =
        format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("Content-Length: {}\r\n\r\n", body.len());
    stream
        .write_all(request.as_bytes())
        .expect("the head is sent");
    stream.write_all(body).expect("the body is sent");
    let mut answer = Vec::new();
    // A broken connection may end in an error; what came before it counts.
    let _ = stream.read_to_end(&mut answer);
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Some(Answer {
        status,
        headers: headers.collect(),
        body: answer[end + 4..].to_vec(),
    })
}
