//! From a cookie to an actor, and the check that a change was asked for by our own page.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Refusal, Result};

use crate::{Actor, Problem};

/// The session cookie's name.
pub const COOKIE: &str = "hearth_session";

/// A signed-in browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who it is.
    pub actor: Actor,
    /// What their page has to send in `x-csrf-token` with every change.
    pub csrf: String,
}

/// The session of a token, unless it has ended.
pub type Resolved = Result<Option<Arc<Session>>>;

/// The session of a token, some time later.
pub type Resolving<'a> = Pin<Box<dyn Future<Output = Resolved> + Send + 'a>>;

/// Knows the sessions; implemented by the people capability.
pub trait Sessions: Send + Sync + 'static {
    /// The session of a token, unless it has ended. Called for every request: has to be cheap.
    fn resolve<'a>(&'a self, token: &'a str) -> Resolving<'a>;
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|it| it.to_str().ok());
    all.flat_map(|it| it.split(';')).find_map(|it| it.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The layer that finds out who asks. It refuses nobody: a handler that takes an [`Actor`] does that. A change with a
/// session but without its CSRF token is refused here.
pub async fn authenticate(State(sessions): State<Arc<dyn Sessions>>, mut request: Request, next: Next) -> Response {
    let Some(token) = cookie(request.headers(), COOKIE) else { return next.run(request).await };
    let session = match sessions.resolve(token).await {
        Ok(Some(it)) => it,
        Ok(None) => return next.run(request).await,
        Err(failure) => return Problem::from(failure).into_response(),
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let given = request.headers().get("x-csrf-token").map(axum::http::HeaderValue::as_bytes);
    if !reads && given != Some(session.csrf.as_bytes()) {
        return Problem::from(Refusal::new(403, "web.bad_csrf")).into_response();
    }
    request.extensions_mut().insert(session.actor.clone());
    request.extensions_mut().insert(session);
    next.run(request).await
}
