//! Plays the platform's side of WeChat, written from its public documentation and used by tests only: it signs and seals
//! what followers write, gives tokens, takes answers, and keeps its own window.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::settings::{WechatSecret, WechatSettings};
use crate::wechat::{signature, xml};
use crate::window::ReplyWindow;

/// A platform that listens on this machine until it is dropped.
pub struct Platform {
    address: String,
    state: Arc<Mutex<State>>,
    secret: WechatSecret,
}

#[derive(Default)]
struct State {
    tokens: Vec<String>,
    said: Vec<(String, String)>,
    calls: Vec<String>,
    left: HashMap<String, i64>,
    busy: bool,
    over: bool,
}

/// A call of the platform to us.
#[derive(Debug, Clone)]
pub struct Call {
    /// What stands behind the question mark.
    pub query: String,
    /// What is posted.
    pub body: String,
}

impl Platform {
    /// Begins to listen.
    pub fn start(sealed: bool) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            while let Ok((line, _)) = listener.accept() {
                if lock(&shared).over {
                    return;
                }
                drop(serve(line, &shared));
            }
        });
        let aes_key = sealed.then(|| "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".to_owned());
        let secret = WechatSecret { app_secret: "app-secret".to_owned(), token: "callback-token".to_owned(), aes_key };
        Ok(Self { address, state, secret })
    }

    /// The account as its owner would enter it.
    pub fn settings(&self) -> WechatSettings {
        WechatSettings {
            app_id: "wx0123456789".to_owned(),
            api: self.address.clone(),
            window: ReplyWindow::of_wechat(),
        }
    }

    /// What only its owner knows.
    pub fn secret(&self) -> WechatSecret {
        self.secret.clone()
    }

    /// The call that sets an address up.
    pub fn sets_up(&self, seconds: i64) -> String {
        let at = seconds.to_string();
        format!("signature={}&timestamp={at}&nonce=n1&echostr=echo42", signature(&[&self.secret.token, &at, "n1"]))
    }

    /// A follower writes: the call that we get. `fields` are those of the kind of message.
    pub fn writes(&self, from: &str, id: &str, fields: &[(&str, &str)], seconds: i64) -> Call {
        lock(&self.state).left.insert(from.to_owned(), ReplyWindow::of_wechat().messages);
        let at = seconds.to_string();
        let mut all = vec![("ToUserName", "gh_shop"), ("FromUserName", from), ("CreateTime", &at), ("MsgId", id)];
        all.extend(fields);
        let body = xml::write(&all);
        let plain = format!("signature={}&timestamp={at}&nonce=n1", signature(&[&self.secret.token, &at, "n1"]));
        let Some(key) = self.secret.key() else { return Call { query: plain, body } };
        let sealed = key.seal(&body, &self.settings().app_id, [7; 16]);
        let signed = signature(&[&self.secret.token, &at, "n1", &sealed]);
        let query = format!("{plain}&encrypt_type=aes&msg_signature={signed}");
        Call { query, body: xml::write(&[("ToUserName", "gh_shop"), ("Encrypt", &sealed)]) }
    }

    /// What was said to followers, in order: whom and what.
    pub fn said(&self) -> Vec<(String, String)> {
        lock(&self.state).said.clone()
    }

    /// The addresses that were called, without what stands behind the question mark.
    pub fn calls(&self) -> Vec<String> {
        lock(&self.state).calls.clone()
    }

    /// Forgets every token that it gave.
    pub fn forgets_tokens(&self) {
        lock(&self.state).tokens.clear();
    }

    /// Whether it answers from now on that it is busy.
    pub fn is_busy(&self, busy: bool) {
        lock(&self.state).busy = busy;
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        lock(&self.state).over = true;
        drop(TcpStream::connect(self.address.trim_start_matches("http://")));
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(line: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut from = BufReader::new(line.try_clone()?);
    let (mut first, mut length) = (String::new(), 0_u64);
    from.read_line(&mut first)?;
    loop {
        let mut header = String::new();
        from.read_line(&mut header)?;
        if header.trim().is_empty() {
            break;
        }
        if let Some(value) = header.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or_default();
        }
    }
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    let target = first.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let (kind, answer) = answer(&mut lock(state), path, query, &serde_json::from_slice(&body).unwrap_or_default());
    let mut line = line;
    write!(
        line,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        answer.len()
    )?;
    line.write_all(&answer)
}

fn answer(state: &mut State, path: &str, query: &str, body: &Value) -> (&'static str, Vec<u8>) {
    state.calls.push(path.to_owned());
    let word = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let given = query.split('&').find_map(|it| it.strip_prefix("access_token=")).unwrap_or_default().to_owned();
    let says =
        |code: i64, why: &str| ("application/json", json!({ "errcode": code, "errmsg": why }).to_string().into_bytes());
    if state.busy {
        return says(-1, "system error");
    }
    if path == "/cgi-bin/stable_token" {
        if word("secret") != "app-secret" {
            return says(40125, "invalid appsecret");
        }
        let token = format!("token-{}", state.calls.len());
        state.tokens.push(token.clone());
        return ("application/json", json!({ "access_token": token, "expires_in": 7200 }).to_string().into_bytes());
    }
    if !state.tokens.contains(&given) {
        return says(40001, "invalid credential, access_token is invalid or not latest");
    }
    match path {
        "/cgi-bin/media/get" if query.contains("media_id=pic") => ("image/png", b"\x89PNG\r\n\x1a\n".to_vec()),
        "/cgi-bin/media/get" => says(40007, "invalid media_id"),
        "/cgi-bin/message/custom/send" => {
            let to = word("touser");
            match state.left.get_mut(&to) {
                None => says(45015, "response out of time limit or subscription is canceled"),
                Some(0) => says(45047, "out of response count limit"),
                Some(left) => {
                    *left -= 1;
                    let text = body.pointer("/text/content").and_then(Value::as_str).unwrap_or_default().to_owned();
                    state.said.push((to, text));
                    says(0, "ok")
                }
            }
        }
        _ => says(40066, "invalid url"),
    }
}
