//! An endpoint is a value: made, compared, printed, read and sent without our clients.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};

use super::pcap::http::{self, Method, Request, Response};
use super::pcap::types::{Filter, OwnershipRequest, PcapStatus};
use super::pcap::{
    BoxFuture, Bytes, Checks, ErrorKind, Incoming, Transport, TransportError, ownership, pcaps,
};
use super::*;
use crate::{bodies, raw};

#[test]
fn it_is_built_printed_and_compared_without_io() {
    let create = pcaps::create(ACCOUNT, simple(300, 10_000));
    assert_eq!(create, create.clone());
    assert_ne!(create, pcaps::create(ACCOUNT, simple(300, 9_999)));
    assert_ne!(pcaps::get(ACCOUNT, "1"), pcaps::get(ACCOUNT, "2"));
    let shown = format!("{create:?}");
    assert!(
        shown.starts_with("Create {") && shown.contains(ACCOUNT),
        "{shown}"
    );
    assert_eq!(create.account_id, ACCOUNT, "its parts are there to be read");

    let request = create.request(Checks::On).unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(*request.uri(), *format!("/accounts/{ACCOUNT}/pcaps"));
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(!request.headers().contains_key("authorization"));
    let body = request.body().as_bytes().unwrap();
    assert_eq!(bodies::parse(body)["packet_limit"], 10_000);
    assert_eq!(
        create.request(Checks::On).unwrap().body(),
        request.body(),
        "as often as one likes"
    );
}

#[test]
fn an_answer_is_read_without_a_client() {
    let answer = Response::new(Bytes::from(bodies::text("create-simple-response.json")));
    let reply = pcaps::Create::response(answer).unwrap();
    assert_eq!(reply.output.status, Some(PcapStatus::Pending));
    let answer = Response::builder().status(404);
    let answer = answer.body(Bytes::from(bodies::text("error-route-404.json")));
    let error = ownership::Delete::response(answer.unwrap()).unwrap_err();
    assert_eq!(
        (error.kind(), error.codes()),
        (ErrorKind::Api, vec![7003, 7000])
    );
}

/// Over a socket, with the head written by hand.
fn by_hand<E: Endpoint>(
    server: &Server,
    base: &str,
    request: &Request<pcap::Body>,
    more: &[(&str, &str)],
) -> Result<Reply<E::Output>, Error> {
    let own = request.headers().iter();
    let own = own.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let more = more
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let headers: Vec<(String, String)> = own.chain(more).collect();
    let target = format!("{base}{}", request.uri().path_and_query().unwrap());
    let body = request.body().as_bytes().unwrap();
    let method = request.method().as_str();
    let answer = raw::call(server.address(), method, &target, &headers, &body);
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    E::response(response.body(answer.body.into()).unwrap())
}

#[test]
fn another_http_stack_sends_it() {
    let server = server();
    let create = pcaps::create(ACCOUNT, simple(60, 2).filter_v1(Filter::new().protocol(6)));
    let request = create.request(Checks::On).unwrap();
    let credentials = [("authorization", "Bearer local-token")];
    let reply = by_hand::<pcaps::Create>(&server, "/client/v4", &request, &credentials).unwrap();
    let id = reply.output.id.unwrap();

    // A client makes it ready: absolute, with credentials and all headers.
    for client in Any::both(&server.base_url(), &pair()) {
        let request = client.prepare(&pcaps::get(ACCOUNT, &id)).unwrap();
        assert!(request.uri().to_string().starts_with(&server.base_url()));
        assert!(request.headers()["x-auth-key"].is_sensitive());
        let reply = by_hand::<pcaps::Get>(&server, "", &request, &[]).unwrap();
        assert_eq!(reply.output.id.as_ref(), Some(&id));
        assert_eq!(reply.output.filter_v1.unwrap().protocol, Some(number(6)));
        let refused = client
            .prepare(&ownership::delete(ACCOUNT, ".."))
            .unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Invalid);
    }
    let request = pcaps::get(ACCOUNT, &id).request(Checks::On).unwrap();
    let error = by_hand::<pcaps::Get>(&server, "/client/v4", &request, &[]).unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.codes()),
        (400, vec![6003])
    );
}

/// An HTTP stack that answers from memory and never sleeps.
#[derive(Clone)]
struct Memory(Arc<Mutex<Vec<String>>>, &'static str);

impl Memory {
    fn note(&self, request: &Request<pcap::Body>) -> Response<Bytes> {
        let line = format!("{} {}", request.method(), request.uri());
        let mut lines = self.0.lock().unwrap();
        lines.push(line);
        // The first attempt fails.
        let mut response = Response::new(Bytes::from(bodies::text(self.1)));
        if lines.len() == 1 {
            *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        }
        response
    }
}

impl Transport for Memory {
    fn call(
        &self,
        request: Request<pcap::Body>,
    ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
        let response = self.note(&request);
        let body = |bytes| Box::pin(Full::new(bytes).map_err(Into::into)) as Incoming;
        Box::pin(async move { Ok(response.map(body)) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // A time limit is a sleep too: only waits between attempts are skipped.
        Box::pin(async move {
            if duration > Duration::from_secs(5) {
                std::future::pending::<()>().await;
            }
        })
    }
}

impl blocking::Transport for Memory {
    fn call(
        &self,
        request: Request<pcap::Body>,
        _limits: blocking::Limits,
    ) -> Result<Response<blocking::Incoming>, TransportError> {
        let response = self.note(&request);
        Ok(response.map(|body| Box::new(std::io::Cursor::new(body)) as blocking::Incoming))
    }

    fn sleep(&self, _duration: Duration) {}
}

#[test]
fn a_client_runs_over_a_stack_of_the_callers() {
    let memory = |name| Memory(Arc::default(), name);
    let (one, other) = (memory("list.json"), memory("list.json"));
    let client = Client::builder()
        .credentials(token())
        .transport(Arc::new(one.clone()));
    let blocking = blocking::Client::builder()
        .credentials(token())
        .transport(Arc::new(other.clone()));
    let clients = [
        Any::Async(client.build().unwrap()),
        Any::Blocking(blocking.build().unwrap()),
    ];
    for (client, memory) in clients.iter().zip([one, other]) {
        let list = client.send(pcaps::list(ACCOUNT)).unwrap();
        assert_eq!(list[0].status, Some(PcapStatus::Success));
        let line = format!("GET https://api.cloudflare.com/client/v4/accounts/{ACCOUNT}/pcaps");
        assert_eq!(
            *memory.0.lock().unwrap(),
            [line.clone(), line],
            "{}: the policy is the client's",
            client.name()
        );
    }
}

#[test]
fn requests_that_carry_secrets_are_values_too() {
    let own = ownership::create(ACCOUNT, OwnershipRequest::new("s3://b?key=1"));
    assert_eq!(own, own.clone());
    assert_ne!(
        own,
        ownership::create(ACCOUNT, OwnershipRequest::new("s3://b?key=2"))
    );
}
