//! Hands letters over to the house's mail server.

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport as _};

use crate::settings::{MailSecurity, MailServer};
use crate::trust::Trust;

/// So long may one exchange with the server take.
const LONGEST: Duration = Duration::from_mins(1);

/// Why a letter was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotSent {
    /// Whether the server will say the same next time.
    pub for_good: bool,
    /// What it said.
    pub why: String,
}

fn not_sent(why: &lettre::transport::smtp::Error) -> NotSent {
    NotSent { for_good: why.is_permanent(), why: with_source(why) }
}

fn with_source(why: &dyn std::error::Error) -> String {
    why.source().map_or_else(|| why.to_string(), |it| format!("{why}: {it}"))
}

/// Sends a letter. Waits; not for the threads that answer requests.
pub fn send(server: &MailServer, password: &str, trust: &Trust, letter: &Message) -> Result<(), NotSent> {
    let transport = transport(server, password, trust)?;
    transport.send(letter).map(drop).map_err(|why| not_sent(&why))
}

/// Whether the server lets us in.
pub fn try_out(server: &MailServer, password: &str, trust: &Trust) -> Result<(), NotSent> {
    let answered = transport(server, password, trust)?.test_connection().map_err(|why| not_sent(&why))?;
    if answered { Ok(()) } else { Err(NotSent { for_good: false, why: "the server does not answer".to_owned() }) }
}

fn transport(server: &MailServer, password: &str, trust: &Trust) -> Result<SmtpTransport, NotSent> {
    if server.security == MailSecurity::None && !server.is_here() {
        return Err(NotSent { for_good: true, why: "letters are not sent in the open".to_owned() });
    }
    let tls = match server.security {
        MailSecurity::Tls => Tls::Wrapper(parameters(server, trust)?),
        MailSecurity::Starttls => Tls::Required(parameters(server, trust)?),
        MailSecurity::None => Tls::None,
    };
    let mut to = SmtpTransport::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(LONGEST));
    if !server.user.is_empty() {
        to = to.credentials(Credentials::new(server.user.clone(), password.to_owned()));
    }
    Ok(to.build())
}

fn parameters(server: &MailServer, trust: &Trust) -> Result<TlsParameters, NotSent> {
    let mut all = TlsParameters::builder(server.host.clone());
    for it in trust.added() {
        all = all.add_root_certificate(Certificate::from_der(it).map_err(|why| not_sent(&why))?);
    }
    all.build().map_err(|why| not_sent(&why))
}
