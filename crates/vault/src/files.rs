//! Sealed files: written and read as streams, a chunk at a time.
//!
//! A file lies in `<folder>/<last two letters of its id>/<id>`: a head (version, epoch, salt) and chunks of 64 KiB, each
//! sealed under a key derived for this file alone. The nonce counts the chunks and marks the last one, so a file
//! that was cut short, reordered or continued does not open.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base::{Refusal, fault};
use sha2::{Digest as _, Sha256};

use crate::handle::Vault;
use crate::model::{Place, Purpose};
use crate::picture;
use crate::rules::cipher::{Cipher, NONCE, TAG};
use crate::scanner::Scanner;

/// Plain bytes in a chunk.
const CHUNK: usize = 64 * 1024;
const MAGIC: [u8; 4] = *b"HRT1";
const SALT: usize = 16;

/// The folder of sealed files.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    vault: Vault,
    scanner: Arc<OnceLock<Scanner>>,
    /// Held while a picture is made small.
    turn: Arc<Mutex<()>>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Plain bytes.
    pub bytes: u64,
    /// SHA-256 of the plain bytes, in hexadecimal.
    pub digest: String,
}

fn closed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, source)
}

fn nonce(count: u32, last: bool) -> [u8; NONCE] {
    let [a, b, c, d] = count.to_be_bytes();
    [0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(last)]
}

impl Files {
    /// Files in a folder, which is made when it is missing.
    pub fn new(folder: impl Into<PathBuf>, vault: Vault) -> io::Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, vault, scanner: Arc::default(), turn: Arc::default() })
    }

    fn path(&self, id: &str) -> io::Result<PathBuf> {
        let plain = !id.is_empty() && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        let shard = id.get(id.len().saturating_sub(2)..).filter(|_| plain);
        shard
            .map(|it| self.folder.join(it).join(id))
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not the id of a file"))
    }

    /// Begins a file; `salt` is fresh randomness. Nothing is there under `id` before [`FileWriter::finish`].
    pub fn create(&self, id: &str, salt: [u8; SALT]) -> io::Result<FileWriter> {
        let path = self.path(id)?;
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let ring = self.vault.ring();
        let epoch = ring.epoch(Purpose::File);
        let cipher = ring.file_key(&file_place(id), epoch, &salt).map_err(closed)?;
        let partial = path.with_extension("part");
        let mut out = BufWriter::new(File::create(&partial)?);
        out.write_all(&MAGIC)?;
        out.write_all(&epoch.to_be_bytes())?;
        out.write_all(&salt)?;
        let chunk = Vec::with_capacity(CHUNK + TAG);
        Ok(FileWriter { out, partial, path, cipher, chunk, count: 0, bytes: 0, digest: Sha256::new(), finished: false })
    }

    /// Opens a file for reading.
    pub fn open(&self, id: &str) -> io::Result<FileReader> {
        let mut from = BufReader::new(File::open(self.path(id)?)?);
        let (epoch, salt) = read_head(&mut from)?;
        let cipher = self.vault.ring().file_key(&file_place(id), epoch, &salt).map_err(closed)?;
        Ok(FileReader { from, cipher, chunk: Vec::new(), at: 0, count: 0, ended: false })
    }

    /// From now on a program looks at every file before it is kept; the first one that is named stays.
    pub fn guarded_by(&self, scanner: Scanner) {
        self.scanner.get_or_init(|| scanner);
    }

    /// Whether a program looks at files.
    pub fn are_guarded(&self) -> bool {
        self.scanner.get().is_some()
    }

    /// Lets the program that guards the house look at a file. Waits for it: not to be called within a transaction.
    ///
    /// # Errors
    /// Refused when something bad is in it, and when the program could not look: nothing is kept unseen.
    pub fn look(&self, content: &[u8]) -> base::Result<()> {
        let Some(scanner) = self.scanner.get() else { return Ok(()) };
        match scanner.look(content) {
            Ok(None) => Ok(()),
            Ok(Some(what)) => Err(Refusal::new(422, INFECTED).field("file").with("what", what).into()),
            Err(why) => {
                tracing::warn!(%why, "the program that looks at files could not");
                Err(Refusal::new(503, "vault.file_unchecked").field("file").into())
            }
        }
    }

    /// All of a file.
    pub fn whole(&self, id: &str) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.open(id)?.read_to_end(&mut content)?;
        Ok(content)
    }

    /// The picture in a file, small, as JPEG. It is made when it is first asked for, and kept sealed beside the file;
    /// `salt` is fresh randomness.
    ///
    /// # Errors
    /// Refused when the file is no picture that can be read.
    pub fn small_picture(&self, id: &str, salt: [u8; SALT]) -> base::Result<Vec<u8>> {
        // One at a time: pictures are large while they are read, and nobody waits long for a small one.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let beside = beside(id);
        if let Ok(made) = self.whole(&beside) {
            return Ok(made);
        }
        let made =
            picture::small(&self.whole(id).map_err(fault)?).ok_or_else(|| Refusal::new(404, "vault.no_picture"))?;
        let mut to = self.create(&beside, salt).map_err(fault)?;
        to.write_all(&made).map_err(fault)?;
        to.finish().map_err(fault)?;
        Ok(made)
    }

    /// Removes a file, and the small picture made of it; one that is not there is no error.
    pub fn remove(&self, id: &str) -> io::Result<()> {
        self.take_away(&beside(id))?;
        self.take_away(id)
    }

    fn take_away(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id)?) {
            Err(it) if it.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Seals a file anew when an older key sealed it; answers whether it did.
    pub fn reseal(&self, id: &str, salt: [u8; SALT]) -> io::Result<bool> {
        let (epoch, _) = read_head(&mut File::open(self.path(id)?)?)?;
        if epoch >= self.vault.epoch(Purpose::File) {
            return Ok(false);
        }
        // Sealed by the older key as well; it is made anew when it is asked for.
        self.take_away(&beside(id))?;
        let mut to = self.create(id, salt)?;
        io::copy(&mut self.open(id)?, &mut to)?;
        to.finish()?;
        Ok(true)
    }
}

/// Under this code a file that carries something bad is refused.
pub const INFECTED: &str = "vault.file_infected";

/// What the small picture made of a file is called.
fn beside(id: &str) -> String {
    format!("small_{id}")
}

fn file_place(id: &str) -> Place<'_> {
    Place::new(Purpose::File, "files", "content", id)
}

fn read_head(from: &mut impl Read) -> io::Result<(u32, [u8; SALT])> {
    let (mut magic, mut epoch, mut salt) = ([0; 4], [0; 4], [0; SALT]);
    from.read_exact(&mut magic)?;
    if magic != MAGIC {
        return Err(closed("not a sealed file"));
    }
    from.read_exact(&mut epoch)?;
    from.read_exact(&mut salt)?;
    Ok((u32::from_be_bytes(epoch), salt))
}

/// A file being written. Dropped before [`FileWriter::finish`], it leaves nothing behind.
pub struct FileWriter {
    out: BufWriter<File>,
    partial: PathBuf,
    path: PathBuf,
    cipher: Cipher,
    chunk: Vec<u8>,
    count: u32,
    bytes: u64,
    digest: Sha256,
    finished: bool,
}

impl FileWriter {
    fn seal_chunk(&mut self, last: bool) -> io::Result<()> {
        self.cipher.seal(nonce(self.count, last), &[], &mut self.chunk, 0).map_err(closed)?;
        self.count = self.count.checked_add(1).ok_or_else(|| closed("the file is too long"))?;
        self.out.write_all(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }

    /// Writes the end, brings the file safely to disk and gives it its name.
    pub fn finish(mut self) -> io::Result<Written> {
        self.seal_chunk(true)?;
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        fs::rename(&self.partial, &self.path)?;
        self.finished = true;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(Written { bytes: self.bytes, digest: base::text::hex(&self.digest.clone().finalize()) })
    }
}

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed only when more follows: the last one carries a mark.
        if self.chunk.len() == CHUNK {
            self.seal_chunk(false)?;
        }
        let taken = bytes.get(..bytes.len().min(CHUNK - self.chunk.len())).unwrap_or_default();
        self.chunk.extend_from_slice(taken);
        self.digest.update(taken);
        self.bytes += u64::try_from(taken.len()).unwrap_or(u64::MAX);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for FileWriter {
    fn drop(&mut self) {
        if !self.finished {
            // What stays behind after a crash is overwritten or swept; nothing refers to it.
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// A file being read. What it gives out was checked, chunk by chunk; an error at the end means it was cut short.
pub struct FileReader {
    from: BufReader<File>,
    cipher: Cipher,
    chunk: Vec<u8>,
    at: usize,
    count: u32,
    ended: bool,
}

impl FileReader {
    fn next_chunk(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(CHUNK + TAG);
        let wanted = u64::try_from(CHUNK + TAG).unwrap_or(u64::MAX);
        self.from.by_ref().take(wanted).read_to_end(&mut sealed)?;
        let last = io::BufRead::fill_buf(&mut self.from)?.is_empty();
        self.chunk = self.cipher.open(nonce(self.count, last), &[], &sealed).map_err(closed)?;
        self.count = self.count.checked_add(1).ok_or_else(|| closed("the file is too long"))?;
        self.at = 0;
        self.ended = last;
        Ok(())
    }
}

impl Read for FileReader {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() {
            if self.ended {
                return Ok(0);
            }
            self.next_chunk()?;
        }
        let ready = self.chunk.get(self.at..).unwrap_or_default();
        let (to, _) = to.split_at_mut(ready.len().min(to.len()));
        to.copy_from_slice(ready.get(..to.len()).unwrap_or_default());
        self.at += to.len();
        Ok(to.len())
    }
}
