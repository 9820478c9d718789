//! Making, renaming and closing posts.

use base::Result;
use base::ids::{PostId, UnitId};
use db::Tx;
use db::events::{About, emit};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Actor, Right};

use crate::events::{PostAdded, PostChanged};
use crate::model::{Post, StaffKind};
use crate::refused::Refused;
use crate::rules::login::check_name;
use crate::store::persons::reaches;
use crate::store::{posts, units};

/// What is needed to make a post.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// Where it is.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Which kind of staff holds it.
    pub kind: StaffKind,
}

/// What is changed about a post; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostPatch {
    /// The version that was read.
    pub version: i64,
    /// Its name.
    pub name: Option<String>,
    /// Which kind of staff holds it.
    pub kind: Option<StaffKind>,
    /// `false` closes it: nobody new gets it.
    pub active: Option<bool>,
}

/// Makes a post.
pub fn add(tx: &mut Tx<'_>, actor: &Actor, new: &NewPost) -> Result<Post> {
    actor.may(Right::EditPeople)?;
    Refused::fields([check_name("name", &new.name)])?;
    let unit = units::unit(tx, &new.unit_id)?.filter(|it| it.active && reaches(actor, Right::EditPeople, &it.id));
    let unit_id = unit.ok_or(Refused::UnitNotFound)?.id;
    let post = Post {
        id: tx.id(),
        unit_id,
        name: new.name.trim().to_owned(),
        kind: new.kind,
        active: true,
        version: 1,
        backup_id: None,
        second_id: None,
    };
    posts::add(tx, &post)?;
    let event = PostAdded { post: post.id.clone(), unit: post.unit_id.clone(), name: post.name.clone() };
    emit(tx, actor.by(), About::default(), None, &event)?;
    Ok(post)
}

/// Changes a post.
pub fn patch(tx: &mut Tx<'_>, actor: &Actor, id: &PostId, patch: &PostPatch) -> Result<Post> {
    actor.may(Right::EditPeople)?;
    let before = posts::post(tx, id)?.filter(|it| reaches(actor, Right::EditPeople, &it.unit_id));
    let before = before.ok_or(Refused::PostNotFound)?;
    if before.version != patch.version {
        return Err(Refused::Stale(before.version).into());
    }
    let after = Post {
        name: patch.name.as_ref().map_or_else(|| before.name.clone(), |it| it.trim().to_owned()),
        kind: patch.kind.unwrap_or(before.kind),
        active: patch.active.unwrap_or(before.active),
        ..before.clone()
    };
    Refused::fields([check_name("name", &after.name)])?;
    if !posts::save(tx, &after)? {
        return Err(Refused::Stale(before.version + 1).into());
    }
    let fields = [
        ("name", before.name != after.name),
        ("kind", before.kind != after.kind),
        ("active", before.active != after.active),
    ];
    let changed = fields.iter().filter(|it| it.1).map(|it| it.0.to_owned()).collect();
    emit(tx, actor.by(), About::default(), None, &PostChanged { post: id.clone(), changed })?;
    posts::post(tx, id)?.ok_or_else(|| Refused::PostNotFound.into())
}
