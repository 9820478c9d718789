//! Packs as one file: a zip of folders of TOML, or a single document.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use base::fault;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{PackFile, Shelf};
use crate::Refused;
use crate::book::Book;
use crate::model::{Kind, Scope, Standing};

/// No pack is larger than this, packed or unpacked.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
const MOST_FILES: usize = 200;

/// The pack of documents that hold now, as files.
const OURS: &str = "ours";

/// A pack that was sent, to be read like any other.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The files.
    pub shelf: Shelf,
    /// The pack among them that no other one builds on.
    pub pack: String,
}

/// Reads a file that somebody sent.
///
/// # Errors
/// Refused when it is neither a zip nor text, when it is too large, and when it holds several packs.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sent, Refused> {
    let files = if bytes.starts_with(b"PK") { unpacked(bytes)? } else { vec![single(name, bytes)?] };
    let packs: BTreeSet<&str> = files.iter().map(PackFile::pack).collect();
    let shelf = Shelf::Sent(files.clone().into());
    let heads: Vec<_> = packs.iter().filter_map(|it| shelf.head(it).ok().flatten()).collect();
    let below: BTreeSet<&str> = heads.iter().flat_map(|it| it.includes.iter().map(String::as_str)).collect();
    let mut tops = packs.iter().filter(|it| !below.contains(**it));
    match (tops.next(), tops.next()) {
        (Some(one), None) => Ok(Sent { pack: (*one).to_owned(), shelf }),
        (None, _) => Err(Refused::NoPack("*.toml".to_owned())),
        (Some(one), Some(other)) => Err(Refused::NoPack(format!("{one}/, {other}/"))),
    }
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Refused> {
    let text = String::from_utf8(bytes).map_err(|it| Refused::NoPack(format!("{name}: {it}")))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

fn single(name: &str, bytes: &[u8]) -> Result<PackFile, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::PackTooLarge);
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    Ok(PackFile { path: format!("{OURS}/{name}"), text: text(name, bytes.to_vec())? })
}

fn unpacked(bytes: &[u8]) -> Result<Vec<PackFile>, Refused> {
    let unreadable = |it: &dyn std::fmt::Display| Refused::NoPack(it.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|it| unreadable(&it))?;
    if archive.len() > MOST_FILES {
        return Err(Refused::PackTooLarge);
    }
    let (mut files, mut left) = (Vec::new(), MOST_BYTES);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|it| unreadable(&it))?;
        let name = entry.name().map_err(|it| unreadable(&it))?.replace('\\', "/");
        let is_toml = Path::new(&name).extension().is_some_and(|it| it.eq_ignore_ascii_case("toml"));
        if !is_toml || name.starts_with("__MACOSX/") {
            continue;
        }
        // What is said of the size is not believed: no more is unpacked than there is room for.
        let mut content = Vec::new();
        let room = u64::try_from(left + 1).unwrap_or(u64::MAX);
        entry.take(room).read_to_end(&mut content).map_err(|it| unreadable(&it))?;
        left = left.checked_sub(content.len()).ok_or(Refused::PackTooLarge)?;
        files.push(PackFile { path: placed(&name), text: text(&name, content)? });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Pack and file name, whatever folders the archive has around them.
fn placed(name: &str) -> String {
    let mut parts = name.rsplit('/');
    let file = parts.next().unwrap_or(name);
    let pack = parts.next().filter(|it| !it.is_empty()).unwrap_or(OURS);
    format!("{pack}/{file}")
}

/// Everything that holds now, as a pack: a file for each document.
pub fn ours(book: &Book, now: base::Stamp) -> Vec<PackFile> {
    let head = format!("name = \"{OURS}\"\ntitle = {{ zh = \"现行制度\", en = \"Policies in force\" }}\n");
    let mut files = vec![PackFile { path: format!("{OURS}/pack.toml"), text: head }];
    for it in Kind::ALL.into_iter().flat_map(|kind| book.versions(kind)) {
        if book.standing(it, now) == Standing::Effective {
            let scope = if it.scope == Scope::Organisation { String::new() } else { format!(".{}", it.scope) };
            let name = format!("{OURS}/{}{}.toml", it.kind, scope.replace(':', "-"));
            files.push(PackFile { path: name, text: it.text.to_string() });
        }
    }
    files
}

/// The files as a zip.
pub fn write(files: &[PackFile]) -> base::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for it in files {
        archive.start_file(&it.path, SimpleFileOptions::default()).map_err(fault)?;
        archive.write_all(it.text.as_bytes()).map_err(fault)?;
    }
    Ok(archive.finish().map_err(fault)?.into_inner())
}

impl Sent {
    /// One of the program's own packs.
    pub fn embedded(name: &str) -> Result<Self, Refused> {
        let known = super::packs().iter().any(|it| it.name == name);
        let found = known.then(|| Self { shelf: Shelf::Embedded, pack: name.to_owned() });
        found.ok_or_else(|| Refused::UnknownPack(name.to_owned()))
    }
}
