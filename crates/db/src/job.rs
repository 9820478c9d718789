//! A transaction on its way to a database thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use base::{Failure, Result, fault};
use tokio::sync::oneshot;

use crate::Tx;
use crate::tx::Left;

/// What a job leaves behind: whether to keep its changes, and whom to tell.
pub(crate) struct Done {
    pub keep: bool,
    pub left: Left,
    /// Called after the commit, with its result.
    pub answer: Box<dyn FnOnce(Result<()>) + Send>,
}

/// A closure that runs whole on a database thread.
pub(crate) struct Job {
    /// Whether it may change anything.
    pub writes: bool,
    pub run: Box<dyn FnOnce(Tx<'_>) -> Done + Send>,
}

/// The job and where its answer arrives.
pub(crate) fn job<T: Send + 'static>(
    writes: bool,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> (Job, oneshot::Receiver<Result<T>>) {
    let (tell, told) = oneshot::channel();
    let run = Box::new(move |mut tx: Tx<'_>| {
        // A panic is a fault of this one request: its savepoint is rolled back, the thread lives on.
        let result =
            catch_unwind(AssertUnwindSafe(|| work(&mut tx))).unwrap_or_else(|_| Err(fault("a panic in a transaction")));
        let result = result.and_then(|it| tx.write_events().map(|()| it));
        let left = tx.finish();
        let keep = writes && result.is_ok();
        let answer = Box::new(move |kept: Result<()>| {
            // Nobody listens any more when the request was given up; its changes stand all the same.
            let _ = tell.send(kept.and(result));
        });
        Done { keep, left, answer }
    });
    (Job { writes, run }, told)
}

/// The thread ended before it answered: the process is stopping.
pub(crate) fn gone() -> Failure {
    Failure::Busy
}
