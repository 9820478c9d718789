//! The catalogue as a page of the documentation.

use std::fmt::Write as _;

use super::{Basis, Better, Metric, Text, Unit, all};

const HEAD: &str = "# Metrics / 指标\n\n\
<!-- Written by `UPDATE_EXPECT=1 cargo test -p measures documentation`; change crates/measures/src/catalogue instead. -->\n\n\
Every figure on a screen, in an export and in the API is one of these.\n\
屏幕、导出与接口上的每个数字都出自下表。\n\n\
A *round* (轮次) is the first handling of a case, or one after a reopening. A figure *per case* follows the case as it\n\
stands now: what a reopening undid is taken back. A figure *per round* keeps every round as it was.\n";

/// The documentation page that lists every metric.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    for metric in all() {
        // Writing into a string cannot fail.
        let _ = section(&mut page, metric);
    }
    page
}

fn section(page: &mut String, it: &Metric) -> std::fmt::Result {
    writeln!(page, "\n## {} / {}\n", it.name.en, it.name.zh)?;
    writeln!(page, "`{}`, version {}\n", it.id, it.version)?;
    both(page, "Definition / 定义", it.definition)?;
    both(page, "Formula / 公式", it.formula)?;
    both(page, "Left out / 不含", it.exclusions)?;
    writeln!(page, "- **Unit / 单位**: {}", unit(it.unit))?;
    writeln!(page, "- **Counted per / 计数对象**: {}", basis(it.basis))?;
    writeln!(page, "- **Better / 好的方向**: {}", better(it.better))?;
    let feeds: Vec<String> = it.feeds.iter().map(|kind| format!("`{kind}`")).collect();
    writeln!(page, "- **Made from / 数据来源**: {}", feeds.join(", "))
}

fn both(page: &mut String, title: &str, text: Text) -> std::fmt::Result {
    writeln!(page, "- **{title}**: {}  \n  {}", text.en, text.zh)
}

fn unit(it: Unit) -> &'static str {
    match it {
        Unit::Ms => "milliseconds / 毫秒",
        Unit::Count => "pieces / 件",
        Unit::Share => "share, 0 to 1 / 比例，0 到 1",
        Unit::PerCase => "pieces per case / 每单件数",
        Unit::PerMille => "thousandths / 千分之一",
    }
}

fn basis(it: Basis) -> &'static str {
    match it {
        Basis::Case => "case / 工单",
        Basis::Round => "round / 轮次",
        Basis::Event => "event / 事件",
        Basis::Conversation => "conversation / 会话",
    }
}

fn better(it: Better) -> &'static str {
    match it {
        Better::Up => "up / 越高越好",
        Better::Down => "down / 越低越好",
        Better::Neither => "neither / 无好坏之分",
    }
}
