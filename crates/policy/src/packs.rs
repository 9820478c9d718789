//! Packs: folders of policy documents that come with the program, or that an administrator keeps.
//!
//! A pack may include others. Documents of the same kind and scope are merged in the order of inclusion, the
//! including pack last.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::FieldProblem;
use serde::Deserialize;

use crate::model::{Document, Kind, Scope, Text};
use crate::rules;

pub mod archive;

#[cfg(test)]
mod tests;

#[derive(rust_embed::RustEmbed)]
#[folder = "../../policies"]
struct Embedded;

/// `pack.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Its name, which is also its folder's.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Packs it builds on.
    #[serde(default)]
    pub includes: Vec<String>,
    /// Whether it is only there to be built on.
    #[serde(default)]
    pub ground: bool,
}

/// A file of a pack, as it lies in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Pack and file name, as `telecom/limits.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl PackFile {
    /// The pack it lies in.
    fn pack(&self) -> &str {
        self.path.split_once('/').map_or("", |it| it.0)
    }

    fn is_of(&self, pack: &str) -> bool {
        self.pack() == pack
    }
}

/// A document of a pack, whole: all layers merged.
#[derive(Debug, Clone)]
pub struct PackDocument {
    /// The files it is made of.
    pub files: Vec<String>,
    /// The TOML text.
    pub text: Arc<str>,
    /// The text, read.
    pub document: Arc<Document>,
}

/// A fault of a pack, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// The file, or the files that make up the document; empty when it concerns the pack as a whole.
    pub file: String,
    /// The fault.
    pub problem: FieldProblem,
}

/// Where packs lie.
#[derive(Debug, Clone)]
pub enum Shelf {
    /// In the program.
    Embedded,
    /// In this folder; what is not there is taken from the program.
    Folder(PathBuf),
    /// In memory, sent by somebody; what is not there is taken from the program.
    Sent(Arc<[PackFile]>),
}

/// The packs of the program that can be chosen, by name.
pub fn packs() -> Vec<PackHead> {
    let names: BTreeSet<String> =
        Embedded::iter().filter_map(|it| it.split_once('/').map(|(pack, _)| pack.to_owned())).collect();
    let heads = names.iter().filter_map(|it| Shelf::Embedded.head(it).ok().flatten());
    heads.filter(|it| !it.ground).collect()
}

fn embedded(pack: &str) -> Vec<PackFile> {
    let prefix = format!("{pack}/");
    let mut files: Vec<_> = Embedded::iter()
        .filter(|it| it.starts_with(&prefix) && it.ends_with(".toml"))
        .filter_map(|it| {
            let text = String::from_utf8(Embedded::get(&it)?.data.into_owned()).ok()?;
            Some(PackFile { path: it.into_owned(), text })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn in_folder(folder: &Path, pack: &str) -> std::io::Result<Vec<PackFile>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder.join(pack))? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push(PackFile { path: format!("{pack}/{name}"), text: std::fs::read_to_string(&path)? });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The pack among the packs of a folder that no other one builds on; nothing when the folder is a pack itself, or
/// when there is no such pack, or several.
pub(crate) fn top(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            return Ok(None);
        }
        if path.join("pack.toml").is_file() {
            names.extend(path.file_name().map(|it| it.to_string_lossy().into_owned()));
        }
    }
    let shelf = Shelf::Folder(folder.to_owned());
    let heads: Vec<PackHead> = names.iter().filter_map(|it| shelf.head(it).ok().flatten()).collect();
    let below: BTreeSet<&String> = heads.iter().flat_map(|it| &it.includes).collect();
    let mut tops = names.iter().filter(|it| !below.contains(it));
    Ok(match (tops.next(), tops.next()) {
        (Some(one), None) => Some(folder.join(one)),
        _ => None,
    })
}

impl Shelf {
    /// The files of one pack, without those it includes; nothing when there is no such pack.
    pub fn files(&self, pack: &str) -> std::io::Result<Vec<PackFile>> {
        match self {
            Self::Folder(folder) if folder.join(pack).is_dir() => in_folder(folder, pack),
            Self::Sent(all) if all.iter().any(|it| it.is_of(pack)) => {
                Ok(all.iter().filter(|it| it.is_of(pack)).cloned().collect())
            }
            Self::Folder(_) | Self::Sent(_) | Self::Embedded => Ok(embedded(pack)),
        }
    }

    /// The head of a pack. A folder without `pack.toml` is a pack that includes nothing.
    fn head(&self, pack: &str) -> Result<Option<PackHead>, FileProblem> {
        let files = self.files(pack).map_err(|it| unreadable(pack, &it))?;
        let Some(file) = files.iter().find(|it| it.path.ends_with("/pack.toml")) else {
            let plain = || PackHead {
                name: pack.to_owned(),
                title: Text { zh: pack.to_owned(), en: pack.to_owned() },
                includes: Vec::new(),
                ground: false,
            };
            return Ok((!files.is_empty()).then(plain));
        };
        rules::read_plain(&file.text).map(Some).map_err(|problem| FileProblem { file: file.path.clone(), problem })
    }

    /// The packs that make up a pack, in the order they are laid on each other; itself last.
    pub fn layers(&self, pack: &str) -> Result<Vec<String>, FileProblem> {
        let mut order = Vec::new();
        self.visit(pack, &mut BTreeSet::new(), &mut order)?;
        Ok(order)
    }

    fn visit(&self, pack: &str, seen: &mut BTreeSet<String>, order: &mut Vec<String>) -> Result<(), FileProblem> {
        if !seen.insert(pack.to_owned()) {
            return Ok(());
        }
        let Some(head) = self.head(pack)? else {
            let problem = FieldProblem::new("includes", "policy.unknown_pack").with("name", pack);
            return Err(FileProblem { file: "pack.toml".to_owned(), problem });
        };
        for one in &head.includes {
            self.visit(one, seen, order)?;
        }
        order.push(pack.to_owned());
        Ok(())
    }

    /// The documents of a pack, merged, read and checked, or everything that is wrong with them.
    pub fn documents(&self, pack: &str) -> Result<Vec<PackDocument>, Vec<FileProblem>> {
        let mut drafts: BTreeMap<(Kind, Scope), Draft> = BTreeMap::new();
        let mut wrong = Vec::new();
        for layer in self.layers(pack).map_err(|it| vec![it])? {
            for file in self.files(&layer).map_err(|it| vec![unreadable(&layer, &it)])? {
                if !file.path.ends_with("/pack.toml") {
                    lay(&mut drafts, file, &mut wrong);
                }
            }
        }
        let read: Vec<PackDocument> = drafts.into_values().filter_map(|it| it.read(&mut wrong)).collect();
        let all: Vec<&Document> = read.iter().map(|it| it.document.as_ref()).collect();
        if wrong.is_empty() {
            let across = rules::validate_set(&all);
            wrong.extend(across.into_iter().map(|problem| FileProblem { file: String::new(), problem }));
        }
        if wrong.is_empty() { Ok(read) } else { Err(wrong) }
    }
}

fn unreadable(pack: &str, error: &std::io::Error) -> FileProblem {
    FileProblem { file: pack.to_owned(), problem: FieldProblem::new("", "policy.unreadable").with("detail", error) }
}

/// Faults without their files, the file's name before the field.
pub(crate) fn plain(faults: Vec<FileProblem>) -> Vec<FieldProblem> {
    let name = |it: &FileProblem| [it.file.as_str(), &it.problem.field].join(" ").trim().to_owned();
    faults.into_iter().map(|it| FieldProblem { field: name(&it), ..it.problem }).collect()
}

/// A document that layers are laid on.
struct Draft {
    files: Vec<String>,
    text: String,
}

/// The part of a document's head that says where it belongs; a layer need not say more.
#[derive(Deserialize)]
struct Place {
    policy: PlaceHead,
}

#[derive(Deserialize)]
struct PlaceHead {
    kind: Kind,
    #[serde(default)]
    scope: Scope,
}

fn lay(drafts: &mut BTreeMap<(Kind, Scope), Draft>, file: PackFile, wrong: &mut Vec<FileProblem>) {
    let place: Place = match rules::read_plain(&file.text) {
        Ok(place) => place,
        Err(problem) => return wrong.push(FileProblem { file: file.path, problem }),
    };
    let place = (place.policy.kind, place.policy.scope);
    let Some(under) = drafts.get_mut(&place) else {
        drafts.insert(place, Draft { files: vec![file.path], text: file.text });
        return;
    };
    match rules::merge(&under.text, &file.text) {
        Ok(text) => {
            under.text = text;
            under.files.push(file.path);
        }
        Err(bad) => {
            let problem = FieldProblem::new("", "policy.not_toml").with("detail", bad.0).with("line", 1);
            wrong.push(FileProblem { file: file.path, problem });
        }
    }
}

impl Draft {
    fn read(self, wrong: &mut Vec<FileProblem>) -> Option<PackDocument> {
        let file = self.files.join(" + ");
        let mut note = |problem: FieldProblem| wrong.push(FileProblem { file: file.clone(), problem });
        match rules::read(&self.text) {
            Ok(document) => {
                rules::validate(&document).into_iter().for_each(note);
                Some(PackDocument { files: self.files, text: self.text.into(), document: Arc::new(document) })
            }
            Err(mut problem) => {
                // The lines of a merged text are those of no file.
                if self.files.len() > 1 {
                    problem.params.remove("line");
                }
                note(problem);
                None
            }
        }
    }
}
