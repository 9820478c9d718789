//! How long it takes.

use super::{
    ACCEPTANCE_WAIT, BLANK, Basis, Better, FIRST_RESPONSE, FIRST_RESPONSE_EACH, FIRST_RESPONSE_WORKING, Metric,
    RESOLUTION, RESOLUTION_EACH, RESOLUTION_WORKING, STEP_TIME, Shape, Text, Unit, text,
};

/// What all durations leave out.
const BACKWARDS: Text = text("结束早于开始的记录。", "Records whose end lies before their start.");

/// What every duration has in common.
const DURATION: Metric =
    Metric { exclusions: BACKWARDS, unit: Unit::Ms, better: Better::Down, shape: Shape::Mean, ..BLANK };

const ANSWERS: &[&str] = &["cases.answered.v1", "cases.replied.v1", "cases.reopened.v1"];
const ENDS: &[&str] = &["cases.opened.v1", "cases.reopened.v1", "cases.resolved.v1", "cases.closed.v1"];

pub(super) const LIST: &[Metric] = &[
    Metric {
        no: FIRST_RESPONSE,
        kept_as: FIRST_RESPONSE,
        id: "first_response_time",
        name: text("首次响应时长", "First response time"),
        definition: text(
            "从受理到第一次答复客户的自然时长。",
            "Wall-clock time from the opening to the first answer to the customer.",
        ),
        formula: text("首次答复时间 - 受理时间，按答复时间归期", "first answer - opening, by the time of the answer"),
        exclusions: text(
            "尚未答复的工单；重新打开后的答复；结束早于开始的记录。",
            "Cases without an answer; answers after a reopening; records whose end lies before their start.",
        ),
        basis: Basis::Case,
        feeds: &["cases.answered.v1"],
        ..DURATION
    },
    Metric {
        no: FIRST_RESPONSE_EACH,
        kept_as: FIRST_RESPONSE_EACH,
        id: "first_response_time_each",
        name: text("各轮首次响应时长", "First response time, each round"),
        definition: text(
            "每一轮（首次办理及每次重新打开）从开始到第一次答复客户的自然时长。",
            "Wall-clock time from the start of each round (the first handling and each reopening) to its first answer to the customer.",
        ),
        formula: text(
            "本轮首次答复时间 - 本轮开始时间，按答复时间归期",
            "first answer of the round - start of the round, by the time of the answer",
        ),
        feeds: ANSWERS,
        ..DURATION
    },
    Metric {
        no: FIRST_RESPONSE_WORKING,
        kept_as: FIRST_RESPONSE_WORKING,
        id: "first_response_working",
        name: text("首次响应工作时长", "First response time, working hours"),
        definition: text(
            "从受理到第一次答复客户的工作时长，按当时的组织工作日历。",
            "Working time from the opening to the first answer to the customer, by the organisation's calendar in force.",
        ),
        formula: text(
            "首次答复时间 - 受理时间中的工作时间，按答复时间归期",
            "working time between opening and first answer, by the time of the answer",
        ),
        exclusions: text(
            "尚未答复的工单；重新打开后的答复；结束早于开始的记录。",
            "Cases without an answer; answers after a reopening; records whose end lies before their start.",
        ),
        basis: Basis::Case,
        feeds: &["cases.answered.v1"],
        ..DURATION
    },
    Metric {
        no: RESOLUTION,
        kept_as: RESOLUTION,
        id: "resolution_time",
        name: text("办理时长", "Resolution time"),
        definition: text("从受理到最后一次办结的自然时长。", "Wall-clock time from the opening to the last closing."),
        formula: text("最后办结时间 - 受理时间，按办结时间归期", "last closing - opening, by the time of closing"),
        exclusions: text(
            "未办结的工单；重新打开的工单到再次办结时才计。",
            "Cases that are not closed; a reopened case counts when it is closed again.",
        ),
        basis: Basis::Case,
        feeds: &["cases.opened.v1", "cases.closed.v1", "cases.reopened.v1"],
        ..DURATION
    },
    Metric {
        no: RESOLUTION_EACH,
        kept_as: RESOLUTION_EACH,
        id: "resolution_time_each",
        name: text("各轮解决时长", "Resolution time, each round"),
        definition: text(
            "每一轮从开始到解决（没有解决记录时到办结）的自然时长。",
            "Wall-clock time of each round from its start until it was resolved (until it was closed, when no resolution is on record).",
        ),
        formula: text(
            "本轮首次解决时间 - 本轮开始时间，按解决时间归期",
            "first resolution of the round - start of the round, by the time of the resolution",
        ),
        feeds: ENDS,
        ..DURATION
    },
    Metric {
        no: RESOLUTION_WORKING,
        kept_as: RESOLUTION_WORKING,
        id: "resolution_working",
        name: text("解决工作时长", "Resolution time, working hours"),
        definition: text(
            "每一轮从开始到解决（首轮没有解决记录时到办结）的工作时长，按当时的组织工作日历。",
            "Working time of each round from its start until it was resolved (until it was closed, when the first round has no resolution on record), by the organisation's calendar in force.",
        ),
        formula: text(
            "本轮开始到首次解决之间的工作时间，按解决时间归期",
            "working time between the start of the round and its first resolution, by the time of the resolution",
        ),
        exclusions: text(
            "重新打开后没有解决记录就办结的轮次；结束早于开始的记录。",
            "Rounds after a reopening that were closed without a resolution; records whose end lies before their start.",
        ),
        feeds: &["cases.resolved.v1", "cases.closed.v1"],
        ..DURATION
    },
    Metric {
        no: ACCEPTANCE_WAIT,
        kept_as: ACCEPTANCE_WAIT,
        id: "acceptance_wait",
        name: text("转派等待时长", "Acceptance wait"),
        definition: text(
            "转派后到对方接收或退回的自然时长。",
            "Wall-clock time from a transfer until the other side accepted or returned it.",
        ),
        formula: text(
            "接收或退回时间 - 转派时间，按接收或退回时间归期",
            "acceptance or return - transfer, by the time of the acceptance or return",
        ),
        basis: Basis::Event,
        feeds: &["cases.transferred.v1", "cases.accepted.v1", "cases.returned.v1"],
        ..DURATION
    },
    Metric {
        no: STEP_TIME,
        kept_as: STEP_TIME,
        id: "step_time",
        name: text("各环节办理时长", "Handling time per step"),
        definition: text(
            "工单停留在每个环节的自然时长，含等待与暂停；可按环节拆分。",
            "Wall-clock time a case stays in a step, waits and pauses included; can be broken down by step.",
        ),
        formula: text(
            "离开环节的时间 - 进入环节的时间，按离开时间归期",
            "leaving the step - entering it, by the time of leaving",
        ),
        basis: Basis::Event,
        feeds: &["cases.opened.v1", "cases.stepped.v1", "cases.closed.v1", "cases.reopened.v1"],
        ..DURATION
    },
];
