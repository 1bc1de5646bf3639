//! What is printed for a small API that has one of everything.

mod mini;

use letterpress::emit::emit;

/// Writes the crate where the variable says: for a look, and for a compiler.
#[test]
#[ignore = "writes a crate for a compiler to check"]
fn write_out() {
    let folder = std::env::var("EMIT_TO").expect("EMIT_TO names a folder");
    for (path, text) in emit(&mini::api()).files.0 {
        let path = std::path::Path::new(&folder).join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}
