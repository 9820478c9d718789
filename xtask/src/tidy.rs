//! `cargo xtask tidy`: what a script can see of the house style. Each check is a small file with tests that show it
//! fails on bad input. It is also a test of this package.

mod arrows;
mod bless;
mod dialect;
mod events;
mod house;
mod leftovers;
mod length;
mod lex;
mod locale;
mod purity;
mod refusals;
mod sql;
mod tables;
mod weight;

use house::{Finding, House};

use crate::out;
use crate::shell::Done;

/// Check what a script can see of the house style.
#[derive(clap::Args)]
pub struct Args {
    /// Record the checksums of new migrations.
    #[arg(long)]
    bless: bool,
}

/// One check: everything it finds.
type Check = fn(&House) -> Vec<Finding>;

const CHECKS: &[Check] = &[
    length::check,
    weight::check,
    leftovers::check,
    purity::check,
    sql::check,
    dialect::check,
    tables::check,
    arrows::check,
    locale::check,
    refusals::check,
    events::check,
    bless::check,
];

/// Checks, or blesses first.
pub fn run(args: &Args) -> Done {
    if args.bless {
        bless::bless(&House::read()?)?;
    }
    all()?;
    out::say("tidy");
    Ok(())
}

/// Every finding of every check, as one error.
pub fn all() -> Done {
    let house = House::read()?;
    let found: Vec<String> = CHECKS.iter().flat_map(|check| check(&house)).map(|it| it.to_string()).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("{}\n{} findings", found.join("\n"), found.len()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        if let Err(found) = super::all() {
            panic!("{found}");
        }
    }
}
