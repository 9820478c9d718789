//! Packs on the command line: export, validate, compare, import. Each writes what it did to a given writer.

use std::io::Write;
use std::path::{Path, PathBuf};

use base::{Failure, FieldProblem, Result, fault};
use db::Db;
use web::{Lang, Texts};

use crate::Refused;
use crate::api::{Loaded, Terms, load};
use crate::packs::{FileProblem, PackDocument, Shelf};
use crate::rules;

#[cfg(test)]
mod tests;

/// A pack to work with: a folder, or the name of one that comes with the program.
#[derive(Debug, Clone)]
pub struct Source {
    shelf: Shelf,
    pack: String,
}

impl Source {
    /// A folder if there is one of this name, otherwise the program's pack. Of a folder that holds packs, such as
    /// the one an export made, it is the pack that no other one builds on.
    ///
    /// # Errors
    /// Refused when there is neither.
    pub fn find(text: &str) -> Result<Self> {
        let path = Path::new(text);
        if !path.is_dir() {
            let known = crate::packs::packs().iter().any(|it| it.name == text);
            let found = known.then(|| Self { shelf: Shelf::Embedded, pack: text.to_owned() });
            return found.ok_or_else(|| Refused::UnknownPack(text.to_owned()).into());
        }
        let path = path.canonicalize().map_err(|it| unusable(path, &it))?;
        let path = crate::packs::top(&path).map_err(|it| unusable(&path, &it))?.unwrap_or(path);
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Refused::UnknownPack(text.to_owned()).into());
        };
        let shelf = Shelf::Folder(parent.to_owned());
        Ok(Self { shelf, pack: name.to_string_lossy().into_owned() })
    }

    fn documents(&self) -> std::result::Result<Vec<PackDocument>, Vec<FileProblem>> {
        self.shelf.documents(&self.pack)
    }
}

/// Where and in which language the command line reports.
pub struct Report<'a> {
    /// Where to.
    pub out: &'a mut dyn Write,
    /// All sentences of the program.
    pub texts: &'a Texts,
    /// The reader's language.
    pub lang: Lang,
}

impl Report<'_> {
    fn say(&mut self, key: &'static str, params: &[(&'static str, String)]) -> Result<()> {
        let params = params.iter().map(|(name, it)| (*name, it.clone().into())).collect();
        let sentence = self.texts.say(self.lang, key, &params);
        writeln!(self.out, "{sentence}").map_err(fault)
    }

    /// One line for each fault: file, line, field, sentence.
    fn faults(&mut self, faults: &[FileProblem]) -> Result<()> {
        for FileProblem { file, problem } in faults {
            let line = problem.params.get("line").map(|it| format!(":{it}")).unwrap_or_default();
            let place = [format!("{file}{line}"), problem.field.clone()];
            let place = place.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
            let sentence = self.texts.say(self.lang, problem.code, &problem.params);
            writeln!(self.out, "{place}: {sentence}").map_err(fault)?;
        }
        self.say("policy.cli.faulty", &[("count", faults.len().to_string())])
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Refused::Unusable { path: path.display().to_string(), why: error.to_string() }.into()
}

/// Writes a pack of the program, and those it builds on, as folders into `dest`.
///
/// # Errors
/// Refused when there is no such pack, or when `dest` is there already and not empty: nothing is overwritten.
pub fn export_pack(name: &str, dest: &Path, report: &mut Report<'_>) -> Result<()> {
    let source = Source { shelf: Shelf::Embedded, pack: name.to_owned() };
    if crate::packs::packs().iter().all(|it| it.name != name) {
        return Err(Refused::UnknownPack(name.to_owned()).into());
    }
    let taken = dest.exists() && std::fs::read_dir(dest).map_err(|it| unusable(dest, &it))?.next().is_some();
    if taken {
        return Err(Refused::NotEmpty(dest.display().to_string()).into());
    }
    let layers = source.shelf.layers(&source.pack).map_err(|it| Refused::Invalid(vec![it.problem]))?;
    let mut count = 0;
    for layer in &layers {
        for file in source.shelf.files(layer).map_err(fault)? {
            let path = dest.join(&file.path);
            let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
            std::fs::create_dir_all(&folder).map_err(|it| unusable(&folder, &it))?;
            std::fs::write(&path, &file.text).map_err(|it| unusable(&path, &it))?;
            count += 1;
        }
    }
    let place = dest.join(name).display().to_string();
    report.say("policy.cli.exported", &[("count", count.to_string()), ("path", place)])
}

/// Checks a pack without a database; true when it is sound. Each fault is a line.
pub fn validate_dir(source: &Source, report: &mut Report<'_>) -> Result<bool> {
    match source.documents() {
        Ok(documents) => {
            report.say("policy.cli.sound", &[("count", documents.len().to_string())])?;
            Ok(true)
        }
        Err(faults) => {
            report.faults(&faults)?;
            Ok(false)
        }
    }
}

/// Loads a pack into a database, whole or not at all; false when it is faulty. Each document is a line.
pub fn import_dir(db: &Db, source: &Source, terms: Terms, report: &mut Report<'_>) -> Result<bool> {
    let documents = match source.documents() {
        Ok(documents) => documents,
        Err(faults) => {
            report.faults(&faults)?;
            return Ok(false);
        }
    };
    for one in db.write_blocking(move |tx| load(tx, &documents, &terms))? {
        let (key, policy) = match one {
            Loaded::Published(it) => ("policy.cli.published", it),
            Loaded::Drafted(it) => ("policy.cli.drafted", it),
            Loaded::Unchanged(it) => ("policy.cli.unchanged", it),
        };
        report.say(key, &[("policy", policy.to_string())])?;
    }
    Ok(true)
}

/// Writes what differs from one pack to another, a line for each value; true when they say the same.
pub fn diff_dirs(old: &Source, new: &Source, report: &mut Report<'_>) -> Result<bool> {
    let (old, new) = match (old.documents(), new.documents()) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(faults), _) | (_, Err(faults)) => {
            report.faults(&faults)?;
            return Err(Refused::Invalid(faults.into_iter().map(|it| it.problem).collect()).into());
        }
    };
    let mut places: Vec<_> = old.iter().chain(&new).map(place).collect();
    places.sort();
    places.dedup();
    let mut count = 0;
    for at in places {
        let text = |list: &[PackDocument]| list.iter().find(|it| place(it) == at).map(|it| it.text.to_string());
        let (old, new) = (text(&old).unwrap_or_default(), text(&new).unwrap_or_default());
        for change in rules::diff(&old, &new).map_err(|it: FieldProblem| Refused::Invalid(vec![it]))? {
            let (was, is) = (change.old.unwrap_or_default(), change.new.unwrap_or_default());
            writeln!(report.out, "{}: {}: {was} -> {is}", at.0, change.path).map_err(fault)?;
            count += 1;
        }
    }
    report.say("policy.cli.differences", &[("count", count.to_string())])?;
    Ok(count == 0)
}

fn place(it: &PackDocument) -> (crate::model::Kind, crate::model::Scope) {
    (it.document.header.kind, it.document.header.scope.clone())
}
