use base::Stamp;
use db::Tx;

use super::super::sessions::NewSession;
use super::super::{persons, sessions};
use super::{on_both, person, unit};
use crate::model::UnitKind;
use crate::rules::slowing::Tries;

#[test]
fn sessions_passwords_and_tries_are_kept() {
    on_both(|tx| {
        let company = unit(tx, "c", None, UnitKind::Company)?;
        let ann = person(tx, "ann", &company)?.id;
        let (first, second) = (tx.id(), tx.id());
        let begin = |tx: &mut Tx<'_>, id: &_, token_hash| {
            let (provider, strong) = (None, false);
            sessions::begin(
                tx,
                &NewSession { id, person: &ann, token_hash, address: "::1", agent: "x", provider, strong },
            )
        };
        begin(tx, &first, "h1")?;
        begin(tx, &second, "h2")?;
        let now = tx.now();
        sessions::seen(tx, &first, Stamp(now.0 + 5))?;
        sessions::seen(tx, &first, now)?;
        let open = sessions::of_token(tx, "h1")?.unwrap();
        assert_eq!((open.seen_at, open.must_change), (Stamp(now.0 + 5), false));
        sessions::set_password(tx, &ann, "one", true)?;
        assert!(sessions::of_token(tx, "h1")?.unwrap().must_change);
        sessions::set_password(tx, &ann, "two", false)?;
        assert_eq!(sessions::password(tx, &ann)?.as_deref(), Some("two"));
        assert_eq!(sessions::of_person(tx, &ann, now)?.len(), 2);
        assert_eq!(sessions::end_all(tx, &ann, Some(&first))?, 1);
        assert_eq!((sessions::owner(tx, &second)?, sessions::owner(tx, &first)?), (None, Some(ann.clone())));
        sessions::end(tx, &first)?;
        assert_eq!(sessions::of_token(tx, "h1")?, None);
        assert_eq!(persons::last_seen(tx, std::slice::from_ref(&ann))?.get(&ann), Some(&Stamp(now.0 + 5)));
        tx.at(Stamp(now.0 + 100 * 86_400_000));
        let third = tx.id();
        begin(tx, &third, "h3")?;
        assert_eq!(sessions::of_person(tx, &ann, Stamp(0))?.len(), 1, "old ones are forgotten");
        let tries = Tries { failures: 2, first_at: Stamp(5), locked_until: Stamp(7) };
        sessions::save_tries(tx, "k", tries)?;
        assert_eq!(sessions::tries(tx, "k")?, tries);
        assert_eq!(sessions::locked(tx, 9)?, []);
        sessions::save_tries(tx, "l", Tries { locked_until: Stamp(tx.now().0 + 1), ..tries })?;
        sessions::name_lock(tx, "l", Some(&ann), Some("::1"))?;
        let lock = sessions::one_locked(tx, "l")?.unwrap();
        assert_eq!((lock.person_id.as_ref(), lock.address.as_deref()), (Some(&ann), Some("::1")));
        assert_eq!(sessions::locked(tx, 9)?, [lock]);
        assert_eq!((sessions::sweep_tries(tx, Stamp(6))?, sessions::sweep_tries(tx, Stamp(8))?), (0, 1));
        sessions::save_tries(tx, "k", Tries::default())?;
        assert_eq!(sessions::tries(tx, "k")?, Tries::default());
        Ok(())
    });
}
