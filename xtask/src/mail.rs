//! Real mail servers for the tests: Dovecot keeps mailboxes, Postfix takes letters; in a temporary folder, on free ports of
//! the loopback address. They end with this program, however this program ends.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use crate::postgres::{free_port, random_word};
use crate::shell::{self, Done};
use crate::{machine, out};

const DOVECOT: &str = include_str!("mail/dovecot.conf");
const MAIN: &str = include_str!("mail/main.cf");
const MASTER: &str = include_str!("mail/master.cf");
const KEEPER: &str = include_str!("mail/keeper.sh");

/// The doors, as the files name them. A name that another one begins with comes after it.
const PORTS: [(&str, &str); 5] = [
    ("PORT_IMAPS", "imaps"),
    ("PORT_IMAP", "imap"),
    ("PORT_SUBMISSIONS", "submissions"),
    ("PORT_SUBMISSION", "submission"),
    ("PORT_SMTP", "smtp"),
];

/// Running servers; they end when this is dropped.
pub struct MailServers {
    keeper: Child,
    leash: Option<ChildStdin>,
    about: String,
}

impl MailServers {
    /// Starts both, installing them first where that is possible. What the tools print goes to `log`.
    pub fn start(log: Option<&Path>) -> Done<Self> {
        machine::mail(log)?;
        if !machine::is_root() {
            return Err("Postfix starts only as root".to_owned());
        }
        let folder = std::env::temp_dir().join(format!("hearth-mail-{}", random_word()?));
        let ports = PORTS.map(|(place, name)| free_port().map(|it| (place, name, it)));
        let ports = ports.into_iter().collect::<Done<Vec<_>>>()?;
        prepare(&folder, &ports).map_err(|why| format!("cannot prepare {}: {why}", folder.display()))?;
        certificate(&folder)?;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(&folder).process_group(0);
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut keeper = keeper.spawn().map_err(|why| format!("cannot start sh: {why}"))?;
        let leash = keeper.stdin.take();
        let doors: Vec<_> = ports.iter().map(|(_, name, port)| format!("{name}={port}")).collect();
        let about = format!("{},ca={}", doors.join(","), folder.join("cert.pem").display());
        let servers = Self { keeper, leash, about };
        wait_until_ready(&folder, &ports)?;
        Ok(servers)
    }

    /// The ports and the certificate, as the tests read them from `TEST_MAIL`.
    pub fn about(&self) -> &str {
        &self.about
    }
}

impl Drop for MailServers {
    fn drop(&mut self) {
        drop(self.leash.take());
        drop(self.keeper.wait());
    }
}

fn prepare(folder: &PathBuf, ports: &[(&str, &str, u16)]) -> std::io::Result<()> {
    for it in ["", "postfix", "queue", "data", "mail", "run", "state"] {
        fs::create_dir(folder.join(it))?;
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    let place = folder.to_string_lossy();
    let filled = |text: &str| {
        let text = text.replace("FOLDER", &place);
        ports.iter().fold(text, |all, (name, _, port)| all.replace(name, &port.to_string()))
    };
    fs::write(folder.join("dovecot.conf"), filled(DOVECOT))?;
    fs::write(folder.join("postfix/main.cf"), filled(MAIN))?;
    fs::write(folder.join("postfix/master.cf"), filled(MASTER))?;
    // Everybody has a mailbox but those whose name begins so.
    fs::write(folder.join("mailboxes"), "!/^nobody/ ok\n")
}

/// A certificate for this machine, believed by nobody but the tests.
fn certificate(folder: &Path) -> Done {
    let mut openssl = Command::new("openssl");
    openssl.current_dir(folder).args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"]);
    openssl.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
    openssl.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
    openssl.args(["-keyout", "key.pem", "-out", "cert.pem"]);
    shell::read(openssl)?;
    for (owner, place) in [("mail:mail", "mail"), ("postfix", "data")] {
        let mut chown = Command::new("chown");
        chown.arg(owner).arg(folder.join(place));
        shell::read(chown)?;
    }
    Ok(())
}

fn wait_until_ready(folder: &Path, ports: &[(&str, &str, u16)]) -> Done {
    let start = Instant::now();
    let open = |port: u16| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
    while start.elapsed() < Duration::from_secs(30) {
        if ports.iter().all(|it| open(it.2)) && folder.join("lmtp").exists() && folder.join("auth").exists() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(300));
    }
    let said = ["out", "postfix.log"].map(|it| fs::read_to_string(folder.join(it)).unwrap_or_default());
    Err(format!("the mail servers did not answer within 30 s:\n{}", said.concat()))
}

/// `cargo xtask mail`: mail servers to try things out with, until Enter is pressed.
pub fn stay() -> Done {
    let servers = MailServers::start(None)?;
    out::say(format!("export TEST_MAIL={}", servers.about()));
    out::say(
        "everybody at shop.test and customer.test has a mailbox, with the password `secret`; Enter ends the servers",
    );
    let read = std::io::stdin().read_line(&mut String::new());
    read.map(drop).map_err(|why| format!("cannot read: {why}"))
}
