//! How complete it is what is taken in: materials told at once, records with all that was asked for (CAS-2, CAS-8).

use super::{
    BLANK, Basis, FIRST_VISIT_COMPLETE, Metric, RECORD_QUALITY, RECORDS_COMPLETE, Shape, TOLD_AT_ONCE, Unit, text,
};

const ACCEPTED: &[&str] = &["cases.application_accepted.v1"];

const SHARE: Metric = Metric { exclusions: text("", ""), basis: Basis::Event, feeds: ACCEPTED, ..BLANK };

pub(super) const LIST: &[Metric] = &[
    Metric {
        no: TOLD_AT_ONCE,
        kept_as: TOLD_AT_ONCE,
        id: "told_at_once_rate",
        name: text("一次告知率", "Told at once"),
        definition: text(
            "受理的申请中，缺少的材料至多告知一次即补齐的比例。",
            "Share of accepted applications for which what was missing had to be named at most once.",
        ),
        formula: text(
            "告知次数不超过 1 次的受理申请 ÷ 受理的申请，按受理时间归期",
            "accepted applications with at most one notice ÷ applications accepted, by the time of acceptance",
        ),
        exclusions: text(
            "尚未受理的申请；不予受理的申请。",
            "Applications not accepted yet; applications that were refused.",
        ),
        ..SHARE
    },
    Metric {
        no: FIRST_VISIT_COMPLETE,
        kept_as: FIRST_VISIT_COMPLETE,
        id: "first_visit_complete_rate",
        name: text("首次到窗材料齐全率", "Complete at the first visit"),
        definition: text(
            "受理的申请中，窗口首次核对时材料即已齐全的比例。",
            "Share of accepted applications for which everything was there when the window first looked.",
        ),
        formula: text(
            "首次核对即齐全的受理申请 ÷ 受理的申请，按受理时间归期",
            "applications accepted at the first look ÷ applications accepted, by the time of acceptance",
        ),
        exclusions: text(
            "尚未受理的申请；不予受理的申请。",
            "Applications not accepted yet; applications that were refused.",
        ),
        ..SHARE
    },
    Metric {
        no: RECORD_QUALITY,
        kept_as: RECORD_QUALITY,
        id: "record_quality",
        name: text("记录质量", "Record quality"),
        definition: text(
            "受理时表单所问内容按制度权重已填的比例，取平均。",
            "The share of what the form asked for that was there at intake, by the weights of policy; the mean over cases.",
        ),
        formula: text(
            "受理时记录质量之和 ÷ 已评记录质量的工单，按受理时间归期",
            "sum of record quality at intake ÷ cases whose record was rated, by the time of the opening",
        ),
        exclusions: text(
            "制度未规定权重时受理的工单；从其他系统导入的工单。",
            "Cases taken in while policy had no weights; cases imported from other systems.",
        ),
        unit: Unit::PerMille,
        shape: Shape::Mean,
        basis: Basis::Case,
        feeds: &["cases.opened.v1"],
        ..SHARE
    },
    Metric {
        no: RECORDS_COMPLETE,
        kept_as: RECORD_QUALITY,
        id: "complete_record_rate",
        name: text("记录齐全率", "Complete records"),
        definition: text(
            "工单中表单所问内容全部填写的比例；事后补齐的也算。",
            "Share of cases whose record has all that the form asked for; what was added later counts.",
        ),
        formula: text(
            "记录质量为 100% 的工单 ÷ 已评记录质量的工单，按受理时间归期",
            "cases with a record quality of 100 % ÷ cases whose record was rated, by the time of the opening",
        ),
        exclusions: text(
            "制度未规定权重时受理的工单；从其他系统导入的工单。",
            "Cases taken in while policy had no weights; cases imported from other systems.",
        ),
        basis: Basis::Case,
        feeds: &["cases.opened.v1", "cases.edited.v1"],
        ..SHARE
    },
];
