//! The routes of this capability.

mod customers;
mod timeline;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

#[cfg(test)]
mod tests;

/// All routes. They find [`crate::Customers`] among the request's extensions, where a layer of the server puts it.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(customers::list_customers, customers::add_customer))
        .routes(routes!(customers::customer, customers::edit_customer))
        .routes(routes!(customers::add_identity))
        .routes(routes!(customers::remove_identity))
        .routes(routes!(customers::reveal))
        .routes(routes!(timeline::customer_timeline))
}
