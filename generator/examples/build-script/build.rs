//! Makes `OUT_DIR/shop.rs` of `schema/shop.yaml`, and again when the document changes.

fn main() -> Result<(), letterpress::build::Failure> {
    letterpress::build::Module::new("schema/shop.yaml").write()
}
