//! One error, with all that is known: the status is never lost, and a body that cannot be read says where.

use letterpress_tests::server::{Canned, Fault};

use super::pcap::types::OwnershipRequest;
use super::pcap::{ErrorKind, ownership, pcaps};
use super::*;
use crate::bodies;

fn failed(server: &Server, client: &Any, fault: Fault) -> Error {
    server.fault(fault);
    client
        .with(once())
        .send(pcaps::get(ACCOUNT, "1"))
        .unwrap_err()
}

#[test]
fn html_of_a_proxy_keeps_status_and_body() {
    each(|server, client| {
        let error = failed(server, client, Fault::Html502);
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 502)
        );
        assert_eq!(*error.body(), bodies::text("error-502.html"));
        assert_eq!(error.headers()["content-type"], "text/html");
        assert!(error.is_transient() && error.codes().is_empty());
        let text = error.to_string();
        assert!(
            text.contains("502") && text.contains("Bad Gateway") && !text.contains('\n'),
            "{text}"
        );
        assert!(error.failure::<pcaps::Get>().is_none());
        // And under a status that says all is well.
        for (name, content_type) in [
            ("error-502.html", "text/html"),
            ("error-502.html", "application/json"),
        ] {
            let mut answer = Canned::json(200, bodies::text(name));
            answer
                .headers
                .push(("content-type".into(), content_type.into()));
            let error = failed(server, client, Fault::Canned(answer));
            assert_eq!(
                (error.kind(), error.status().unwrap().as_u16()),
                (ErrorKind::Decode, 200)
            );
            assert_eq!(*error.body(), bodies::text(name));
        }
    });
}

#[test]
fn truncated_empty_and_broken_answers_keep_the_status() {
    each(|server, client| {
        captured(client, 1);
        let list = |fault: Fault| {
            server.fault(fault);
            client.with(once()).send(pcaps::list(ACCOUNT)).unwrap_err()
        };
        for (fault, kind, length) in [
            (Fault::Truncated, ErrorKind::Decode, 50..),
            (Fault::Empty, ErrorKind::Decode, 0..),
            (Fault::Short, ErrorKind::Transport, 0..),
            (bodies::canned(200, "null"), ErrorKind::Decode, 4..),
            (bodies::canned(200, "[]"), ErrorKind::Decode, 2..),
            (
                bodies::canned(200, r#"{"result":3,"success":true}"#),
                ErrorKind::Decode,
                20..,
            ),
        ] {
            let error = list(fault.clone());
            assert_eq!(error.kind(), kind, "{}, {fault:?}: {error}", client.name());
            assert_eq!(
                error.status().map(|status| status.as_u16()),
                Some(200),
                "{fault:?}"
            );
            assert!(
                length.contains(&error.body().len()),
                "{fault:?}: {} bytes",
                error.body().len()
            );
            assert!(error.request_id().is_some(), "{fault:?}");
        }
        let error = list(bodies::canned(503, ""));
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 503)
        );
    });
}

#[test]
fn a_content_type_that_lies_does_no_harm() {
    each(|server, client| {
        server.fault(Fault::WrongType);
        let reply = client
            .send_full(pcaps::create(ACCOUNT, simple(1, 1)))
            .unwrap();
        assert_eq!(reply.headers["content-type"], "text/plain");
        assert!(reply.output.id.is_some());
    });
}

#[test]
fn a_decoding_error_names_the_path() {
    each(|server, client| {
        let broken = r#"{"success":true,"result":[{},{"filter_v1":{"protocol":"six"}}]}"#;
        server.fault(bodies::canned(200, broken));
        let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(error.pointer(), Some("/result/1/filter_v1/protocol"));
        let text = error.to_string();
        assert!(
            text.contains("$.result[1].filter_v1.protocol") && text.contains("six"),
            "{text}"
        );

        server.fault(bodies::file(200, "ownership-misspelt.json"));
        let own = ownership::create(ACCOUNT, OwnershipRequest::new("gs://bucket-test"));
        let error = client.send(own).unwrap_err();
        assert_eq!(
            (error.kind(), error.pointer()),
            (ErrorKind::Decode, Some("/result/destination_conf"))
        );
        assert!(error.to_string().contains("required and absent"), "{error}");
        assert_eq!(error.attempts(), 1, "reading it again would change nothing");
    });
}

#[test]
fn codes_are_kept_whatever_their_size() {
    each(|server, client| {
        for (status, name, codes) in [
            (400, "error-large-code.json", vec![81_057]),
            (403, "error-authentication.json", vec![10_000]),
            (400, "error-body.json", vec![9207]),
            (400, "error-headers.json", vec![6003]),
            (403, "error-unauthorized.json", vec![9109]),
            (429, "error-throttled.json", vec![971]),
            (404, "error-route-404.json", vec![7003, 7000]),
            (400, "error-without-message.json", vec![1004]),
        ] {
            let error = failed(server, client, bodies::file(status, name));
            assert_eq!(
                (error.kind(), error.codes()),
                (ErrorKind::Api, codes),
                "{name}"
            );
            assert_eq!(error.status().unwrap().as_u16(), status);
            for code in error.codes() {
                assert!(error.to_string().contains(&code.to_string()), "{error}");
            }
        }
        let odd = r#"{"success":false,"errors":[{"code":-9223372036854775808},{"code":"7","message":"text"},"bare",null]}"#;
        let error = failed(server, client, bodies::canned(400, odd));
        assert_eq!(
            (error.errors().len(), error.codes()[0]),
            (4, i64::MIN),
            "{error}"
        );
    });
}

#[test]
fn pointers_and_unknown_members_are_kept() {
    each(|server, client| {
        let error = failed(server, client, bodies::file(400, "error-pointer-meta.json"));
        assert_eq!(error.pointer(), Some("/0/filter"));
        assert_eq!(error.errors()[0].extra["meta"]["line"], 1);
        assert!(error.messages().is_empty());
        let error = failed(server, client, bodies::file(400, "error-headers.json"));
        assert_eq!(error.errors()[0].extra["error_chain"][0]["code"], 6111);
    });
}

#[test]
fn the_documented_failure_is_typed_on_demand() {
    each(|server, client| {
        let error = failed(server, client, bodies::file(404, "error-route.json"));
        let failure = error.failure::<pcaps::Get>().unwrap();
        assert!(!failure.success);
        assert_eq!(
            (failure.errors[0].code, failure.errors[0].message.as_str()),
            (7003, "No route for the URI")
        );
        let error = client.send(pcaps::stop(ACCOUNT, "1")).unwrap_err();
        assert_eq!(error.failure::<pcaps::Stop>().unwrap().errors[1].code, 7000);
        assert!(
            error.operation().is_some()
                && error.to_string().starts_with(error.operation().unwrap())
        );
    });
}

#[test]
fn ray_id_and_retry_after_are_within_reach() {
    each(|server, client| {
        let error = failed(server, client, Fault::TooManyRequests(17));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(17)));
        assert!(error.request_id().unwrap().ends_with("-LHR"));
        let (text, shown) = (error.to_string(), format!("{error:?}"));
        assert!(text.contains("17 s"), "{text}");
        assert!(shown.contains(error.request_id().unwrap()), "{shown}");
        // An operation that answers with nothing has an id as well.
        let error = client.send(pcaps::stop(ACCOUNT, "1")).unwrap_err();
        assert!(error.request_id().unwrap().ends_with("-LHR"));
    });
}

#[test]
fn it_is_an_error_like_any_other() {
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Error>();
    assert!(size_of::<Error>() <= size_of::<usize>());
}
