//! Commands out, responses in.

use std::io::{ErrorKind, Read, Write};

use imap_proto::{Response, Status};

use super::Trouble;

/// More than a letter and what surrounds it; a server that sends more without an end is not listened to.
const AROUND: usize = 256 * 1024;

/// A conversation with a server over any line.
pub(super) struct Wire<S> {
    pub line: S,
    heard: Vec<u8>,
    most: usize,
    commands: u32,
}

impl<S: Read + Write> Wire<S> {
    /// `longest` is the longest letter that is fetched, in bytes.
    pub fn new(line: S, longest: usize) -> Self {
        Self { line, heard: Vec::new(), most: longest.saturating_add(AROUND), commands: 0 }
    }

    /// Over another line from now on; what was heard on the old one and not yet read is forgotten, because it was said
    /// before the line was private.
    pub fn over<T: Read + Write>(self, with: impl FnOnce(S) -> Result<T, Trouble>) -> Result<Wire<T>, Trouble> {
        Ok(Wire { line: with(self.line)?, heard: Vec::new(), most: self.most, commands: self.commands })
    }

    /// Says a line.
    pub fn say(&mut self, text: &str) -> Result<(), Trouble> {
        self.line.write_all(text.as_bytes())?;
        self.line.write_all(b"\r\n")?;
        Ok(self.line.flush()?)
    }

    /// Begins a command and answers its tag.
    pub fn begin(&mut self, command: &str) -> Result<String, Trouble> {
        self.commands = self.commands.wrapping_add(1);
        let tag = format!("h{}", self.commands);
        self.say(&format!("{tag} {command}"))?;
        Ok(tag)
    }

    /// A whole command; `each` sees what the server says before it is done.
    pub fn command(&mut self, command: &str, each: impl FnMut(&Response<'_>)) -> Result<(), Trouble> {
        let tag = self.begin(command)?;
        self.finish(&tag, each)
    }

    /// Listens until the command is done.
    pub fn finish(&mut self, tag: &str, mut each: impl FnMut(&Response<'_>)) -> Result<(), Trouble> {
        loop {
            let done = self.next(|it| {
                if let Response::Done { tag: of, status, outcome } = it
                    && of.0 == tag
                {
                    let said = outcome.information.as_deref().unwrap_or_default().to_owned();
                    return Some(if *status == Status::Ok { Ok(()) } else { Err(Trouble::Refused(said)) });
                }
                each(it);
                None
            })?;
            if let Some(result) = done {
                return result;
            }
        }
    }

    /// The next response. A read that waits too long is [`ErrorKind::WouldBlock`] or [`ErrorKind::TimedOut`]; nothing is lost by it.
    pub fn next<T>(&mut self, see: impl FnOnce(&Response<'_>) -> T) -> Result<T, Trouble> {
        loop {
            match Response::parse(&self.heard) {
                Ok((rest, response)) => {
                    let taken = self.heard.len().saturating_sub(rest.len());
                    let seen = see(&response);
                    self.heard.drain(..taken);
                    return Ok(seen);
                }
                Err(why) if why.is_incomplete() => {}
                // A line that nobody understands is passed over: servers say more than the standard knows.
                Err(_) => {
                    let end = self
                        .heard
                        .iter()
                        .position(|it| *it == b'\n')
                        .ok_or(Trouble::Strange("a line without an end"))?;
                    self.heard.drain(..=end);
                    continue;
                }
            }
            self.hear()?;
        }
    }

    fn hear(&mut self) -> Result<(), Trouble> {
        if self.heard.len() > self.most {
            return Err(Trouble::Strange("more than was asked for"));
        }
        let mut some = [0; 16 * 1024];
        let count = loop {
            match self.line.read(&mut some) {
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        if count == 0 {
            return Err(std::io::Error::from(ErrorKind::UnexpectedEof).into());
        }
        self.heard.extend_from_slice(some.get(..count).unwrap_or_default());
        Ok(())
    }
}
