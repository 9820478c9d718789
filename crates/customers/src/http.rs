//! The routes of this capability.

mod customers;
mod merging;
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
        .routes(routes!(merging::list_duplicates, merging::decide_duplicate))
        .routes(routes!(merging::customer_duplicates))
        .routes(routes!(merging::merge_customers))
        .routes(routes!(merging::customer_merges))
        .routes(routes!(merging::undo_merge))
        .routes(routes!(timeline::customer_timeline))
}
