//! Encodings: UTF-8 as it is, UTF-16 and GB18030 (GBK, GB2312) turned into UTF-8 while reading.

use std::io::{BufRead, Cursor, Read, Result};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

const LOOK: u64 = 1 << 16;

/// The text of a file as UTF-8 bytes without a byte order mark. `named` is the mapping's encoding; without it the
/// byte order mark tells, then the first 64 KiB: valid UTF-8, else GB18030.
pub(super) fn decode(mut input: impl BufRead + Send + 'static, named: Option<&str>) -> Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    input.by_ref().take(LOOK).read_to_end(&mut head)?;
    let (marked, mark) = Encoding::for_bom(&head).map_or((None, 0), |(it, length)| (Some(it), length));
    let encoding = named.and_then(|it| Encoding::for_label(it.as_bytes())).or(marked).unwrap_or_else(|| guess(&head));
    head.drain(..mark);
    let whole = Cursor::new(head).chain(input);
    if encoding == UTF_8 {
        return Ok(Box::new(whole));
    }
    Ok(Box::new(Decoding {
        input: whole,
        decoder: encoding.new_decoder_without_bom_handling(),
        raw: Vec::new(),
        ready: Cursor::default(),
        ended: false,
    }))
}

/// Whether text in an encoding of this name can be read.
pub fn knows(name: &str) -> bool {
    Encoding::for_label(name.as_bytes())
        .is_some_and(|it| [UTF_8, GB18030, UTF_16LE, UTF_16BE].contains(&it) || it.is_ascii_compatible())
}

fn guess(head: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(head) {
        Ok(_) => UTF_8,
        // A character cut by the end of the look is no error.
        Err(error) if error.error_len().is_none() && head.len() - error.valid_up_to() < 4 => UTF_8,
        Err(_) => GB18030,
    }
}

struct Decoding<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Cursor<Vec<u8>>,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    fn refill(&mut self) -> Result<()> {
        self.raw.clear();
        self.ended = self.input.by_ref().take(LOOK).read_to_end(&mut self.raw)? == 0;
        let room = self.decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 3 + 16);
        let mut text = String::with_capacity(room);
        let mut from = 0;
        while let Some(rest) = self.raw.get(from..) {
            let (result, read, _) = self.decoder.decode_to_string(rest, &mut text, self.ended);
            from += read;
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => text.reserve(room),
            }
        }
        self.ready = Cursor::new(text.into_bytes());
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        loop {
            let count = self.ready.read(into)?;
            if count > 0 || self.ended || into.is_empty() {
                return Ok(count);
            }
            self.refill()?;
        }
    }
}
