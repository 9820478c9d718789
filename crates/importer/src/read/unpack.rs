//! Unpacking by magic bytes.

use std::io::{BufRead, BufReader, Read, Result};

const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
const GZIP: &[u8] = &[0x1F, 0x8B];

/// The plain bytes of a file that may be packed with zstd or gzip, several parts one after another included.
pub(super) fn unpack(input: impl Read + Send + 'static) -> Result<Box<dyn Read + Send>> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let head = input.fill_buf()?;
    if head.starts_with(ZSTD) {
        Ok(Box::new(zstd::stream::read::Decoder::with_buffer(input)?))
    } else if head.starts_with(GZIP) {
        Ok(Box::new(flate2::bufread::MultiGzDecoder::new(input)))
    } else {
        Ok(Box::new(input))
    }
}
