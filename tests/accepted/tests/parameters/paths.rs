//! Parameters of the path.

use letterpress_accepted::fixtures::parameter_styles::path;

use crate::loopback::Loopback;
use crate::read::{decoded, map, point, segments, words};

#[test]
fn paths() {
    let wire = Loopback::start();
    let names = ["text", "number", "flag", "list", "object", "map"];
    let list = || words(&["a/b", "c;d,e"]);
    macro_rules! sent {
        ($style:ident) => {{
            let endpoint = path::$style("é?", -1.5, true, list(), point(), map());
            let received = wire.sent(&endpoint);
            segments(&received, concat!("/path/", stringify!($style)), &names)
        }};
    }
    // Each piece between separators is decoded by itself: no separator is encoded, and no piece holds one.
    let pieces = |text: &str, separator: char| {
        text.split(separator)
            .map(|piece| piece.split('=').map(decoded).collect::<Vec<_>>().join("="))
            .collect::<Vec<_>>()
    };
    let simple = sent!(simple);
    assert_eq!(simple[..3], ["%C3%A9%3F", "-1.5", "true"]);
    assert_eq!(decoded(&simple[0]), "é?");
    assert_eq!(pieces(&simple[3], ','), ["a/b", "c;d,e"]);
    assert_eq!(pieces(&simple[4], ','), ["x", "-1", "y", "b c"]);
    assert_eq!(pieces(&simple[5], ','), ["one", "1&2", "two", "é"]);
    let exploded = sent!(simple_exploded);
    assert_eq!(exploded[..4], simple[..4]);
    assert_eq!(pieces(&exploded[4], ','), ["x=-1", "y=b c"]);
    assert_eq!(pieces(&exploded[5], ','), ["one=1&2", "two=é"]);

    let label = sent!(label);
    assert_eq!(label[..3], [".%C3%A9%3F", ".-1.5", ".true"]);
    assert_eq!(pieces(&label[3][1..], ','), ["a/b", "c;d,e"]);
    assert_eq!(pieces(&label[4][1..], ','), ["x", "-1", "y", "b c"]);
    let exploded = sent!(label_exploded);
    assert_eq!(exploded[..3], label[..3]);
    assert_eq!(pieces(&exploded[3], '.'), ["", "a/b", "c;d,e"]);
    assert_eq!(pieces(&exploded[4], '.'), ["", "x=-1", "y=b c"]);
    assert_eq!(pieces(&exploded[5], '.'), ["", "one=1&2", "two=é"]);

    let matrix = sent!(matrix);
    assert_eq!(pieces(&matrix[0], ';'), ["", "text=é?"]);
    assert_eq!(matrix[1..3], [";number=-1.5", ";flag=true"]);
    assert_eq!(
        pieces(matrix[3].trim_start_matches(";list="), ','),
        ["a/b", "c;d,e"]
    );
    assert_eq!(matrix[4], ";object=x,-1,y,b%20c");
    let exploded = sent!(matrix_exploded);
    assert_eq!(exploded[..3], matrix[..3]);
    assert_eq!(pieces(&exploded[3], ';'), ["", "list=a/b", "list=c;d,e"]);
    assert_eq!(pieces(&exploded[4], ';'), ["", "x=-1", "y=b c"]);
    assert_eq!(pieces(&exploded[5], ';'), ["", "one=1&2", "two=é"]);
}
