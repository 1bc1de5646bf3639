//! What waits, side by side.

use std::sync::Mutex;
use std::thread;

/// Tries each, several at a time: most of it is waiting.
pub fn at_once<T>(all: impl IntoIterator<Item = T, IntoIter: Send>, try_out: impl Fn(T) + Sync) {
    let left = Mutex::new(all.into_iter());
    let next = || left.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while let Some(one) = next() {
                    try_out(one);
                }
            });
        }
    });
}
