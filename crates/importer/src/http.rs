//! The routes of the importer: a file is sent, its columns are guessed, a mapping is tried and started, the run watched.

mod imports;
mod shown;
mod trial;
mod upload;

#[cfg(test)]
mod tests;

use axum::extract::DefaultBodyLimit;
use web::{Routes, routes};

/// The largest file that can be sent from a browser; larger ones go through the command line.
const LARGEST: usize = 2 << 30;

/// All routes. They find [`policy::Policies`] among the request's extensions, where a layer of the server puts it.
pub fn routes() -> Routes {
    let sending =
        Routes::new().routes(routes!(imports::list_imports, upload::send_import)).layer(DefaultBodyLimit::max(LARGEST));
    Routes::new()
        .merge(sending)
        .routes(routes!(imports::import, imports::discard_import))
        .routes(routes!(imports::import_errors))
        .routes(routes!(trial::preview_import))
        .routes(routes!(trial::start_import))
        .routes(routes!(trial::stop_import))
}
