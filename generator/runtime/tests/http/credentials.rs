//! Which credentials go with a request, and what is refused before any I/O.

use letterpress_runtime::runtime::{Client, Credentials, ErrorKind, Options, blocking};

use crate::clients::clients_with;
use crate::lighthouse::{LAMP, get};
use crate::server::{Received, Server, json};

fn sent_with(credentials: &Credentials) -> Received {
    let server = Server::answering(json("200 OK", LAMP));
    for client in clients_with(&server.url(), credentials, Options::new()) {
        client.send(get("n")).unwrap();
    }
    let mut received = server.received();
    let [mut one, mut other] = [received.remove(0), received.remove(0)];
    other.connection = one.connection;
    one.headers.sort();
    other.headers.sort();
    assert_eq!(one, other);
    one
}

#[test]
fn each_kind_stands_in_its_place() {
    assert_eq!(
        sent_with(&Credentials::new().token("t0ken")).header("authorization"),
        Some("Bearer t0ken")
    );
    let pair = sent_with(&Credentials::new().keeper("ada").lamp_key("k3y"));
    assert_eq!(
        (
            pair.header("x-keeper"),
            pair.header("x-lamp-key"),
            pair.header("authorization")
        ),
        (Some("ada"), Some("k3y"), None)
    );
    assert_eq!(
        sent_with(&Credentials::new().ticket("a&b")).target,
        "/lamps/n?ticket=a%26b"
    );
    assert_eq!(
        sent_with(&Credentials::new().session("s")).header("cookie"),
        Some("session=s")
    );
    assert_eq!(
        sent_with(&Credentials::new().password("ada:pw")).header("authorization"),
        Some("Basic YWRhOnB3")
    );
}

#[test]
fn the_first_complete_set_is_sent_and_nothing_else() {
    let both = sent_with(
        &Credentials::new()
            .keeper("ada")
            .lamp_key("k3y")
            .token("t0ken"),
    );
    assert_eq!(both.header("authorization"), Some("Bearer t0ken"));
    assert_eq!(
        (both.header("x-keeper"), both.header("x-lamp-key")),
        (None, None)
    );
    let none = sent_with(&Credentials::none());
    assert_eq!(none.header("authorization"), None);
}

#[test]
fn half_a_pair_is_an_error_when_the_client_is_built() {
    let error = Client::builder()
        .credentials(Credentials::new().keeper("ada"))
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(
        error.to_string(),
        "`keeper` is only half of it: `lamp_key` is missing"
    );
    let beside = Credentials::new().token("t0ken").lamp_key("k3y");
    assert_eq!(
        Client::builder()
            .credentials(beside)
            .build()
            .unwrap_err()
            .kind(),
        ErrorKind::Credentials
    );
}

#[test]
fn what_no_header_carries_is_an_error_without_the_value() {
    for value in ["t0k\nen", "t0ken\n", "t0k\0en", "t0kén", ""] {
        let error = Client::builder()
            .credentials(Credentials::new().token(value))
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(!format!("{error} {error:?}").contains("t0k"), "{error}");
    }
}

#[test]
fn a_request_that_needs_credentials_is_not_sent_without() {
    let server = Server::answering(json("200 OK", LAMP));
    for client in clients_with(&server.url(), &Credentials::new(), Options::new()) {
        let error = client.send(get("n")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(
            error
                .to_string()
                .contains("`token`, or `keeper` and `lamp_key`"),
            "{error}"
        );
    }
    assert!(server.received().is_empty());
}

#[test]
fn a_header_of_the_caller_replaces_no_credential() {
    let server = Server::answering(json("200 OK", LAMP));
    let options = Options::new().header("authorization", "Bearer other");
    for client in clients_with(&server.url(), &Credentials::new().token("t0ken"), options) {
        client.send(get("n")).unwrap();
    }
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.header("authorization") == Some("Bearer t0ken"))
    );
}

/// Runs a test of this binary in a process of its own, with an environment of its own.
fn child(test: &str, environment: &[(&str, &str)]) -> bool {
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--quiet"])
        .env_clear()
        .envs(environment.iter().copied())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status();
    status.unwrap().success()
}

#[test]
fn a_client_is_built_from_the_environment() {
    let server = Server::answering(json("200 OK", LAMP));
    let url = server.url();
    // Nobody is trusted here, which http does not mind.
    let environment = [
        ("SSL_CERT_FILE", "/nowhere"),
        ("SSL_CERT_DIR", "/nowhere"),
        ("LIGHTHOUSE_URL", url.as_str()),
        ("LIGHTHOUSE_KEEPER", "ada"),
        ("LIGHTHOUSE_KEY", "k3y"),
    ];
    assert!(child("credentials::in_a_process_of_its_own", &environment));
    assert!(
        !child("credentials::in_a_process_of_its_own", &environment[..4]),
        "half a pair"
    );
    let received = server.received();
    assert_eq!(received.len(), 2, "one for each client");
    assert!(
        received
            .iter()
            .all(|request| request.header("x-lamp-key") == Some("k3y"))
    );
}

/// What [`a_client_is_built_from_the_environment`] runs, with an environment; by itself it does nothing.
#[test]
fn in_a_process_of_its_own() {
    if std::env::var_os("LIGHTHOUSE_URL").is_none() {
        return;
    }
    crate::clients::tokio()
        .block_on(Client::from_env().unwrap().send(get("n")))
        .unwrap();
    blocking::Client::from_env()
        .unwrap()
        .send(get("n"))
        .unwrap();
}
