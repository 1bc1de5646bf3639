//! The envelope is taken off, decides over success, and stays within reach.

use letterpress_tests::server::Fault;

use super::pcap::types::{OwnershipRequest, ResultInfo};
use super::pcap::{ErrorKind, Notice, ownership, pcaps};
use super::*;
use crate::bodies;

#[test]
fn success_with_errors_is_a_success_that_keeps_them() {
    each(|server, client| {
        // The example of the reference page for create.
        server.fault(bodies::file(200, "reference-create-response.json"));
        let reply = client
            .send_full(pcaps::create(ACCOUNT, simple(300, 10_000)))
            .unwrap();
        assert_eq!(
            reply.output.id.as_deref(),
            Some("66802ca5668e47a2b82c2e6746e45037")
        );
        assert_eq!(reply.errors, reply.messages);
        let [
            Notice {
                code: Some(1000),
                message,
                pointer,
                documentation_url,
                ..
            },
        ] = &reply.errors[..]
        else {
            panic!("{reply:?}");
        };
        assert_eq!(message.as_deref(), Some("message"));
        assert_eq!(pointer.as_deref(), Some("pointer"));
        assert_eq!(documentation_url.as_deref(), Some("documentation_url"));

        server.fault(Fault::SuccessWithErrors);
        let reply = client.send_full(ownership::list(ACCOUNT)).unwrap();
        assert_eq!(
            (reply.output.len(), reply.errors.len(), reply.messages.len()),
            (0, 1, 1)
        );
    });
}

#[test]
fn success_false_is_an_error_under_any_status() {
    each(|server, client| {
        let client = client.with(once());
        for status in [200, 201, 202, 299, 400, 404, 500] {
            server.fault(bodies::file(status, "success-false-under-200.json"));
            let error = client.send(pcaps::get(ACCOUNT, "1")).unwrap_err();
            assert_eq!(
                (error.kind(), error.codes()),
                (ErrorKind::Api, vec![10_001]),
                "{status}: {error}"
            );
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(
                error.errors()[0].message.as_deref(),
                Some("internal error, try again")
            );
        }
        // Whatever an operation answers with when all is well: a list, nothing, a file.
        for _ in 0..4 {
            server.fault(Fault::SuccessFalse);
        }
        let errors = [
            client.send(pcaps::list(ACCOUNT)).unwrap_err(),
            client.send(pcaps::stop(ACCOUNT, "1")).unwrap_err(),
            client.send(ownership::delete(ACCOUNT, "1")).unwrap_err(),
            client.send(pcaps::download(ACCOUNT, "1")).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(
                (error.kind(), error.codes()),
                (ErrorKind::Api, vec![10_001]),
                "{error}"
            );
            assert_eq!(error.status().unwrap().as_u16(), 200);
        }
    });
}

#[test]
fn what_surrounds_the_result_is_within_reach() {
    each(|server, client| {
        server.fault(bodies::file(200, "list-with-page.json"));
        let reply = client.send_full(pcaps::list(ACCOUNT)).unwrap();
        let page: ResultInfo = reply.page_info().unwrap().unwrap();
        assert_eq!(
            (page.count, page.page, page.per_page, page.total_count),
            (
                Some(number(1)),
                Some(number(1)),
                Some(number(20)),
                Some(number(2000))
            )
        );
        assert_eq!(reply.status.as_u16(), 200);
        assert_eq!(reply.headers["server"], "cloudflare");
        assert!(
            reply.headers["ratelimit"]
                .to_str()
                .unwrap()
                .contains("r=1199")
        );
        assert!(reply.request_id().unwrap().ends_with("-LHR"));
        assert_eq!(
            bodies::parse(&reply.body),
            bodies::json("list-with-page.json")
        );

        let reply = client.send_full(pcaps::list(ACCOUNT)).unwrap();
        assert!(reply.page.is_none() && reply.page_info::<ResultInfo>().unwrap().is_none());
        let own = client
            .send(ownership::create(ACCOUNT, OwnershipRequest::new("gs://b")))
            .unwrap();
        let reply = client
            .send_full(ownership::delete(ACCOUNT, &own.id))
            .unwrap();
        assert_eq!((reply.status.as_u16(), reply.body.len()), (204, 0));
    });
}

#[test]
fn a_bare_envelope_is_one_too() {
    each(|server, client| {
        server.fault(bodies::file(200, "success-errors-null.json"));
        let reply = client.send_full(pcaps::get(ACCOUNT, "1")).unwrap();
        assert_eq!((reply.errors.len(), reply.messages.len()), (0, 0));
        server.fault(Fault::NullErrors);
        let reply = client
            .send_full(pcaps::create(ACCOUNT, simple(1, 1)))
            .unwrap();
        assert!(reply.output.id.is_some() && reply.errors.is_empty());
        // Without the member that tells, the status does.
        server.fault(bodies::canned(200, r#"{"result":{"id":"7"}}"#));
        let pcap = client.send(pcaps::get(ACCOUNT, "7")).unwrap();
        assert_eq!(pcap.id.as_deref(), Some("7"));
    });
}
