//! A capability's real routes, called in process as somebody.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use base::Result;
use base::ids::{CaseId, PersonId, UnitId};
use db::Tx;
use serde_json::Value;
use tower::ServiceExt as _;
use web::live::{Audience, Hub, Source};
use web::{Actor, App, Reach, Right, Rights, Texts};

use crate::TestDb;

/// An answer: its status and its JSON (a text when it is something else, null when there is nothing).
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

impl Answer {
    /// The refusal's code, or nothing.
    pub fn code(&self) -> &str {
        self.body.get("code").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Routes with a database behind them.
pub struct Api {
    routes: Router,
    runtime: tokio::runtime::Runtime,
}

/// Tests of single capabilities have no live stream.
struct Silent;

impl Source for Silent {
    fn audiences(&self, _: &mut Tx<'_>, _: &[CaseId]) -> Result<HashMap<CaseId, Audience>> {
        Ok(HashMap::new())
    }
    fn counts(&self, _: &mut Tx<'_>, _: &Actor) -> Result<Value> {
        Ok(Value::Null)
    }
    fn name(&self, _: &mut Tx<'_>, _: &PersonId) -> Result<String> {
        Ok(String::new())
    }
}

impl Api {
    /// The routes over a test's database; `texts` are the sentences of the capabilities concerned.
    ///
    /// # Panics
    /// When the sentences cannot be read.
    pub fn new(it: &TestDb, routes: Router<App>, texts: &[(&str, &str)]) -> Self {
        let app = App { db: it.db.clone(), hub: Arc::new(Hub::new(Silent)), data: Arc::new(it.dir.clone()) };
        let texts: Vec<(&str, &str)> = texts.iter().copied().chain([web::TEXTS]).collect();
        let texts = Arc::new(Texts::new(&texts).expect("the capabilities' sentences"));
        let routes = routes.with_state(app).layer(axum::middleware::from_fn_with_state(texts, web::answer_problems));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { routes, runtime }
    }

    /// Asks as somebody; as nobody when there is no actor.
    ///
    /// # Panics
    /// When the request cannot be made.
    pub fn ask(&self, actor: Option<&Actor>, method: &str, path: &str, body: &Value) -> Answer {
        self.send(actor, method, path, &[], body)
    }

    /// Asks with headers of one's own.
    ///
    /// # Panics
    /// When the request cannot be made.
    pub fn send(
        &self,
        actor: Option<&Actor>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.carry(actor, request.body(body).expect("a request"))
    }

    /// Posts a text that is no JSON.
    ///
    /// # Panics
    /// When the request cannot be made.
    pub fn text(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path).header("content-type", "text/xml");
        self.carry(None, request.body(Body::from(body.to_owned())).expect("a request"))
    }

    /// Sends a file as a form does.
    ///
    /// # Panics
    /// When the request cannot be made.
    pub fn upload(&self, actor: Option<&Actor>, path: &str, name: &str, content: &[u8]) -> Answer {
        let head = format!("--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [head.as_bytes(), content, b"\r\n--cut--\r\n"].concat();
        let request = Request::post(path).header("content-type", "multipart/form-data; boundary=cut");
        self.carry(actor, request.body(Body::from(body)).expect("a request"))
    }

    fn carry(&self, actor: Option<&Actor>, mut request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().clone());
        if let Some(actor) = actor {
            request.extensions_mut().insert(actor.clone());
        }
        self.runtime.block_on(async {
            let response = self.routes.clone().oneshot(request).await.expect("an answer");
            let status = response.status();
            let bytes = to_bytes(response.into_body(), 10_000_000).await.expect("a whole answer");
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            let body = match serde_json::from_slice(&bytes) {
                Err(_) if !bytes.is_empty() => Value::String(text()),
                body => body.unwrap_or(Value::Null),
            };
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "a fault: {method} {path}: {body}");
            Answer { status: status.as_u16(), body }
        })
    }
}

/// Somebody of a unit who sees what their unit does and may do these things.
pub fn team(person: &PersonId, unit: &UnitId, rights: &[Right]) -> Actor {
    let rights: Rights = rights.iter().copied().collect();
    Actor::person(person.clone(), Some(unit.clone()), rights, Reach::Units([unit.clone()].into()))
}
