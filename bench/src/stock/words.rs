//! Chinese texts as agents write them, put together from parts so that words have known frequencies.

use base::SeededRandom;

const DISTRICTS: [&str; 10] = ["朝阳", "城南", "东湖", "北新", "西关", "临江", "高新", "老城", "滨海", "云山"];
const ROADS: [&str; 10] =
    ["文化路", "解放大街", "滨河东路", "长青街", "学府路", "望江路", "兴业街", "翠湖路", "铁西街", "和平里"];
const MATTERS: [&str; 8] = [
    "宽带频繁掉线",
    "套餐变更咨询",
    "话费查询",
    "手机信号弱",
    "发票补开",
    "停机保号办理",
    "国际漫游开通",
    "增值业务退订",
];
const SAID: [&str; 8] = [
    "客户来电反映从昨天晚上开始每隔十几分钟掉线一次，光猫红灯闪烁，已自行重启多次无效。",
    "客户希望从次月起更换为较低档位的套餐，询问何时生效、是否产生违约金。",
    "上月费用比平时多出近三十元，希望逐项说明并发送账单短信。",
    "地下车库和低层几乎没有信号，通话经常中断，影响日常使用。",
    "营业厅打印的发票抬头有误，需要更正后重新开具并邮寄到单位。",
    "即将出差三个月，希望保留号码，询问每月费用和恢复方式。",
    "出国期间需要使用流量，询问日包价格和开通时间。",
    "未订购视频会员却连续三个月扣费，要求退订并说明订购来源。",
];
const NOTES: [&str; 6] = [
    "已电话联系客户，情况属实，客户晚上七点以后方便接电话。",
    "已查询近三个月账单与办理记录，附在工单附件中。",
    "现场人员预约明日上午上门，已短信通知客户。",
    "与责任部门沟通，预计两个工作日内给出方案。",
    "核对身份信息无误，设备日志显示夜间多次掉线。",
    "已调取通话录音，当时解释不够清楚，需要再次说明。",
];
const FAMILIES: [&str; 10] = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"];
const GIVEN: [&str; 10] = ["建国", "秀英", "思远", "欣怡", "浩然", "文博", "春燕", "志强", "佳宁", "云飞"];

fn one<'a>(of: &[&'a str], dice: &mut SeededRandom) -> &'a str {
    let at = dice.below(u64::try_from(of.len()).unwrap_or(1));
    usize::try_from(at).ok().and_then(|it| of.get(it)).copied().unwrap_or_default()
}

/// A place: one in a hundred cases has the same.
pub fn place(dice: &mut SeededRandom) -> String {
    format!("{}区{}", one(&DISTRICTS, dice), one(&ROADS, dice))
}

/// One line about a matter.
pub fn subject(dice: &mut SeededRandom) -> String {
    format!("{}：{}", place(dice), one(&MATTERS, dice))
}

/// What the customer said.
pub fn said(dice: &mut SeededRandom) -> String {
    format!("{}{}地址门牌 {} 号。", one(&SAID, dice), one(&SAID, dice), dice.below(500))
}

/// What an agent noted.
pub fn note(dice: &mut SeededRandom) -> &'static str {
    one(&NOTES, dice)
}

/// A name.
pub fn name(dice: &mut SeededRandom) -> String {
    format!("{}{}", one(&FAMILIES, dice), one(&GIVEN, dice))
}
