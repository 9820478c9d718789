//! The list of words, and the model.

use super::{Linear, Sample, Scorer, held_out, train, tried};

#[test]
fn words_of_anger_score_high_and_calm_ones_do_not() {
    for text in
        ["你们这什么态度，我要投诉！", "骗子！！马上退钱", "Worst service, this is a SCAM", "等了半天没人理，太差了"]
    {
        assert!(Scorer::Words.score(text) >= 700, "{text}: {}", Scorer::Words.score(text));
    }
    for text in ["你好，请问几点发货？", "谢谢，已经收到了", "在吗", "Where is my parcel?", ""] {
        assert!(Scorer::Words.score(text) < 300, "{text}: {}", Scorer::Words.score(text));
    }
}

#[test]
fn a_score_lies_between_nothing_and_all_whatever_is_written() {
    let all = include_str!("words.txt").repeat(3);
    assert!((900..=1_000).contains(&Scorer::Words.score(&all)));
    assert_eq!(Scorer::Words.score(""), 0);
}

fn samples() -> Vec<Sample> {
    let sample = |text: String, agitated| Sample { text, agitated };
    let hot = (0..60).map(|it| sample(format!("服务太差了，第{it}次投诉，没人管"), true));
    let calm = (0..60).map(|it| sample(format!("物流很快，第{it}次购买，很满意"), false));
    hot.zip(calm).flat_map(|(a, b)| [a, b]).collect()
}

#[test]
fn a_model_learns_what_tells_texts_apart_and_is_the_same_every_time() {
    let (kept, given): (Vec<Sample>, Vec<Sample>) = samples().into_iter().partition(|it| held_out(&it.text));
    assert!(kept.len() > 5 && given.len() > kept.len(), "{} {}", kept.len(), given.len());
    let model = train(&given);
    assert_eq!(model, train(&given));
    let outcome = tried(&kept, 500, |it| model.score(it));
    assert_eq!((outcome.precision(), outcome.recall()), (1_000, 1_000), "{outcome:?}");
}

#[test]
fn a_model_comes_back_from_its_file_and_other_files_are_refused() {
    let model = train(&samples());
    assert_eq!(Linear::read(&model.write()).unwrap(), model);
    assert_eq!(Linear::read(b"HEARTHA1"), None);
    assert_eq!(Linear::read(b""), None);
    assert_eq!(Linear::default().score("在吗"), 500, "a model that learned nothing does not know");
}

#[test]
fn a_folder_without_a_model_uses_the_words() {
    let folder = std::env::temp_dir().join(format!("hearth-agitation-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    assert!(matches!(Scorer::of(&folder).unwrap(), Scorer::Words));
    std::fs::write(folder.join(super::FILE), train(&samples()).write()).unwrap();
    assert!(matches!(Scorer::of(&folder).unwrap(), Scorer::Trained(_)));
    std::fs::write(folder.join(super::FILE), "broken").unwrap();
    assert_eq!(Scorer::of(&folder).err().and_then(|it| it.code()), Some("quality.not_a_model"));
    std::fs::remove_dir_all(&folder).unwrap();
}
