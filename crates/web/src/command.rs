//! A command: a JSON body, and the key under which it is carried out once.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use base::ids::PersonId;
use base::{Refusal, Result, fault};
use db::Tx;
use db::idempotency;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::extract::parse;
use crate::problem::Problem;

/// A request to change something.
#[derive(Debug)]
pub struct Command<T> {
    /// What is asked for. A request without a body asks with `{}`.
    pub body: T,
    /// The sender's `Idempotency-Key`, if it gave one.
    pub key: Option<Key>,
}

/// The key under which a command is carried out once, and what tells it from other commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    key: String,
    fingerprint: String,
}

impl Key {
    /// Carries out the work and keeps its receipt; where it was carried out before, answers from the receipt again.
    pub(crate) fn once<R: Serialize + DeserializeOwned, T>(
        &self,
        tx: &mut Tx<'_>,
        person: &PersonId,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(R, T)>,
        again: impl FnOnce(&mut Tx<'_>, R) -> Result<T>,
    ) -> Result<T> {
        if let Some(receipt) = idempotency::answered(tx, person, &self.key, &self.fingerprint)? {
            return again(tx, serde_json::from_str(&receipt).map_err(fault)?);
        }
        let (receipt, answer) = work(tx)?;
        let kept = serde_json::to_string(&receipt).map_err(fault)?;
        idempotency::keep(tx, person, &self.key, &self.fingerprint, &kept)?;
        Ok(answer)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Command<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> std::result::Result<Self, Problem> {
        let what = format!("{} {}\n", request.method(), request.uri().path());
        let given = request.headers().get("idempotency-key").map(|it| it.to_str().map(str::to_owned));
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Refusal::new(413, "web.body_too_large"))?;
        let key = match given {
            None => None,
            Some(Ok(key)) if (1..=100).contains(&key.len()) => {
                let digest = Sha256::new().chain_update(what).chain_update(&bytes).finalize();
                Some(Key { key, fingerprint: base::text::hex(&digest) })
            }
            Some(_) => return Err(Refusal::new(422, "web.bad_idempotency_key").field("Idempotency-Key").into()),
        };
        let body = parse(if bytes.is_empty() { b"{}" } else { &bytes })?;
        Ok(Self { body, key })
    }
}
