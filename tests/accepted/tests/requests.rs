//! Requests of the fixtures: method, URI, headers and body, as they would go out.

use letterpress_accepted::fixtures::*;
use letterpress_accepted::{Bytes, Checks, Endpoint};

/// A request as text: the first line, a line a header, the body behind an empty line. Violations, where it is refused.
fn sent<E: Endpoint>(endpoint: &E) -> String {
    let request = match endpoint.request(Checks::On) {
        Ok(request) => request,
        Err(error) => {
            let violations = error.violations().iter().map(ToString::to_string);
            return violations.collect::<Vec<_>>().join("\n");
        }
    };
    let mut text = format!("{} {}", request.method(), request.uri());
    for (name, value) in request.headers() {
        text.push_str(&format!("\n{name}: {}", value.to_str().expect("a text")));
    }
    let body = request.body().as_bytes().expect("a body in memory");
    if !body.is_empty() {
        text.push_str("\n\n");
        text.push_str(&String::from_utf8_lossy(&body));
    }
    text
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn query() {
    use query::{search, types};
    let point = || types::Point::new().x(1).y(2);
    let list = || words(&["a b", "c&d"]);
    assert_eq!(sent(&search::find(5)), "GET /search?limit=5");
    assert_eq!(
        sent(
            &search::find(5)
                .form_exploded_list(list())
                .form_exploded_text("ü=")
        ),
        "GET /search?form_exploded_list=a%20b&form_exploded_list=c%26d&form_exploded_text=%C3%BC%3D&limit=5"
    );
    assert_eq!(
        sent(&search::find(5).form_list(list()).form_text("")),
        "GET /search?form_list=a%20b,c%26d&form_text=&limit=5"
    );
    assert_eq!(
        sent(
            &search::find(5)
                .form_object(point())
                .form_exploded_object(point())
        ),
        "GET /search?form_object=x,1,y,2&x=1&y=2&limit=5"
    );
    assert_eq!(
        sent(
            &search::find(5)
                .space_delimited_list(words(&["a|b", "c&d"]))
                .pipe_delimited_list(list())
        ),
        "GET /search?spaceDelimited_list=a%7Cb%20c%26d&pipeDelimited_list=a%20b%7Cc%26d&limit=5"
    );
    assert_eq!(
        sent(
            &search::find(5)
                .deep_object_exploded_object(point())
                .as_json(point())
        ),
        "GET /search?deepObject_exploded_object%5Bx%5D=1&deepObject_exploded_object%5By%5D=2&as_json=%7B%22x%22%3A1%2C%22y%22%3A2%7D&limit=5"
    );
    let more = search::find(5)
        .open("a/b?c=d&e")
        .since("2024-01-01T00:00:00Z")
        .state(search::FindState::On)
        .yes(false)
        .filter_name("n");
    assert_eq!(
        sent(&more),
        "GET /search?open=a/b?c=d%26e&limit=5&since=2024-01-01T00%3A00%3A00Z&state=on&yes=false&filter%5Bname%5D=n"
    );
    let wrong = search::find(0)
        .form_list(words(&["", "b", "c", "d"]))
        .state("broken");
    assert_eq!(
        sent(&wrong),
        "query `/form_list` must have at most 3 items, is a list of 4 items\nquery `/form_list/0` must have at least 1 character, is \"\"\nquery `/limit` must be at least 1, is 0\nquery `/state` must be a value that the document names, is \"broken\""
    );
}

#[test]
fn path() {
    use path::{places, types};
    let point = || types::Point::new().x(1).y(2);
    let list = || words(&["a", "b/c"]);
    let all = |first: &str| {
        places::delete(
            first,
            list(),
            list(),
            point(),
            point(),
            first,
            list(),
            list(),
            point(),
            point(),
            first,
            list(),
            list(),
            point(),
            point(),
        )
    };
    assert_eq!(
        sent(&all("é")),
        "DELETE /%C3%A9/a,b%2Fc/a,b%2Fc/x,1,y,2/x=1,y=2/.%C3%A9/.a,b%2Fc/.a.b%2Fc/.x,1,y,2/.x=1.y=2/;matrix_text=%C3%A9/;matrix_list=a,b%2Fc/;matrix_exploded_list=a;matrix_exploded_list=b%2Fc/;matrix_object=x,1,y,2/;x=1;y=2"
    );
    assert_eq!(
        sent(&all("..")),
        "path `/simple_text` must not be `.` or `..`, nor hold one between slashes: it would be another path"
    );
    assert_eq!(
        sent(&all("")),
        "path `/simple_text` must not be empty\npath `/label_text` must not be `.` or `..`, nor hold one between slashes: it would be another path"
    );
}

#[test]
fn open_segments() {
    use open_segments::{files, secrets, tags};
    assert_eq!(
        sent(&secrets::r#move("projects/a b/secrets/ü")),
        "POST /v1/projects/a%20b/secrets/%C3%BC:move"
    );
    assert_eq!(
        sent(&files::get("my", "a/b?c.txt")),
        "GET /files/my/a/b%3Fc.txt"
    );
    assert_eq!(
        sent(&files::get("my", "a/../../b")),
        "path `/proxy` must not be `.` or `..`, nor hold one between slashes: it would be another path"
    );
    assert_eq!(sent(&tags::get("a/b")), "GET /tags/a%2Fb");
}

#[test]
fn headers_and_cookies() {
    use headers_and_cookies::{types, who};
    let point = || types::Point::new().x(1).y(2);
    assert_eq!(sent(&who::am_i(3)), "GET /who\nx-count: 3");
    let all = who::am_i(3)
        .x_words(words(&["a", "b"]))
        .x_point(point())
        .x_point_exploded(point())
        .x_json(point())
        .session("s p")
        .words(words(&["a", "b"]));
    assert_eq!(
        sent(&all),
        "GET /who\nx-words: a,b\nx-point: x,1,y,2\nx-point-exploded: x=1,y=2\nx-count: 3\nx-json: {\"x\":1,\"y\":2}\ncookie: session=s%20p; words=a,b"
    );
    assert_eq!(
        sent(&who::am_i(10).x_words(words(&["a\r\nb"]))),
        "header `/X-Words` has a character that no header can carry\nheader `/X-Count` must be at most 9, is 10"
    );
}

#[test]
fn bodies() {
    use letterpress_accepted::Value;
    use letterpress_accepted::fixtures::bodies::{bodies, types};
    let form = || {
        types::Form::new("n & m")
            .tags(words(&["a", "b"]))
            .age(3)
            .agree(true)
    };
    assert_eq!(
        sent(&bodies::form(form())),
        "POST /form\ncontent-type: application/x-www-form-urlencoded\n\nname=n%20%26%20m&tags=a&tags=b&age=3&agree=true"
    );
    assert_eq!(
        sent(&bodies::text("short")),
        "POST /text\ncontent-type: text/plain\n\nshort"
    );
    assert_eq!(
        sent(&bodies::text("too long")),
        "body must have at most 5 characters, is \"too long\""
    );
    assert_eq!(
        sent(&bodies::switch("on")),
        "PUT /switch\ncontent-type: text/plain\n\non"
    );
    assert!(sent(&bodies::switch("zzz")).starts_with("body must be"));
    assert_eq!(
        sent(&bodies::bytes(Bytes::from_static(b"\x01raw"))),
        "POST /bytes\ncontent-type: application/octet-stream\n\n\u{1}raw"
    );
    assert_eq!(
        sent(&bodies::image(Bytes::from_static(b"png"))),
        "PUT /image\ncontent-type: image/png\n\npng"
    );
    assert_eq!(sent(&bodies::optional()), "POST /optional");
    assert_eq!(
        sent(&bodies::optional().body(form())),
        "POST /optional\ncontent-type: application/json\n\n{\"name\":\"n & m\",\"tags\":[\"a\",\"b\"],\"age\":3,\"agree\":true}"
    );
    assert_eq!(
        sent(&bodies::list(vec![1, 2])),
        "POST /list\ncontent-type: application/json\n\n[1,2]"
    );
    assert_eq!(
        sent(&bodies::list(vec![])),
        "body must have at least 1 item, is a list of 0 items"
    );
    assert_eq!(
        sent(&bodies::list(vec![0])),
        "body `/0` must be at least 1, is 0"
    );
    assert_eq!(
        sent(&bodies::scalar(9)),
        "POST /scalar\ncontent-type: application/json\n\n9"
    );
    assert_eq!(sent(&bodies::scalar(10)), "body must be at most 9, is 10");
    assert_eq!(
        sent(&bodies::any(Value::from("x"))),
        "POST /any\ncontent-type: application/json\n\n\"x\""
    );
    assert_eq!(
        sent(&bodies::nullable(None)),
        "POST /nullable\ncontent-type: application/json\n\nnull"
    );
    assert_eq!(
        sent(&bodies::nullable(bodies::NullableBody::new().a(1))),
        "POST /nullable\ncontent-type: application/json\n\n{\"a\":1}"
    );
    assert_eq!(
        sent(&bodies::merge(form())),
        "PATCH /merge\ncontent-type: application/merge-patch+json\n\n{\"name\":\"n & m\",\"tags\":[\"a\",\"b\"],\"age\":3,\"agree\":true}"
    );
}

#[test]
fn names_of_rust() {
    use reserved_names::{self_api, types};
    let all = self_api::r#type()
        .r#type("a")
        .r#fn("b")
        .self_param("c")
        .request_param(1)
        .body_param(2)
        .checks_param(3);
    assert_eq!(
        sent(&all),
        "GET /type?type=a&fn=b&request=1&body=2&checks=3\nself: c"
    );
    let body = types::OptionObject::new("v").r#box(types::BoxObject::new());
    assert_eq!(
        sent(&self_api::r#async(body)),
        "POST /type\ncontent-type: application/json\n\n{\"value\":\"v\",\"box\":{}}"
    );
}

#[test]
fn without_operation_ids() {
    use letterpress_accepted::fixtures::without_operation_ids::{
        charges, messages, oddities, root, users,
    };
    assert_eq!(sent(&root::get()), "GET /");
    assert_eq!(sent(&oddities::look()), "HEAD /v1.0/odd-path");
    assert_eq!(sent(&users::get_by_id("a/b")), "GET /users/a%2Fb");
    assert_eq!(
        sent(&users::put_by_id_keys_by_id("a", 7)),
        "PUT /users/a/keys/7"
    );
    // What a path does, else the method.
    assert_eq!(
        sent(&charges::capture_by_id("a")),
        "POST /charges/a/capture"
    );
    assert_eq!(sent(&charges::search()), "POST /charges/search.json");
    assert_eq!(sent(&charges::put_by_id_undo("a")), "PUT /charges/a/undo");
    assert_eq!(
        sent(&charges::post_by_id_refunds("a")),
        "POST /charges/a/refunds"
    );
    assert_eq!(sent(&charges::post_delete()), "POST /charges/delete");
    assert_eq!(sent(&charges::delete()), "DELETE /charges");
    assert_eq!(sent(&messages::send_message()), "POST /sendMessage");
    assert_eq!(sent(&root::cancel_by_id("a")), "POST /a:cancel");
}

#[test]
fn references() {
    use letterpress_accepted::fixtures::references::{pets, types};
    assert_eq!(sent(&pets::get("a").verbose(1)), "GET /pets/a?verbose=1");
    assert_eq!(
        sent(&pets::get("123456789")),
        "path `/id` must have at most 8 characters, is \"123456789\""
    );
    assert_eq!(
        sent(&pets::replace("a", types::Pet::new("a")).verbose(true)),
        "PUT /pets/a?verbose=true\ncontent-type: application/json\n\n{\"id\":\"a\"}"
    );
    assert_eq!(sent(&pets::delete("a")), "DELETE /animals/a");
}

#[test]
fn constructors_fill_in_what_is_fixed() {
    use enums::{things, types};
    let lamp = types::Lamp::new(types::Color::DarkBlue);
    assert_eq!(
        sent(&things::put(lamp)),
        "PUT /lamp\ncontent-type: application/json\n\n{\"color\":\"dark blue\",\"kind\":\"lamp\"}"
    );
}

#[test]
fn a_union_takes_its_variants() {
    use union_discriminator::{things, types};
    assert_eq!(
        sent(&things::put_bare(types::One::new().a(1))),
        "PUT /bare\ncontent-type: application/json\n\n{\"of\":\"one\",\"a\":1}"
    );
    assert_eq!(
        sent(&things::put_pet(types::Cat::new().lives(9))),
        "PUT /pet\ncontent-type: application/json\n\n{\"petType\":\"Cat\",\"lives\":9}"
    );
}

#[test]
fn what_an_answer_has_becomes_a_request() {
    use read_change_write::{items, types};
    let text = br#"{"id": 1, "name": "n", "new": true, "labels": [{"id": 2, "text": "a"}], "by_name": {"b": {"id": 3, "text": "b"}},
        "gaps": [{"id": 4, "text": "c"}, null], "part": {"id": 5, "text": "d"}, "parent": {"id": 6, "name": "p", "labels": []}}"#;
    let mut item: types::Item = letterpress_accepted::decode(text).expect("an item");
    item.name.push('!');
    assert_eq!(
        sent(&items::put(item.id, item)),
        concat!(
            "PUT /items/1\ncontent-type: application/json\n\n",
            r#"{"name":"n!","parent":{"name":"p","labels":[]},"labels":[{"text":"a"}],"by_name":{"b":{"text":"b"}},"gaps":[{"text":"c"},null],"part":{"text":"d"}}"#
        )
    );
}

/// Methods of 3.2, and one that the document names itself.
#[test]
fn methods() {
    use methods::notes;
    assert_eq!(
        sent(&notes::find("a note")),
        "QUERY /notes\ncontent-type: text/plain\n\na note"
    );
    assert_eq!(sent(&notes::copy()), "COPY /notes");
    assert!(safe(&notes::find("a note")) && !safe(&notes::copy()));
}

fn safe<E: Endpoint>(_: &E) -> bool {
    E::OPERATION.safe()
}

#[test]
fn bodies_of_items() {
    use bodies_of_items::lines;
    use bodies_of_items::types::Line;
    let all = || vec![Line::new("a\nb").level(1), Line::new("c")];
    let lines_of_json = "{\"text\":\"a\\nb\",\"level\":1}\n{\"text\":\"c\"}\n";
    assert_eq!(
        sent(&lines::add(all())),
        format!("POST /lines\ncontent-type: application/x-ndjson\n\n{lines_of_json}")
    );
    assert_eq!(
        sent(&lines::follow(vec![Line::new("a"), Line::new("b")])),
        "POST /sequence\ncontent-type: application/json-seq\n\n\u{1e}{\"text\":\"a\"}\n\u{1e}{\"text\":\"b\"}\n"
    );
    assert_eq!(
        sent(&lines::add(Vec::new())),
        "POST /lines\ncontent-type: application/x-ndjson"
    );
    assert_eq!(
        sent(&lines::add(vec![Line::new("a"), Line::new("").level(10)])),
        "body `/1/text` must have at least 1 character, is \"\"\nbody `/1/level` must be at most 9, is 10"
    );
    assert_eq!(
        sent(&lines::count().body(vec![1, 2])),
        "POST /numbers\ncontent-type: application/jsonl\n\n1\n2\n"
    );
    assert_eq!(
        sent(&lines::count().body(vec![1, 0, 3])),
        "body must have at most 2 items, is a list of 3 items\nbody `/1` must be at least 1, is 0"
    );
    assert_eq!(
        sent(&lines::either(vec![Line::new("c")])),
        "POST /either\ncontent-type: application/json\n\n[{\"text\":\"c\"}]"
    );
    assert_eq!(
        sent(&lines::either(lines::EitherContent::Ndjson(all()))),
        format!("POST /either\ncontent-type: application/x-ndjson\n\n{lines_of_json}")
    );
}

#[test]
fn bodies_of_patches() {
    use bodies_of_patches::{jobs, types::Job};
    use jobs::{ChangeContent, PatchContent};
    let content_type = |text: String| {
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.strip_prefix("content-type: "));
        line.map(str::to_owned).unwrap_or_default()
    };
    let patch = |content: PatchContent| content_type(sent(&jobs::patch("a", content)));
    let map = serde_json::Map::new;
    assert_eq!(
        patch(map().into()),
        "application/json-patch+json",
        "the first that the document names"
    );
    assert_eq!(
        patch(PatchContent::MergePatchJson(map())),
        "application/merge-patch+json"
    );
    assert_eq!(
        patch(PatchContent::StrategicMergePatchJson(map())),
        "application/strategic-merge-patch+json"
    );
    assert_eq!(
        content_type(sent(&jobs::put("a", Job::new()))),
        "application/json"
    );
    assert_eq!(
        content_type(sent(&jobs::change(
            "a",
            ChangeContent::TextJson(Job::new())
        ))),
        "text/json"
    );
    let full = jobs::change("a", map()).accept_json_detail_full();
    let request = full.request(Checks::On).expect("a request");
    assert_eq!(request.headers()["accept"], "application/json;detail=full");
}

#[test]
fn parts_without_a_type() {
    use letterpress_accepted::Upload;
    use parts_without_a_type::{
        shots,
        types::{Shots, ShotsRequired},
    };
    let pages = vec![Upload::from("1"), Upload::from("2").of_type("image/gif")];
    let body = Shots::new(ShotsRequired {
        cover: Upload::from("c"),
        pages,
        note: Some("n".into()),
    });
    let text = sent(&shots::send(body));
    let parts = [
        "image/png\r\n\r\nc\r\n",
        "\r\n\r\n1\r\n",
        "image/gif\r\n\r\n2\r\n",
        "\r\n\r\nn\r\n",
    ];
    for part in parts {
        assert!(text.contains(part), "{part:?} in {text}");
    }
}

#[test]
fn text_of_one_value() {
    use text_of_one_value::{types::Level, values};
    assert_eq!(
        sent(&values::set_level(Level::High)),
        "PUT /level\ncontent-type: text/plain\n\nhigh"
    );
    assert_eq!(
        sent(&values::set_level("none")),
        "body must be a value that the document names, is \"none\""
    );
    assert_eq!(
        sent(&values::set_limit(7)),
        "PUT /limit\ncontent-type: text/plain\n\n7"
    );
    assert_eq!(sent(&values::set_limit(0)), "body must be at least 1, is 0");
}
