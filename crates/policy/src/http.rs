//! Policy over HTTP: what holds, which versions there are, what differs, whether a text is sound.

mod read;
mod validate;

use axum::Extension;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

use crate::Policies;

#[cfg(test)]
mod tests;

/// The routes of this capability.
pub fn routes(policies: Policies) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read::list_policies))
        .routes(routes!(validate::validate_policy))
        .routes(routes!(read::read_policy))
        .routes(routes!(read::list_policy_versions))
        .routes(routes!(read::compare_policy_versions))
        .layer(Extension(policies))
}
