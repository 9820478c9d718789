//! An empty installation into which one file is imported.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::lines::Lines;
use super::sets::Part;
use crate::out;
use crate::shell::{self, Done};

/// An installation of its own, in a temporary folder that goes with it.
pub struct Installation {
    program: PathBuf,
    data: PathBuf,
    summary: Value,
    reports: HashMap<String, Lines>,
}

impl Drop for Installation {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.data));
    }
}

impl Installation {
    /// Imports a part's file through the command line; nothing when the file is not there.
    pub fn import(program: &Path, folder: &Path, part: &Part) -> Done<Option<Self>> {
        let mapping = shell::root().join("imports").join(format!("{}.toml", part.mapping));
        let Some(file) = file(folder, &mapping)? else { return Ok(None) };
        let data = std::env::temp_dir().join(format!("hearth-figures-{}-{}", std::process::id(), part.mapping));
        drop(fs::remove_dir_all(&data));
        fs::create_dir_all(&data).map_err(|why| format!("{}: {why}", data.display()))?;
        let mut it = Self { program: program.to_owned(), data, summary: Value::Null, reports: HashMap::new() };
        out::warn(format!("importing {} as {}", file.display(), part.mapping));
        let printed =
            it.hearth(&["import", &file.to_string_lossy(), "--mapping", &mapping.to_string_lossy(), "--json"])?;
        it.summary = serde_json::from_str(&printed).map_err(|why| format!("the import's summary: {why}"))?;
        Ok(Some(it))
    }

    fn hearth(&self, args: &[&str]) -> Done<String> {
        let mut all = args.to_vec();
        let data = self.data.to_string_lossy();
        all.extend(["--data", &data]);
        shell::read(shell::command(&self.program.to_string_lossy(), &all, "."))
    }

    /// A report, asked for once.
    pub fn report(&mut self, asked: &str) -> Done<&Lines> {
        if !self.reports.contains_key(asked) {
            let mut args = vec!["report"];
            args.extend(asked.split(' '));
            args.extend(["--format", "json"]);
            let printed = self.hearth(&args)?;
            let lines = Lines::parse(&printed).map_err(|why| format!("report {asked}: {why}"))?;
            self.reports.insert(asked.to_owned(), lines);
        }
        self.reports.get(asked).ok_or_else(|| format!("report {asked}"))
    }

    /// A count of the import's summary; what it does not name did not occur.
    pub fn summary(&self, path: &str) -> f64 {
        let (part, name) = path.split_once('.').unwrap_or((path, ""));
        self.summary
            .get("summary")
            .and_then(|it| it.get(part))
            .and_then(|it| it.get(name))
            .and_then(Value::as_f64)
            .unwrap_or(0.0)
    }
}

/// The file that a mapping is made for, plain or packed.
fn file(folder: &Path, mapping: &Path) -> Done<Option<PathBuf>> {
    let text = fs::read_to_string(mapping).map_err(|why| format!("{}: {why}", mapping.display()))?;
    let table: toml::Table = text.parse().map_err(|why| format!("{}: {why}", mapping.display()))?;
    let names = table.get("files").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let names = names.iter().filter_map(toml::Value::as_str);
    let all = names.flat_map(|name| ["", ".zst", ".gz"].map(|end| folder.join(format!("{name}{end}"))));
    Ok(all.into_iter().find(|it| it.is_file()))
}
