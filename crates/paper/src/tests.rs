use std::collections::BTreeMap;

use proptest::prelude::*;
use testkit::pdf::{fonts, text};

use crate::{Block, Paper, pdf};

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "一次性告知书".to_owned(),
        under: "编号 1001-1".to_owned(),
        blocks,
        foot: "打印：张三 2026-03-02 09:00".to_owned(),
        pages: "第 {page} 页，共 {pages} 页".to_owned(),
        lang: "zh-CN".to_owned(),
    }
}

/// A text without what only sets it apart on the page.
fn close(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

#[test]
fn chinese_and_english_are_there_to_be_selected() {
    let made = pdf(&paper(vec![
        Block::Text("请补正 Room 101 的不动产权证书。".to_owned()),
        Block::Facts(vec![("申请人".to_owned(), "赵堃喆".to_owned())]),
    ]))
    .unwrap();
    let read = text(&made);
    for wanted in ["一次性告知书", "请补正 Room 101 的不动产权证书。", "赵堃喆", "第 1 页，共 1 页"]
    {
        assert!(read.contains(wanted), "{wanted}: {read}");
    }
}

#[test]
fn only_what_is_used_of_the_font_goes_along() {
    let made = pdf(&paper(vec![Block::Text("短".to_owned())])).unwrap();
    assert!(made.len() < 40_000, "{} bytes", made.len());
    let fonts = fonts(&made);
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    let [font] = lines[..] else { panic!("{fonts}") };
    let columns: Vec<&str> = font.split_whitespace().collect();
    // Embedded, a subset, with the way back to characters.
    assert!(columns[0].contains("NotoSansSC") && font.contains("yes yes yes"), "{fonts}");
}

#[test]
fn a_character_that_nobody_can_draw_is_named() {
    // From a private plane: no font has it.
    let made = pdf(&paper(vec![Block::Text("张\u{10fffd}".to_owned())])).unwrap();
    assert!(text(&made).contains("张〔U+10FFFD〕"));
}

#[test]
fn a_long_table_goes_on_with_its_head() {
    let rows = (1..=120).map(|it| vec![format!("材料{it}"), "原件一份，复印件两份".to_owned()]).collect();
    let table = Block::Table { head: vec!["名称".to_owned(), "要求".to_owned()], widths: vec![1, 2], rows };
    let read = text(&pdf(&paper(vec![table])).unwrap());
    let pages: Vec<&str> = read.split_terminator('\u{c}').collect();
    assert!(pages.len() > 2);
    for (at, page) in pages.iter().enumerate() {
        let foot = format!("第 {} 页，共 {} 页", at + 1, pages.len());
        assert!(page.contains("名称") && page.contains(&foot), "{page}");
    }
    for row in 1..=120 {
        assert!(read.contains(&format!("材料{row} ")), "{row}");
    }
}

#[test]
fn a_cell_longer_than_a_page_is_cut_between_lines_and_nothing_is_lost() {
    let long = "供热".repeat(3_000);
    let table = Block::Table { head: vec!["说明".to_owned()], widths: vec![1], rows: vec![vec![long]] };
    assert_eq!(text(&pdf(&paper(vec![table])).unwrap()).matches('供').count(), 3_000);
}

#[test]
fn no_line_begins_with_a_full_stop_or_runs_out_of_its_frame() {
    let said = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五。".repeat(8);
    let read = text(&pdf(&paper(vec![Block::Text(said)])).unwrap());
    assert!(read.lines().all(|it| !it.trim_start().starts_with('。')), "{read}");
    let of_text = read.lines().filter(|it| it.contains("三四五"));
    let longest = of_text.map(|it| it.trim().chars().count()).max().unwrap();
    assert!((44..=47).contains(&longest), "{longest}");
}

/// How often each character that leaves a mark occurs.
fn counted(text: &str) -> BTreeMap<char, usize> {
    close(text).chars().fold(BTreeMap::new(), |mut all, it| {
        *all.entry(it).or_default() += 1;
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_character_arrives(said in "[一-龥a-zA-Z0-9，。（）：、 -]{0,400}") {
        let with = counted(&text(&pdf(&paper(vec![Block::Text(said.clone())])).unwrap()));
        let mut without = counted(&text(&pdf(&paper(Vec::new())).unwrap()));
        for (char, count) in counted(&said) {
            *without.entry(char).or_default() += count;
        }
        prop_assert_eq!(with, without);
    }
}
