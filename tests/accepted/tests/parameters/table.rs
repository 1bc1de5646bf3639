//! The table "Style Examples" of the specification, row by row.

use std::collections::HashMap;

use letterpress_accepted::fixtures::parameter_styles::table;
use letterpress_accepted::{Endpoint, Value};
use serde_json::json;
use stduritemplate::Value as Variable;

use crate::loopback::{Loopback, Received};

/// What the specification's table is about, by the names of its columns.
fn color(column: &str) -> (Value, Variable) {
    let text = |text: &str| Variable::String(text.to_owned());
    match column {
        "empty" => (json!(""), text("")),
        "string" => (json!("blue"), text("blue")),
        "array" => (
            json!(["blue", "black", "brown"]),
            Variable::List(["blue", "black", "brown"].map(text).into()),
        ),
        _ => (
            json!({"R": 100, "G": 200, "B": 150}),
            Variable::Map(
                [("R", 100), ("G", 200), ("B", 150)]
                    .map(|(name, value)| (name.to_owned(), Variable::Integer(value)))
                    .into(),
            ),
        ),
    }
}

/// A row of the table: what stands in the path, the query, the header or the cookie, a column each; none where the table says n/a.
/// With a template of RFC 6570, somebody else's expansion of it is the same.
fn row<E: Endpoint>(
    wire: &Loopback,
    make: impl Fn(Value) -> E,
    read: impl Fn(&Received) -> String,
    template: Option<&str>,
    columns: [Option<&str>; 4],
) {
    for (name, expected) in ["empty", "string", "array", "object"].iter().zip(columns) {
        let Some(expected) = expected else { continue };
        let (value, variable) = color(name);
        let received = wire.sent(&make(value));
        assert_eq!(read(&received), expected, "{} {name}", received.target);
        if let Some(template) = template {
            let variables = HashMap::from([("color".to_owned(), variable)]);
            let expanded = stduritemplate::expand(template, &variables).expect("a template");
            assert_eq!(expanded, expected, "{template} {name}");
        }
    }
}

#[test]
fn the_table_of_the_specification() {
    let wire = Loopback::start();
    let path = |received: &Received| {
        let last = received.path().rsplit('/').next().expect("a segment");
        last.strip_prefix('x')
            .expect("what stands before")
            .to_owned()
    };
    let query = |received: &Received| format!("?{}", received.query());
    let header = |received: &Received| received.header("color").expect("a header").to_owned();
    let cookie = |received: &Received| received.header("cookie").expect("cookies").to_owned();
    let (some, none) = (Some::<&str>, None);

    let columns = [
        ";color",
        ";color=blue",
        ";color=blue,black,brown",
        ";color=R,100,G,200,B,150",
    ];
    row(
        &wire,
        table::matrix,
        path,
        some("{;color}"),
        columns.map(Some),
    );
    let columns = [
        ";color",
        ";color=blue",
        ";color=blue;color=black;color=brown",
        ";R=100;G=200;B=150",
    ];
    row(
        &wire,
        table::matrix_exploded,
        path,
        some("{;color*}"),
        columns.map(Some),
    );
    let columns = [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"];
    row(
        &wire,
        table::label,
        path,
        some("{.color}"),
        columns.map(Some),
    );
    let columns = [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"];
    row(
        &wire,
        table::label_exploded,
        path,
        some("{.color*}"),
        columns.map(Some),
    );
    let columns = ["", "blue", "blue,black,brown", "R,100,G,200,B,150"];
    row(
        &wire,
        table::simple,
        path,
        some("{color}"),
        columns.map(Some),
    );
    row(
        &wire,
        |value| table::header().color(value),
        header,
        none,
        columns.map(Some),
    );
    let columns = ["", "blue", "blue,black,brown", "R=100,G=200,B=150"];
    row(
        &wire,
        table::simple_exploded,
        path,
        some("{color*}"),
        columns.map(Some),
    );
    row(
        &wire,
        |value| table::header_exploded().color(value),
        header,
        none,
        columns.map(Some),
    );

    let columns = [
        "?color=",
        "?color=blue",
        "?color=blue,black,brown",
        "?color=R,100,G,200,B,150",
    ];
    row(
        &wire,
        |value| table::form().color(value),
        query,
        some("{?color}"),
        columns.map(Some),
    );
    let columns = [
        "?color=",
        "?color=blue",
        "?color=blue&color=black&color=brown",
        "?R=100&G=200&B=150",
    ];
    row(
        &wire,
        |value| table::form_exploded().color(value),
        query,
        some("{?color*}"),
        columns.map(Some),
    );
    let columns = [
        none,
        none,
        some("?color=blue%20black%20brown"),
        some("?color=R%20100%20G%20200%20B%20150"),
    ];
    row(
        &wire,
        |value| table::space().color(value),
        query,
        none,
        columns,
    );
    let columns = [
        none,
        none,
        some("?color=blue%7Cblack%7Cbrown"),
        some("?color=R%7C100%7CG%7C200%7CB%7C150"),
    ];
    row(
        &wire,
        |value| table::pipe().color(value),
        query,
        none,
        columns,
    );
    let columns = [
        none,
        none,
        none,
        some("?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ];
    row(
        &wire,
        |value| table::deep().color(value),
        query,
        none,
        columns,
    );

    // Of 3.2; with `form`, a cookie for each item is all that its `&` can mean.
    let columns = [
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ];
    row(
        &wire,
        |value| table::cookie().color(value),
        cookie,
        none,
        columns.map(Some),
    );
    row(
        &wire,
        |value| table::cookie_form().color(value),
        cookie,
        none,
        columns.map(Some),
    );
    let columns = [
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ];
    row(
        &wire,
        |value| table::cookie_exploded().color(value),
        cookie,
        none,
        columns.map(Some),
    );
    row(
        &wire,
        |value| table::cookie_form_exploded().color(value),
        cookie,
        none,
        columns.map(Some),
    );
}

/// What the table has no word for: `explode` with the delimited styles is what it is with `form`.
#[test]
fn delimited_and_exploded() {
    let wire = Loopback::start();
    let columns = [
        None,
        Some("blue"),
        Some("?color=blue&color=black&color=brown"),
        Some("?R=100&G=200&B=150"),
    ];
    let columns = [columns[0], None, columns[2], columns[3]];
    let query = |received: &Received| format!("?{}", received.query());
    row(
        &wire,
        |value| table::space_exploded().color(value),
        query,
        None,
        columns,
    );
    row(
        &wire,
        |value| table::pipe_exploded().color(value),
        query,
        None,
        columns,
    );
}
