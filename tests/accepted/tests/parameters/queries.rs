//! Parameters of the query.

use std::collections::HashMap;

use letterpress_accepted::fixtures::parameter_styles::{query, types};
use letterpress_accepted::{Checks, Endpoint, Entries};
use serde_json::json;

use crate::loopback::Loopback;
use crate::read::{decoded, map, pairs, point, read_nested, read_query, words};

#[test]
fn queries() {
    let wire = Loopback::start();
    let list = || words(&["a,b", "c&d=e"]);
    macro_rules! sent {
        ($name:ident, $value:expr) => {
            read_query(&wire.sent(&query::find().$name($value)))
        };
    }
    macro_rules! scalars {
        ($($text:ident $number:ident $flag:ident),*) => {$(
            for text in ["", "blue", "a+b &c=d#%20é\"<|>\r\n"] {
                assert_eq!(sent!($text, text), pairs([(stringify!($text), text)]));
            }
            for (number, text) in [(-1.5, "-1.5"), (300.0, "300"), (1e21, "1e21")] {
                assert_eq!(sent!($number, number), pairs([(stringify!($number), text)]));
            }
            assert_eq!(sent!($flag, false), pairs([(stringify!($flag), "false")]));
        )*};
    }
    scalars!(
        form_text form_number form_flag,
        form_exploded_text form_exploded_number form_exploded_flag,
        space_text space_number space_flag,
        space_exploded_text space_exploded_number space_exploded_flag,
        pipe_text pipe_number pipe_flag,
        pipe_exploded_text pipe_exploded_number pipe_exploded_flag,
        deep_text deep_number deep_flag
    );
    // A comma in an item is told from one between items before the query is decoded.
    let form = wire.sent(&query::find().form_list(list()));
    let (name, value) = form.query().split_once('=').expect("a pair");
    assert_eq!(name, "form_list");
    assert_eq!(value.split(',').map(decoded).collect::<Vec<_>>(), list());
    assert_eq!(
        sent!(form_object, point()),
        pairs([("form_object", "x,-1,y,b c")])
    );
    assert_eq!(
        sent!(form_map, map()),
        pairs([("form_map", "one,1&2,two,é")])
    );
    assert_eq!(
        sent!(space_list, list()),
        pairs([("space_list", "a,b c&d=e")])
    );
    assert_eq!(
        sent!(space_map, map()),
        pairs([("space_map", "one 1&2 two é")])
    );
    assert_eq!(
        sent!(pipe_list, list()),
        pairs([("pipe_list", "a,b|c&d=e")])
    );
    assert_eq!(
        sent!(pipe_object, point()),
        pairs([("pipe_object", "x|-1|y|b c")])
    );
    assert_eq!(
        sent!(pipe_map, map()),
        pairs([("pipe_map", "one|1&2|two|é")])
    );
    macro_rules! exploded {
        ($($list:ident $object:ident $map:ident),*) => {$(
            let name = stringify!($list);
            assert_eq!(sent!($list, list()), pairs([(name, "a,b"), (name, "c&d=e")]));
            assert_eq!(sent!($object, point()), pairs([("x", "-1"), ("y", "b c")]));
            assert_eq!(sent!($map, map()), pairs([("one", "1&2"), ("two", "é")]));
        )*};
    }
    exploded!(
        form_exploded_list form_exploded_object form_exploded_map,
        space_exploded_list space_exploded_object space_exploded_map,
        pipe_exploded_list pipe_exploded_object pipe_exploded_map
    );
    macro_rules! nested {
        ($name:ident, $value:expr) => {
            read_nested(&wire.sent(&query::find().$name($value)))[stringify!($name)].clone()
        };
    }
    assert_eq!(
        nested!(deep_object, point()),
        json!({"x": "-1", "y": "b c"})
    );
    assert_eq!(nested!(deep_map, map()), json!({"one": "1&2", "two": "é"}));
    let deep: HashMap<String, Vec<String>> = serde_qs::Config::new()
        .use_form_encoding(true)
        .deserialize_str(wire.sent(&query::find().deep_list(list())).query())
        .expect("a list");
    assert_eq!(deep["deep_list"], list());

    // Nothing is sent for what has nothing in it, and for what is left out.
    macro_rules! nothing {
        ($($list:ident $map:ident),*) => {$(
            assert_eq!(wire.sent(&query::find().$list(Vec::new())).target, "/query");
            assert_eq!(wire.sent(&query::find().$map(Entries::new())).target, "/query");
        )*};
    }
    nothing!(form_list form_map, form_exploded_list form_exploded_map, space_list space_map,
        space_exploded_list space_exploded_map, pipe_list pipe_map, pipe_exploded_list pipe_exploded_map, deep_list deep_map);
    assert_eq!(wire.sent(&query::find()).target, "/query");
    assert_eq!(
        wire.sent(&query::find().form_object(types::Point::new()))
            .target,
        "/query"
    );

    // What a server would take for two items goes nowhere.
    let refused = |endpoint: query::Find| {
        let error = endpoint.request(Checks::Off).map(drop);
        error.expect_err("it is refused").to_string()
    };
    assert!(refused(query::find().space_list(words(&["a b"]))).contains("a space in an item"));
    assert!(refused(query::find().pipe_list(words(&["a|b"]))).contains("`|` in an item"));
}
