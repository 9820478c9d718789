//! The lean half of HTTP/1.1 that a load generator needs: one connection kept alive, one request at a time.

use std::borrow::Cow;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::said::{Done, while_doing};

/// A connection.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back; the status is one of 200 to 299.
#[derive(Debug)]
pub struct Answer<'a> {
    head: &'a str,
    /// The body as it was sent, put together if it came in chunks.
    pub body: Cow<'a, [u8]>,
}

impl Answer<'_> {
    /// The value of a header; names come in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }

    /// The body as JSON.
    pub fn json(&self) -> Done<serde_json::Value> {
        serde_json::from_slice(&self.body).map_err(while_doing("reading an answer"))
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
}

/// Where the body ends, or that more has to be read.
enum Extent {
    More,
    Plain(usize),
    Chunked(usize),
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|it| it == wanted)
}

fn extent(head: &str, body: &[u8]) -> Done<Extent> {
    if header(head, "transfer-encoding") == Some("chunked") {
        let end = b"\r\n0\r\n\r\n";
        let whole = if body.starts_with(b"0\r\n\r\n") { Some(5) } else { position(body, end).map(|it| it + end.len()) };
        return Ok(whole.map_or(Extent::More, Extent::Chunked));
    }
    let length = header(head, "content-length").map_or(Ok(0), str::parse::<usize>);
    let length = length.map_err(while_doing("reading content-length"))?;
    Ok(if body.len() >= length { Extent::Plain(length) } else { Extent::More })
}

/// The content of chunks, without their sizes.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line = position(chunks, b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(chunks.get(..line)?).ok()?, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let begin = line + 2;
        whole.extend(chunks.get(begin..begin + size)?);
        chunks = chunks.get(begin + size + 2..)?;
    }
}

impl Wire {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Done<Self> {
        let stream = TcpStream::connect(address).await.map_err(while_doing(format!("connecting to {address}")))?;
        stream.set_nodelay(true).map_err(while_doing("setting nodelay"))?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// Says everything about an answer that is not 2xx: a benchmark of refusals would be a fast one.
    pub async fn ask(&mut self, request: &[u8]) -> Done<Answer<'_>> {
        self.stream.write_all(request).await.map_err(while_doing("sending"))?;
        self.buffer.clear();
        let (head, extent) = loop {
            let read = self.stream.read_buf(&mut self.buffer).await.map_err(while_doing("reading"))?;
            if read == 0 {
                return Err(format!("the server closed the connection on {}", first_line(request)));
            }
            let Some(head) = position(&self.buffer, b"\r\n\r\n") else { continue };
            let text = std::str::from_utf8(self.buffer.get(..head).unwrap_or_default());
            let text = text.map_err(while_doing("reading a head"))?;
            match extent(text, self.buffer.get(head + 4..).unwrap_or_default())? {
                Extent::More => {}
                known => break (head, known),
            }
        };
        let text = std::str::from_utf8(self.buffer.get(..head).unwrap_or_default()).unwrap_or_default();
        let rest = self.buffer.get(head + 4..).unwrap_or_default();
        let body = match extent {
            Extent::Chunked(end) => Cow::Owned(rest.get(..end).and_then(joined).ok_or("broken chunks")?),
            Extent::Plain(end) => Cow::Borrowed(rest.get(..end).unwrap_or_default()),
            Extent::More => Cow::Borrowed(rest),
        };
        if text.strip_prefix("HTTP/1.1 2").is_none() {
            let said = String::from_utf8_lossy(&body);
            return Err(format!("{} was answered with {}\n{said}", first_line(request), first_line(text.as_bytes())));
        }
        Ok(Answer { head: text, body })
    }
}

fn first_line(text: &[u8]) -> String {
    let line = text.split(|it| *it == b'\r').next().unwrap_or_default();
    String::from_utf8_lossy(line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Extent, extent, joined};

    #[test]
    fn a_body_is_whole_when_its_length_is_there() {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 5";
        assert!(matches!(extent(head, b"abcd"), Ok(Extent::More)));
        assert!(matches!(extent(head, b"abcde"), Ok(Extent::Plain(5))));
    }

    #[test]
    fn chunks_are_put_together() {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked";
        let body = b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assert!(matches!(extent(head, body), Ok(Extent::Chunked(20))));
        assert_eq!(joined(body).as_deref(), Some(&b"abcde"[..]));
    }
}
