use base::Result;
use base::ids::CustomerId;
use db::Tx;
use policy::Policies;
use vault::{Field, MasterKey, Purpose, Vault};
use web::{Actor, Reach, Right, Rights};

use super::{
    add_identity, count_open, count_reveal, customer, identities, named, names, newest, owners, save, timeline,
};
use crate::model::{CustomerEdit, IdentityKind, NewCustomer, NewIdentity};
use crate::{Customers, MIGRATIONS, acts, api};

fn on_both(test: impl Fn(&mut Tx<'_>, &Customers) -> Result<()> + Send + Sync + Copy + 'static) {
    testkit::each_db(&[vault::MIGRATIONS, policy::MIGRATIONS, MIGRATIONS], |it| {
        let work = move |tx: &mut Tx<'_>| {
            let vault = Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)?;
            test(tx, &Customers::new(vault, Policies::new()))
        };
        it.db.write_blocking(work).unwrap();
    });
}

fn phone(value: &str) -> NewIdentity {
    NewIdentity { kind: IdentityKind::Phone, value: value.to_owned(), verified: false }
}

fn new(name: &str, phones: &[&str]) -> NewCustomer {
    let identities = phones.iter().map(|it| phone(it)).collect();
    NewCustomer { name: Some(name.to_owned()), identities, ..NewCustomer::default() }
}

fn reader(rights: &[Right]) -> Actor {
    let rights: Rights = rights.iter().copied().collect();
    Actor::person("per_00000000000000000000000000".parse().unwrap(), None, rights, Reach::Own)
}

#[test]
fn a_customer_is_found_by_any_identity_and_by_name_whoever_wrote_it_how() {
    on_both(|tx, of| {
        let me = Actor::system();
        let id = acts::add(of, tx, &me, &new("王 小明", &["138-0013-8000", "010 8888 6666"]))?;
        assert_eq!(api::known_by(of, tx, IdentityKind::Phone, "+8613800138000")?, Some(id.clone()));
        assert_eq!(api::known_by(of, tx, IdentityKind::Account, "+8613800138000")?, None);
        let twin = acts::add(of, tx, &me, &new("王小明", &[]))?;
        let name = of.vault().blind(Field::Name, "王小明")?;
        let found: Vec<CustomerId> = named(tx, &me, &name, "", 10)?.into_iter().map(|it| it.id).collect();
        assert_eq!(found, [id.clone(), twin.clone()]);
        assert_eq!(named(tx, &me, &name, id.as_str(), 10)?.len(), 1);
        assert_eq!(newest(tx, &me, None, 1)?.remove(0).id, twin);
        assert_eq!(newest(tx, &me, Some(twin.as_str()), 5)?.remove(0).id, id);
        let shown = api::search(of, tx, &me, "01088886666", 5)?.remove(0);
        assert_eq!(shown.name, "王**");
        assert_eq!(
            shown.identities.iter().map(|it| it.masked.as_str()).collect::<Vec<_>>(),
            ["138****8000", "010****6666"]
        );
        assert_eq!(api::search(of, tx, &me, "王小明", 5)?.len(), 2);
        assert_eq!(api::display(of, tx, &[&id, &twin])?.get(&twin).map(String::as_str), Some("王**"));
        assert!(api::exists(tx, &id)? && !api::exists(tx, &"cus_00000000000000000000000000".parse().unwrap())?);
        Ok(())
    });
}

#[test]
fn nothing_personal_lies_open_in_the_database() {
    on_both(|tx, of| {
        let me = Actor::system();
        let noted = NewCustomer { note: Some("住在朝阳区".to_owned()), ..new("王小明", &["13800138000"]) };
        let id = acts::add(of, tx, &me, &noted)?;
        let row = customer(tx, &me, &id)?.unwrap();
        let kept = identities(tx, &[&id])?.remove(0).content;
        for sealed in [row.name.unwrap(), row.note.unwrap(), kept] {
            let bytes = sealed.as_bytes();
            for plain in ["王小明", "住在", "13800138000"] {
                assert!(!bytes.windows(plain.len()).any(|it| it == plain.as_bytes()));
            }
        }
        let logged = timeline(tx, &me, &id, None, i64::MAX, 10)?;
        assert_eq!(logged.len(), 1);
        assert!(!logged[0].body.contains("138") && !logged[0].body.contains('王'));
        Ok(())
    });
}

#[test]
fn an_identity_belongs_to_one_customer() {
    on_both(|tx, of| {
        let me = Actor::system();
        let id = acts::add(of, tx, &me, &new("a", &["13800138000"]))?;
        let other = acts::add(of, tx, &me, &new("b", &[]))?;
        let refused = acts::add_identity(of, tx, &me, &other, &phone("0086 138 0013 8000")).unwrap_err();
        assert_eq!(refused.code(), Some("customers.identity_taken"));
        let row = identities(tx, &[&id])?.remove(0);
        let blind = of.vault().blind(Field::Phone, "13800138000")?;
        assert!(!add_identity(tx, &row, &blind)?);
        assert_eq!(owners(tx, std::slice::from_ref(&blind))?.get(&blind), Some(&id));
        acts::remove_identity(of, tx, &me, &id, &row.id)?;
        assert_eq!(acts::add_identity(of, tx, &me, &other, &phone("13800138000"))?.identities.len(), 1);
        Ok(())
    });
}

#[test]
fn finding_or_adding_adds_once_and_learns_what_is_new() {
    on_both(|tx, of| {
        let me = reader(&[Right::CreateCases, Right::ReadCustomers]);
        let id = api::find_or_create(of, tx, &me, &new("王小明", &["13800138000"]))?;
        assert_eq!(api::find_or_create(of, tx, &me, &new("王先生", &["13900139000", "+86 13800138000"]))?, id);
        let shown = api::customer(of, tx, &me, &id)?;
        assert_eq!((shown.identities.len(), shown.name.as_str()), (2, "王**"));
        assert_ne!(api::find_or_create(of, tx, &me, &new("李", &["13700137000"]))?, id);
        let nobody = reader(&[Right::ReadCustomers]);
        assert_eq!(api::find_or_create(of, tx, &nobody, &new("x", &[])).unwrap_err().code(), Some("web.no_right"));
        let twice = new("赵", &["13600136000", "+86 136 0013 6000"]);
        let zhao = api::find_or_create(of, tx, &me, &twice)?;
        assert_eq!(api::customer(of, tx, &me, &zhao)?.identities.len(), 1);
        let empty = api::find_or_create(of, tx, &me, &NewCustomer::default());
        assert_eq!(empty.unwrap_err().code(), Some("customers.empty"));
        Ok(())
    });
}

#[test]
fn without_the_right_nothing_is_read() {
    on_both(|tx, of| {
        let id = acts::add(of, tx, &Actor::system(), &new("王", &["13800138000"]))?;
        let nobody = reader(&[Right::ReadCases]);
        let name = of.vault().blind(Field::Name, "王")?;
        let refused = [
            customer(tx, &nobody, &id).err(),
            named(tx, &nobody, &name, "", 1).err(),
            newest(tx, &nobody, None, 1).err(),
            timeline(tx, &nobody, &id, None, 1, 1).err(),
        ];
        for it in refused {
            assert_eq!(it.unwrap().code(), Some("web.no_right"));
        }
        assert_eq!(api::search(of, tx, &nobody, "王", 5)?, []);
        Ok(())
    });
}

#[test]
fn an_old_version_overwrites_nothing_and_counts_add_up() {
    on_both(|tx, of| {
        let me = Actor::system();
        let id = acts::add(of, tx, &me, &new("王", &[]))?;
        let row = customer(tx, &me, &id)?.unwrap();
        assert!(save(tx, &row)? && !save(tx, &row)?);
        for by in [1, 1, -1] {
            count_open(tx, &id, by)?;
        }
        let edit = CustomerEdit { version: 2, name: Some(String::new()), ..CustomerEdit::default() };
        let shown = acts::edit(of, tx, &me, &id, &edit)?;
        assert_eq!((shown.open_cases, shown.version, shown.name.as_str()), (1, 3, ""));
        let person = "per_00000000000000000000000000".parse().unwrap();
        assert_eq!((count_reveal(tx, &person)?, count_reveal(tx, &person)?), (1, 2));
        tx.at(tx.now() + base::Span::DAY);
        assert_eq!(count_reveal(tx, &person)?, 1);
        assert_eq!(names(tx, &[&id, &id, &id])?, [(id.clone(), id.clone(), None, None)]);
        Ok(())
    });
}

#[test]
fn everything_opens_after_a_rotation_and_is_sealed_anew() {
    testkit::each_db(&[vault::MIGRATIONS, policy::MIGRATIONS, MIGRATIONS], |it| {
        let key = || MasterKey::from_text(&"a".repeat(64)).unwrap();
        let vault = it.db.write_blocking(move |tx| Vault::open(tx, key())).unwrap();
        let of = Customers::new(vault.clone(), Policies::new());
        let (adding, rotating) = (of.clone(), vault.clone());
        let add = move |tx: &mut Tx<'_>| {
            let noted = NewCustomer { note: Some("x".to_owned()), ..new("王", &["13800138000"]) };
            let id = acts::add(&adding, tx, &Actor::system(), &noted)?;
            rotating.rotate(tx, Purpose::Customer)?;
            Ok(id)
        };
        let id = it.db.write_blocking(add).unwrap();
        let mut changed = Vec::new();
        vault::reseal::run(&it.db, &vault, api::SEALED, |_, it| changed.push(it.changed)).unwrap();
        assert_eq!(changed, [1, 1, 1, 0, 0, 0, 0, 0, 0]);
        let shown = it.db.read_blocking(move |tx| api::customer(&of, tx, &Actor::system(), &id)).unwrap();
        assert_eq!((shown.name.as_str(), shown.note.as_deref()), ("**", Some("x")));
    });
}

#[test]
fn two_who_write_the_same_customer_down_at_one_moment_get_the_same_one() {
    testkit::each_db(&[vault::MIGRATIONS, policy::MIGRATIONS, MIGRATIONS], |it| {
        let key = MasterKey::from_text(&"a".repeat(64)).unwrap();
        let vault = it.db.write_blocking(move |tx| Vault::open(tx, key)).unwrap();
        let of = Customers::new(vault, Policies::new());
        for round in 0..20 {
            let find = || {
                let (of, phone) = (of.clone(), format!("138001380{round:02}"));
                it.db.write_blocking(move |tx| {
                    let found = api::find_or_create(&of, tx, &Actor::system(), &new("王", &[&phone]))?;
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    Ok(found)
                })
            };
            let found: Vec<_> = std::thread::scope(|scope| {
                let all: Vec<_> = (0..4).map(|_| scope.spawn(find)).collect();
                all.into_iter().map(|it| it.join().unwrap().unwrap()).collect()
            });
            assert!(found.iter().all(|it| *it == found[0]), "{found:?}");
        }
        let all = it.db.read_blocking(|tx| newest(tx, &Actor::system(), None, 100)).unwrap();
        assert_eq!(all.len(), 20);
    });
}
