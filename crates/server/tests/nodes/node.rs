//! Nodes as processes, and those who use them.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::house::{House, PASSWORD};

/// The program under test.
pub const HEARTH: &str = env!("CARGO_BIN_EXE_hearth");

/// So long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A process that ends with its owner.
struct Process(Child);

impl Process {
    fn start(program: &Path, args: &[&str]) -> Self {
        Self(Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // SIGKILL: a node that dies gets no time to say so.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_for(port: u16) {
    for _ in 0..600 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("nobody listens on {port}");
}

fn nats_program() -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let folders = path.split(':').chain(["/usr/sbin"]);
    folders.map(|it| Path::new(it).join("nats-server")).find(|it| it.is_file())
}

/// A NATS server.
pub struct Nats {
    port: u16,
    _process: Process,
}

impl Nats {
    /// Starts one on a free port; none where there is none, which is a failure where `CI` is set.
    pub fn start() -> Option<Self> {
        let Some(program) = nats_program() else {
            assert!(std::env::var("CI").is_err(), "nats-server is missing; `cargo xtask test` installs it");
            return None;
        };
        let port = free_port();
        let args = ["--addr", "127.0.0.1", "--port", &port.to_string()];
        let it = Self { port, _process: Process::start(&program, &args) };
        wait_for(port);
        Some(it)
    }
}

/// A node of the installation.
pub struct Node {
    port: u16,
    process: Process,
}

impl Node {
    /// Starts one on a free port.
    pub fn start(house: &House, nats: Option<&Nats>) -> Self {
        Self::start_by(house, nats, &[HEARTH])
    }

    /// Starts one by a command that ends with the program.
    pub fn start_by(house: &House, nats: Option<&Nats>, command: &[&str]) -> Self {
        let port = free_port();
        let (listen, data) = (format!("127.0.0.1:{port}"), house.data.to_string_lossy());
        let nats = nats.map(|it| format!("nats://127.0.0.1:{}", it.port));
        let mut args = [command.get(1..).unwrap(), &["serve", "--listen", &listen, "--data", &data]].concat();
        args.extend(house.url.iter().flat_map(|it| ["--database-url", it]));
        args.extend(nats.iter().flat_map(|it| ["--nats-url", it]));
        let it = Self { port, process: Process::start(Path::new(command[0]), &args) };
        wait_for(port);
        it
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.process.0.id()
    }

    /// It dies at once.
    pub fn kill(self) {
        drop(self.process);
    }
}

/// A WebSocket whose texts are read one by one.
struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    async fn open(port: u16, path: &str, cookie: Option<&str>) -> Self {
        let mut request = format!("ws://127.0.0.1:{port}/api/v1{path}").into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("origin", format!("http://127.0.0.1:{port}").parse().unwrap());
        if let Some(cookie) = cookie {
            headers.insert("cookie", cookie.parse().unwrap());
        }
        Self(tokio_tungstenite::connect_async(request).await.unwrap().0)
    }

    async fn send(&mut self, it: &Value) {
        self.0.send(Message::text(it.to_string())).await.unwrap();
    }

    /// Reads until something fits; what comes before it goes to `passed`.
    async fn until(&mut self, fits: impl Fn(&Value) -> bool, mut passed: impl FnMut(&Value)) -> Value {
        let mut seen = Vec::new();
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                let Some(Ok(frame)) = self.0.next().await else { return None };
                let Message::Text(text) = frame else { continue };
                let it: Value = serde_json::from_str(&text).unwrap();
                passed(&it);
                if fits(&it) {
                    return Some(it);
                }
                seen.push(it);
            }
        });
        match found.await {
            Ok(Some(it)) => it,
            ended => panic!("what must come did not ({ended:?}); instead: {seen:#?}"),
        }
    }
}

/// A visitor's window.
pub struct Visitor {
    socket: Socket,
    /// What the window keeps, and gives again.
    pub token: String,
    /// The last message it got.
    pub seen: i64,
}

impl Visitor {
    /// A window opens, perhaps again.
    pub async fn arrive(node: &Node, house: &House, token: Option<&str>, since: i64) -> Self {
        let mut socket = Socket::open(node.port, &format!("/visitor/live?entrance={}", house.entrance), None).await;
        let mut hello = json!({"type": "hello", "since": since});
        if let Some(token) = token {
            hello["token"] = token.into();
        }
        socket.send(&hello).await;
        let welcome = socket.until(|it| it["type"] == "welcome", |_| ()).await;
        Self { socket, token: welcome["token"].as_str().unwrap().to_owned(), seen: since }
    }

    /// Says something and waits until it is written.
    pub async fn say(&mut self, client_id: &str, text: &str) {
        self.send(&json!({"type": "say", "client_id": client_id, "text": text})).await;
        self.until(|it| it["type"] == "message" && it["client_id"] == client_id).await;
    }

    /// Sends anything.
    pub async fn send(&mut self, it: &Value) {
        self.socket.send(it).await;
    }

    /// Waits for something.
    pub async fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        let seen = &mut self.seen;
        self.socket
            .until(fits, |it| *seen = it["seq"].as_i64().filter(|_| it["type"] == "message").unwrap_or(*seen))
            .await
    }

    /// What people said after the place this window began at, until `last` was said, each with its number.
    pub async fn heard(&mut self, last: &str) -> Vec<(i64, String)> {
        let mut heard = Vec::new();
        let note = |it: &Value| {
            if it["type"] == "message" && it["author"] != "system" {
                heard.push((it["seq"].as_i64().unwrap(), it["text"].as_str().unwrap().to_owned()));
            }
        };
        self.socket.until(|it| it["text"] == last, note).await;
        heard
    }

    /// Reads until the server ends the connection; answers whether it did.
    pub async fn is_given_up(&mut self) -> bool {
        let seen = &mut self.seen;
        let read = async {
            while let Some(Ok(frame)) = self.socket.0.next().await {
                let Message::Text(text) = frame else { continue };
                let it: Value = serde_json::from_str(&text).unwrap();
                *seen = it["seq"].as_i64().filter(|_| it["type"] == "message").unwrap_or(*seen);
            }
        };
        tokio::time::timeout(PATIENCE, read).await.is_ok()
    }
}

/// An agent's page.
pub struct Agent {
    port: u16,
    socket: Socket,
    cookie: String,
    csrf: String,
}

impl Agent {
    /// Signs in and opens the page.
    pub async fn sign_in(node: &Node, login: &str) -> Self {
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let url = format!("http://127.0.0.1:{}/api/v1/session", node.port);
        let mut answer = ureq::post(&url).header("content-type", "application/json").send(&body).unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let session: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        let csrf = session["csrf"].as_str().unwrap().to_owned();
        let socket = Socket::open(node.port, "/conversations/live", Some(&cookie)).await;
        Self { port: node.port, socket, cookie, csrf }
    }

    /// Reads something.
    pub fn get(&self, path: &str) -> Value {
        self.ask("GET", path, None)
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://127.0.0.1:{}/api/v1{path}", self.port))
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("content-type", "application/json")
            .body(body.map(Value::to_string).unwrap_or_default())
            .unwrap();
        // A refusal is an answer as well.
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent.run(request).unwrap();
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap_or(Value::Null)
    }

    /// Changes something.
    pub fn put(&self, path: &str, body: &Value) -> Value {
        self.ask("PUT", path, Some(body))
    }

    /// Does something.
    pub fn post(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", path, Some(body))
    }

    /// Says something, having seen so much.
    pub fn say(&self, conversation: &str, client_id: &str, text: &str, seen: i64) {
        let body = json!({"client_id": client_id, "kind": "text", "text": text, "seen_seq": seen});
        self.post(&format!("/conversations/{conversation}/messages"), &body);
    }

    /// What people said, in its order.
    pub fn texts(&self, conversation: &str) -> Vec<String> {
        let page = self.ask("GET", &format!("/conversations/{conversation}/messages?limit=100"), None);
        let mut rows = page["items"].as_array().unwrap().clone();
        rows.sort_by_key(|it| it["seq"].as_i64());
        let texts = rows.iter().filter(|it| it["kind"] == "text" && it["author"] != "system");
        texts.map(|it| it["text"].as_str().unwrap().to_owned()).collect()
    }

    /// Sends anything by the page's socket.
    pub async fn send(&mut self, it: &Value) {
        self.socket.send(it).await;
    }

    /// Waits for something.
    pub async fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        self.socket.until(fits, |_| ()).await
    }
}
