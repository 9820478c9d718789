//! The words of report tables in both languages. JSON and CSV keep the keys.

use web::Lang;

/// Key, Chinese, English.
const LABELS: [(&str, &str, &str); 71] = [
    ("cases", "工单", "cases"),
    ("events", "事件", "events"),
    ("activities", "活动种类", "activities"),
    ("resources", "处理人数", "resources"),
    ("groups", "班组数", "groups"),
    ("closed", "已办结", "closed"),
    ("done", "已解决或办结", "solved or closed"),
    ("open_at_end", "期末未结", "open at the end"),
    ("backward_steps", "时间倒退的步骤", "steps back in time"),
    ("zero_gap_steps", "同一时刻的步骤", "steps at the same moment"),
    ("repeated_events", "完全重复的事件", "repeated events"),
    ("events_per_case", "每单事件数", "events per case"),
    ("first_event", "最早事件", "first event"),
    ("last_event", "最晚事件", "last event"),
    ("first_opened", "最早受理", "first opened"),
    ("last_opened", "最晚受理", "last opened"),
    ("reopened", "重开", "reopened"),
    ("worked_after_resolved", "解决后又处理", "worked on after solved"),
    ("resolved_again", "多次解决", "solved more than once"),
    ("anything_after_closed", "办结后仍有事件", "anything after closed"),
    ("worked_after_done", "解决或办结后又处理", "worked on after solved or closed"),
    ("duration", "首末事件间隔", "first to last event"),
    ("start_to_accepted", "首个事件至受理", "first event to accepted"),
    ("start_to_transferred", "首个事件至转派", "first event to transferred"),
    ("start_to_answered", "首个事件至答复", "first event to answered"),
    ("start_to_resolved", "首个事件至解决", "first event to solved"),
    ("start_to_closed", "首个事件至办结", "first event to closed"),
    ("start_to_done", "首个事件至解决或办结", "first event to solved or closed"),
    ("opened_to_accepted", "受理至接单", "opened to accepted"),
    ("opened_to_transferred", "受理至转派", "opened to transferred"),
    ("opened_to_answered", "受理至答复", "opened to answered"),
    ("opened_to_resolved", "受理至解决", "opened to solved"),
    ("opened_to_closed", "受理至办结", "opened to closed"),
    ("attribute_known", "属性已知", "attribute known"),
    ("attribute_values", "属性取值数", "attribute values"),
    ("attribute_numbers", "属性数值", "attribute numbers"),
    ("customers", "客户数", "customers"),
    ("customers_with", "来访不少于次数的客户", "customers with at least"),
    ("cases_with", "涉及工单", "cases with"),
    ("per_case", "每单次数", "per case"),
    ("variants", "路径种类", "variants"),
    ("variant", "路径", "variant"),
    ("pairs", "相邻活动对", "pairs"),
    ("steps", "相邻步骤", "steps"),
    ("follows", "前后相继", "follows"),
    ("follows_after", "前后间隔", "follows after"),
    ("starts", "开始于", "starts"),
    ("ends", "结束于", "ends"),
    ("resource_handovers", "人员交接", "resource handovers"),
    ("cases_with_several_resources", "多人处理的工单", "cases with several resources"),
    ("resource_ping_pong", "人员往返", "resource ping-pong"),
    ("resources_per_case", "每单处理人数", "resources per case"),
    ("resource_handovers_per_case", "每单人员交接", "resource handovers per case"),
    ("resource_handover", "人员交接自至", "resource handover"),
    ("group_handovers", "班组交接", "group handovers"),
    ("cases_with_several_groups", "多班组处理的工单", "cases with several groups"),
    ("group_ping_pong", "班组往返", "group ping-pong"),
    ("groups_per_case", "每单班组数", "groups per case"),
    ("group_handovers_per_case", "每单班组交接", "group handovers per case"),
    ("group_handover", "班组交接自至", "group handover"),
    ("met", "按时", "in time"),
    ("missed", "超时", "late"),
    ("deadlines", "有时限", "with a deadline"),
    ("stated_met", "来源标为按时", "in time by the source"),
    ("stated_missed", "来源标为超时", "late by the source"),
    ("done_by_deadline", "时限前完成", "done by the deadline"),
    ("stated_agrees", "来源标注与时间一致", "source agrees with the times"),
    ("allowance", "时限长度", "time allowed"),
    ("open_with_deadline", "有时限未完成", "open with a deadline"),
    ("open_stated_missed", "未完成且标为超时", "open and late by the source"),
    ("clocks_met", "计时按时", "clocks met"),
];

/// Further words, of complaints and answers.
const MORE: [(&str, &str, &str); 9] = [
    ("complaints", "投诉", "complaints"),
    ("timely", "及时答复", "answered in time"),
    ("timely_of_all", "及时答复（占全部）", "answered in time, of all"),
    ("timely_unknown", "是否及时未知", "in time or not unknown"),
    ("disputed", "客户有异议", "disputed"),
    ("disputed_of_all", "客户有异议（占全部）", "disputed, of all"),
    ("disputed_unknown", "有无异议未知", "disputed or not unknown"),
    ("answered", "已答复", "answered"),
    ("answered_within", "时限内答复", "answered within"),
];

/// The name of a figure; the key itself for one without.
pub(super) fn label(key: &str, lang: Lang) -> &str {
    let found = LABELS.iter().chain(&MORE).find(|it| it.0 == key);
    found.map_or(key, |it| if lang == Lang::Zh { it.1 } else { it.2 })
}

/// The columns of a table.
pub(super) fn head(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Zh => ["指标", "分组", "值（均值）", "样本", "中位数", "九成不超过", "最大"],
        Lang::En => ["figure", "group", "value (mean)", "n", "median", "90 %", "max"],
    }
}

/// Days, hours, minutes, seconds, short.
pub(super) fn units(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::Zh => ["天", "时", "分", "秒"],
        Lang::En => ["d", "h", "m", "s"],
    }
}

/// A group of which nothing is known.
pub(super) fn unknown(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "（未知）",
        Lang::En => "(unknown)",
    }
}

/// Says that a list was cut.
pub(super) fn hidden(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 行未显示；用 --format csv 查看全部。"),
        Lang::En => format!("{count} more lines; --format csv shows all."),
    }
}
