//! What a tree of processes costs: processor time and memory, as the kernel counts them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use crate::said::{Done, while_doing};

/// Linux counts processor time in these units for programs to read, whatever its own clock does.
const TICK: Duration = Duration::from_millis(10);

/// One process, as far as `/proc/<pid>/stat` is asked.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    pid: u32,
    parent: u32,
    ended: bool,
    ticks: u64,
}

/// The numbers in a line of `/proc/<pid>/stat`. The name in brackets may hold blanks and brackets of its own.
fn stat(line: &str) -> Option<Stat> {
    let (pid, rest) = line.split_once(" (")?;
    let mut words = rest.rsplit_once(") ")?.1.split(' ');
    let state = words.next()?;
    let parent = words.next()?.parse().ok()?;
    // utime, stime, and those of children that have ended: the 14th to 17th of the line.
    let ticks = words.skip(9).take(4).map_while(|it| it.parse::<u64>().ok()).sum();
    Some(Stat { pid: pid.parse().ok()?, parent, ended: state == "Z" || state == "X", ticks })
}

fn read(pid: u32) -> Option<Stat> {
    stat(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// Every process there is, by its id.
fn all() -> Done<BTreeMap<u32, Stat>> {
    let folders = fs::read_dir("/proc").map_err(while_doing("reading /proc"))?;
    let pids = folders.flatten().filter_map(|it| it.file_name().to_str()?.parse().ok());
    Ok(pids.filter_map(read).map(|it| (it.pid, it)).collect())
}

/// Those at or below these roots.
fn tree(roots: &[u32], all: &BTreeMap<u32, Stat>) -> BTreeSet<u32> {
    let mut found: BTreeSet<u32> = roots.iter().copied().collect();
    loop {
        let more: Vec<u32> =
            all.values().filter(|it| found.contains(&it.parent) && !found.contains(&it.pid)).map(|it| it.pid).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// Processor time of these processes and all below them since each began, user and kernel, those that ended included.
pub fn cpu(roots: &[u32]) -> Done<Duration> {
    let all = all()?;
    let ticks: u64 = tree(roots, &all).iter().filter_map(|it| all.get(it)).map(|it| it.ticks).sum();
    Ok(TICK * u32::try_from(ticks).map_err(while_doing("counting processor time"))?)
}

/// How long use is watched to see whether it is rest.
const WATCHED: Duration = Duration::from_millis(1500);

/// What these processes use while nobody asks them anything, as a share of a processor; nothing when they did not come to
/// rest. They rest while they use less than a tenth of a processor: looks at a database server for what others wrote go on
/// for ever, and work that was left to be done takes all it gets.
pub fn wait_for_rest(roots: &[u32], at_most: Duration) -> Done<Option<f64>> {
    let begun = std::time::Instant::now();
    let mut before = cpu(roots)?;
    while begun.elapsed() < at_most {
        std::thread::sleep(WATCHED);
        let now = cpu(roots)?;
        let share = now.saturating_sub(before).as_secs_f64() / WATCHED.as_secs_f64();
        if share < 0.1 {
            return Ok(Some(share));
        }
        before = now;
    }
    Ok(None)
}

/// A process's memory, in kilobytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// All pages in memory, shared ones in full.
    pub rss: u64,
    /// The same with shared pages divided among those who share them.
    pub pss: u64,
}

/// The number of kilobytes on a line such as `Pss:   123 kB`.
fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|it| it.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The memory of one process now.
pub fn memory(pid: u32) -> Done<Memory> {
    let file = format!("/proc/{pid}/smaps_rollup");
    let text = fs::read_to_string(&file).map_err(while_doing(&file))?;
    let of = |name| kilobytes(&text, name).ok_or_else(|| format!("{file} does not say {name}"));
    Ok(Memory { rss: of("Rss:")?, pss: of("Pss:")? })
}

/// What a command cost from its start to its end.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// Processor time, user and kernel.
    pub cpu: Duration,
    /// Time on the wall.
    pub wall: Duration,
    /// The most memory it ever held, in kilobytes; looked at every 10 ms.
    pub most_rss: u64,
}

/// Waits for a command and says what it cost. It is looked at before it is reaped: then the kernel still knows.
pub fn wait(child: &mut std::process::Child) -> Done<Spent> {
    let (begun, pid, mut most_rss) = (std::time::Instant::now(), child.id(), 0);
    loop {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        most_rss = most_rss.max(kilobytes(&status, "VmHWM:").unwrap_or(0));
        let now = read(pid).ok_or("the command is gone")?;
        if now.ended {
            let wall = begun.elapsed();
            let cpu = TICK * u32::try_from(now.ticks).map_err(while_doing("counting processor time"))?;
            let status = child.wait().map_err(while_doing("waiting"))?;
            return if status.success() {
                Ok(Spent { cpu, wall, most_rss })
            } else {
                Err(format!("ended with {status}"))
            };
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use super::{Stat, kilobytes, stat};

    #[test]
    fn a_name_with_brackets_does_not_shift_the_numbers() {
        let line = "42 (a (b) c) S 7 42 42 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 1 0 5 6 7";
        assert_eq!(stat(line), Some(Stat { pid: 42, parent: 7, ended: false, ticks: 127 }));
        assert_eq!(stat("nonsense"), None);
    }

    #[test]
    fn kilobytes_are_read_by_name() {
        assert_eq!(kilobytes("Rss:      12 kB\nPss:       7 kB\n", "Pss:"), Some(7));
    }
}
