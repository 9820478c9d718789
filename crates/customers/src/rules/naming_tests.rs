use proptest::prelude::*;

use super::naming::{Typed, grams};

fn finds(typed: &str, name: &str) -> bool {
    let typed = Typed::read(typed).unwrap();
    let grams = grams(name);
    let found = typed.ways().iter().any(|way| way.iter().all(|it| grams.contains(it)));
    assert!(found || !typed.is_in(name), "the marks of {name} hide it from {typed:?}: {:?}", typed.ways());
    found && typed.is_in(name)
}

#[test]
fn a_name_is_found_by_characters_pinyin_and_initials() {
    let names: [(&str, &[&str], &[&str]); 6] = [
        (
            "张伟",
            &[
                "张伟",
                "张",
                "伟",
                "zhangwei",
                "zhang wei",
                "zhang w",
                "zhangw",
                "zw",
                "zhw",
                "zhangwe",
                "ZHANG",
                "z",
                "张w",
                "张 wei",
                "wei",
                "zhang'wei",
            ],
            &["李", "张三", "zhangli", "lz", "wz", "zhangweiguo", "伟张"],
        ),
        (
            "王小明",
            &["wxm", "wangxiaoming", "wang xm", "xiaoming", "小明", "王小", "wxiaom", "wangxm", "xm"],
            &["wm", "王明", "wangming"],
        ),
        ("单雄信", &["shan", "dan", "shanxx", "danxiongxin", "sxx", "dxx", "单雄"], &["chan x y"]),
        ("吕布", &["lvbu", "lubu", "lyubu", "lb", "吕"], &["li"]),
        ("欧阳娜娜", &["ouyang", "oynn", "ouyangnana", "欧阳", "nana"], &["yo"]),
        ("John Smith", &["john", "joh", "j", "js", "john s", "smith", "jOHN sm"], &["johns x", "mith"]),
    ];
    for (name, found, not) in names {
        for typed in found {
            assert!(finds(typed, name), "{typed} finds {name}");
        }
        for typed in not {
            assert!(!finds(typed, name), "{typed} does not find {name}");
        }
    }
}

#[test]
fn what_holds_neither_letters_nor_characters_is_no_name() {
    for typed in ["", "  ", "，。", "*"] {
        assert_eq!(Typed::read(typed), None);
    }
}

proptest! {
    #[test]
    fn whatever_is_in_a_name_is_found_by_its_marks(name in "[王李张单曾重长乐行朴仇吕欧阳小明 a-c]{1,6}", typed in "[王李张重长a-z ]{1,8}") {
        if let Some(typed) = Typed::read(&typed) {
            let grams = grams(&name);
            let found = typed.ways().iter().any(|way| way.iter().all(|it| grams.contains(it)));
            prop_assert!(found || !typed.is_in(&name), "{:?}", typed.ways());
        }
    }

    #[test]
    fn pinyin_and_initials_of_any_name_find_it(name in "[王李张单曾重长乐行朴仇吕欧阳小明]{2,4}") {
        use pinyin::ToPinyin as _;
        let spelt: Vec<&str> = name.as_str().to_pinyin().flatten().map(pinyin::Pinyin::plain).collect();
        let spelt: Vec<String> = spelt.iter().map(|it| it.replace('ü', "v")).collect();
        prop_assert!(finds(&spelt.concat(), &name));
        prop_assert!(finds(&spelt.join(" "), &name));
        let initials: String = spelt.iter().filter_map(|it| it.chars().next()).collect();
        prop_assert!(finds(&initials, &name));
    }
}
