//! Makes commits durable beside the writer, who works on the next group meanwhile, and answers once they are.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::path::Path;

use base::{Result, fault};
use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::watch;

use super::spawn;
use crate::handle::Written;
use crate::job::Done;

/// The writer's way to the thread that flushes. One group is on its way at most.
pub(super) struct Flusher {
    groups: Sender<Vec<Done>>,
    flushed: Receiver<()>,
    busy: bool,
}

/// The disk did not take a commit, and nobody knows what of it is there.
pub(super) struct Lost;

impl Flusher {
    /// Starts the thread. The journal is there as long as somebody has the database open.
    pub fn start(file: &Path, written: watch::Sender<Written>) -> Result<Self> {
        let mut name = OsString::from(file);
        name.push("-wal");
        let journal = OpenOptions::new().write(true).open(&name).map_err(fault)?;
        let ((groups, given), (tell, flushed)) = (bounded(1), bounded(1));
        spawn("db-flush", move || run(&journal, &given, &tell, &written))?;
        Ok(Self { groups, flushed, busy: false })
    }

    /// Whether the group before is still on its way.
    pub fn is_busy(&self) -> bool {
        self.busy
    }

    /// Tells that it arrived.
    pub fn flushed(&self) -> &Receiver<()> {
        &self.flushed
    }

    /// It arrived, or never will.
    pub fn rest(&mut self) {
        self.busy = false;
    }

    /// Takes a group that was committed, once the one before has arrived.
    pub fn take(&mut self, group: Vec<Done>) -> std::result::Result<(), Lost> {
        if self.busy {
            self.flushed.recv().map_err(|_| Lost)?;
        }
        self.busy = true;
        self.groups.send(group).map_err(|_| Lost)
    }
}

fn run(journal: &File, groups: &Receiver<Vec<Done>>, tell: &Sender<()>, written: &watch::Sender<Written>) {
    for group in groups {
        // What kept nothing wrote nothing.
        let durable = if group.iter().any(|it| it.keep) { journal.sync_data() } else { Ok(()) };
        let failed = durable.is_err();
        if let Err(failure) = &durable {
            // After such an answer the system may forget what was to be written: trying again would prove nothing.
            tracing::error!(%failure, "the disk did not take the journal; nothing is written any more until the next start");
        }
        let (mut emitted, mut apart) = (false, false);
        for done in group {
            if !failed && done.keep {
                emitted |= done.left.emitted;
                apart |= done.left.apart;
                done.left.hooks.into_iter().for_each(|hook| hook());
            }
            let lost = failed && done.keep;
            (done.answer)(if lost { Err(fault("the disk did not take the journal")) } else { Ok(()) });
        }
        if emitted {
            written.send_modify(|it| it.count_own(apart));
        }
        if failed || tell.send(()).is_err() {
            return;
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;

    use base::Failure;
    use crossbeam_channel::{bounded, unbounded};
    use tokio::sync::watch;

    use super::run;
    use crate::handle::Written;
    use crate::job::Done;
    use crate::tx::Left;

    /// Has a group flushed in which one job keeps what it wrote and one does not; answers what they were told, and whether the
    /// writer may go on.
    fn flushed(journal: &File) -> (Vec<base::Result<()>>, bool) {
        let (say, said) = unbounded();
        let group = [true, false].map(|keep| {
            let say = say.clone();
            Done { keep, left: Left::default(), answer: Box::new(move |it| drop(say.send(it))) }
        });
        let ((groups, given), (tell, flushed)) = (bounded(1), bounded(1));
        drop(groups.send(Vec::from(group)));
        drop(groups);
        run(journal, &given, &tell, &watch::channel(Written::default()).0);
        (said.try_iter().collect(), flushed.try_recv().is_ok())
    }

    #[test]
    fn nothing_is_acknowledged_that_the_disk_did_not_take_and_nothing_more_is_written() {
        // What cannot be flushed: the system refuses it for this file.
        let (told, goes_on) = flushed(&File::options().write(true).open("/dev/null").unwrap());
        assert!(matches!(told.as_slice(), [Err(Failure::Fault(_)), Ok(())]), "{told:?}");
        assert!(!goes_on);
        let file = std::env::temp_dir().join(format!("hearth-flush-{}", std::process::id()));
        let (told, goes_on) = flushed(&File::create(&file).unwrap());
        std::fs::remove_file(file).unwrap();
        assert!(matches!(told.as_slice(), [Ok(()), Ok(())]), "{told:?}");
        assert!(goes_on);
    }
}
