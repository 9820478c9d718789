use super::{FormField, FormIs, fields, head, lists};
use crate::model::Kind;

fn walk(of: &str, fields: &[FormField], see: &mut impl FnMut(&str, &FormField)) {
    for it in fields {
        let path = format!("{of}.{}", it.name);
        see(&path, it);
        walk(&path, &it.fields, see);
    }
}

fn find<'a>(fields: &'a [FormField], name: &str) -> &'a FormField {
    fields.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn every_field_and_every_choice_has_words_in_both_languages() {
    let mut wordless = Vec::new();
    for kind in Kind::ALL {
        let all = [fields(kind), head()].concat();
        walk(kind.as_str(), &all, &mut |path, it| {
            let latin = it.label.zh.is_ascii();
            if latin || it.label.en.trim().is_empty() {
                wordless.push(path.to_owned());
            }
            for one in it.choices.iter().filter(|one| one.label.zh.is_ascii()) {
                wordless.push(format!("{path}: {}", one.value));
            }
        });
    }
    assert!(wordless.is_empty(), "{wordless:#?}");
}

#[test]
fn a_form_is_made_from_the_type() {
    let limits = fields(Kind::Limits);
    assert_eq!(limits.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["warnings", "limits", "extensions"]);
    let rule = find(&limits, "limits");
    assert_eq!((rule.is, rule.required), (FormIs::Rows, true));
    let within = find(&rule.fields, "within");
    assert_eq!((within.is, within.required), (FormIs::Length, false));
    let kinds = find(&rule.fields, "kinds");
    assert_eq!(
        (kinds.is, kinds.each, kinds.refers.as_deref()),
        (FormIs::Several, Some(FormIs::Choice), Some("cases.kinds"))
    );
    let target = find(&rule.fields, "target");
    assert_eq!((target.is, target.choices.len(), target.required), (FormIs::Choice, 5, true));
    assert_eq!(find(&find(&limits, "warnings").fields, "at_permille").is, FormIs::Share);
    let calendars = fields(Kind::Calendar);
    assert_eq!(find(&calendars, "calendars").is, FormIs::Named);
    let trees = fields(Kind::Appraisal);
    let from = find(&find(&find(&trees, "trees").fields, "parts").fields, "from");
    assert_eq!((from.is, from.fields.len()), (FormIs::OneOf, 4));
    assert_eq!(find(&fields(Kind::Access), "roles").fields[2].choices.len(), web::Right::ALL.len());
}

#[test]
fn lists_of_other_documents_are_named_once() {
    assert_eq!(
        lists(&fields(Kind::Limits)),
        ["calendar.calendars", "cases.classes", "cases.kinds", "cases.priorities", "cases.steps", "channels.channels"]
    );
}
