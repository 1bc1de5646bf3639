//! Work on all processors.
//!
//! What many small things are made of takes long to let go of: a tenth of a run on a large document. A thread does it while the next stage is at work.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

/// The stack of a worker: types nest as deep as documents do.
const STACK: usize = 64 * 1024 * 1024;

/// What `make` makes of each number below `count`, in order. Which processor makes which is left to chance.
pub(crate) fn each<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, make(index)));
        }
    };
    let mut done = thread::scope(|scope| {
        let started: Vec<_> = (1..processors().min(count))
            .filter_map(|_| {
                let builder = thread::Builder::new().stack_size(STACK);
                // No thread to be had: this one does its work.
                builder.spawn_scoped(scope, worker).ok()
            })
            .collect();
        let mut done = worker();
        for other in started {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, made)| made).collect()
}

/// Does `one` while the caller does `other`; where no thread is to be had, one after the other.
pub(crate) fn both<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    let one = Mutex::new(Some(one));
    let take = || one.lock().unwrap_or_else(PoisonError::into_inner).take();
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let started = builder.spawn_scoped(scope, || take().map(|one| one()));
        let other = other();
        let done = match started.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => None,
        };
        let done = done.or_else(|| take().map(|one| one()));
        (done.expect("it was done by one of the two"), other)
    })
}

/// Lets go of a value, while the caller goes on. Where there is one processor, or no thread to be had, the caller waits.
pub(crate) fn discard<T: Send + 'static>(value: T) {
    if processors() > 1 {
        let builder = thread::Builder::new().stack_size(STACK);
        // A thread that can't be started drops what it was given.
        drop(builder.spawn(move || drop(value)));
    }
}

/// How many processors there are for this. To ask takes reading files of the system.
fn processors() -> usize {
    static PROCESSORS: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));
    *PROCESSORS
}
