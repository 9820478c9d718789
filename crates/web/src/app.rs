//! What handlers work with.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::{Result, fault};
use db::{Db, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};

use crate::live::Hub;
use crate::{Actor, Json, Key, Problem};

/// The running application, given to every handler. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// What happens, for those who listen.
    pub hub: Arc<Hub>,
    /// Where files are kept.
    pub data: Arc<PathBuf>,
}

impl App {
    /// Runs a transaction and answers with its result.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> crate::Result<Json<T>> {
        Ok(Json(self.db.write(work).await?))
    }

    /// Reads and answers with the result.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> crate::Result<Json<T>> {
        Ok(Json(self.db.read(work).await?))
    }

    /// Runs a command. Sent again with the same `Idempotency-Key`, it is not carried out again: the first answer
    /// comes back.
    pub async fn command<T: Serialize + DeserializeOwned + Send + 'static>(
        &self,
        me: &Actor,
        key: Option<Key>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> crate::Result<Json<T>> {
        let work = |tx: &mut Tx<'_>| {
            let answer = work(tx)?;
            Ok((to_raw_value(&answer).map_err(fault)?, answer))
        };
        let again = |_: &mut Tx<'_>, answer: Box<RawValue>| serde_json::from_str(answer.get()).map_err(fault);
        self.command_about(me, key, work, again).await
    }

    /// Runs a command about something that is shown in the answer. Sent again with the same `Idempotency-Key`, it is not
    /// carried out again: the same thing is shown as it stands by then, by its receipt (an id, say).
    pub async fn command_about<R: Serialize + DeserializeOwned, T: Send + 'static>(
        &self,
        me: &Actor,
        key: Option<Key>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(R, T)> + Send + 'static,
        again: impl FnOnce(&mut Tx<'_>, R) -> Result<T> + Send + 'static,
    ) -> crate::Result<Json<T>> {
        let Some(key) = key else { return self.write(|tx| work(tx).map(|it| it.1)).await };
        let person = me.me()?.clone();
        self.write(move |tx| key.once(tx, &person, work, again)).await
    }
}

impl FromRequestParts<Self> for App {
    type Rejection = Problem;
    async fn from_request_parts(_: &mut Parts, app: &Self) -> std::result::Result<Self, Problem> {
        Ok(app.clone())
    }
}
