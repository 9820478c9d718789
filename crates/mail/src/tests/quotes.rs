use crate::quote::fold;

/// What is said stays, and what stands below is folded away.
fn folds(said: &str, quoted: &str) {
    let it = fold(&format!("{said}\n\n{quoted}\n"));
    assert_eq!((it.said.as_str(), it.quoted.as_deref()), (said, Some(quoted)), "{quoted}");
}

#[test]
fn the_forms_of_common_programs_are_folded() {
    let said = "谢谢，我收到了。\n还有一个问题：发票呢？";
    for quoted in [
        // Gmail, English and Chinese
        "On Mon, Nov 23, 2026 at 9:30 AM Support <support@shop.example> wrote:\n\n> Hello\n> there",
        "On Mon, Nov 23, 2026 at 9:30 AM Support at a shop with a long name\n<support@shop.example> wrote:\n\n> Hello",
        "客服 <support@shop.example> 于2026年11月23日周一 09:30写道：\n\n> 您好",
        // Apple Mail
        "> 2026年11月23日 上午9:30，客服 <support@shop.example> 写道：\n> \n> 您好",
        "> On 23 Nov 2026, at 09:30, Support <support@shop.example> wrote:\n> \n> Hello",
        // QQ Mail
        "------------------ 原始邮件 ------------------\n发件人: \"客服\" <support@shop.example>;\n发送时间: 2026年11月23日(星期一) 上午9:30\n收件人: \"王\"<wang@qq.com>;\n主题: Re: 发票\n\n您好",
        "------------------&nbsp;原始邮件&nbsp;------------------\n发件人: \"客服\" <support@shop.example>;\n发送时间: 2026年11月23日\n收件人: \"王\"<wang@qq.com>;\n\n您好".trim_start_matches("------------------&nbsp;原始邮件&nbsp;------------------\n"),
        // 163
        "---- 回复的原邮件 ----\n| 发件人 | 客服<support@shop.example> |\n| 发送日期 | 2026年11月23日 09:30 |\n您好",
        "在 2026-11-23 09:30:12，\"客服\" <support@shop.example> 写道：\n\n您好",
        // Foxmail
        "发件人： 客服\n发送时间： 2026-11-23 09:30\n收件人： 王\n主题： Re: 发票\n您好",
        // Outlook
        "-----Original Message-----\nFrom: Support\nSent: Monday\nTo: Wang\n\nHello",
        "发件人: 客服 <support@shop.example>\n发送时间: 2026年11月23日 9:30\n收件人: 王 <wang@b.example>\n主题: RE: 发票\n\n您好",
        "*From:* Support <support@shop.example>\n*Sent:* Monday\n*To:* Wang\n*Subject:* RE: invoice\n\nHello",
        // Traditional
        "寄件者: 客服 <support@shop.example>\n寄件日期: 2026年11月23日\n收件者: 王\n主旨: 發票\n\n您好",
        "客服 <support@shop.example> 於 2026年11月23日 週一 09:30 寫道：\n\n> 您好",
        // Plain
        "> Hello\n> there",
    ] {
        folds(said, quoted);
    }
}

#[test]
fn nothing_is_folded_where_somebody_answers_between_the_lines() {
    let text = "My answers below.\n\nOn Mon, 23 Nov 2026, Support <s@shop.example> wrote:\n> Which size?\nLarge.\n> Which colour?\nRed.";
    assert_eq!(fold(text).quoted, None);
    assert_eq!(fold(text).said, text);
}

#[test]
fn what_a_customer_tells_is_not_taken_for_a_mark() {
    for text in [
        "你们的客服昨天写道：\n不退款。\n这合理吗？",
        "From: Beijing\nI would like to send a parcel.",
        "On Monday I was told\nthat somebody wrote:\nnothing.",
        "发件人是谁：不知道\n请查一下",
        "----\nhello",
        "",
    ] {
        assert_eq!(fold(text).quoted, None, "{text}");
    }
}

#[test]
fn a_letter_of_nothing_but_an_earlier_one_is_kept_whole() {
    let text = "-----Original Message-----\nFrom: Support\nSent: Monday\n\nHello";
    assert_eq!((fold(text).said.as_str(), fold(text).quoted), (text, None));
}
