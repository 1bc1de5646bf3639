//! Prints the request that asks for an order. Change schema/shop.yaml and run it again.

include!(concat!(env!("OUT_DIR"), "/shop.rs"));

fn main() {
    println!("{:?}", shop::orders::get("A-17"));
}
