//! Encodings: UTF-8 as it is; UTF-16, GB18030 (GBK, GB2312) and Windows-1252 turned into UTF-8 while reading.

mod guess;

use std::io::{BufRead, Cursor, Read, Result};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use guess::guess;

const LOOK: u64 = 1 << 16;

/// The text of a file as UTF-8 bytes without a byte order mark. A byte order mark tells the encoding; without one `named`,
/// the mapping's, does; without that the first 64 KiB from the first byte on that is not ASCII.
pub(super) fn decode(mut input: impl BufRead + Send + 'static, named: Option<&str>) -> Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    input.by_ref().take(LOOK).read_to_end(&mut head)?;
    let (marked, mark) = Encoding::for_bom(&head).map_or((None, 0), |(it, length)| (Some(it), length));
    head.drain(..mark);
    let whole = Cursor::new(head).chain(input);
    match marked.or_else(|| Encoding::for_label(named?.as_bytes())) {
        Some(known) => Ok(decoded(whole, known)),
        None => Ok(Box::new(Undecided { input: Box::new(whole), ready: Cursor::default(), decided: false })),
    }
}

fn decoded(input: impl Read + Send + 'static, encoding: &'static Encoding) -> Box<dyn Read + Send> {
    if encoding == UTF_8 {
        return Box::new(input);
    }
    let decoder = encoding.new_decoder_without_bom_handling();
    Box::new(Decoding { input, decoder, raw: Vec::new(), ready: Cursor::default(), ended: false })
}

/// Passes ASCII on, which is the same in every encoding guessed at, until the first byte that is none.
struct Undecided {
    input: Box<dyn Read + Send>,
    ready: Cursor<Vec<u8>>,
    decided: bool,
}

impl Undecided {
    fn refill(&mut self) -> Result<()> {
        let mut raw = Vec::new();
        self.input.by_ref().take(LOOK).read_to_end(&mut raw)?;
        if let Some(first) = raw.iter().position(|it| !it.is_ascii()) {
            let mut look = raw.split_off(first);
            self.input.by_ref().take(LOOK).read_to_end(&mut look)?;
            let encoding = guess(&look);
            let input = std::mem::replace(&mut self.input, Box::new(std::io::empty()));
            self.input = decoded(Cursor::new(look).chain(input), encoding);
            self.decided = true;
        }
        self.ready = Cursor::new(raw);
        Ok(())
    }
}

impl Read for Undecided {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let count = self.ready.read(into)?;
        if count > 0 || into.is_empty() {
            return Ok(count);
        }
        if !self.decided {
            self.refill()?;
            let count = self.ready.read(into)?;
            if count > 0 || !self.decided {
                return Ok(count);
            }
        }
        self.input.read(into)
    }
}

/// Whether a file begins with a byte order mark.
pub(super) fn is_marked(head: &[u8]) -> bool {
    Encoding::for_bom(head).is_some()
}

/// Whether text in an encoding of this name can be read.
pub fn knows(name: &str) -> bool {
    Encoding::for_label(name.as_bytes())
        .is_some_and(|it| [UTF_8, GB18030, UTF_16LE, UTF_16BE].contains(&it) || it.is_ascii_compatible())
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
        let room = self.decoder.max_utf8_buffer_length_without_replacement(self.raw.len());
        let mut text = Vec::with_capacity(room.unwrap_or(self.raw.len() * 3 + 16));
        let mut from = 0;
        while let Some(rest) = self.raw.get(from..) {
            let done = text.len();
            text.resize(done + rest.len() * 3 + 16, 0);
            let into = text.get_mut(done..).unwrap_or_default();
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(rest, into, self.ended);
            text.truncate(done + written);
            from += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                // A byte that is no text stays one, so that its row is told as broken.
                DecoderResult::Malformed(..) => text.push(0xFF),
            }
        }
        self.ready = Cursor::new(text);
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
