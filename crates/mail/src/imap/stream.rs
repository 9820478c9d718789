//! A connection, plain or private.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::Trouble;
use crate::settings::MailServer;

/// So long may the server be silent while we wait for an answer.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// A connection to a server.
pub(super) enum Stream {
    Plain(TcpStream),
    Private(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl Stream {
    /// Connects plainly.
    pub fn plain(server: &MailServer) -> Result<Self, Trouble> {
        let mut last = None;
        for address in (server.host.as_str(), server.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, PATIENCE) {
                Ok(it) => {
                    it.set_nodelay(true)?;
                    it.set_read_timeout(Some(PATIENCE))?;
                    it.set_write_timeout(Some(PATIENCE))?;
                    return Ok(Self::Plain(it));
                }
                Err(why) => last = Some(why),
            }
        }
        Err(last.unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::AddrNotAvailable)).into())
    }

    /// Makes the connection private; the server must prove its name.
    pub fn private(self, host: &str, config: Arc<ClientConfig>) -> Result<Self, Trouble> {
        let Self::Plain(mut line) = self else { return Ok(self) };
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Trouble::Strange("its name is no name"))?;
        let mut secret = ClientConnection::new(config, name)?;
        secret.complete_io(&mut line)?;
        Ok(Self::Private(Box::new(StreamOwned::new(secret, line))))
    }

    /// How long a read waits.
    pub fn wait(&self, longest: Duration) -> std::io::Result<()> {
        match self {
            Self::Plain(it) => it.set_read_timeout(Some(longest)),
            Self::Private(it) => it.sock.set_read_timeout(Some(longest)),
        }
    }
}

impl Read for Stream {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(it) => it.read(to),
            Self::Private(it) => it.read(to),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(it) => it.write(bytes),
            Self::Private(it) => it.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(it) => it.flush(),
            Self::Private(it) => it.flush(),
        }
    }
}
