use crate::model::{Body, Indicators, Kind, Ruling as _};
use crate::rules::{missing, read, smart_check, validate};

const HEAD: &str = "[policy]\nkind = \"indicators\"\ntitle = { zh = \"指标\", en = \"Indicators\" }\n";

fn indicators(fields: &str) -> Indicators {
    let text = format!(
        "[samples]\ntoo_few = 5\nfew = 30\n{HEAD}[[indicators]]\nid = \"x\"\nname = {{ zh = \"甲\", en = \"X\" }}\nbetter = \"up\"\n{fields}"
    );
    let document = read(&text).unwrap();
    Indicators::of(&document.body).unwrap().clone()
}

#[test]
fn the_smart_check_names_all_that_is_missing() {
    let found = smart_check(&indicators(""));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].field.as_str()), ("policy.not_smart", "indicators[0]"));
    assert_eq!(found[0].params["missing"].to_string(), "formula, unit, target, data, period");
}

#[test]
fn each_part_counts_and_blank_ones_do_not() {
    let it =
        indicators("formula = { zh = \"甲÷乙\", en = \" \" }\nunit = \"permille\"\ntarget = 950\nperiod = \"month\"\n");
    assert_eq!(missing(&it.indicators[0]), ["formula", "data"]);
}

#[test]
fn the_indicators_of_the_packs_are_smart() {
    let document = read(&super::full(Kind::Indicators)).unwrap();
    let Body::Indicators(it) = &document.body else { panic!("indicators") };
    assert!(it.indicators.len() >= 17);
    assert!(smart_check(it).is_empty());
    assert!(validate(&document).is_empty());
}
