//! The program under test: started, asked, stopped.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::machine;
use crate::said::{Done, while_doing};

/// Where an installation keeps its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Store {
    /// A file in the installation's folder.
    Sqlite,
    /// A database of a PostgreSQL server.
    Postgres {
        /// Where it is.
        url: String,
        /// The process at the top of the server's tree: its work counts too.
        server: u32,
    },
}

/// An installation: its folder and where its rows are.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder.
    pub folder: PathBuf,
    /// The rows.
    pub store: Store,
}

impl Place {
    /// An installation with the embedded database.
    pub fn sqlite(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), store: Store::Sqlite }
    }
}

/// The built program.
#[derive(Debug, Clone)]
pub struct Hearth(pub PathBuf);

impl Hearth {
    fn command(&self, words: &[&str], place: &Place) -> Command {
        let mut it = Command::new(&self.0);
        it.args(words).arg("--data").arg(&place.folder).stdin(Stdio::null());
        if let Store::Postgres { url, .. } = &place.store {
            it.arg("--database-url").arg(url);
        }
        it
    }

    /// Runs a command to its end: what it cost, and what it printed on standard output.
    pub fn run(&self, words: &[&str], place: &Place) -> Done<(machine::Spent, String)> {
        std::fs::create_dir_all(&place.folder).map_err(while_doing(place.folder.display()))?;
        let (said, warned) = (place.folder.join("command.out"), place.folder.join("command.log"));
        let out = File::create(&said).map_err(while_doing(said.display()))?;
        let mut command = self.command(words, place);
        let mut child = command.stdout(out).stderr(log(&warned)?).spawn().map_err(while_doing(self.0.display()))?;
        let name = words.join(" ");
        let spent =
            machine::wait(&mut child).map_err(|why| format!("hearth {name}: {why}; see {}", warned.display()))?;
        Ok((spent, std::fs::read_to_string(&said).map_err(while_doing(said.display()))?))
    }

    /// Starts the server and waits until it says where it listens.
    pub fn serve(&self, place: &Place) -> Done<Serving> {
        let mut serving = self.spawn(place, "127.0.0.1:0")?;
        serving.wait_for_address()?;
        Ok(serving)
    }

    /// Starts the server and does not wait.
    pub fn spawn(&self, place: &Place, listen: &str) -> Done<Serving> {
        std::fs::create_dir_all(&place.folder).map_err(while_doing(place.folder.display()))?;
        let err = log(&place.folder.join("serve.log"))?;
        let mut command = self.command(&["serve", "--listen", listen], place);
        let child = command.env("HEARTH_LOG", "warn").stdout(Stdio::piped()).stderr(err).spawn();
        let child = child.map_err(while_doing(self.0.display()))?;
        let mut roots = vec![child.id()];
        if let Store::Postgres { server, .. } = place.store {
            roots.push(server);
        }
        Ok(Serving { child, roots, address: SocketAddr::from(([127, 0, 0, 1], 0)), code: None })
    }
}

fn log(file: &Path) -> Done<File> {
    File::options().create(true).append(true).open(file).map_err(while_doing(file.display()))
}

/// A running server; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    roots: Vec<u32>,
    /// Where it listens.
    pub address: SocketAddr,
    /// The code of an installation nobody has set up yet.
    pub code: Option<String>,
}

impl Serving {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The processes whose work counts: its own, and those of the database server.
    pub fn roots(&self) -> &[u32] {
        &self.roots
    }

    /// Reads what it prints first: the address, and the set-up code where there is one.
    fn wait_for_address(&mut self) -> Done {
        let out = self.child.stdout.take().ok_or("the server has no output")?;
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let first = lines.next().ok_or("the server ended at once; see serve.log in its folder")?;
        let address = first.rsplit_once("http://").map_or("", |it| it.1);
        self.address = address.trim().parse().map_err(while_doing(format!("reading the address in {first:?}")))?;
        self.wait_until_ready(Duration::from_mins(1))?;
        if self.needs_set_up()? {
            self.code = lines.find_map(|it| Some(it.rsplit_once("初始设置码")?.1.trim().to_owned()));
        }
        Ok(())
    }

    fn needs_set_up(&self) -> Done<bool> {
        Ok(plain(self.address, "/api/v1/setup")?.contains("true"))
    }

    /// Asks `/readyz` every millisecond until the answer is yes.
    pub fn wait_until_ready(&self, at_most: Duration) -> Done {
        let begun = Instant::now();
        while begun.elapsed() < at_most {
            if plain(self.address, "/readyz").is_ok_and(|it| it.starts_with("HTTP/1.1 200")) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(format!("the server was not ready within {at_most:?}"))
    }

    /// Tells it to stop, and waits until it has.
    pub fn stop(mut self) -> Done {
        self.end()
    }

    fn end(&mut self) -> Done {
        if self.child.try_wait().is_ok_and(|it| it.is_some()) {
            return Ok(());
        }
        let told = Command::new("kill").arg("-TERM").arg(self.pid().to_string()).status();
        told.map_err(while_doing("kill"))?;
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if self.child.try_wait().map_err(while_doing("waiting"))?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().map_err(while_doing("kill"))?;
        self.child.wait().map(drop).map_err(while_doing("waiting"))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.end());
    }
}

/// One request on a connection of its own, without the asynchronous machinery.
fn plain(address: SocketAddr, path: &str) -> Done<String> {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).map_err(while_doing("connecting"))?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).map_err(while_doing("connecting"))?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(while_doing("sending"))?;
    let mut text = String::new();
    stream.read_to_string(&mut text).map_err(while_doing("reading"))?;
    Ok(text)
}
