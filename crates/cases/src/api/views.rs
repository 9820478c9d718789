//! Saved views of the list: one's own, the team's, everybody's.

use base::Result;
use base::ids::ViewId;
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::shown;
use crate::Desk;
use crate::model::Asker;
use crate::refused::Refused;
use crate::rules::said;
use crate::store;
use crate::store::views::View;

/// A view to be saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// Its name.
    pub name: String,
    /// The list's query, as in the address bar.
    pub query: String,
    /// Whether the team sees it.
    #[serde(default)]
    pub shared: bool,
    /// `own`, `team` or `all`; goes before `shared`. Sharing with all is for supervisors.
    #[serde(default)]
    pub sharing: Option<String>,
}

impl Desk {
    /// The views the actor sees.
    pub fn views(&self, tx: &mut Tx<'_>, me: &Actor) -> Result<Vec<shown::View>> {
        let who = Asker::of(me);
        Ok(store::views::seen(tx, &who)?.into_iter().map(|it| shown_view(it, &who)).collect())
    }

    /// Saves a view.
    ///
    /// # Errors
    /// Refused without a name, with an unknown way of sharing, and when somebody who is no supervisor shares with all.
    pub fn save_view(&self, tx: &mut Tx<'_>, me: &Actor, new: &NewView) -> Result<shown::View> {
        let who = Asker::of(me);
        let name = said(Some(&new.name)).ok_or(Refused::TextMissing)?.chars().take(60).collect();
        let sharing = new.sharing.clone().unwrap_or_else(|| if new.shared { "team" } else { "own" }.to_owned());
        match sharing.as_str() {
            "own" | "team" => {}
            "all" if who.supervise.is_some() => {}
            "all" => return Err(Refused::NoRight.into()),
            _ => return Err(Refused::BadFilter("sharing").into()),
        }
        let view = View {
            id: tx.id(),
            owner_id: me.me()?.clone(),
            unit_id: me.unit.clone(),
            name,
            sharing,
            query: new.query.chars().take(2_000).collect(),
            made_ms: tx.now(),
        };
        store::views::insert(tx, &view)?;
        Ok(shown_view(view, &who))
    }

    /// Takes a view of one's own away.
    ///
    /// # Errors
    /// Refused as not found when it is not the actor's own.
    pub fn forget_view(&self, tx: &mut Tx<'_>, me: &Actor, id: &ViewId) -> Result<()> {
        if store::views::delete(tx, id, me.me()?)? { Ok(()) } else { Err(Refused::NoView.into()) }
    }
}

fn shown_view(it: View, who: &Asker) -> shown::View {
    shown::View {
        id: it.id,
        name: it.name,
        query: it.query,
        shared: it.sharing != "own",
        mine: who.is(Some(&it.owner_id)),
        sharing: it.sharing,
    }
}
