use std::path::{Path, PathBuf};

use base::{Failure, Result};
use web::{Lang, Texts};

use super::{Report, Source, diff_dirs, export_pack, import_dir, validate_dir};
use crate::api::Terms;
use crate::{MIGRATIONS, TEXTS};

/// What a command says, and what it answers.
fn run<T>(lang: Lang, work: impl FnOnce(&mut Report<'_>) -> Result<T>) -> (Result<T>, String) {
    let texts = Texts::new(&[TEXTS]).unwrap();
    let mut out = Vec::new();
    let answer = work(&mut Report { out: &mut out, texts: &texts, lang });
    (answer, String::from_utf8(out).unwrap())
}

fn exported(dir: &Path, pack: &str) -> PathBuf {
    let (done, _) = run(Lang::En, |it| export_pack(pack, &dir.join("out"), it));
    done.unwrap();
    dir.join("out").join(pack)
}

fn source(path: &Path) -> Source {
    Source::find(path.to_str().unwrap()).unwrap()
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from));
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_pack_goes_out_and_comes_back_the_same() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let (done, said) = run(Lang::En, |report| export_pack("hall", &it.dir.join("out"), report));
    done.unwrap();
    assert!(said.starts_with("Wrote "), "{said}");
    let folder = it.dir.join("out/hall");
    assert!(folder.join("pack.toml").is_file() && it.dir.join("out/common/limits.toml").is_file());
    let (same, said) = run(Lang::En, |it| diff_dirs(&Source::find("hall").unwrap(), &source(&folder), it));
    assert!(same.unwrap());
    assert_eq!(said, "Differences: 0.\n");
    let (sound, said) = run(Lang::Zh, |it| validate_dir(&source(&folder), it));
    assert!(sound.unwrap());
    let (same, _) = run(Lang::En, |report| diff_dirs(&source(&folder), &source(&it.dir.join("out")), report));
    assert!(same.unwrap(), "the folder that was filled stands for the pack in it");
    assert_eq!(said, format!("{} 份制度文件，没有问题。\n", crate::model::Kind::ALL.len()));
}

#[test]
fn nothing_is_overwritten() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    exported(&it.dir, "shop");
    let (refused, _) = run(Lang::En, |report| export_pack("shop", &it.dir.join("out"), report));
    assert_eq!(refused.unwrap_err().code(), Some("policy.not_empty"));
    let (refused, _) = run(Lang::En, |report| export_pack("moon", &it.dir.join("new"), report));
    assert_eq!(refused.unwrap_err().code(), Some("policy.unknown_pack"));
    assert!(!it.dir.join("new").exists());
    assert_eq!(Source::find("moon").unwrap_err().code(), Some("policy.unknown_pack"));
}

#[test]
fn faults_are_told_with_file_line_and_field() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let folder = exported(&it.dir, "online");
    edit(&it.dir.join("out/common/sign_in.toml"), "failures = 5", "failure = 5");
    let (sound, said) = run(Lang::En, |it| validate_dir(&source(&folder), it));
    assert!(!sound.unwrap());
    let wanted =
        "common/sign_in.toml:19 attempts.failure: There is no field called failure; check the spelling.\nFaults: 1.\n";
    assert_eq!(said, wanted);
}

#[test]
fn a_fault_in_a_layer_is_told_with_every_file_it_may_come_from() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let folder = exported(&it.dir, "shop");
    edit(&folder.join("limits.toml"), "classes = [\"refund\"]", "classes = [\"refunds\"]");
    edit(&folder.join("pay.toml"), "is = \"commission\"", "is = \"charity\"");
    let (_, said) = run(Lang::En, |it| validate_dir(&source(&folder), it));
    assert!(said.starts_with("evaluation/pay.toml + shop/pay.toml parts[5].is: charity is not one of"), "{said}");
    edit(&folder.join("pay.toml"), "is = \"charity\"", "is = \"commission\"");
    let (_, said) = run(Lang::En, |it| validate_dir(&source(&folder), it));
    assert!(said.contains("There is no refunds in cases.classes."), "{said}");
}

#[test]
fn a_pack_that_includes_what_is_not_there_is_refused() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let folder = exported(&it.dir, "evaluation");
    edit(&folder.join("pack.toml"), "includes = [\"common\"]", "includes = [\"moon\"]");
    let (sound, said) = run(Lang::En, |it| validate_dir(&source(&folder), it));
    assert!(!sound.unwrap());
    assert!(said.contains("There is no pack called moon."), "{said}");
}

#[test]
fn differences_are_told_value_by_value() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let folder = exported(&it.dir, "evaluation");
    edit(&it.dir.join("out/common/sign_in.toml"), "idle = \"8h\"", "idle = \"4h\"");
    let (same, said) = run(Lang::En, |it| diff_dirs(&Source::find("evaluation").unwrap(), &source(&folder), it));
    assert!(!same.unwrap());
    assert_eq!(said, "sign_in: sessions.idle: \"8h\" -> \"4h\"\nDifferences: 1.\n");
}

#[test]
fn an_import_is_whole_or_nothing_and_later_ones_wait_for_approval() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let folder = exported(&it.dir, "telecom");
    let import = |source: &Source| run(Lang::En, |report| import_dir(&it.db, source, Terms::default(), report));
    edit(&it.dir.join("out/common/sign_in.toml"), "failures = 5", "failures = 1");
    let (done, said) = import(&source(&folder));
    assert!(!done.unwrap());
    assert!(said.contains("attempts.failures: 1 is out of range"), "{said}");
    let nothing = it.db.read_blocking(crate::store::all).unwrap();
    assert!(nothing.is_empty());

    edit(&it.dir.join("out/common/sign_in.toml"), "failures = 1", "failures = 6");
    let (done, said) = import(&source(&folder));
    assert!(done.unwrap());
    assert!(said.contains("sign_in@1 published\n"), "{said}");
    let (_, said) = import(&Source::find("telecom").unwrap());
    assert!(said.contains("sign_in@2 kept as a draft") && said.contains("limits@1 unchanged\n"), "{said}");
}

#[test]
fn a_folder_that_is_gone_is_no_fault_of_ours() {
    let it = testkit::sqlite(&[MIGRATIONS]);
    let taken = it.dir.join("file");
    std::fs::write(&taken, "x").unwrap();
    let (refused, _) = run(Lang::En, |report| export_pack("shop", &taken, report));
    assert!(matches!(refused, Err(Failure::Refused(it)) if it.code == "policy.unusable"));
}
