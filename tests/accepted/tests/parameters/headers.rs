//! Headers and cookies.

use letterpress_accepted::fixtures::parameter_styles::{cookie, header, types};
use letterpress_accepted::{Checks, Endpoint, Entries};

use crate::loopback::Loopback;
use crate::read::{entries, map, pairs, point, read_cookies, read_list, read_members, words};

#[test]
fn headers() {
    let wire = Loopback::start();
    let sent = |endpoint: header::SendObject, name: &str| {
        let received = wire.sent(&endpoint);
        received.header(name).expect("the header").to_owned()
    };
    let point = || types::Point::new().x(-1).y("b");
    let map = || entries([("one", "a"), ("two", "b")]);
    let list = || words(&["a", "b"]);
    let send = header::send;
    assert_eq!(
        sent(send().x_text("a, b;c=\"d\""), "x-text"),
        "a, b;c=\"d\""
    );
    assert_eq!(sent(send().x_text(""), "x-text"), "");
    assert_eq!(sent(send().x_number(-1.5), "x-number"), "-1.5");
    assert_eq!(sent(send().x_flag(true), "x-flag"), "true");
    assert_eq!(
        read_list(&sent(send().x_list(list()), "x-list")),
        ["a", "b"]
    );
    assert_eq!(
        read_list(&sent(send().x_object(point()), "x-object")),
        ["x", "-1", "y", "b"]
    );
    assert_eq!(
        read_list(&sent(send().x_map(map()), "x-map")),
        ["one", "a", "two", "b"]
    );
    assert_eq!(
        sent(send().x_text_exploded("a b"), "x-text-exploded"),
        "a b"
    );
    assert_eq!(
        sent(send().x_number_exploded(0.0), "x-number-exploded"),
        "0"
    );
    assert_eq!(
        sent(send().x_flag_exploded(false), "x-flag-exploded"),
        "false"
    );
    assert_eq!(
        read_list(&sent(send().x_list_exploded(list()), "x-list-exploded")),
        ["a", "b"]
    );
    assert_eq!(
        read_members(&sent(
            send().x_object_exploded(point()),
            "x-object-exploded"
        )),
        pairs([("x", "-1"), ("y", "b")])
    );
    assert_eq!(
        read_members(&sent(send().x_map_exploded(map()), "x-map-exploded")),
        pairs([("one", "a"), ("two", "b")])
    );
    let none = wire.sent(&send().x_list(Vec::new()).x_map(Entries::new()));
    assert_eq!((none.header("x-list"), none.header("x-map")), (None, None));
    for refused in [
        send().x_list(words(&["a,b"])),
        send().x_map_exploded(entries([("a=b", "c")])),
        send().x_text("a\nb"),
    ] {
        assert!(refused.request(Checks::Off).is_err(), "{refused:?}");
    }
}

#[test]
fn cookies() {
    let wire = Loopback::start();
    let sent = |endpoint: &cookie::SendObject, decode| read_cookies(&wire.sent(endpoint), decode);
    let send = cookie::send;
    let list = || words(&["a b", "c;d"]);
    assert_eq!(
        sent(&send().form_text("a b;c=d"), true),
        pairs([("form_text", "a b;c=d")])
    );
    assert_eq!(
        sent(&send().form_text(""), true),
        pairs([("form_text", "")])
    );
    assert_eq!(
        sent(&send().form_number(1.5), true),
        pairs([("form_number", "1.5")])
    );
    assert_eq!(
        sent(&send().form_flag(true), true),
        pairs([("form_flag", "true")])
    );
    assert_eq!(
        sent(&send().form_list(list()), true),
        pairs([("form_list", "a b,c;d")])
    );
    assert_eq!(
        sent(&send().form_object(point()), true),
        pairs([("form_object", "x,-1,y,b c")])
    );
    assert_eq!(
        sent(&send().form_map(map()), true),
        pairs([("form_map", "one,1&2,two,é")])
    );
    let name = "form_list_exploded";
    assert_eq!(
        sent(&send().form_list_exploded(list()), true),
        pairs([(name, "a b"), (name, "c;d")])
    );
    assert_eq!(
        sent(&send().form_object_exploded(point()), true),
        pairs([("x", "-1"), ("y", "b c")])
    );
    assert_eq!(
        sent(&send().form_map_exploded(map()), true),
        pairs([("one", "1&2"), ("two", "é")])
    );
    // What OpenAPI 3.2 has for cookies: as they stand.
    let list = || words(&["a%20b", "c"]);
    let point = || types::Point::new().x(-1).y("b");
    let map = || entries([("one", "1&2")]);
    assert_eq!(
        sent(&send().cookie_text("a%20b+c="), false),
        pairs([("cookie_text", "a%20b+c=")])
    );
    assert_eq!(
        sent(&send().cookie_number(1.5), false),
        pairs([("cookie_number", "1.5")])
    );
    assert_eq!(
        sent(&send().cookie_flag(true), false),
        pairs([("cookie_flag", "true")])
    );
    assert_eq!(
        sent(&send().cookie_list(list()), false),
        pairs([("cookie_list", "a%20b,c")])
    );
    assert_eq!(
        sent(&send().cookie_object(point()), false),
        pairs([("cookie_object", "x,-1,y,b")])
    );
    assert_eq!(
        sent(&send().cookie_map(map()), false),
        pairs([("cookie_map", "one,1&2")])
    );
    let name = "cookie_list_exploded";
    assert_eq!(
        sent(&send().cookie_list_exploded(list()), false),
        pairs([(name, "a%20b"), (name, "c")])
    );
    assert_eq!(
        sent(&send().cookie_object_exploded(point()), false),
        pairs([("x", "-1"), ("y", "b")])
    );
    assert_eq!(
        sent(&send().cookie_map_exploded(map()), false),
        pairs([("one", "1&2")])
    );
    // Several are one header.
    let both = send().form_text("a").cookie_text("b");
    assert_eq!(
        sent(&both, true),
        pairs([("form_text", "a"), ("cookie_text", "b")])
    );
    assert_eq!(
        wire.sent(&send().form_list(Vec::new())).header("cookie"),
        None
    );
    for refused in ["a;b", "a b", "a,b", "é", "a\tb"] {
        let request = send().cookie_text(refused).request(Checks::Off);
        assert!(request.is_err(), "{refused}");
    }
}
