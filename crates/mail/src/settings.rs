//! What an administrator says about a mailbox. The password lies elsewhere, sealed.

use std::net::IpAddr;

use base::FieldProblem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a connection is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// TLS from the first byte (IMAP 993, SMTP 465).
    Tls,
    /// TLS asked for in the open, and insisted on (IMAP 143, SMTP 587).
    Starttls,
    /// None at all; only to a server on this machine.
    None,
}

/// A server that keeps or takes letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept private.
    pub security: MailSecurity,
    /// Whom to sign in as; empty when the server asks nobody.
    #[serde(default)]
    pub user: String,
}

/// A mailbox through which customers write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Where letters are fetched.
    pub imap: MailServer,
    /// Where answers are handed over.
    pub smtp: MailServer,
    /// The address that answers come from.
    pub address: String,
    /// The name before that address.
    #[serde(default)]
    pub name: String,
    /// The folder that is read.
    #[serde(default = "inbox")]
    pub folder: String,
    /// The receiving server as it names itself in `Authentication-Results`; only its word counts. Absent: nothing is
    /// believed about senders.
    #[serde(default)]
    pub authserv_id: Option<String>,
    /// Seconds between two looks into the folder when the server tells nothing by itself.
    #[serde(default = "five_minutes")]
    pub poll_seconds: u32,
}

fn inbox() -> String {
    "INBOX".to_owned()
}

fn five_minutes() -> u32 {
    300
}

impl MailServer {
    /// Whether it is on this machine.
    pub fn is_here(&self) -> bool {
        self.host == "localhost" || self.host.parse().is_ok_and(|it: IpAddr| it.is_loopback())
    }

    fn check(&self, name: &str, problems: &mut Vec<FieldProblem>) {
        if self.host.is_empty() || self.host.chars().any(|it| it.is_whitespace() || it.is_control() || it == '/') {
            problems.push(FieldProblem::new(format!("settings.{name}.host"), "mail.host"));
        }
        if self.port == 0 {
            problems.push(FieldProblem::new(format!("settings.{name}.port"), "mail.port"));
        }
        if self.security == MailSecurity::None && !self.is_here() {
            problems.push(FieldProblem::new(format!("settings.{name}.security"), "mail.in_the_open"));
        }
    }
}

impl MailSettings {
    /// What is wrong with them; empty when nothing is.
    pub fn check(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        self.imap.check("imap", &mut problems);
        self.smtp.check("smtp", &mut problems);
        if self.imap.user.is_empty() {
            problems.push(FieldProblem::new("settings.imap.user", "mail.user"));
        }
        if self.address.parse::<lettre::Address>().is_err() {
            problems.push(FieldProblem::new("settings.address", "mail.address"));
        }
        if self.name.chars().any(char::is_control) {
            problems.push(FieldProblem::new("settings.name", "mail.one_line"));
        }
        if self.folder.is_empty() || self.folder.chars().any(char::is_control) {
            problems.push(FieldProblem::new("settings.folder", "mail.folder"));
        }
        if !(10..=1500).contains(&self.poll_seconds) {
            problems.push(FieldProblem::new("settings.poll_seconds", "mail.poll_seconds"));
        }
        problems
    }

    /// Whether a password that these settings sent goes to the same servers by those.
    pub fn goes_alike(&self, other: &Self) -> bool {
        self.imap == other.imap && self.smtp == other.smtp
    }

    /// The part of the address behind the `@`, for our Message-IDs.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("localhost", |it| it.1)
    }
}
