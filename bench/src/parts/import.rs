//! How fast another system's file comes in, and how much memory that takes.

use super::{Run, Scratch, name};
use crate::export::{self, Export};
use crate::figures::{Figures, Target};
use crate::hearth::{Place, Store};
use crate::machine::Spent;
use crate::said::Done;
use crate::stock;

const WANTED: f64 = 20_000.0;
const MOST_MB: f64 = 200.0;

/// Measures an import into each database, and one of about a gigabyte into SQLite.
pub fn measure(run: &Run, figures: &mut Figures) -> Done {
    let folder = stock::kept().join("now/export");
    let narrow = export::events(&folder, run.rows, false)?;
    for store in &run.stores {
        let scratch = Scratch::new("import", store)?;
        figures.about(&format!("{}: import of {} rows", name(store), run.rows));
        let spent = import(run, &narrow, &scratch.0)?;
        tell(figures, &format!("{}: import, figures kept as well", name(store)), run.rows, &narrow, spent, store)?;
    }
    drop(narrow);
    drop(std::fs::remove_dir_all(&folder));
    let wide = export::events(&folder, run.rows, true)?;
    let scratch = Scratch::new("import", &Store::Sqlite)?;
    let spent = import(run, &wide, &scratch.0)?;
    let bytes = base::stats::wide(wide.bytes()?) / 1e9;
    let what = format!("SQLite: import of {bytes:.2} GB, most memory");
    let wall = spent.wall.as_secs_f64();
    let note = format!("{wall:.0} s, {:.0} events per CPU second", per_second(run.rows, spent));
    figures.add(what, "MB RSS", Target::AtMost(MOST_MB), base::stats::wide(spent.most_rss) / 1024.0, note);
    drop(std::fs::remove_dir_all(&folder));
    Ok(())
}

/// Imports a file; what the database server spent counts too.
pub fn import(run: &Run, export: &Export, place: &Place) -> Done<Spent> {
    let server: &[u32] = match &place.store {
        Store::Sqlite => &[],
        Store::Postgres { server, .. } => &[*server],
    };
    let before = crate::machine::cpu(server)?;
    let (file, mapping) = (export.file.display().to_string(), export.mapping.display().to_string());
    let (mut spent, _) = run.hearth.run(&["import", &file, "--mapping", &mapping], place)?;
    spent.cpu += crate::machine::cpu(server)?.saturating_sub(before);
    Ok(spent)
}

fn per_second(rows: u64, spent: Spent) -> f64 {
    base::stats::wide(rows) / spent.cpu.as_secs_f64()
}

fn tell(figures: &mut Figures, what: &str, rows: u64, export: &Export, spent: Spent, store: &Store) -> Done {
    let target = if *store == Store::Sqlite { Target::AtLeast(WANTED) } else { Target::None };
    let megabytes = base::stats::wide(export.bytes()?) / 1e6;
    let memory = base::stats::wide(spent.most_rss) / 1024.0;
    let (wall, cpu) = (spent.wall.as_secs_f64(), spent.cpu.as_secs_f64());
    let note = format!("{megabytes:.0} MB; {cpu:.1} s CPU, {wall:.1} s; most memory {memory:.0} MB");
    figures.add(what.to_owned(), "events per CPU second", target, per_second(rows, spent), note);
    Ok(())
}
