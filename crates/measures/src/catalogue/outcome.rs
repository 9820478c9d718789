//! How well it ends.

use super::{
    ACCEPTANCE_WAIT, BLANK, Basis, Better, FIRST_CONTACT, Metric, PROMISES_KEPT, REOPENED_SHARE, RESOLUTION_IN_TIME,
    RESOLUTION_IN_TIME_EACH, RESOLVED_SHARE, RESPONSE_IN_TIME, RESPONSE_IN_TIME_EACH, RETURNED_SHARE, SATISFIED_SHARE,
    text,
};

/// What every share has in common.
const SHARE: Metric = BLANK;

const CLOCKS: &[&str] = &["cases.clock_met.v1", "cases.clock_breached.v1"];

pub(super) const LIST: &[Metric] = &[
    Metric {
        no: RESPONSE_IN_TIME,
        kept_as: RESPONSE_IN_TIME,
        id: "response_within_limit",
        name: text("首次响应及时率", "Response within limit"),
        definition: text(
            "工单受理后在时限内得到首次答复的比例。",
            "Share of cases whose first answer came within the limit.",
        ),
        formula: text(
            "按时的首轮响应时钟 ÷ 已有结果的首轮响应时钟，按出结果的时间归期",
            "first-round response clocks met ÷ those decided, by the time of the decision",
        ),
        exclusions: text(
            "没有响应时限的工单；未到期且未答复的；被取消的时钟；重新打开后的轮次。",
            "Cases without a limit; those neither answered nor due; cancelled clocks; rounds after a reopening.",
        ),
        basis: Basis::Case,
        feeds: CLOCKS,
        ..SHARE
    },
    Metric {
        no: RESPONSE_IN_TIME_EACH,
        kept_as: RESPONSE_IN_TIME_EACH,
        id: "response_within_limit_each",
        name: text("各轮响应及时率", "Response within limit, each round"),
        definition: text(
            "每一轮在时限内得到首次答复的比例。",
            "Share of rounds whose first answer came within the limit.",
        ),
        formula: text(
            "按时的响应时钟 ÷ 已有结果的响应时钟，按出结果的时间归期",
            "response clocks met ÷ those decided, by the time of the decision",
        ),
        exclusions: text(
            "没有响应时限的轮次；未到期且未答复的；被取消的时钟。",
            "Rounds without a limit; those neither answered nor due; cancelled clocks.",
        ),
        feeds: CLOCKS,
        ..SHARE
    },
    Metric {
        no: RESOLUTION_IN_TIME,
        kept_as: RESOLUTION_IN_TIME,
        id: "resolution_within_limit",
        name: text("限时办结率", "On-time completion"),
        definition: text(
            "办结的工单中，各轮办理都没有超时的比例。",
            "Share of closed cases none of whose rounds ran over its limit.",
        ),
        formula: text(
            "各轮办理时钟均按时的工单 ÷ 有办理时限的办结工单，按办结时间归期",
            "cases with every resolution clock met ÷ closed cases with a limit, by the time of closing",
        ),
        exclusions: text(
            "没有办理时限的工单；重新打开的工单到再次办结时才计。",
            "Cases without a limit; a reopened case counts when it is closed again.",
        ),
        basis: Basis::Case,
        feeds: &["cases.clock_met.v1", "cases.clock_breached.v1", "cases.closed.v1", "cases.reopened.v1"],
        ..SHARE
    },
    Metric {
        no: RESOLUTION_IN_TIME_EACH,
        kept_as: RESOLUTION_IN_TIME_EACH,
        id: "resolution_within_limit_each",
        name: text("各轮按时解决率", "Resolution within limit, each round"),
        definition: text("每一轮在办理时限内解决的比例。", "Share of rounds resolved within the limit."),
        formula: text(
            "按时的办理时钟 ÷ 已有结果的办理时钟，按出结果的时间归期",
            "resolution clocks met ÷ those decided, by the time of the decision",
        ),
        exclusions: text(
            "没有办理时限的轮次；未到期且未解决的；被取消的时钟。",
            "Rounds without a limit; those neither resolved nor due; cancelled clocks.",
        ),
        feeds: CLOCKS,
        ..SHARE
    },
    Metric {
        no: FIRST_CONTACT,
        kept_as: FIRST_CONTACT,
        id: "first_contact_resolution",
        name: text("一次解决率", "First-contact resolution"),
        definition: text(
            "首次来访的工单中，客户在规定窗口内没有就同一事项再来、工单也没有重新打开的比例；由记录算出，不由客服自报。",
            "Share of first contacts after which the customer did not come again about the same matter within the window and the case was not reopened; computed from the record, never claimed.",
        ),
        formula: text(
            "窗口内没有重复来访且未重新打开的工单 ÷ 首次办结已满窗口的首次来访工单，按首次办结时间归期",
            "cases without a repeat or a reopening ÷ first contacts whose first closing is older than the window, by the time of the first closing",
        ),
        exclusions: text(
            "本身就是重复来访的工单；首次办结尚未满窗口的工单。",
            "Cases that are repeats themselves; cases whose first closing is younger than the window.",
        ),
        basis: Basis::Case,
        feeds: &["cases.closed.v1", "cases.reopened.v1", "cases.linked.v1"],
        settles: true,
        ..SHARE
    },
    Metric {
        no: RESOLVED_SHARE,
        kept_as: RESOLVED_SHARE,
        id: "resolution_rate",
        name: text("解决率", "Resolution rate"),
        definition: text("办结的工单中问题得到解决的比例。", "Share of closed cases whose matter was resolved."),
        formula: text(
            "办结结果为已解决的工单 ÷ 办结工单，按办结时间归期；是否已解决由制度的办结结果规定，其他系统的工单看是否有解决记录",
            "cases closed with an outcome that means solved ÷ closed cases, by the time of closing; the policy says which outcomes do, and a case of another system counts as solved when a solution is on record",
        ),
        exclusions: text("重新打开的工单到再次办结时才计。", "A reopened case counts when it is closed again."),
        basis: Basis::Case,
        feeds: &["cases.resolved.v1", "cases.closed.v1", "cases.reopened.v1"],
        ..SHARE
    },
    Metric {
        no: REOPENED_SHARE,
        kept_as: REOPENED_SHARE,
        id: "reopen_rate",
        name: text("重新打开率", "Reopen rate"),
        definition: text("办结之后又重新打开的比例。", "Share of closings that were followed by a reopening."),
        formula: text(
            "之后重新打开的办结次数 ÷ 办结次数，按办结时间归期",
            "closings reopened later ÷ closings, by the time of closing",
        ),
        better: Better::Down,
        feeds: &["cases.closed.v1", "cases.reopened.v1"],
        ..SHARE
    },
    Metric {
        no: SATISFIED_SHARE,
        kept_as: SATISFIED_SHARE,
        id: "satisfaction",
        name: text("确认满意率", "Satisfaction on confirmation"),
        definition: text(
            "向客户确认结果时表示满意的比例。",
            "Share of customers who were satisfied when the result was confirmed with them.",
        ),
        formula: text(
            "满意的确认 ÷ 全部确认，按确认时间归期",
            "confirmations with a satisfied customer ÷ confirmations, by the time of the confirmation",
        ),
        exclusions: text("没有向客户确认的工单。", "Cases that were not confirmed with the customer."),
        basis: Basis::Event,
        feeds: &["cases.confirmed.v1"],
        ..SHARE
    },
    Metric {
        no: PROMISES_KEPT,
        kept_as: PROMISES_KEPT,
        id: "promise_kept_rate",
        name: text("承诺兑现率", "Promises kept"),
        definition: text("对客户的承诺按时兑现的比例。", "Share of promises to customers that were kept in time."),
        formula: text(
            "按时兑现的承诺 ÷ 已有结果的承诺，按出结果的时间归期",
            "promises kept in time ÷ promises decided, by the time of the decision",
        ),
        exclusions: text(
            "尚未到期的承诺；失约之后的补办不再计。",
            "Promises that are not due yet; what is made good after a broken promise does not count again.",
        ),
        basis: Basis::Event,
        feeds: &["cases.promise_kept.v1", "cases.promise_broken.v1"],
        ..SHARE
    },
    Metric {
        no: RETURNED_SHARE,
        kept_as: ACCEPTANCE_WAIT,
        id: "return_rate",
        name: text("退回率", "Return rate"),
        definition: text("转派被对方退回的比例。", "Share of transfers that the other side returned."),
        formula: text(
            "退回的转派 ÷ 已接收或退回的转派，按接收或退回时间归期",
            "transfers returned ÷ transfers accepted or returned, by the time of that",
        ),
        exclusions: text("尚未接收的转派。", "Transfers that are still waiting."),
        better: Better::Down,
        basis: Basis::Event,
        feeds: &["cases.transferred.v1", "cases.accepted.v1", "cases.returned.v1"],
        ..SHARE
    },
];
