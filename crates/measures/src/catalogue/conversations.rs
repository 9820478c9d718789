//! How conversations go: waiting, answering, ending (CHN-7, QUA-1).

use super::{
    BLANK, Basis, Better, CONVERSATION_ABANDONED, CONVERSATION_ENDED, CONVERSATION_FIRST_RESPONSE,
    CONVERSATION_HANDED_ON, CONVERSATION_HANDLING, CONVERSATION_REOPENED, CONVERSATION_RESPONSE,
    CONVERSATION_SATISFIED, CONVERSATION_STARTED, CONVERSATION_WAIT, CONVERSATION_WITHIN, Metric, Shape, Unit, text,
};

/// What most have in common.
const MEAN: Metric =
    Metric { unit: Unit::Ms, better: Better::Down, shape: Shape::Mean, basis: Basis::Conversation, ..BLANK };

const SHARE: Metric = Metric { unit: Unit::Share, shape: Shape::Share, ..MEAN };
const COUNT: Metric = Metric { unit: Unit::Count, shape: Shape::Count, better: Better::Neither, ..MEAN };

const BEGAN: &str = "channels.began.v1";
const SAID: &str = "channels.said.v1";
const ACCEPTED: &str = "channels.accepted.v1";
const CLOSED: &str = "channels.closed.v1";
const REOPENED: &str = "channels.reopened.v1";

pub(super) const LIST: &[Metric] = &[
    Metric {
        no: CONVERSATION_STARTED,
        kept_as: CONVERSATION_STARTED,
        id: "conversations_started",
        name: text("新会话", "Conversations started"),
        definition: text("期间内开始的会话数。", "Conversations that began during the period."),
        formula: text("会话开始的个数", "number of beginnings"),
        exclusions: text("无；再次接续不算新会话。", "None; one that is taken up again is not a new one."),
        feeds: &[BEGAN],
        ..COUNT
    },
    Metric {
        no: CONVERSATION_ENDED,
        kept_as: CONVERSATION_ENDED,
        id: "conversations_ended",
        name: text("结束会话", "Conversations ended"),
        definition: text("期间内结束的会话数。", "Endings of conversations during the period."),
        formula: text("会话结束的个数", "number of endings"),
        exclusions: text(
            "无；接续后再次结束另计一次。",
            "None; ending again after it was taken up again counts again.",
        ),
        feeds: &[BEGAN, CLOSED],
        ..COUNT
    },
    Metric {
        no: CONVERSATION_WAIT,
        kept_as: CONVERSATION_WAIT,
        id: "conversation_wait",
        name: text("排队等待时长", "Wait in the queue"),
        definition: text(
            "会话进入排队到有人接起的时间。",
            "Time from entering the queue until somebody took the conversation.",
        ),
        formula: text(
            "等待时长之和 ÷ 接起次数，按接起时间归期；计接起的单位和人员",
            "sum of waits ÷ acceptances, by the time of the acceptance; counted for whoever accepted",
        ),
        exclusions: text(
            "仍在排队的；未接起即结束的，见放弃率。",
            "Those still waiting; those that ended before anybody took them, see the abandonment rate.",
        ),
        basis: Basis::Event,
        feeds: &[BEGAN, ACCEPTED],
        ..MEAN
    },
    Metric {
        no: CONVERSATION_FIRST_RESPONSE,
        kept_as: CONVERSATION_FIRST_RESPONSE,
        id: "conversation_first_response",
        name: text("会话首次响应时长", "First response in conversations"),
        definition: text(
            "客户第一句话到我方第一次答复的时间，按自然时间。",
            "Time from the customer's first word to our first answer, by the wall clock.",
        ),
        formula: text(
            "首次答复等待之和 ÷ 得到首次答复的会话，按答复时间归期",
            "sum of waits for the first answer ÷ conversations answered, by the time of the answer",
        ),
        exclusions: text(
            "未得到答复的会话；自动消息不算答复。",
            "Conversations nobody answered; automatic messages are no answer.",
        ),
        feeds: &[BEGAN, SAID],
        ..MEAN
    },
    Metric {
        no: CONVERSATION_WITHIN,
        kept_as: CONVERSATION_WITHIN,
        id: "conversation_within_limit",
        name: text("会话服务水平", "Service level of conversations"),
        definition: text(
            "首次答复在制度规定的秒数内作出的比例。",
            "Share of first answers that were given within the seconds policy allows.",
        ),
        formula: text(
            "时限内的首次答复 ÷ 有时限的首次答复，按答复时间归期",
            "first answers within the limit ÷ first answers with a limit, by the time of the answer",
        ),
        exclusions: text(
            "渠道没有首次响应时限的；从未得到答复的，计入放弃率。",
            "Channels without a target for the first answer; those never answered, which the abandonment rate counts.",
        ),
        better: Better::Up,
        feeds: &[BEGAN, SAID],
        ..SHARE
    },
    Metric {
        no: CONVERSATION_RESPONSE,
        kept_as: CONVERSATION_RESPONSE,
        id: "conversation_response",
        name: text("会话平均响应时长", "Response in conversations"),
        definition: text(
            "客户每次等待我方答复的时间，首次和后续都算。",
            "Time the customer waited for each of our answers, the first and the later ones.",
        ),
        formula: text(
            "每次等待之和 ÷ 答复次数，按答复时间归期；计答复的人员",
            "sum of waits ÷ answers, by the time of the answer; counted for whoever answered",
        ),
        exclusions: text(
            "没有客户在等时我方所说的话；内部备注。",
            "What we say while no customer waits; internal notes.",
        ),
        basis: Basis::Event,
        feeds: &[BEGAN, SAID],
        ..MEAN
    },
    Metric {
        no: CONVERSATION_HANDLING,
        kept_as: CONVERSATION_HANDLING,
        id: "conversation_handling",
        name: text("会话处理时长", "Handling time of conversations"),
        definition: text(
            "从有人接起到会话结束的时间，按自然时间。",
            "Time from the first acceptance to the end of the conversation, by the wall clock.",
        ),
        formula: text(
            "处理时长之和 ÷ 有人接起过的结束会话，按结束时间归期",
            "sum of handling times ÷ ended conversations that somebody had, by the time of the end",
        ),
        exclusions: text(
            "无人接起即结束的；接续后从再次接起算起。",
            "Those that nobody ever had; after being taken up again, it counts from the new acceptance.",
        ),
        better: Better::Neither,
        feeds: &[BEGAN, ACCEPTED, CLOSED, REOPENED],
        ..MEAN
    },
    Metric {
        no: CONVERSATION_ABANDONED,
        kept_as: CONVERSATION_ENDED,
        id: "conversation_abandonment",
        name: text("会话放弃率", "Abandonment of conversations"),
        definition: text(
            "结束的会话中，客户从未得到答复、也不是由人员结束的比例。",
            "Share of ended conversations in which nobody ever answered and which none of us ended.",
        ),
        formula: text(
            "未得答复而结束的会话 ÷ 结束的会话，按结束时间归期",
            "conversations that ended unanswered ÷ conversations that ended, by the time of the end",
        ),
        exclusions: text(
            "由人员结束的未答复会话（如骚扰）不算放弃。",
            "One that an agent ended without an answer, such as a nuisance, is not abandoned.",
        ),
        feeds: &[BEGAN, SAID, CLOSED],
        ..SHARE
    },
    Metric {
        no: CONVERSATION_HANDED_ON,
        kept_as: CONVERSATION_HANDED_ON,
        id: "conversation_handed_on",
        name: text("会话转接率", "Conversations handed on"),
        definition: text(
            "结束的会话中，至少转接过一次的比例。",
            "Share of ended conversations that were handed on at least once.",
        ),
        formula: text(
            "转接过的会话 ÷ 结束的会话，按结束时间归期",
            "conversations handed on ÷ conversations that ended, by the time of the end",
        ),
        exclusions: text("主管接管不算转接。", "A supervisor taking over is not a hand-over."),
        feeds: &[BEGAN, "channels.transferred.v1", CLOSED, REOPENED],
        ..SHARE
    },
    Metric {
        no: CONVERSATION_REOPENED,
        kept_as: CONVERSATION_REOPENED,
        id: "conversation_reopened",
        name: text("会话再接续率", "Conversations taken up again"),
        definition: text(
            "结束的会话中，之后又接续的比例。",
            "Share of ended conversations that were taken up again later.",
        ),
        formula: text(
            "结束后又接续的会话 ÷ 结束的会话，按结束时间归期",
            "ended conversations taken up again ÷ conversations that ended, by the time of the end",
        ),
        exclusions: text(
            "超过制度规定的接续时间再来的，算新会话。",
            "Whoever comes later than policy lets a conversation go on begins a new one.",
        ),
        feeds: &[BEGAN, CLOSED, REOPENED],
        ..SHARE
    },
    Metric {
        no: CONVERSATION_SATISFIED,
        kept_as: CONVERSATION_SATISFIED,
        id: "conversation_satisfaction",
        name: text("会话满意度", "Satisfaction with conversations"),
        definition: text(
            "客户评价中达到满意分数的比例；从几分起算满意由策略“在线沟通”规定，以评价时有效的为准。",
            "Share of the customers' ratings that policy `conversations` takes for satisfied when they are given.",
        ),
        formula: text(
            "满意的评价 ÷ 全部评价，按评价时间归期",
            "ratings that are satisfied ÷ all ratings, by the time of the rating",
        ),
        exclusions: text("未评价的会话。", "Conversations that were not rated."),
        better: Better::Up,
        feeds: &[BEGAN, ACCEPTED, "channels.rated.v1"],
        ..SHARE
    },
];
