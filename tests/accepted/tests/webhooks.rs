//! Webhooks and callbacks, on the side of who receives them.

use letterpress_accepted::fixtures::{callbacks, webhooks};
use letterpress_accepted::{Bytes, Received, http};

/// What a receiver reads of a request with these headers and this body.
fn read<R: Received>(headers: &[(&str, &str)], body: &str) -> Result<R, String> {
    let mut request = http::Request::builder().method(R::METHOD).uri("/hook");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = Bytes::from(body.to_owned());
    let request = request.body(body).expect("a possible request");
    R::read(&request).map_err(|error| error.to_string())
}

#[test]
fn a_webhook_is_its_headers_and_its_body() {
    use webhooks::webhooks::NewPet;
    let headers = [("x-signature", "s=1"), ("X-Attempt", "03")];
    let pet: NewPet = read(&headers, r#"{"name":"rex","new":[1]}"#).expect("it is one");
    assert_eq!((pet.x_signature.as_str(), pet.x_attempt), ("s=1", Some(3)));
    assert_eq!(pet.body.name, "rex");
    assert_eq!(pet.body.extra["new"][0], 1, "what is unknown is kept");
    assert_eq!((NewPet::NAME, NewPet::METHOD), ("newPet", "POST"));

    let wrong = |headers: &[(&str, &str)], body| read::<NewPet>(headers, body).expect_err("wrong");
    assert_eq!(
        wrong(&[], r#"{"name":"rex"}"#),
        "$[\"X-Signature\"]: the member is required and absent"
    );
    assert_eq!(
        wrong(&[("x-signature", ""), ("x-attempt", "often")], "{}"),
        "$[\"X-Attempt\"]: expected an integer, found the string \"often\""
    );
    assert_eq!(
        wrong(&[("x-signature", "")], "{}"),
        "$.name: the member is required and absent"
    );
    assert!(wrong(&[("x-signature", "")], "").starts_with("invalid JSON"));
}

#[test]
#[allow(deprecated, reason = "the fixture has one that is")]
fn bodies_of_every_kind() {
    use webhooks::webhooks::{Form, Log, PetGone, Photo, Ping};
    let gone: PetGone = read(&[], r#"{"name":"n","why":"stolen"}"#).expect("it is one");
    assert_eq!(gone.body.expect("there is one").why.as_str(), "stolen");
    assert!(
        read::<PetGone>(&[], "")
            .expect("it may have none")
            .body
            .is_none()
    );
    assert_eq!(read::<Log>(&[], "a\nb").expect("text").body, "a\nb");
    assert_eq!(&read::<Photo>(&[], "png").expect("bytes").body[..], b"png");
    let request = |query: &str| {
        let request = http::Request::post(format!("/hook{query}"));
        request
            .body(Bytes::from("a=1"))
            .expect("a possible request")
    };
    let form = Form::read(&request("?page=2&filter%5Bkind%5D=a+b&filter[kind]=c%2Cd"));
    let form = form.expect("it is one");
    assert_eq!((form.body.as_str(), form.page), ("a=1", 2));
    assert_eq!(form.filter_kind.expect("some"), ["a b", "c,d"]);
    let error = |query| Form::read(&request(query)).expect_err("wrong").to_string();
    assert_eq!(error(""), "$.page: the member is required and absent");
    assert_eq!(
        error("?page=two"),
        "$.page: expected an integer, found the string \"two\""
    );
    assert_eq!(
        read::<Ping>(&[], ""),
        Ok(Ping::read(&http::Request::new(Bytes::new())).expect("nothing"))
    );
    assert_eq!((PetGone::NAME, Photo::METHOD), ("petGone", "PUT"));
}

#[test]
fn a_callback_is_one_of_an_operation() {
    use callbacks::webhooks::{PostJobsDone, SubscriptionsCreateOnEnd, SubscriptionsCreateOnEvent};
    let event: SubscriptionsCreateOnEvent = read(&[], r#"{"at":1,"kind":"c"}"#).expect("it is one");
    assert_eq!(event.body.at, 1);
    assert_eq!(event.body.kind.expect("it is there").as_str(), "c");
    let end: SubscriptionsCreateOnEnd = read(&[], r#"{"why":"w"}"#).expect("it is one");
    let done: PostJobsDone = read(&[], r#"{"why":"w"}"#).expect("it is one");
    assert_eq!(end.body, done.body, "one callback of two operations");
}
