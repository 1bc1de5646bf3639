//! Work on all processors.
//!
//! What many small things are made of takes long to let go of: a tenth of a run on a large document. Another thread does it while the next stage is at work.

use std::cmp::Ordering;
use std::sync::LazyLock;
use std::thread;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The stack of a thread: types nest as deep as their authors like. The stages bound their recursion; this is the second net.
const STACK: usize = 64 * 1024 * 1024;

/// More threads than this take longer to start than they save: a third of a run can't be shared out.
const MOST: usize = 16;

/// The threads, one for each processor. `None` where the system gives none: all is done by who asks for it.
static THREADS: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let threads = ThreadPoolBuilder::new().num_threads(processors.min(MOST));
    threads.stack_size(STACK).build().ok()
});

/// Does `work` on one of the threads: what it asks for here is begun without a change of threads.
pub(crate) fn within<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*THREADS {
        Some(threads) => threads.install(work),
        None => work(),
    }
}

/// What `make` makes of each number below `count`, in order. Which processor makes which is left to chance.
pub(crate) fn each<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    match &*THREADS {
        Some(threads) => threads.install(|| {
            // So many parts that the last of them is soon done, and so few that to share them out costs nothing.
            let part = (count / 512).max(1);
            let numbers = (0..count).into_par_iter().with_max_len(part);
            numbers.map(&make).collect()
        }),
        None => (0..count).map(make).collect(),
    }
}

/// The same of what takes some microseconds each: few of it aren't worth a change of threads.
pub(crate) fn each_small<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if count < 128 {
        return (0..count).map(make).collect();
    }
    each(count, make)
}

/// Sorts; what is equal stays in its order.
pub(crate) fn sort<T: Send>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    match &*THREADS {
        Some(threads) => threads.install(|| list.par_sort_by(&compare)),
        None => list.sort_by(compare),
    }
}

/// Does `other`, and `one` meanwhile, or after it where no thread is free.
pub(crate) fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    match &*THREADS {
        Some(threads) => {
            let (other, one) = threads.join(other, one);
            (one, other)
        }
        None => (one(), other()),
    }
}

/// Lets go of a value, while the caller goes on. Where there is one processor, the caller waits.
pub(crate) fn discard<T: Send + 'static>(value: T) {
    match &*THREADS {
        Some(threads) if threads.current_num_threads() > 1 => threads.spawn(move || drop(value)),
        _ => drop(value),
    }
}
