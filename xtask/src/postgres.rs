//! A PostgreSQL server for the tests: in a temporary folder, on a free port of the loopback address, as a user who is
//! not root, with fsync on. It ends with this program, however this program ends.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{self, Done};
use crate::{machine, stamp};

/// Ends when its standard input closes: also when the program that holds the other end was killed.
const KEEPER: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 -c fsync=on -c max_connections=300 \
  -c shared_buffers=256MB -c max_locks_per_transaction=256 >"$2/log" 2>&1 &
server=$!
read -r _ || true
kill -INT $server
wait $server
rm -rf "$2"
"#;

/// A running server; it ends when this is dropped.
pub struct Postgres {
    keeper: Child,
    leash: Option<ChildStdin>,
    url: String,
}

/// Who a server may run as.
#[derive(Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl Postgres {
    /// Starts a server, installing it first where that is possible. What the tools print goes to `log`.
    pub fn start(log: Option<&Path>) -> Done<Self> {
        let programs = machine::postgres(log)?;
        let user = if machine::is_root() { Some(someone_else()?) } else { None };
        let folder = private_folder(user)?;
        let password = random_word()?;
        init(&programs, &folder, user, &password)?;
        let port = free_port()?;
        let mut keeper = as_user(Command::new("sh"), user);
        keeper.args(["-c", KEEPER, "keeper"]).arg(&programs).arg(&folder).arg(port.to_string());
        // A Ctrl-C at the terminal is for us; the server ends when we do.
        keeper.process_group(0).current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut keeper = keeper.spawn().map_err(|why| format!("cannot start sh: {why}"))?;
        let leash = keeper.stdin.take();
        let url = format!("postgres://hearth:{password}@127.0.0.1:{port}/postgres?sslmode=disable");
        let server = Self { keeper, leash, url };
        wait_until_ready(&programs, &folder, port)?;
        Ok(server)
    }

    /// The process at the top of its tree.
    pub fn pid(&self) -> u32 {
        self.keeper.id()
    }

    /// Where it listens, with user and password.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.leash.take());
        drop(self.keeper.wait());
    }
}

fn init(programs: &Path, folder: &Path, user: Option<User>, password: &str) -> Done {
    let secret = folder.join("secret");
    fs::write(&secret, password).and_then(|()| own(&secret, user)).map_err(|why| format!("cannot prepare: {why}"))?;
    let mut initdb = as_user(Command::new(programs.join("initdb")), user);
    initdb.current_dir(folder).arg("--pgdata").arg(folder.join("data")).arg("--pwfile").arg(&secret);
    initdb.args(["--username=hearth", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"]);
    shell::read(initdb).map(drop)
}

fn wait_until_ready(programs: &Path, folder: &Path, port: u16) -> Done {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        let mut ready = Command::new(programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        if ready.status().is_ok_and(|it| it.success()) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let said = fs::read_to_string(folder.join("log")).unwrap_or_default();
    Err(format!("PostgreSQL did not answer within 30 s:\n{said}"))
}

fn as_user(mut command: Command, user: Option<User>) -> Command {
    if let Some(User { uid, gid }) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// PostgreSQL refuses to run as root: its own user, or nobody.
fn someone_else() -> Done<User> {
    let users = fs::read_to_string("/etc/passwd").map_err(|why| format!("cannot read /etc/passwd: {why}"))?;
    let find = |name: &str| users.lines().find_map(|line| user_of(line, name));
    find("postgres").or_else(|| find("nobody")).ok_or_else(|| "no user postgres or nobody to run PostgreSQL as".into())
}

/// The ids in a line `name:x:uid:gid:…`, when it is about `name`.
fn user_of(line: &str, name: &str) -> Option<User> {
    let mut parts = line.split(':');
    if parts.next()? != name {
        return None;
    }
    let mut ids = parts.skip(1);
    Some(User { uid: ids.next()?.parse().ok()?, gid: ids.next()?.parse().ok()? })
}

fn private_folder(user: Option<User>) -> Done<PathBuf> {
    let folder = std::env::temp_dir().join(format!("hearth-postgres-{}", random_word()?));
    fs::create_dir(&folder)
        .and_then(|()| fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)))
        .and_then(|()| own(&folder, user))
        .map_err(|why| format!("cannot make {}: {why}", folder.display()))?;
    Ok(folder)
}

fn own(path: &Path, user: Option<User>) -> std::io::Result<()> {
    match user {
        Some(it) => chown(path, Some(it.uid), Some(it.gid)),
        None => Ok(()),
    }
}

pub(crate) fn free_port() -> Done<u16> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).map(|it| it.port());
    port.map_err(|why| format!("no free port: {why}"))
}

pub(crate) fn random_word() -> Done<String> {
    use std::io::Read;
    let mut bytes = [0; 12];
    let from = fs::File::open("/dev/urandom").and_then(|mut it| it.read_exact(&mut bytes));
    from.map_err(|why| format!("no randomness: {why}"))?;
    Ok(stamp::hex(&bytes))
}

#[cfg(test)]
mod tests;
