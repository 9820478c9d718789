//! A first mapping from nothing but a file's columns and its first rows, for a person to look over.

use std::collections::{BTreeMap, HashSet};

use policy::model::{Field, FieldType};

use super::{
    Attribute, CaseColumns, EventColumns, Mapping, Meaning, Meanings, Milestone, ReadOptions, Rows, Text, TimeColumn,
    Times, Words,
};
use crate::rules::clock::ClockFace;

/// Formats tried on columns that look like times; where a cell fits several, the first is taken.
const FORMATS: [&str; 16] = [
    "%Y-%m-%dT%H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M:%S%.f%:z",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y年%m月%d日 %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y",
    "%d/%m/%Y",
];

/// Words in a column's name, in lower case, that tell what it may be. The first list that fits a free column wins.
const KEY: &[&str] =
    &["case:concept:name", "case_id", "caseid", "ticket", "工单号", "工单编号", "编号", "number", "id", "key"];
const ACTIVITY: &[&str] = &["concept:name", "activity", "event", "action", "操作", "活动", "环节", "步骤"];
const STATE: &[&str] = &["lifecycle:transition", "state", "status", "状态"];
const RESOURCE: &[&str] = &["org:resource", "resource", "assignee", "agent", "handler", "经办", "处理人", "坐席"];
const GROUP: &[&str] = &["org:group", "group", "team", "department", "agency", "部门", "班组", "单位"];
const SUBJECT: &[&str] = &["subject", "title", "summary", "标题", "主题"];
const DESCRIPTION: &[&str] = &["description", "body", "complaint", "content", "内容", "诉求", "描述"];
const CLASS: &[&str] = &["class", "category", "product", "type", "reason", "类别", "分类", "类型"];
const PRIORITY: &[&str] = &["priority", "severity", "优先", "紧急"];
const CHANNEL: &[&str] = &["channel", "source", "via", "渠道", "来源", "方式"];
const CUSTOMER: &[&str] = &["customer", "caller", "user", "client", "客户", "用户"];
const REPLY: &[&str] = &["reply", "answer", "response", "答复", "回复"];
const MILESTONES: &[(Milestone, &[&str])] = &[
    (Milestone::Due, &["due", "target", "deadline", "期限", "限时", "应办结"]),
    (Milestone::Answered, &["replied", "answered", "response", "答复", "回复"]),
    (Milestone::Resolved, &["resolved", "solved", "解决"]),
    (Milestone::Closed, &["closed", "completed", "办结", "关闭", "结束"]),
    (Milestone::Accepted, &["accepted", "assigned", "受理", "接单"]),
    (
        Milestone::Opened,
        &["opened", "created", "received", "submitted", "open", "date", "登记", "创建", "时间", "日期"],
    ),
];
const MEANINGS: &[(&str, Meaning)] = &[
    ("reopen", Meaning::Reopened),
    ("open", Meaning::Opened),
    ("new", Meaning::Opened),
    ("accept", Meaning::Accepted),
    ("take in charge", Meaning::Accepted),
    ("assign", Meaning::Assigned),
    ("wait", Meaning::Paused),
    ("pending", Meaning::Paused),
    ("resolve", Meaning::Resolved),
    ("solved", Meaning::Resolved),
    ("close", Meaning::Closed),
    ("complete", Meaning::Closed),
    ("受理", Meaning::Accepted),
    ("转派", Meaning::Transferred),
    ("挂起", Meaning::Paused),
    ("解决", Meaning::Resolved),
    ("办结", Meaning::Closed),
    ("关闭", Meaning::Closed),
];

/// A column's first cells.
struct Column<'a> {
    name: &'a str,
    low: String,
    cells: Vec<&'a str>,
    format: Option<&'static str>,
}

impl Column<'_> {
    /// How well the name fits a list: its place in the list, earlier is better; an equal name before a contained one.
    fn fit(&self, words: &[&str]) -> Option<usize> {
        let equal = words.iter().position(|it| self.low == *it);
        equal.or_else(|| words.iter().position(|it| self.low.contains(it)).map(|it| it + words.len()))
    }

    fn distinct(&self) -> usize {
        self.cells.iter().collect::<HashSet<_>>().len()
    }
}

/// Free columns, taken one by one.
struct Free<'a>(Vec<Column<'a>>);

impl<'a> Free<'a> {
    fn take_where(&mut self, words: &[&str], may: impl Fn(&Column<'a>) -> bool) -> Option<Column<'a>> {
        let best = self.0.iter().enumerate().filter(|(_, it)| may(it));
        let best = best.filter_map(|(at, it)| Some((it.fit(words)?, at))).min()?;
        Some(self.0.remove(best.1))
    }

    fn text(&mut self, words: &[&str]) -> Option<Text> {
        self.take_where(words, |it| it.format.is_none()).map(|it| Text::Column(it.name.to_owned()))
    }
}

/// Guesses what the columns are. A row is taken for an event when a column looks like an activity and keys repeat,
/// else for a case. Columns without a guess become attributes; nothing of the file is left out.
///
/// - `fields`: those that policy gives to cases; a column of the same name answers it.
pub fn guess(source: &str, fields: &[Field], columns: &[String], sample: &[Vec<String>]) -> Mapping {
    let mut free = Free(columns.iter().enumerate().map(|(at, name)| look(name, at, sample)).collect());
    let formats = formats(&free.0);
    let fields = answered(&mut free, fields);
    let key = free.take_where(KEY, |it| it.format.is_none());
    let (distinct, all) = key.as_ref().map_or((0, 0), |it| (it.distinct(), it.cells.len()));
    // A key that comes twice once in a while is a slip in a list of cases.
    let told = free.0.iter().any(|it| it.fit(ACTIVITY).is_some());
    let repeated = if told { distinct < all } else { distinct * 10 < all * 9 };
    let key = Text::Column(key.map_or_else(String::new, |it| it.name.to_owned()));
    let rows = if repeated && free.0.iter().any(|it| it.fit(ACTIVITY).is_some() || it.fit(STATE).is_some()) {
        Rows::Event
    } else {
        Rows::Case
    };
    let (event, meanings, milestones) = happenings(&mut free, rows);
    let case = CaseColumns {
        key,
        subject: free.text(SUBJECT),
        description: free.text(DESCRIPTION),
        kind: None,
        class: free.text(CLASS),
        priority: free.text(PRIORITY),
        channel: free.text(CHANNEL),
        customer: free.text(CUSTOMER),
    };
    let attributes = free.0.iter().filter(|it| !it.name.is_empty());
    let attributes = attributes.map(|it| (attribute(it.name), Attribute::Column(it.name.to_owned()))).collect();
    Mapping {
        source: source.to_owned(),
        rows,
        files: Vec::new(),
        read: ReadOptions::default(),
        times: Times { formats, zone: Times::AS_WRITTEN.to_owned() },
        case,
        event,
        milestones,
        meanings,
        flags: BTreeMap::new(),
        fields,
        attributes,
    }
}

/// Columns called as a field of policy answer it.
fn answered(free: &mut Free<'_>, fields: &[Field]) -> BTreeMap<String, Text> {
    let mut answered = BTreeMap::new();
    for field in fields.iter().filter(|it| it.is != FieldType::File) {
        let names = [&field.id, &field.name.zh, &field.name.en].map(|it| it.to_lowercase());
        if let Some(at) = free.0.iter().position(|it| names.iter().any(|name| name == it.low.trim())) {
            answered.insert(field.id.clone(), Text::Column(free.0.remove(at).name.to_owned()));
        }
    }
    answered
}

fn look<'a>(name: &'a str, at: usize, sample: &'a [Vec<String>]) -> Column<'a> {
    let cells: Vec<&str> = sample.iter().filter_map(|row| row.get(at)).map(|it| it.trim()).collect();
    let filled: Vec<&str> = cells.iter().copied().filter(|it| !it.is_empty()).collect();
    // A few cells may be wrong: those are what a preview is for.
    let fits = |format: &&str| {
        let times = Times { formats: vec![(*format).to_owned()], zone: Times::AS_WRITTEN.to_owned() };
        let Ok(clock) = ClockFace::new(&times) else { return false };
        let right = filled.iter().filter(|it| it.len() >= 6 && clock.read_as_said(it).is_some()).count();
        right * 5 >= filled.len() * 3
    };
    let format = if filled.is_empty() { None } else { FORMATS.into_iter().find(fits) };
    Column { name, low: name.to_lowercase(), cells, format }
}

/// The formats found, in the order of the list: more exact ones first.
fn formats(columns: &[Column<'_>]) -> Vec<String> {
    let found: Vec<String> = FORMATS
        .iter()
        .filter(|it| columns.iter().any(|column| column.format == Some(**it)))
        .map(ToString::to_string)
        .collect();
    if found.is_empty() { vec!["%Y-%m-%d %H:%M:%S".to_owned()] } else { found }
}

fn happenings(free: &mut Free<'_>, rows: Rows) -> (EventColumns, Meanings, BTreeMap<Milestone, TimeColumn>) {
    let mut event = EventColumns::default();
    let mut meanings = Meanings::default();
    let mut milestones = BTreeMap::new();
    let words = if rows == Rows::Event { ACTIVITY } else { STATE };
    let word = free.take_where(words, |it| it.format.is_none());
    let word = word.or_else(|| free.take_where(STATE, |it| it.format.is_none()));
    if let Some(column) = word {
        meanings.words = meaning_of(&column);
        let text = Some(Text::Column(column.name.to_owned()));
        if rows == Rows::Event {
            event.activity = text;
        } else {
            (event.state, meanings.of) = (text, Words::State);
        }
    }
    if rows == Rows::Event {
        event.at = free.take_where(&["time", "date", "at", ""], |it| it.format.is_some()).as_ref().map(time);
        event.state = free.text(STATE);
    } else {
        for (milestone, words) in MILESTONES {
            if let Some(column) = free.take_where(words, |it| it.format.is_some()) {
                milestones.insert(*milestone, time(&column));
            }
        }
        event.reply = free.text(REPLY);
    }
    event.resource = free.text(RESOURCE);
    event.group = free.text(GROUP);
    (event, meanings, milestones)
}

fn time(column: &Column<'_>) -> TimeColumn {
    TimeColumn::One(column.name.to_owned())
}

fn meaning_of(column: &Column<'_>) -> BTreeMap<String, Meaning> {
    let mut words = BTreeMap::new();
    for cell in column.cells.iter().filter(|it| !it.is_empty()) {
        let low = cell.to_lowercase();
        if let Some((_, meaning)) = MEANINGS.iter().find(|(word, _)| low.contains(word)) {
            words.insert((*cell).to_owned(), *meaning);
        }
    }
    words
}

/// A column's name as an attribute: without points, and not one that reports use for something else.
fn attribute(name: &str) -> String {
    let plain = name.trim().replace('.', "_");
    if super::check::taken(&plain) { format!("{plain}_column") } else { plain }
}
