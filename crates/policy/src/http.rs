//! Policy over HTTP: what holds, which versions there are, what differs, whether a text is sound.

mod read;
mod validate;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

#[cfg(test)]
mod tests;

/// The routes of this capability. They work with [`crate::Policies`] as an extension.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read::list_policies))
        .routes(routes!(validate::validate_policy))
        .routes(routes!(read::read_policy))
        .routes(routes!(read::list_policy_versions))
        .routes(routes!(read::compare_policy_versions))
}
