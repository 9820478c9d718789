//! Has anything changed since this was last built? Told by the content of the files, not by their times.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::shell;

/// A name for what was built, and the digest of what it was built from.
pub struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    /// The digest of every file below `sources` (relative to the top folder), without those below `skip`.
    pub fn of(name: &str, sources: &[&str], skip: &[&str]) -> Self {
        let root = shell::root();
        let skip: Vec<PathBuf> = skip.iter().map(|it| root.join(it)).collect();
        let mut files = Vec::new();
        for source in sources {
            collect(&root.join(source), &skip, &mut files);
        }
        files.sort();
        let mut all = Sha256::new();
        for file in files {
            all.update(file.to_string_lossy().as_bytes());
            all.update(fs::read(&file).unwrap_or_default());
        }
        Self { file: root.join("target/xtask").join(name), digest: hex(&all.finalize()) }
    }

    /// Whether the last successful build was from the same content.
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|it| it == self.digest)
    }

    /// To be called after a successful build.
    pub fn keep(&self) -> shell::Done {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.file, &self.digest))
            .map_err(|why| format!("cannot write {}: {why}", self.file.display()))
    }
}

fn collect(at: &Path, skip: &[PathBuf], files: &mut Vec<PathBuf>) {
    if skip.iter().any(|it| it == at) {
        return;
    }
    if at.is_file() {
        files.push(at.to_path_buf());
    }
    let Ok(inside) = fs::read_dir(at) else { return };
    for entry in inside.flatten() {
        collect(&entry.path(), skip, files);
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digits = bytes.iter().flat_map(|it| [it >> 4, it & 15]);
    digits.filter_map(|it| DIGITS.get(usize::from(it))).collect()
}
