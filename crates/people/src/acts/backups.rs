//! The board of posts: who holds them, who stands in, what is missing (AB 角, PPL-3).

use std::collections::{BTreeMap, BTreeSet};

use base::Result;
use base::ids::{PersonId, PostId};
use db::Tx;
use db::events::{About, emit};
use web::{Actor, Right};

use super::absences::{leads, settle};
use crate::events::BackupsChanged;
use crate::handle::People;
use crate::model::{Board, BoardPost, PersonStatus, Post, PostBackups, Seat};
use crate::refused::Refused;
use crate::rules::backup::{self, AllAway, Manned};
use crate::store::persons::{self, reaches};
use crate::store::{absences, posts, units};

/// Names who stands in for whoever holds a post.
pub fn name(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PostId, asked: &PostBackups) -> Result<Post> {
    let before = posts::post(tx, id)?.filter(|it| it.active && leads(actor, &it.unit_id));
    let before = before.ok_or(Refused::PostNotFound)?;
    if before.version != asked.version {
        return Err(Refused::Stale(before.version).into());
    }
    if asked.backup_id.is_some() && asked.backup_id == asked.second_id {
        return Err(Refused::BackupTwice.into());
    }
    for named in [&asked.backup_id, &asked.second_id].into_iter().flatten() {
        let known = persons::person(tx, named)?.is_some_and(|it| it.status == PersonStatus::Active);
        if !known {
            return Err(Refused::PersonNotFound.into());
        }
    }
    let (backup_id, second_id) = (asked.backup_id.clone(), asked.second_id.clone());
    let after = Post { backup_id: backup_id.clone(), second_id: second_id.clone(), ..before.clone() };
    if !posts::save_backups(tx, &after)? {
        return Err(Refused::Stale(before.version + 1).into());
    }
    if (&before.backup_id, &before.second_id) != (&backup_id, &second_id) {
        let event = BackupsChanged { post: id.clone(), backup: backup_id, second: second_id };
        emit(tx, actor.by(), About::default(), None, &event)?;
        settle(people, tx, actor)?;
    }
    posts::post(tx, id)?.ok_or_else(|| Refused::PostNotFound.into())
}

/// What the seats of the board are made of.
struct Room {
    away: AllAway,
    names: BTreeMap<PersonId, String>,
    /// Those who work here now.
    here: BTreeSet<PersonId>,
    back: BTreeMap<PersonId, Option<base::Stamp>>,
}

impl Room {
    fn seat(&self, id: &PersonId) -> Seat {
        let present = !self.away.contains_key(id);
        let acting = backup::acting(&self.away, id).filter(|it| *it != id);
        Seat {
            person_id: id.clone(),
            name: self.names.get(id).cloned().unwrap_or_default(),
            present,
            back_at: self.back.get(id).copied().flatten(),
            acting_name: acting.and_then(|it| self.names.get(it).cloned()),
        }
    }
}

/// The posts that the actor sees, with who holds them and who stands in.
pub fn board(tx: &mut Tx<'_>, actor: &Actor) -> Result<Board> {
    actor.may(Right::ReadPeople)?;
    let seen = |it: &Post| it.active && (reaches(actor, Right::ReadPeople, &it.unit_id) || leads(actor, &it.unit_id));
    let found: Vec<Post> = posts::all(tx, None)?.into_iter().filter(seen).collect();
    let unit_names = units::names(tx, &found.iter().map(|it| it.unit_id.clone()).collect::<Vec<_>>())?;
    let mut holders: BTreeMap<PostId, Vec<PersonId>> = BTreeMap::new();
    for (post, person) in posts::holders(tx)? {
        holders.entry(post).or_default().push(person);
    }
    let room = room(tx, &found, &holders)?;
    let mut items: Vec<BoardPost> = found
        .into_iter()
        .map(|it| {
            let held = holders.get(&it.id).cloned().unwrap_or_default();
            let named: Vec<&PersonId> = [&it.backup_id, &it.second_id].into_iter().flatten().collect();
            let here = named.iter().copied().filter(|id| room.here.contains(*id)).collect();
            let manned = Manned { holders: held.iter().collect(), named: named.clone(), here };
            BoardPost {
                gaps: backup::gaps(&room.away, &manned),
                holders: held.iter().map(|id| room.seat(id)).collect(),
                backup: it.backup_id.as_ref().map(|id| room.seat(id)),
                second: it.second_id.as_ref().map(|id| room.seat(id)),
                unit_name: unit_names.get(&it.unit_id).cloned().unwrap_or_default(),
                may_change: leads(actor, &it.unit_id),
                post_id: it.id,
                name: it.name,
                unit_id: it.unit_id,
                version: it.version,
            }
        })
        .collect();
    items.sort_by(|a, b| (&a.unit_name, &a.name, &a.post_id).cmp(&(&b.unit_name, &b.name, &b.post_id)));
    Ok(Board { items })
}

fn room(tx: &mut Tx<'_>, found: &[Post], holders: &BTreeMap<PostId, Vec<PersonId>>) -> Result<Room> {
    let away = absences::away(tx, tx.now())?;
    let named = found.iter().flat_map(|it| [&it.backup_id, &it.second_id]).flatten();
    let held = found.iter().filter_map(|it| holders.get(&it.id)).flatten();
    let acting = away.keys().filter_map(|it| backup::acting(&away, it));
    let ids: BTreeSet<PersonId> = named.chain(held).chain(acting).cloned().collect();
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let here = persons::active_among(tx, &ids)?;
    let back = absences::running(tx)?.into_iter().map(|it| (it.person_id, it.until_at)).collect();
    Ok(Room { names: persons::names(tx, &ids)?, here, back, away })
}
