use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use base::{OsRandom, Result};
use db::{Tx, args};

use crate::reseal::{SealedColumn, step};
use crate::{Field, Files, MasterKey, Place, Purpose, Scanner, Sealed, Vault};

fn master(letter: &str) -> MasterKey {
    MasterKey::from_text(&letter.repeat(64)).unwrap()
}

#[test]
fn keys_come_back_after_a_restart_and_only_with_the_right_master_key() {
    testkit::each_db(&[crate::MIGRATIONS], |it| {
        let db = &it.db;
        db.write_blocking(|tx| {
            let place = Place::new(Purpose::Customer, "t", "c", "1");
            let first = Vault::open(tx, master("a"))?;
            let sealed = first.seal(tx, &place, "王小明")?;
            let again = Vault::open(tx, master("a"))?;
            assert_eq!(again.open_sealed(tx, &place, &sealed)?.reveal(), "王小明");
            assert_eq!(again.blind(Field::Phone, "138 0013 8000")?, first.blind(Field::Phone, "13800138000")?);
            assert!(Vault::open(tx, master("b")).is_err());
            first.rewrap(tx, master("b"))?;
            assert!(Vault::open(tx, master("a")).is_err());
            assert_eq!(Vault::open(tx, master("b"))?.open_sealed(tx, &place, &sealed)?.reveal(), "王小明");
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_key_made_by_another_node_is_fetched_when_it_is_met() {
    testkit::each_db(&[crate::MIGRATIONS], |it| {
        let db = &it.db;
        let (here, there) =
            db.write_blocking(|tx| Ok((Vault::open(tx, master("a"))?, Vault::open(tx, master("a"))?))).unwrap();
        let rotating = here.clone();
        assert_eq!(db.write_blocking(move |tx| rotating.rotate(tx, Purpose::Customer)).unwrap(), 2);
        assert_eq!((here.epoch(Purpose::Customer), there.epoch(Purpose::Customer)), (2, 1));
        db.write_blocking(move |tx| {
            let place = Place::new(Purpose::Customer, "t", "c", "1");
            let sealed = here.seal(tx, &place, "x")?;
            assert_eq!(there.open_sealed(tx, &place, &sealed)?.reveal(), "x");
            assert_eq!(there.epoch(Purpose::Customer), 2);
            Ok(())
        })
        .unwrap();
    });
}

const COLUMN: SealedColumn =
    SealedColumn { purpose: Purpose::Customer, table: "vault_probe", id: "id", column: "content" };

fn fill(tx: &mut Tx<'_>, vault: &Vault) -> Result<()> {
    tx.run("CREATE TABLE vault_probe (id TEXT NOT NULL PRIMARY KEY, content BYTEA)", args![])?;
    for at in 0..1100 {
        let id = format!("r{at:04}");
        let place = Place::new(Purpose::Customer, "vault_probe", "content", &id);
        let sealed = if at % 100 == 0 { None } else { Some(vault.seal(tx, &place, &id)?) };
        tx.run("INSERT INTO vault_probe (id, content) VALUES ($1, $2)", args![id, sealed])?;
    }
    Ok(())
}

#[test]
fn after_a_rotation_every_value_is_sealed_anew_batch_by_batch() {
    testkit::each_db(&[crate::MIGRATIONS], |it| {
        let db = &it.db;
        let vault = db
            .write_blocking(|tx| {
                let vault = Vault::open(tx, master("a"))?;
                fill(tx, &vault)?;
                vault.rotate(tx, Purpose::Customer)?;
                Ok(vault)
            })
            .unwrap();
        let mut seen = Vec::new();
        crate::reseal::run(db, &vault, &[COLUMN], |_, it| seen.push((it.seen, it.changed))).unwrap();
        assert_eq!(seen, [(500, 495), (1000, 990), (1100, 1089)]);
        db.write_blocking(move |tx| {
            assert_eq!(step(tx, &vault, &COLUMN)?.changed, 1089);
            let rows: Vec<(String, Option<Sealed>)> = tx.all("SELECT id, content FROM vault_probe", args![])?;
            for (id, sealed) in rows {
                let Some(sealed) = sealed else { continue };
                assert!(!vault.is_stale(Purpose::Customer, &sealed)?);
                let place = Place::new(Purpose::Customer, "vault_probe", "content", &id);
                assert_eq!(vault.open_sealed(tx, &place, &sealed)?.reveal(), id);
            }
            Ok(())
        })
        .unwrap();
    });
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("hearth-vault-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_master_key_file_is_made_once_and_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("master");
    let path = folder.0.join("master.key");
    MasterKey::load_or_make(&path, &mut OsRandom).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    MasterKey::load_or_make(&path, &mut OsRandom).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::write(&path, "short").unwrap();
    assert!(MasterKey::load_or_make(&path, &mut OsRandom).is_err());
}

fn read(files: &Files, id: &str) -> std::io::Result<Vec<u8>> {
    let mut all = Vec::new();
    files.open(id)?.read_to_end(&mut all)?;
    Ok(all)
}

#[test]
fn files_come_back_whole_or_not_at_all() {
    let folder = Folder::new("files");
    let path = folder.0.clone();
    let it = testkit::sqlite(&[crate::MIGRATIONS]);
    let db = &it.db;
    let vault = db.write_blocking(|tx| Vault::open(tx, master("a"))).unwrap();
    let files = Files::new(&path, vault.clone()).unwrap();
    for (at, size) in [0usize, 1, 65_535, 65_536, 65_537, 200_000].into_iter().enumerate() {
        let id = format!("att_0{at}");
        let content: Vec<u8> = (0..size).map(|it| u8::try_from(it % 251).unwrap()).collect();
        let mut to = files.create(&id, [7; 16]).unwrap();
        to.write_all(&content).unwrap();
        assert!(files.open(&id).is_err(), "nothing is there before the end");
        assert_eq!(to.finish().unwrap().bytes, u64::try_from(size).unwrap());
        assert_eq!(read(&files, &id).unwrap(), content);
        let file = path.join(&id[id.len() - 2..]).join(&id);
        let sealed = std::fs::read(&file).unwrap();
        for cut in [24, sealed.len() - 1, 24 + (sealed.len() - 24) / 2] {
            std::fs::write(&file, &sealed[..cut]).unwrap();
            assert!(read(&files, &id).is_err(), "{size} bytes, cut to {cut}");
        }
        std::fs::write(&file, &sealed).unwrap();
    }
    let rotating = vault.clone();
    db.write_blocking(move |tx| rotating.rotate(tx, Purpose::File)).unwrap();
    assert!(files.reseal("att_05", [8; 16]).unwrap());
    assert!(!files.reseal("att_05", [9; 16]).unwrap());
    assert_eq!(read(&files, "att_05").unwrap().len(), 200_000);
    assert!(files.open("../etc").is_err());
    drop(files.create("att_99", [1; 16]).unwrap());
    assert_eq!(std::fs::read_dir(path.join("99")).unwrap().count(), 0);
}

/// A picture of two pixels by one.
const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00\x7b\x40\xe8\xdd\x00\x00\
    \x00\x0d\x49\x44\x41\x54\x78\x9c\x63\xf8\xcf\x00\x04\xff\x01\x07\x00\x01\xff\xe2\x23\x9e\x59\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

fn write(files: &Files, id: &str, content: &[u8]) {
    let mut to = files.create(id, [7; 16]).unwrap();
    to.write_all(content).unwrap();
    to.finish().unwrap();
}

#[test]
fn a_small_picture_is_made_once_and_goes_with_its_file() {
    let folder = Folder::new("pictures");
    let it = testkit::sqlite(&[crate::MIGRATIONS]);
    let vault = it.db.write_blocking(|tx| Vault::open(tx, master("a"))).unwrap();
    let files = Files::new(&folder.0, vault).unwrap();
    write(&files, "att_01", PNG);
    let made = files.small_picture("att_01", [1; 16]).unwrap();
    assert!(made.starts_with(b"\xFF\xD8\xFF"), "a JPEG");
    assert_eq!(read(&files, "small_att_01").unwrap(), made);
    assert_eq!(files.small_picture("att_01", [2; 16]).unwrap(), made);
    files.remove("att_01").unwrap();
    assert!(files.open("att_01").is_err() && files.open("small_att_01").is_err());
    write(&files, "att_02", b"%PDF-1.7");
    let refused = files.small_picture("att_02", [3; 16]).unwrap_err();
    assert_eq!(refused.code(), Some("vault.no_picture"));
}

#[test]
fn a_program_looks_at_files_and_nothing_is_kept_that_it_could_not_see() {
    let folder = Folder::new("guard");
    let it = testkit::sqlite(&[crate::MIGRATIONS]);
    let vault = it.db.write_blocking(|tx| Vault::open(tx, master("a"))).unwrap();
    let guarded = |script: &str| {
        let (files, program) = (Files::new(folder.0.join("files"), vault.clone()).unwrap(), folder.0.join("look.sh"));
        std::fs::write(&program, script).unwrap();
        files.guarded_by(Scanner::read(&format!("sh {}", program.display())).unwrap());
        files
    };
    let files = guarded("if grep -q EVIL; then echo 'stream: Evil.Test FOUND'; exit 1; fi");
    assert!(files.look(b"hello").is_ok());
    assert!(files.look(&vec![b'a'; 3_000_000]).is_ok(), "more than a pipe holds");
    let refused = files.look(b"something EVIL").unwrap_err();
    assert_eq!(refused.code(), Some(crate::files::INFECTED));
    assert!(format!("{refused:?}").contains("Evil.Test"), "{refused:?}");
    // One that ends before it has read everything has decided all the same.
    assert!(guarded("exit 0").look(&vec![b'a'; 3_000_000]).is_ok());
    assert_eq!(guarded("exit 2").look(b"hello").unwrap_err().code(), Some("vault.file_unchecked"));
    let files = Files::new(folder.0.join("files"), vault.clone()).unwrap();
    files.guarded_by(Scanner::read("/no/such/program").unwrap());
    assert_eq!(files.look(b"hello").unwrap_err().code(), Some("vault.file_unchecked"));
    assert_eq!(Scanner::read("  "), None);
}
