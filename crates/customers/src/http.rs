//! The routes of this capability.

mod customers;
mod export;
mod merging;
mod privacy;
mod sheets;
mod timeline;

pub use export::{Pages, sheet};
use web::{Routes, routes};

#[cfg(test)]
mod tests;

/// All routes. They find [`crate::Customers`] among the request's extensions, where a layer of the server puts it.
pub fn routes() -> Routes {
    Routes::new()
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
        .merge(Routes::new().routes(routes!(sheets::list_sheets, sheets::send_sheet)).layer(sheets::limit()))
        .routes(routes!(sheets::customer_sheet, sheets::discard_sheet))
        .routes(routes!(sheets::check_sheet))
        .routes(routes!(sheets::bring_sheet))
        .routes(routes!(sheets::sheet_rows))
        .routes(routes!(sheets::sheet_bad))
        .routes(routes!(export::export_customers))
        .routes(routes!(privacy::customer_words))
        .routes(routes!(privacy::customer_consents, privacy::add_consent))
        .routes(routes!(privacy::customer_holds, privacy::hold_customer))
        .routes(routes!(privacy::lift_hold))
        .routes(routes!(privacy::preview_erasure))
        .routes(routes!(privacy::customer_erasures, privacy::ask_erasure))
        .routes(routes!(privacy::list_erasures))
        .routes(routes!(privacy::decide_erasure))
        .routes(routes!(timeline::customer_timeline))
}
