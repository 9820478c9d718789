//! `cargo xtask figures`: imports the real logs through the program's own command line into empty installations, asks
//! it for its reports, and holds them against reference figures computed by others.
//!
//! Which report tells which figure is written in `figures/sets/*.toml`, one file per set; nothing there depends on the
//! values of one extract.

mod compare;
mod lines;
mod ours;
mod sets;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell::{self, Done};
use crate::{hearth, out};
use compare::Row;
use ours::Installation;
use sets::{Part, SETS, Set};

/// Hold the program's figures against reference figures.
#[derive(clap::Args)]
pub struct Args {
    /// The folder that holds a folder for each set.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The reference figures.
    #[arg(long, default_value = "../shared/data/reference_open.json")]
    reference: PathBuf,
    /// Only this set.
    #[arg(long)]
    set: Option<String>,
    /// Use this program instead of building one.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// What became of a reference figure.
enum Verdict {
    /// Compared, number by number.
    Compared(Vec<Row>),
    /// No report tells it, and why.
    NotComputed(&'static str),
}

/// Compares everything there is; fails where a figure is missed.
pub fn run(args: &Args) -> Done {
    let here = |it: &Path| if it.is_absolute() { it.to_path_buf() } else { shell::root().join(it) };
    let (data, reference) = (here(&args.data), here(&args.reference));
    let text = fs::read_to_string(&reference).map_err(|why| format!("cannot read {}: {why}", reference.display()))?;
    let reference: Value = serde_json::from_str(&text).map_err(|why| format!("{}: {why}", reference.display()))?;
    let program = match &args.program {
        Some(program) => here(program),
        None => hearth::build(None)?,
    };
    out::say("| set | figure | reference | ours | difference | |\n|---|---|---:|---:|---:|---|");
    let mut total = Total::default();
    for (name, spec) in SETS {
        let wanted = args.set.as_ref().is_none_or(|it| it == name);
        let (folder, Some(figures)) = (data.join(name), reference.get(*name)) else { continue };
        if wanted && folder.is_dir() {
            total.sets += 1;
            compare_set(&program, &folder, &Set::parse(name, spec)?, figures, &mut total)?;
        }
    }
    total.verdict()
}

fn compare_set(program: &Path, folder: &Path, set: &Set, figures: &Value, total: &mut Total) -> Done {
    let mut leaves = Vec::new();
    compare::leaves(figures, &mut Vec::new(), &mut leaves);
    let mut verdicts: Vec<Verdict> = leaves.iter().map(|_| Verdict::NotComputed("no report tells it")).collect();
    for part in &set.parts {
        let mine = |path: &[String]| part.find(path);
        if !leaves.iter().any(|(path, _)| mine(path).is_some()) {
            continue;
        }
        let Some(mut installation) = Installation::import(program, folder, part)? else {
            note_missing(&leaves, part, &mut verdicts);
            continue;
        };
        for ((path, value), verdict) in leaves.iter().zip(&mut verdicts) {
            if let Some((spec, group)) = mine(path) {
                *verdict = Verdict::Compared(compare::figure(&mut installation, spec, group.as_deref(), value)?);
            }
        }
    }
    for ((path, value), verdict) in leaves.iter().zip(verdicts) {
        total.tell(&set.name, &path.join("."), value, verdict);
    }
    Ok(())
}

fn note_missing(leaves: &[(Vec<String>, &Value)], part: &Part, verdicts: &mut [Verdict]) {
    for ((path, _), verdict) in leaves.iter().zip(verdicts) {
        if part.find(path).is_some() {
            *verdict = Verdict::NotComputed("the file is not there");
        }
    }
}

/// The tally at the end.
#[derive(Default)]
struct Total {
    sets: usize,
    figures: usize,
    missed: usize,
    not_computed: usize,
    numbers: usize,
}

impl Total {
    fn tell(&mut self, set: &str, figure: &str, reference: &Value, verdict: Verdict) {
        self.figures += 1;
        match verdict {
            Verdict::NotComputed(why) => {
                self.not_computed += 1;
                let short: String = reference.to_string().chars().take(40).collect();
                out::say(format!("| {set} | {figure} | {short} | not computed | {why} | – |"));
            }
            Verdict::Compared(rows) => {
                self.numbers += rows.len();
                self.missed += usize::from(rows.iter().any(|it| !it.ok));
                for row in rows {
                    let name = if row.name.is_empty() { figure.to_owned() } else { format!("{figure}.{}", row.name) };
                    let mark = if row.ok { "ok" } else { "MISSED" };
                    let Row { reference, ours, difference, .. } = row;
                    out::say(format!("| {set} | {name} | {reference} | {ours} | {difference} | {mark} |"));
                }
            }
        }
    }

    fn verdict(&self) -> Done {
        let Self { sets, figures, missed, not_computed, numbers } = self;
        out::say(format!(
            "\n{sets} sets, {figures} figures ({numbers} numbers): {} reproduced, {missed} missed, {not_computed} not computed.",
            figures - missed - not_computed
        ));
        if *sets == 0 {
            return Err("none of the sets was found".into());
        }
        if *missed > 0 {
            return Err(format!("{missed} figures differ from the reference"));
        }
        if not_computed * 5 > *figures {
            return Err(format!("{not_computed} of {figures} figures are not computed; one in five is allowed"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
