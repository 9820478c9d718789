//! Who acts for whom (AB 角, PPL-3).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use base::ids::PersonId;

use crate::model::Gap;

/// Somebody who is absent, and who is named to stand in for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Away {
    /// Whether their work passes to others meanwhile.
    pub passes: bool,
    /// Those who are named, the first choice first; only people who work here now.
    pub named: Vec<PersonId>,
}

/// Everybody who is absent at one moment.
pub type AllAway = BTreeMap<PersonId, Away>;

/// Who acts for a person: themselves while they are at work; else the first of those named who is at work; else the
/// first of those named for them, and so on. Nobody, when the chain ends or goes round.
pub fn acting<'a>(away: &'a AllAway, person: &'a PersonId) -> Option<&'a PersonId> {
    if away.get(person).is_none_or(|it| !it.passes) {
        return Some(person);
    }
    let mut known = BTreeSet::from([person]);
    let mut waiting = VecDeque::from([person]);
    while let Some(absent) = waiting.pop_front() {
        for named in away.get(absent).into_iter().flat_map(|it| &it.named) {
            if !away.contains_key(named) {
                return Some(named);
            }
            if known.insert(named) {
                waiting.push_back(named);
            }
        }
    }
    None
}

/// For whom a person acts, besides themselves.
pub fn stands_in_for<'a>(away: &'a AllAway, me: &PersonId) -> Vec<&'a PersonId> {
    away.keys().filter(|it| *it != me && acting(away, it) == Some(me)).collect()
}

/// A post as the rule about gaps sees it.
#[derive(Debug, Clone, Default)]
pub struct Manned<'a> {
    /// Who holds it.
    pub holders: Vec<&'a PersonId>,
    /// Who is named to stand in, whether they work here or not.
    pub named: Vec<&'a PersonId>,
    /// Those of them who work here now.
    pub here: Vec<&'a PersonId>,
}

/// What is missing so that a post's work goes on. A post that nobody holds misses nothing.
pub fn gaps(away: &AllAway, post: &Manned<'_>) -> Vec<Gap> {
    if post.holders.is_empty() {
        return Vec::new();
    }
    let alone = |it: &&&PersonId| post.holders.len() == 1 && post.holders.contains(*it);
    let named = post.named.iter().filter(|it| !alone(it)).count();
    let here: Vec<_> = post.here.iter().filter(|it| !alone(it)).collect();
    let unmanned = |it: &&&PersonId| away.get(**it).is_some_and(|it| it.passes) && acting(away, it).is_none();
    let found = [
        (Gap::NoBackup, named == 0),
        (Gap::BackupGone, named > 0 && here.is_empty()),
        (Gap::BackupAbsent, !here.is_empty() && here.iter().all(|it| away.contains_key(**it))),
        (Gap::NobodyActs, post.holders.iter().any(|it| unmanned(&it))),
    ];
    found.into_iter().filter(|it| it.1).map(|it| it.0).collect()
}
