//! Profiles that may be one person: proposed when a customer changes, decided by people (CUS-1).

use std::collections::{BTreeMap, BTreeSet};

use base::ids::CustomerId;
use base::{Page, Paged, Refusal, Result};
use db::Tx;
use policy::model::Duplicates;
use vault::Blind;
use web::{Actor, Right};

use super::{standing, tell};
use crate::events::PairDecided;
use crate::handle::{Customers, identity_place};
use crate::model::{Customer, CustomerRow, Decision, Pair, PairState, PairTaken};
use crate::refused::Refused;
use crate::rules::likeness;
use crate::store;
use crate::store::pairs::PairRow;

/// A pair as it is stored: the smaller id first.
pub fn ordered<'a>(one: &'a CustomerId, other: &'a CustomerId) -> (&'a CustomerId, &'a CustomerId) {
    if one <= other { (one, other) } else { (other, one) }
}

/// Looks anew with whom a customer may be one person. The cost is bounded: each of its few signs finds a bounded number
/// of others. When one more makes a sign too common to tell anything, those who had it are looked at once more.
pub fn refresh(of: &Customers, tx: &mut Tx<'_>, id: &CustomerId) -> Result<()> {
    let Ok(policy) = of.rules(tx) else { return Ok(()) };
    let policy = policy.duplicates;
    set_signs(of, tx, id)?;
    let Some(standing) = store::group::standing(tx, id)? else { return Ok(()) };
    for other in weigh(of, tx, &policy, &standing)? {
        weigh(of, tx, &policy, &other)?;
    }
    Ok(())
}

fn set_signs(of: &Customers, tx: &mut Tx<'_>, id: &CustomerId) -> Result<()> {
    let mut own: BTreeMap<Blind, &'static str> = BTreeMap::new();
    for row in store::identities(tx, &[id])? {
        let value = of.opened(tx, &identity_place(&row.id), &row.content)?;
        for it in likeness::signs(row.kind, value.reveal()) {
            own.insert(of.vault().blind_text(it.sign, &it.text)?, it.sign);
        }
    }
    store::pairs::set_signs(tx, id, &own)
}

/// Proposes those with whom a standing customer shares enough, takes back what does not hold any more, and answers who
/// had a sign that has just become too common.
fn weigh(of: &Customers, tx: &mut Tx<'_>, policy: &Duplicates, standing: &CustomerId) -> Result<BTreeSet<CustomerId>> {
    let mut common = BTreeSet::new();
    let mut shared: BTreeMap<CustomerId, BTreeSet<String>> = BTreeMap::new();
    for (mark, sign) in store::pairs::signs(tx, standing)? {
        let others = store::pairs::sharing(tx, &mark, standing, policy.at_most + 2)?;
        let count = i64::try_from(others.len()).unwrap_or(i64::MAX);
        if count == policy.at_most + 1 {
            common.extend(others);
        } else if count <= policy.at_most {
            for it in others {
                shared.entry(it).or_default().insert(sign.clone());
            }
        }
    }
    add_names(of, tx, standing, &mut shared)?;
    let weighed = |signs: &BTreeSet<String>| likeness::weight(policy, signs.iter().map(String::as_str));
    shared.retain(|_, signs| weighed(signs) >= policy.threshold);
    for old in store::pairs::of(tx, standing)? {
        let other = if old.first == *standing { &old.second } else { &old.first };
        let waits = matches!(old.state, PairState::Open | PairState::Later) && !old.claimed;
        if waits && !shared.contains_key(other) {
            store::pairs::forget(tx, &old.first, &old.second)?;
        }
    }
    for (other, signs) in shared {
        let weight = weighed(&signs);
        store::pairs::propose(tx, ordered(standing, &other), weight, signs.into_iter().collect())?;
    }
    Ok(common)
}

/// Adds how the names of others are like that of a customer.
fn add_names(
    of: &Customers,
    tx: &mut Tx<'_>,
    standing: &CustomerId,
    shared: &mut BTreeMap<CustomerId, BTreeSet<String>>,
) -> Result<()> {
    let system = Actor::system();
    let Some(me) = store::customer(tx, &system, standing)? else { return Ok(()) };
    let name = of.full_name(tx, &me)?;
    for row in store::several(tx, &system, &shared.keys().cloned().collect::<Vec<_>>())? {
        let other = of.full_name(tx, &row)?;
        let alike = name.as_ref().zip(other.as_ref()).and_then(|(a, b)| likeness::names(a.reveal(), b.reveal()));
        shared.entry(row.id).or_default().extend(alike.map(str::to_owned));
    }
    Ok(())
}

fn shown(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, rows: Vec<PairRow>) -> Result<Vec<Pair>> {
    let threshold = of.rules(tx)?.duplicates.threshold;
    let ids: BTreeSet<CustomerId> = rows.iter().flat_map(|it| [it.first.clone(), it.second.clone()]).collect();
    let found: Vec<CustomerRow> = store::several(tx, actor, &ids.into_iter().collect::<Vec<_>>())?;
    let standing = found.into_iter().filter(|it| it.survivor.is_none()).collect();
    let known: BTreeMap<CustomerId, Customer> =
        of.shown(tx, standing)?.into_iter().map(|it| (it.id.clone(), it)).collect();
    let pair = |it: PairRow| {
        let (first, second) = (known.get(&it.first)?.clone(), known.get(&it.second)?.clone());
        let (state, weight, signs, proposed_at) = (it.state, it.weight, it.signs.0, it.proposed_at);
        Some(Pair { first, second, state, signs, weight, threshold, proposed_at })
    };
    Ok(rows.into_iter().filter_map(pair).collect())
}

/// Proposes somebody who was brought in with a number that is another's.
pub fn claim(of: &Customers, tx: &mut Tx<'_>, new: &CustomerId, owner: &CustomerId) -> Result<()> {
    let weight = of.rules(tx)?.duplicates.threshold;
    let (first, second) = ordered(new, owner);
    store::pairs::propose(tx, (first, second), weight, vec!["identity".to_owned()])?;
    store::pairs::claim(tx, first, second)
}

/// Pairs in a state, those that say most first.
pub fn proposed(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, state: PairState, page: &Page) -> Result<Paged<Pair>> {
    actor.may(Right::ReadCustomers)?;
    let bad = || Refusal::new(422, "web.bad_cursor").field("after");
    let after = match page.parts().as_deref() {
        None => None,
        Some([weight, first, second]) => {
            Some((weight.parse().map_err(|_| bad())?, (*first).to_owned(), (*second).to_owned()))
        }
        Some(_) => return Err(bad().into()),
    };
    let rows = page.rows();
    let found = store::pairs::list(tx, state, after.as_ref(), rows + 1)?;
    let found = Paged::of(found, rows, |it| format!("{}~{}~{}", it.weight, it.first, it.second));
    Ok(Paged { items: shown(of, tx, actor, found.items)?, next: found.next })
}

/// The pairs of a customer that wait.
pub fn of_customer(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Vec<Pair>> {
    let id = standing(tx, actor, id)?.id;
    let waits = |it: &PairRow| matches!(it.state, PairState::Open | PairState::Later);
    let rows = store::pairs::of(tx, &id)?.into_iter().filter(waits).collect();
    shown(of, tx, actor, rows)
}

/// Says about a pair whether it is one person.
pub fn decide(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, taken: &PairTaken) -> Result<Pair> {
    actor.may(Right::MergeCustomers)?;
    actor.may(Right::ReadCustomers)?;
    let (first, second) = ordered(&taken.first, &taken.second);
    let found = store::pairs::one(tx, first, second)?.filter(|it| it.state != PairState::Merged);
    let found = found.ok_or(Refused::NoPair)?;
    let state = match taken.decision {
        Decision::NotSame => PairState::NotSame,
        Decision::Later => PairState::Later,
        Decision::Open => PairState::Open,
    };
    store::pairs::decide(tx, (first, second), state, actor.by())?;
    for (customer, other) in [(first, second), (second, first)] {
        let (customer_id, other) = (customer.clone(), other.clone());
        tell(tx, actor, customer, &PairDecided { customer: customer_id, other, decision: taken.decision })?;
    }
    shown(of, tx, actor, vec![PairRow { state, ..found }])?.pop().ok_or_else(|| Refused::NoPair.into())
}
