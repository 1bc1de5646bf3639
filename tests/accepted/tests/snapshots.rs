//! What a fixture's document makes: `expected.snap` in its folder.
//!
//! `INSTA_UPDATE=always cargo test -p letterpress-accepted --test snapshots` writes what is made now.

use std::panic::catch_unwind;
use std::path::Path;

use letterpress_accepted::{FIXTURES, OUT};

#[test]
fn each_folder_makes_what_it_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/accept");
    let mut wrong = Vec::new();
    for fixture in FIXTURES {
        let made = std::fs::read_to_string(Path::new(OUT).join(format!("{}.txt", fixture.name)))
            .expect("the build script has written it");
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(folder.join(fixture.name));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let same = settings.bind(|| catch_unwind(|| insta::assert_snapshot!("expected", made)));
        if same.is_err() {
            wrong.push(fixture.name);
        }
    }
    assert!(wrong.is_empty(), "not as expected: {wrong:?}");
}
