//! `hearth`: one binary for the whole customer-service organisation.

use std::process::ExitCode;

/// Returns memory to the system where the default allocator keeps it: the server stays small after a busy hour.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
