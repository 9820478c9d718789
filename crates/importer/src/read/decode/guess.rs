//! Which encoding bytes are in, told from the bytes alone.

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

/// The encoding of a text's beginning.
///
/// - UTF-8 where its characters outnumber the bytes that are none: a few broken rows do not make a file Chinese.
/// - Windows-1252 (and Latin-1) where bytes beyond ASCII stand alone between letters, as in `Göran`.
/// - GB18030 else, the usual encoding of Chinese exports.
pub(super) fn guess(head: &[u8]) -> &'static Encoding {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut chunks = head.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        // A character cut by the end of the look is no error.
        let cut = chunks.peek().is_none() && chunk.invalid().len() < 4;
        bad += usize::from(!chunk.invalid().is_empty() && !cut);
    }
    if bad == 0 || good > bad * 2 {
        return UTF_8;
    }
    let runs = head.split(u8::is_ascii).filter(|it| !it.is_empty());
    let (single, several) =
        runs.fold(
            (0_usize, 0_usize),
            |(single, several), run| {
                if run.len() == 1 { (single + 1, several) } else { (single, several + 1) }
            },
        );
    if single > several { WINDOWS_1252 } else { GB18030 }
}
