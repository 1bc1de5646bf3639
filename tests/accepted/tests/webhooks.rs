//! Webhooks and callbacks, on the side of who receives them.

use letterpress_accepted::fixtures::{callbacks, webhooks};
use letterpress_accepted::{Answer, Bytes, Checks, Received, http};

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
    assert_eq!((form.body.a.as_deref(), form.page), (Some("1"), 2));
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
fn what_is_only_read_comes_in_and_what_is_only_written_is_answered() {
    use webhooks::types::{MemberInput, MemberInputRequired};
    use webhooks::webhooks::{MemberChanged, MemberChangedAnswer};
    let member = read::<MemberChanged>(&[], r#"{"id":7,"name":"ada"}"#).expect("it is one");
    assert_eq!((member.body.id, member.body.name.as_str()), (7, "ada"));
    assert_eq!(
        read::<MemberChanged>(&[], r#"{"name":"ada","token":"t"}"#).expect_err("wrong"),
        "$.id: the member is required and absent"
    );
    let answer = |name: &str| {
        let member = MemberInput::new(MemberInputRequired {
            name: name.to_owned(),
            token: "t".to_owned(),
        });
        MemberChangedAnswer::Ok(member).response(Checks::On)
    };
    let response = answer("ada").expect("it is allowed");
    assert_eq!(response.body(), r#"{"name":"ada","token":"t"}"#);
    let error = answer("a").expect_err("too short");
    assert_eq!(error.violations()[0].pointer, "/name");
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

#[test]
fn a_form_is_read_by_its_members() {
    use webhooks::webhooks::Paid;
    let text = "id=007&amount=1.50&test=&tags=a%2Cb&tags=c+d&payload=%7B%22name%22%3A%22rex%22%7D&new=1&new=2";
    let paid = read::<Paid>(&[], text).expect("it is one").body;
    assert_eq!(
        (paid.id.as_str(), paid.amount, paid.test),
        ("007", 1.5, None)
    );
    assert_eq!(paid.tags.expect("some"), ["a,b", "c d"]);
    assert_eq!(paid.payload.expect("one").name, "rex");
    assert_eq!(paid.extra["new"], serde_json::json!(["1", "2"]));
    let wrong = |text| read::<Paid>(&[], text).expect_err("wrong");
    assert_eq!(wrong("id=1"), "$.amount: the member is required and absent");
    assert_eq!(
        wrong("id=1&amount=much"),
        "$.amount: expected a number, found the string \"much\""
    );
}

#[test]
fn an_answer_is_one_of_the_document() {
    use webhooks::types::{Problem, ProblemRequired};
    use webhooks::webhooks::{PaidAnswer, PaidOutput, PingAnswer};
    let made = |answer: PaidAnswer| answer.response(Checks::On);
    let response = made(PaidAnswer::Ok(PaidOutput::new("r1"))).expect("it is allowed");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.body(), r#"{"receipt":"r1"}"#);

    let short = || PaidAnswer::Ok(PaidOutput::new("r"));
    let error = made(short()).expect_err("too short");
    assert_eq!(error.operation(), Some("paid"));
    assert_eq!(error.violations()[0].pointer, "/receipt");
    assert!(short().response(Checks::Off).is_ok());

    let later = made(PaidAnswer::Accepted).expect("it is allowed");
    assert!((later.status() == 202) && later.body().is_empty() && later.headers().is_empty());
    let picture = PaidAnswer::NonAuthoritative(Bytes::from("png"));
    let picture = made(picture).expect("it is allowed");
    assert_eq!(
        (
            picture.headers()["content-type"].as_bytes(),
            &picture.body()[..]
        ),
        (&b"image/png"[..], &b"png"[..])
    );

    let problem = |status| {
        let problem = ProblemRequired {
            title: "busy".to_owned(),
            status: 429,
        };
        PaidAnswer::ClientError(status, Problem::new(problem))
    };
    let busy = made(problem(http::StatusCode::TOO_MANY_REQUESTS)).expect("it is allowed");
    assert_eq!(
        (
            busy.status().as_u16(),
            busy.headers()["content-type"].as_bytes()
        ),
        (429, &b"application/problem+json"[..])
    );
    let error = made(problem(http::StatusCode::OK)).expect_err("it is no failure");
    assert_eq!(error.violations()[0].rule, "must be 4XX, not 200");
    let other = PaidAnswer::Otherwise(http::StatusCode::BAD_GATEWAY, "later".to_owned());
    assert_eq!(made(other).expect("it is allowed").body(), "later");
    let alive = PingAnswer::Ok(letterpress_accepted::Map::new()).response(Checks::On);
    assert_eq!(alive.expect("it is allowed").body(), "{}");
}
