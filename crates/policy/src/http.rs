//! Policy over HTTP: what holds and what waits, writing and its way to approval, packs, what would have been.

mod edit;
mod pack;
mod read;
mod shown;
mod validate;
mod way;
mod what_if;

use std::sync::Arc;

use axum::Extension;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::request::Parts;
use base::{Failure, FieldProblem, Refusal};
use web::{Lang, Problem, Routes, Texts, routes};

use crate::house::House;
use crate::model::Kind;
use crate::packs::archive;
use crate::{Policies, Refused};

#[cfg(test)]
mod tests;

/// The routes of this capability. They work with [`Policies`] and `Arc<dyn House>` as extensions.
pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(read::list_policies))
        .routes(routes!(validate::validate_policy))
        .routes(routes!(edit::edit_policy_text))
        .routes(routes!(read::read_policy))
        .routes(routes!(edit::policy_form))
        .routes(routes!(way::start_policy_draft))
        .routes(routes!(read::list_policy_versions))
        .routes(routes!(read::compare_policy_versions))
        .routes(routes!(way::save_policy_draft))
        .routes(routes!(way::act_on_policy))
        .routes(routes!(way::policy_history))
        .routes(routes!(what_if::policy_what_if))
        .routes(routes!(pack::list_policy_packs))
        .routes(routes!(pack::load_policy_pack))
        .merge(
            Routes::new()
                .routes(routes!(pack::export_policies, pack::import_policies))
                .layer(DefaultBodyLimit::max(archive::MOST_BYTES + 64 * 1024)),
        )
}

/// What handlers work with, and the words of whoever asks.
#[derive(Clone)]
pub(crate) struct At {
    policies: Policies,
    house: Arc<dyn House>,
    texts: Arc<Texts>,
    lang: Lang,
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let missing = |it: axum::extract::rejection::ExtensionRejection| base::fault(it);
        let Extension(policies) = Extension::<Policies>::from_request_parts(parts, state).await.map_err(missing)?;
        let Extension(house) = Extension::<Arc<dyn House>>::from_request_parts(parts, state).await.map_err(missing)?;
        let Extension(texts) = Extension::<Arc<Texts>>::from_request_parts(parts, state).await.map_err(missing)?;
        Ok(Self { policies, house, texts, lang: Lang::of(&parts.headers) })
    }
}

impl At {
    /// A fault of a document in the reader's language.
    fn say(&self, it: &FieldProblem) -> String {
        self.texts.say(self.lang, it.code, &it.params)
    }

    /// Why something is refused, in the reader's language; a fault of ours goes on as one.
    fn why(&self, allowed: base::Result<()>) -> base::Result<Option<String>> {
        let said = |it: &Refusal| self.texts.say(self.lang, it.code, &it.params);
        match allowed {
            Ok(()) => Ok(None),
            Err(Failure::Refused(it)) => Ok(Some(said(&it))),
            Err(failure) => Err(failure),
        }
    }
}

fn kind(text: &str) -> Result<Kind, Failure> {
    text.parse().map_err(|_| Refused::UnknownKind(text.to_owned()).into())
}
