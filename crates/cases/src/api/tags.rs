//! Tags (标签): put on cases and conversations, made, renamed, retired, merged (CHN-9).

use std::collections::BTreeMap;

use base::ids::{CaseId, TagId};
use base::{Result, Stamp};
use db::Tx;
use db::events::{About, Event, emit};
use policy::model::TagMaker;
use serde::{Deserialize, Serialize};
use web::{Actor, Right};

use super::Hand;
use crate::Desk;
use crate::events::{TagChanged, TagMade, TagMerged, TagNamed, Tagged};
use crate::model::{Asker, Case, Rulebook};
use crate::refused::Refused;
use crate::rules::{may_note, said, tags};
use crate::store;
use crate::store::marks::TAG;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CaseTag)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// What it is called.
    pub name: String,
    /// Its colour: `grey`, `red`, `orange`, `gold`, `green`, `teal`, `blue` or `purple`.
    pub colour: String,
    /// When it was made.
    pub made_at: Stamp,
    /// Since when it is not put on any more.
    pub retired_at: Option<Stamp>,
    /// The tag that stands for it since they were merged.
    pub into: Option<TagId>,
    /// Give it back when changing.
    pub version: i64,
}

/// A tag to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTag {
    /// What it is called.
    pub name: String,
    /// Its colour, by name; grey when left out.
    #[serde(default)]
    pub colour: Option<String>,
}

/// A tag to be changed; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTag {
    /// The version that was read.
    pub version: i64,
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// Its colour, by name.
    #[serde(default)]
    pub colour: Option<String>,
    /// Whether it is no longer put on. Bringing one back parts it from the one it was merged into.
    #[serde(default)]
    pub retired: Option<bool>,
}

/// A tag to be merged into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeTag {
    /// The version that was read.
    pub version: i64,
    /// The one that stands for both from now on.
    pub into: TagId,
}

/// Tags to be put on, and to be taken off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutTags {
    /// Put on.
    #[serde(default)]
    pub add: Vec<TagId>,
    /// Taken off.
    #[serde(default)]
    pub remove: Vec<TagId>,
}

fn shown(it: store::tags::Tag) -> Tag {
    Tag {
        id: it.id,
        name: it.name,
        colour: it.colour,
        made_at: it.made_ms,
        retired_at: it.retired_ms,
        into: it.into_id,
        version: it.version,
    }
}

fn named(it: &store::tags::Tag) -> TagNamed {
    TagNamed { id: it.id.clone(), name: it.name.clone() }
}

/// Puts the tags of a new case on it.
pub(super) fn put_on(tx: &mut Tx<'_>, book: &Rulebook, case: &Case) -> Result<()> {
    if case.tags.0.is_empty() {
        return Ok(());
    }
    let known = store::tags::by_ids(tx, &case.tags.0)?;
    tags::check(book.cases.tags.at_most, &case.tags.0, &store::tags::in_use(&known))?;
    store::marks::add(tx, &case.id, case.tags.0.iter().map(|it| (TAG, it.as_str())))
}

fn tell<E: Event>(tx: &mut Tx<'_>, me: &Actor, event: &E) -> Result<()> {
    emit(tx, me.by(), About::default(), None, event)
}

impl Desk {
    /// All tags, those in use first.
    pub fn tags(&self, tx: &mut Tx<'_>) -> Result<Vec<Tag>> {
        Ok(store::tags::all(tx)?.into_iter().map(shown).collect())
    }

    /// Makes a tag, where policy lets the actor.
    ///
    /// # Errors
    /// Refused without the right, without a name, and where there is one of this name.
    pub fn make_tag(&self, tx: &mut Tx<'_>, me: &Actor, new: &NewTag) -> Result<Tag> {
        let book = self.rules().now(tx)?;
        me.may(match book.cases.tags.made_by {
            TagMaker::Anybody => Right::WorkCases,
            TagMaker::Supervisor => Right::SuperviseCases,
        })?;
        let tag = store::tags::Tag {
            id: tx.id(),
            name: free_name(tx, &new.name)?,
            colour: tags::colour(new.colour.as_deref().unwrap_or("grey"))?,
            made_by_id: me.by().cloned(),
            made_ms: tx.now(),
            retired_ms: None,
            into_id: None,
            version: 1,
        };
        store::tags::insert(tx, &tag)?;
        tell(tx, me, &TagMade { tag: named(&tag) })?;
        Ok(shown(tag))
    }

    /// Renames, colours, retires a tag or brings it back.
    ///
    /// # Errors
    /// Refused to others than supervisors, where it was changed meanwhile, and where the name is taken.
    pub fn edit_tag(&self, tx: &mut Tx<'_>, me: &Actor, id: &TagId, edit: &EditTag) -> Result<Tag> {
        me.may(Right::SuperviseCases)?;
        let before = store::tags::by_id(tx, id)?.ok_or(Refused::NoTag)?;
        let mut tag = before.clone();
        if let Some(colour) = &edit.colour {
            tag.colour = tags::colour(colour)?;
        }
        match edit.retired {
            Some(true) => tag.retired_ms = tag.retired_ms.or(Some(tx.now())),
            Some(false) => (tag.retired_ms, tag.into_id) = (None, None),
            None => {}
        }
        let name = edit.name.as_deref().unwrap_or(&before.name);
        let comes_back = before.retired_ms.is_some() && tag.retired_ms.is_none();
        if name.trim() != before.name || comes_back {
            tag.name = free_name(tx, name)?;
        }
        if !store::tags::save(tx, &tag, edit.version)? {
            return Err(Refused::ChangedMeanwhile.into());
        }
        tag.version = edit.version + 1;
        tell(tx, me, &TagChanged { tag: named(&tag), was: before.name, retired: tag.retired_ms.is_some() })?;
        Ok(shown(tag))
    }

    /// Merges a tag into another one, which stands for both. Nothing moves: the cases keep what was put on them.
    ///
    /// # Errors
    /// Refused to others than supervisors, into itself or a tag not in use, and where it was changed meanwhile.
    pub fn merge_tag(&self, tx: &mut Tx<'_>, me: &Actor, id: &TagId, how: &MergeTag) -> Result<Tag> {
        me.may(Right::SuperviseCases)?;
        let mut tag = store::tags::by_id(tx, id)?.ok_or(Refused::NoTag)?;
        let into = store::tags::by_id(tx, &how.into)?.filter(|it| it.retired_ms.is_none() && it.id != *id);
        let into = into.ok_or(Refused::NoTag)?;
        tag.retired_ms = Some(tx.now());
        tag.into_id = Some(into.id.clone());
        if !store::tags::save(tx, &tag, how.version)? {
            return Err(Refused::ChangedMeanwhile.into());
        }
        store::tags::follow(tx, id, &into.id)?;
        tag.version = how.version + 1;
        tell(tx, me, &TagMerged { tag: named(&tag), into: named(&into) })?;
        Ok(shown(tag))
    }

    /// Puts tags on a case and takes others off. A tag goes together with those merged into it.
    ///
    /// # Errors
    /// Refused when the case is out of sight, a tag is not in use, or the case would have too many.
    pub fn put_tags(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, put: &PutTags) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        may_note(&hand.case, &Asker::of(me))?;
        let most = hand.book.cases.tags.at_most;
        let Some(it) = retagged(hand.tx, most, &hand.case.tags.0, put)? else { return Ok(hand.case) };
        hand.case.tags.0 = it.now;
        hand.tell(&it.told)?;
        let case = hand.put_back()?;
        it.told.removed.iter().try_for_each(|one| store::marks::drop_tag(tx, id, one.id.as_str()))?;
        store::marks::add(tx, id, it.told.added.iter().map(|one| (TAG, one.id.as_str())))?;
        Ok(case)
    }
}

/// What becomes of the tags of one thing.
#[derive(Debug, Clone)]
pub struct Retagged {
    /// Those it has from now on.
    pub now: Vec<TagId>,
    /// What is different.
    pub told: Tagged,
}

/// The tags of one thing after some are put on and others taken off; nothing when that changes none. A tag goes together
/// with those merged into it.
///
/// # Errors
/// Refused when a tag that is put on is not in use, or there would be more than `most`.
pub fn retagged(tx: &mut Tx<'_>, most: i64, before: &[TagId], put: &PutTags) -> Result<Option<Retagged>> {
    let off: Vec<&str> = put.remove.iter().map(TagId::as_str).collect();
    let off = if off.is_empty() { Vec::new() } else { store::tags::standing_for(tx, &off)? };
    let mut now: Vec<TagId> = before.iter().filter(|it| !off.contains(&it.as_str().to_owned())).cloned().collect();
    let known = store::tags::by_ids(tx, &now)?;
    let there =
        |it: &TagId, now: &[TagId]| now.contains(it) || known.iter().any(|one| one.into_id.as_ref() == Some(it));
    for it in &put.add {
        if !there(it, &now) {
            now.push(it.clone());
        }
    }
    if now == before {
        return Ok(None);
    }
    let fresh: Vec<TagId> = now.iter().filter(|it| !before.contains(it)).cloned().collect();
    let gone: Vec<TagId> = before.iter().filter(|it| !now.contains(it)).cloned().collect();
    let added = store::tags::by_ids(tx, &fresh)?;
    tags::check(most, &fresh, &store::tags::in_use(&added))?;
    tags::not_too_many(most, before.len(), now.len())?;
    let removed = store::tags::by_ids(tx, &gone)?;
    let told = Tagged { added: added.iter().map(named).collect(), removed: removed.iter().map(named).collect() };
    Ok(Some(Retagged { now, told }))
}

/// The tags that stand for some since they were merged; each of the others stands for itself and is left out.
pub fn merged_tags(tx: &mut Tx<'_>, ids: &[TagId]) -> Result<BTreeMap<TagId, TagId>> {
    Ok(store::tags::by_ids(tx, ids)?.into_iter().filter_map(|it| Some((it.id, it.into_id?))).collect())
}

/// Ids of tags, and of those that were merged into them.
pub fn tags_standing_for(tx: &mut Tx<'_>, ids: &[&str]) -> Result<Vec<String>> {
    if ids.is_empty() { Ok(Vec::new()) } else { store::tags::standing_for(tx, ids) }
}

/// A name that no tag in use has.
fn free_name(tx: &mut Tx<'_>, name: &str) -> Result<String> {
    let name: String = said(Some(name)).ok_or(Refused::TextMissing)?.chars().take(20).collect();
    match store::tags::named(tx, &name)? {
        Some(_) => Err(Refused::TagTaken(name).into()),
        None => Ok(name),
    }
}
