//! Which process hands contacts out.

use base::{Result, Stamp};
use db::{Tx, args};

/// Takes the router's lease, or makes it longer; answers whether this process has it.
pub fn take(tx: &mut Tx<'_>, node: &str, now: Stamp, until: Stamp) -> Result<bool> {
    let taken = tx.run(
        "INSERT INTO channels_router (id, node, until_ms) VALUES (1, $1, $3)
         ON CONFLICT (id) DO UPDATE SET node = excluded.node, until_ms = excluded.until_ms
            WHERE channels_router.node = excluded.node OR channels_router.until_ms < $2",
        args![node, now, until],
    )?;
    Ok(taken == 1)
}
