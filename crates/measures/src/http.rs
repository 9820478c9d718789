//! Figures over HTTP.

mod behind;
mod catalogue;
mod export;
mod figure;

use axum::Extension;
use web::{Routes, routes};

use crate::house::Shared;

#[cfg(test)]
mod tests;

/// The routes of this capability; `house` is what figures need to know from the rest of it.
pub fn routes(house: Shared) -> Routes {
    Routes::new()
        .routes(routes!(catalogue::list_metrics))
        .routes(routes!(figure::read_metric))
        .routes(routes!(behind::list_metric_cases))
        .routes(routes!(export::export_metric))
        .layer(Extension(house))
}
