//! Routes and their description. The description is large and seldom asked for: it is made when it is, not at every start,
//! where it would touch a fifth of the program.

use std::collections::HashMap;
use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route as Inner};
use tower::{Layer, Service};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::App;

/// The handlers of a path, with how they are described; made by [`routes!`](crate::routes!).
pub struct Route {
    /// The path, with `{names}`.
    pub path: String,
    /// The handlers by method.
    pub methods: MethodRouter<App>,
    /// Describes them.
    pub described: Described,
}

/// Describes the handlers of a path.
pub type Described = fn() -> UtoipaMethodRouter<App>;

/// Joins handlers of one path, as `routes!(list_cases, open_case)`. Each is described by `#[utoipa::path]`.
#[macro_export]
macro_rules! routes {
    ($($first:ident)::+ $(, $($more:ident)::+)* $(,)?) => {{
        use $crate::utoipa_axum::PathItemExt as _;
        let methods = ::axum::routing::MethodRouter::<$crate::App>::new();
        let methods = $crate::routes!(@on methods, $($first)::+);
        $(let methods = $crate::routes!(@on methods, $($more)::+);)*
        $crate::Route {
            path: $crate::utoipa_axum::routes!(@path [path()] of $($first)::+),
            methods,
            described: || $crate::utoipa_axum::routes!($($first)::+ $(, $($more)::+)*),
        }
    }};
    (@on $methods:ident, $($handler:ident)::+) => {
        $crate::utoipa_axum::routes!(@path [methods()] of $($handler)::+)
            .iter()
            .fold($methods, |all, method| all.on(method.to_method_filter(), $($handler)::+))
    };
}

/// The routes of a capability.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    described: Vec<Described>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the handlers of a path.
    #[must_use]
    pub fn routes(mut self, it: Route) -> Self {
        self.described.push(it.described);
        Self { router: self.router.route(&it.path, it.methods), ..self }
    }

    /// Adds the routes of others.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.described.extend(other.described);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// Puts a layer around those that are there.
    #[must_use]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Inner> + Clone + Send + Sync + 'static,
        L::Service: Service<
                Request,
                Response: IntoResponse + 'static,
                Error: Into<Infallible> + 'static,
                Future: Send + 'static,
            > + Clone
            + Send
            + Sync
            + 'static,
    {
        Self { router: self.router.layer(layer), ..self }
    }

    /// The routes alone.
    pub fn into_router(self) -> Router<App> {
        self.router
    }

    /// Names that stand for two different things in the description; it would show one of them.
    pub fn ambiguous(&self) -> Vec<String> {
        let mut known = HashMap::new();
        let schemas = self.described.iter().flat_map(|describe| describe().0);
        let twice = schemas.filter(|(name, it)| known.entry(name.clone()).or_insert_with(|| it.clone()) != it);
        twice.map(|(name, _)| name).collect()
    }

    /// The description of all of them, as a part of `api`.
    pub fn describe(self, api: OpenApi) -> OpenApi {
        let all = OpenApiRouter::with_openapi(api);
        self.described.into_iter().fold(all, |all, describe| all.routes(describe())).into_openapi()
    }
}
