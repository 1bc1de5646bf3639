//! Where requests go: the servers of a document, those of single operations, and what a user chooses.

mod loopback;

use letterpress_accepted::fixtures::security::doors;
use letterpress_accepted::fixtures::servers::{base_urls, files, ping};
use letterpress_accepted::{BaseUrl, Checks, Client, Credentials, Endpoint};
use loopback::Loopback;

fn client(base_url: impl Into<BaseUrl>) -> Client {
    let client = Client::builder()
        .base_url(base_url)
        .credentials(Credentials::none());
    client.build().expect("a client")
}

/// Where a client sends an endpoint.
fn goes<E: Endpoint>(client: &Client, endpoint: &E) -> String {
    let request = client.prepare(endpoint).expect("a request");
    request.uri().to_string()
}

#[test]
fn a_client_takes_a_server_of_the_document() {
    let at = |url: BaseUrl| goes(&client(url), &ping::ping());
    let default = base_urls::TheOneInUse::new();
    assert_eq!(at(default.into()), "https://eu.api.example:8443/v2/ping");
    let other = base_urls::TheOneInUse::new()
        .region(base_urls::TheOneInUseRegion::Us)
        .port("443")
        .version("3");
    assert_eq!(at(other.into()), "https://us.api.example/v3/ping");
    assert_eq!(
        at(base_urls::Staging.into()),
        "https://staging.api.example/v2/ping"
    );
    assert_eq!(
        at(base_urls::V1270018000Api.into()),
        "https://127.0.0.1:8000/api/ping"
    );
    let document = "https://docs.example/api/v1/openapi.yaml";
    let beside = base_urls::BesideTheDocument::new(document);
    assert_eq!(at(beside.into()), "https://docs.example/api/v2/ping");
}

#[test]
fn a_variable_stays_in_its_place() {
    let refused = |url: BaseUrl| {
        let client = Client::builder().base_url(url).build();
        client.map(drop).expect_err("it is no base URL").to_string()
    };
    let server = base_urls::TheOneInUse::new;
    for region in [
        "evil.example/",
        "evil.example#",
        "evil.example?",
        "me@evil.example:1/",
        "a b",
    ] {
        let url = server().region(base_urls::TheOneInUseRegion::from(region));
        assert!(refused(url.into()).contains("URL"), "{region}");
    }
    refused(server().port("8443@evil.example").into());
    refused(base_urls::Files::new().bucket("../..").into());
    let deep = base_urls::Files::new().bucket("a/b c?d");
    assert_eq!(
        goes(&client(deep), &ping::ping()),
        "https://files.example/a/b%20c%3Fd/ping"
    );
    refused(base_urls::BesideTheDocument::new("openapi.yaml").into());
}

#[test]
fn operations_go_to_their_own_servers() {
    let documented = client(base_urls::Staging);
    assert_eq!(
        goes(&documented, &files::list()),
        "https://files.example/common/files"
    );
    let put = files::put().base_url_eqjf("x");
    assert_eq!(
        goes(&documented, &put),
        "https://upload.example/in/files?base_url=x"
    );
    let chosen = files::put().base_url(base_urls::Staging);
    assert_eq!(
        goes(&documented, &chosen),
        "https://staging.api.example/v2/files"
    );
    let bucket = files::list().base_url(base_urls::Files::new().bucket("mine"));
    assert_eq!(
        goes(&documented, &bucket),
        "https://files.example/mine/files"
    );
    // Relative to a document of unknown place: to the client's base URL, unless somebody knows.
    assert_eq!(
        goes(&documented, &files::beside()),
        "https://staging.api.example/v2/beside"
    );
    let known = base_urls::BesideTheDocument::new("https://docs.example/v1/openapi.yaml");
    let known = files::beside().base_url(known);
    assert_eq!(goes(&documented, &known), "https://docs.example/v2/beside");
    // Without a client, the request says by itself where it goes.
    let request = files::list().request(Checks::On).expect("a request");
    assert_eq!(request.uri(), "https://files.example/common/files");
    let wrong = files::list().base_url("ftp://files.example");
    assert!(wrong.request(Checks::On).is_err());
}

#[test]
fn a_url_of_ones_own_is_for_all_requests() {
    let own = client("http://localhost:9/mock");
    assert_eq!(goes(&own, &ping::ping()), "http://localhost:9/mock/ping");
    assert_eq!(goes(&own, &files::list()), "http://localhost:9/mock/files");
    assert_eq!(goes(&own, &files::put()), "http://localhost:9/mock/files");
    // What a request was given for itself holds.
    let chosen = files::put().base_url("http://localhost:10");
    assert_eq!(goes(&own, &chosen), "http://localhost:10/files");

    let wire = Loopback::start();
    let received = wire.sent(&files::put().base_url_eqjf("a b"));
    assert_eq!(
        (received.method.as_str(), received.target.as_str()),
        ("PUT", "/files?base_url=a%20b")
    );
    let other = Loopback::start();
    let at = format!("{}/elsewhere/", other.url());
    wire.send_elsewhere(&files::list().base_url(&at));
    assert_eq!(other.came().target, "/elsewhere/files");
    assert_eq!(other.came().target, "/elsewhere/files");
}

#[test]
fn credentials_are_not_sent_unencrypted_to_a_server_of_a_request() {
    let client = Client::builder()
        .base_url("https://doors.example")
        .credentials(Credentials::new().secure_bearer("b"));
    let client = client.build().expect("a client");
    let exposed = files::list().base_url("http://files.example");
    let error = client.prepare(&exposed).map(drop);
    let error = error.expect_err("anybody could read them").to_string();
    assert!(error.contains("unencrypted"), "{error}");
    let here = files::list().base_url("http://127.0.0.1:1");
    assert!(client.prepare(&here).is_ok());
    assert!(client.prepare(&doors::default()).is_ok());
}
