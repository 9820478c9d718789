//! The part of a message that shows what was looked for.

use std::ops::Range;

use crate::model::SnippetPart;

/// Letters before the first word that was found, and in all.
const BEFORE: usize = 12;
const ALL: usize = 80;

/// A text around what was found in it: ranges of bytes, in their order. Without any it is the text's beginning.
pub fn snippet(text: &str, marks: &[Range<usize>]) -> Vec<SnippetPart> {
    let first = marks.first().map_or(0, |it| it.start);
    let before =
        text.get(..first).unwrap_or_default().char_indices().rev().take(BEFORE).last().map_or(first, |it| it.0);
    let begin = if marks.is_empty() { 0 } else { before };
    let rest = text.get(begin..).unwrap_or_default();
    let end = rest.char_indices().nth(ALL).map_or(text.len(), |it| begin + it.0);
    let mut parts = Vec::new();
    let mut push = |from: usize, to: usize, hit: bool| {
        let one_line = |it: &str| it.replace(['\r', '\n'], " ");
        if let Some(it) = text.get(from..to).filter(|it| !it.is_empty()) {
            parts.push(SnippetPart { text: one_line(it), hit });
        }
    };
    let mut at = begin;
    for mark in marks.iter().filter(|it| it.start < end) {
        push(at, mark.start, false);
        push(mark.start, mark.end.min(end), true);
        at = mark.end.min(end);
    }
    push(at, end, false);
    if begin > 0 {
        parts.insert(0, SnippetPart { text: "…".to_owned(), hit: false });
    }
    if end < text.len() {
        parts.push(SnippetPart { text: "…".to_owned(), hit: false });
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::snippet;

    fn shown(text: &str, query: &str) -> String {
        let marks: Vec<_> = text.match_indices(query).map(|(at, it)| at..at + it.len()).collect();
        snippet(text, &marks).iter().map(|it| if it.hit { format!("[{}]", it.text) } else { it.text.clone() }).collect()
    }

    #[test]
    fn the_words_stand_in_what_is_shown() {
        assert_eq!(shown("宽带故障", "故障"), "宽带[故障]");
        let long = format!("{}发票寄到家里{}", "好".repeat(40), "的".repeat(100));
        assert_eq!(shown(&long, "发票"), format!("…{}[发票]寄到家里{}…", "好".repeat(12), "的".repeat(62)));
        assert_eq!(shown("一行\n二行", "二行"), "一行 [二行]");
        assert_eq!(shown("没有", "发票"), "没有");
    }

    proptest! {
        #[test]
        fn a_snippet_is_short_and_nothing_is_made_up(text in "[a-z宽带故障 ，]{0,200}", word in "[宽带a]{1,2}") {
            let marks: Vec<_> = text.match_indices(&word).map(|(at, it)| at..at + it.len()).collect();
            let parts = snippet(&text, &marks);
            let whole: String = parts.iter().filter(|it| it.text != "…").map(|it| it.text.as_str()).collect();
            prop_assert!(text.contains(&whole) && whole.chars().count() <= super::ALL);
        }
    }
}
