//! Files as another system exports them, with the mappings that say which column is what.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use base::{SeededRandom, Span, Stamp};

use crate::said::{Done, while_doing};

/// Where a case goes: the words of each row, and whether the last two are written for open cases.
const WAY: [(&str, &str); 10] = [
    ("受理", "opened"),
    ("派单", "assigned"),
    ("接单", "accepted"),
    ("核实", "recorded"),
    ("转派", "transferred"),
    ("部门接单", "accepted"),
    ("处理", "recorded"),
    ("答复客户", "answered"),
    ("解决", "resolved"),
    ("办结", "closed"),
];
const TEAMS: [&str; 8] = ["热线一组", "热线二组", "在线组", "投诉组", "网络部", "账务部", "运维部", "大厅组"];
const MATTERS: [&str; 4] = ["宽带频繁掉线", "套餐变更咨询", "话费查询", "手机信号弱"];
const REMARK: &str =
    "客户来电反映从昨天晚上开始每隔十几分钟掉线一次，光猫红灯闪烁，已自行重启多次无效，要求尽快上门处理。";

/// The mapping of [`events`].
const EVENTS: &str = r#"
source = "bench"
rows = "event"
[times]
formats = ["%Y-%m-%d %H:%M:%S"]
zone = "Asia/Shanghai"
[case]
key = "case_id"
subject = "subject"
kind = { is = "fault" }
class = "category"
priority = "priority"
channel = "channel"
[event]
at = "at"
activity = "activity"
resource = "agent"
group = "team"
[attributes]
remark = "remark"
"#;

/// The mapping of [`month`].
const MONTH: &str = r#"
source = "bench_month"
rows = "case"
[times]
formats = ["%Y-%m-%d %H:%M:%S"]
zone = "Asia/Shanghai"
[case]
key = "case_id"
kind = "kind"
channel = "channel"
priority = "priority"
[milestones]
opened = "opened"
answered = "answered"
resolved = "resolved"
closed = "closed"
"#;

/// A file to be imported and its mapping.
#[derive(Debug)]
pub struct Export {
    /// The rows.
    pub file: PathBuf,
    /// Which column is what.
    pub mapping: PathBuf,
}

impl Export {
    fn new(folder: &Path, mapping: &str) -> Done<Self> {
        fs::create_dir_all(folder).map_err(while_doing(folder.display()))?;
        let made = Self { file: folder.join("export.csv"), mapping: folder.join("mapping.toml") };
        fs::write(&made.mapping, mapping).map_err(while_doing(made.mapping.display()))?;
        Ok(made)
    }

    /// How large the file is, in bytes.
    pub fn bytes(&self) -> Done<u64> {
        Ok(fs::metadata(&self.file).map_err(while_doing(self.file.display()))?.len())
    }
}

/// A moment as the file writes it.
fn written(at: Stamp) -> String {
    let text = at.to_string();
    text.get(..19).unwrap_or(&text).replace('T', " ")
}

fn one<'a>(of: &[&'a str], number: u64) -> &'a str {
    usize::try_from(number).ok().and_then(|it| of.get(it % of.len())).copied().unwrap_or_default()
}

/// 2026-01-05, a Monday.
const BEGIN: Stamp = Stamp(1_767_571_200_000);

/// So many rows, ten for each case, in the order of time as logs are, cases interleaved. With `wide` each row carries a
/// long remark and twenty columns that are mostly empty: about one kilobyte.
pub fn events(folder: &Path, rows: u64, wide: bool) -> Done<Export> {
    let words: Vec<String> = WAY.iter().map(|(word, meaning)| format!("\"{word}\" = \"{meaning}\"")).collect();
    let export = Export::new(folder, &format!("{EVENTS}[meanings.words]\n{}\n", words.join("\n")))?;
    let mut order: Vec<(i64, u64, u64)> = Vec::new();
    for case in 0..rows / 10 {
        let mut dice = SeededRandom::new(case);
        // Ninety days, cases spread evenly.
        let mut at = BEGIN.0 + i64::try_from(case * 7_776_000 / (rows / 10).max(1)).unwrap_or(0) * 1000;
        for step in 0..10 {
            order.push((at, case, step));
            at += 1000 * i64::try_from(60 + dice.below(20_000)).unwrap_or(0);
        }
    }
    order.sort_unstable();
    let file = File::create(&export.file).map_err(while_doing(export.file.display()))?;
    let mut to = BufWriter::with_capacity(1 << 20, file);
    let done = write_events(&mut to, &order, wide).and_then(|()| to.flush());
    done.map_err(while_doing(export.file.display()))?;
    Ok(export)
}

fn write_events(to: &mut impl Write, order: &[(i64, u64, u64)], wide: bool) -> std::io::Result<()> {
    let extra = if wide { 20 } else { 0 };
    let empty: Vec<String> = (0..extra).map(|it| format!(",extra_{it}")).collect();
    writeln!(to, "case_id,at,activity,agent,team,subject,category,priority,channel,remark{}", empty.concat())?;
    let remark = REMARK.repeat(6);
    for (at, case, step) in order {
        let activity = match one(&WAY.map(|it| it.0), *step) {
            // One case in five stays open.
            "解决" | "办结" if case % 5 == 0 => "处理",
            word => word,
        };
        let (agent, team) = (100 + (case + step) % 40, one(&TEAMS, case / 7 + step / 4));
        let (subject, category) = (one(&MATTERS, *case), one(&["网络", "资费", "账单", "设备", "服务"], case / 3));
        let (priority, channel) = (one(&["普通", "紧急", "低"], case / 11), one(&["电话", "网站", "微信"], case / 5));
        let at = written(Stamp(*at));
        write!(to, "W{case:08},{at},{activity},A{agent},{team},{subject}{case},{category},{priority},{channel},")?;
        if wide {
            write!(to, "{remark}{case}{}", ",".repeat(extra))?;
            if case % 9 == *step {
                write!(to, "yes")?;
            }
        }
        writeln!(to)?;
    }
    Ok(())
}

/// So many cases, all of October 2026, a row each with the times of what happened to it.
pub fn month(folder: &Path, cases: u64) -> Done<Export> {
    let export = Export::new(folder, MONTH)?;
    let file = File::create(&export.file).map_err(while_doing(export.file.display()))?;
    let mut to = BufWriter::with_capacity(1 << 20, file);
    let done = write_month(&mut to, cases).and_then(|()| to.flush());
    done.map_err(while_doing(export.file.display()))?;
    Ok(export)
}

/// The beginning of October 2026, as the wall clock has it.
const OCTOBER: Stamp = Stamp(1_790_812_800_000);

fn write_month(to: &mut impl Write, cases: u64) -> std::io::Result<()> {
    writeln!(to, "case_id,kind,channel,priority,opened,answered,resolved,closed")?;
    let long =
        |dice: &mut SeededRandom, most: u64| Span::SECOND.times(i64::try_from(30 + dice.below(most)).unwrap_or(0));
    for case in 0..cases {
        let mut dice = SeededRandom::new(case);
        // Closed within the month too: opened in its first 28 days.
        let opened = OCTOBER + Span::SECOND.times(i64::try_from(case * 2_419_200 / cases.max(1)).unwrap_or(0));
        let answered = opened + long(&mut dice, 7200);
        let resolved = answered + long(&mut dice, 160_000);
        let closed = resolved + long(&mut dice, 40_000);
        let (kind, channel) =
            (one(&["inquiry", "service_request", "complaint", "fault"], dice.below(4)), dice.below(5));
        let (channel, priority) = (one(&["phone", "chat", "email", "portal", "hall"], channel), dice.below(4));
        let priority = one(&["low", "normal", "high", "urgent"], priority);
        let [opened, answered, resolved, closed] = [opened, answered, resolved, closed].map(written);
        writeln!(to, "M{case:08},{kind},{channel},{priority},{opened},{answered},{resolved},{closed}")?;
    }
    Ok(())
}
