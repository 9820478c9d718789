//! One act on many cases: how many it takes, and how each is taken back.

use base::ids::{CaseId, CaseMergeId, TagId};

use crate::barred::Barred;
use crate::model::bulk::{BulkAct, WayBack};
use crate::model::{Case, Rulebook};
use crate::refused::Refused;

/// So many cases may be in one act: at least one, at most as many as policy says.
pub fn check_size(book: &Rulebook, count: usize) -> Result<(), Refused> {
    let most = book.cases.bulk.most_rows;
    match i64::try_from(count) {
        Ok(0) => Err(Barred::BulkEmpty.into()),
        Ok(count) if count <= most => Ok(()),
        _ => Err(Refused::BulkTooMany(most)),
    }
}

/// Each case once, in the order in which they were first named.
pub fn each_once(ids: Vec<CaseId>) -> Vec<CaseId> {
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter().filter(|it| seen.insert(it.clone())).collect()
}

/// The act with what it leaves open settled, and the cases it is done to: of cases that become one the oldest stays.
pub fn settled(act: BulkAct, mut ids: Vec<CaseId>) -> (BulkAct, Vec<CaseId>) {
    let BulkAct::Merge { into } = act else { return (act, ids) };
    let into = into.or_else(|| ids.iter().min().cloned());
    ids.retain(|it| Some(it) != into.as_ref());
    (BulkAct::Merge { into }, ids)
}

/// How an act on one case is taken back. Urging and closing told people something: they are not taken back.
///
/// - `merge`: the merge it made.
pub fn way_back(act: &BulkAct, before: &Case, after: &Case, merge: Option<CaseMergeId>) -> Option<WayBack> {
    let seen = after.version;
    match act {
        BulkAct::Assign { .. } => {
            (before.owner_id != after.owner_id).then(|| WayBack::Assign { to: before.owner_id.clone(), seen })
        }
        BulkAct::Transfer { .. } => after.transfer_id.as_ref().map(|_| WayBack::TakeBack { seen }),
        BulkAct::Tag { .. } => {
            let only = |here: &Case, there: &Case| -> Vec<TagId> {
                here.tags.0.iter().filter(|it| !there.tags.0.contains(it)).cloned().collect()
            };
            let (add, remove) = (only(before, after), only(after, before));
            (!add.is_empty() || !remove.is_empty()).then_some(WayBack::Tag { add, remove })
        }
        BulkAct::Step { .. } => (before.step != after.step).then(|| WayBack::Step { to: before.step.clone(), seen }),
        BulkAct::Merge { into } => Some(WayBack::Unmerge { into: into.clone()?, merge: merge? }),
        BulkAct::Urge | BulkAct::Close { .. } => None,
    }
}
