use super::{Shelf, packs};

#[test]
fn every_pack_is_sound() {
    let names: Vec<String> = packs().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["evaluation", "full", "hall", "online", "shop", "telecom"]);
    for name in names {
        let documents = Shelf::Embedded.documents(&name);
        let faults = documents.err().unwrap_or_default();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}
