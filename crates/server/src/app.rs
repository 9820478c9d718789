//! Every route, and the layers around them.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use axum::{Extension, Router};
use base::Result;
use cases::Desk;
use channels::{Channels, Relay};
use customers::Customers;
use people::People;
use policy::Policies;
use quality::Quality;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use web::live::Hub;
use web::{App, Routes, Texts, routes};

use crate::observe::{self, Requests};
use crate::open::House;
use crate::{assets, wiring};

/// The sentences of every capability.
pub const TEXTS: &[(&str, &str)] = &[
    web::TEXTS,
    db::TEXTS,
    vault::TEXTS,
    policy::TEXTS,
    people::TEXTS,
    customers::TEXTS,
    cases::TEXTS,
    mail::TEXTS,
    social::TEXTS,
    channels::TEXTS,
    quality::TEXTS,
    measures::TEXTS,
    importer::TEXTS,
    (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml")),
];

/// A request larger than this is refused before it is read; uploads have limits of their own.
const BODY: usize = 1024 * 1024;

/// Nobody waits longer for an answer.
const LONGEST: Duration = Duration::from_mins(1);

/// The routes of every capability.
fn routes(figures: measures::Shared) -> Routes {
    Routes::new()
        .merge(policy::routes())
        .merge(people::routes())
        .merge(customers::routes())
        .merge(cases::routes())
        .merge(channels::routes())
        .merge(quality::routes())
        .merge(measures::routes(figures))
        .merge(importer::routes())
        .routes(routes!(web::live::socket::connect))
}

/// The description of the whole API.
pub fn description() -> OpenApi {
    let info = InfoBuilder::new().title("Hearth").version(env!("CARGO_PKG_VERSION")).description(Some(
        "Customer service from the first ring to the pay slip. Times are RFC 3339, spans milliseconds, money fen.",
    ));
    let described = routes(wiring::figures_of(Policies::new()));
    let mut api = described.describe(OpenApiBuilder::new().info(info).build());
    web::document_refusals(&mut api);
    api
}

/// The description as text, made once when it is first asked for.
static DESCRIPTION: LazyLock<String> = LazyLock::new(|| description().to_json().unwrap_or_default());

/// What the running server needs beside the routes.
pub struct Running {
    /// The routes with all layers.
    pub router: Router,
    /// The live stream.
    pub hub: Arc<Hub>,
    /// Conversations' own.
    pub relay: Arc<Relay>,
}

/// Everything under one roof.
pub fn build(house: &House) -> Result<Running> {
    let hub = Arc::new(Hub::new(wiring::Live(house.desk.clone())));
    let app = App { db: house.db.clone(), hub: Arc::clone(&hub), data: Arc::clone(&house.data) };
    let relay = Arc::new(Relay::new(Arc::clone(hub.nodes())));
    let texts = Arc::new(Texts::new(TEXTS)?);
    let requests = Arc::new(Requests::default());
    let sessions: Arc<dyn web::Sessions> = Arc::new(house.people.clone());
    let router = routes(wiring::figures(house))
        .into_router()
        .route(
            "/api/v1/openapi.json",
            get(|| async { ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION.as_str()) }),
        )
        .route("/readyz", get(observe::readyz))
        .merge(assets::visitor())
        .with_state(app)
        .route("/healthz", get(observe::healthz))
        .route("/metrics", get(observe::metrics).with_state(Arc::clone(&requests)))
        .fallback(assets::desk)
        // One layer of many, the outermost first: each call of `layer` is a box that every request is copied through.
        .layer((
            guarded(),
            furnished(house),
            Extension(Arc::clone(&relay)),
            from_fn_with_state(requests, observe::observe),
            CompressionLayer::new().gzip(true),
            TimeoutLayer::with_status_code(axum::http::StatusCode::GATEWAY_TIMEOUT, LONGEST),
            from_fn_with_state(Arc::clone(&texts), web::answer_problems),
            Extension(texts),
            from_fn_with_state(sessions, web::authenticate),
            DefaultBodyLimit::max(BODY),
        ));
    Ok(Running { router, hub, relay })
}

type Header = SetResponseHeaderLayer<HeaderValue>;
type Furniture = (
    Extension<Policies>,
    Extension<Arc<dyn policy::api::House>>,
    Extension<People>,
    Extension<Customers>,
    Extension<Desk>,
    Extension<Channels>,
    Extension<Quality>,
);

/// What the handlers of single capabilities work with.
fn furnished(house: &House) -> Furniture {
    (
        Extension(house.policies.clone()),
        Extension(wiring::surroundings()),
        Extension(house.people.clone()),
        Extension(house.customers.clone()),
        Extension(house.desk.clone()),
        Extension(house.channels.clone()),
        Extension(house.quality.clone()),
    )
}

/// What browsers are told about the pages: nothing from elsewhere, in no other page's frame.
fn guarded() -> (Header, Header, Header, Header) {
    let policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                  connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    let header = |name, value| Header::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value));
    (
        header("content-security-policy", policy),
        header("x-content-type-options", "nosniff"),
        header("referrer-policy", "same-origin"),
        header("cross-origin-opener-policy", "same-origin"),
    )
}

#[cfg(test)]
mod tests {
    use policy::Policies;

    use super::routes;
    use crate::wiring;

    #[test]
    fn a_name_in_the_description_stands_for_one_thing() {
        let found = routes(wiring::figures_of(Policies::new())).ambiguous();
        assert!(found.is_empty(), "give one of each a name of its own with #[schema(as = ...)]: {found:?}");
    }
}
