//! Somebody signed in: writes requests as their browser would.

use std::fmt::Write as _;
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::said::Done;
use crate::wire::Wire;

/// Somebody with an open session, or a stranger.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// The headers that say who it is.
    headers: String,
}

impl Person {
    /// Signs in with a password.
    pub async fn sign_in(address: SocketAddr, login: &str, password: &str) -> Done<Self> {
        let mut wire = Wire::open(address).await?;
        let request = Self::default().post("/api/v1/session", None, &json!({ "login": login, "password": password }));
        Self::of(&wire.ask(&request).await?)
    }

    /// Whoever an answer has signed in.
    pub fn of(answer: &crate::wire::Answer<'_>) -> Done<Self> {
        let cookie = answer.header("set-cookie").and_then(|it| it.split(';').next()).ok_or("no session cookie came")?;
        let answer = answer.json()?;
        let csrf = answer.get("csrf").and_then(Value::as_str).ok_or("no CSRF token came")?;
        Ok(Self { headers: format!("cookie: {cookie}\r\nx-csrf-token: {csrf}\r\n") })
    }

    /// The same person with a browser that takes compressed answers.
    pub fn with_gzip(&self) -> Self {
        Self { headers: format!("{}accept-encoding: gzip\r\n", self.headers) }
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> &str {
        self.headers.lines().find_map(|it| it.strip_prefix("cookie: ")).unwrap_or_default()
    }

    /// A request to read.
    pub fn get(&self, path: &str) -> Vec<u8> {
        format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{}\r\n", self.headers).into_bytes()
    }

    /// A request to change something, once for each key.
    pub fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Vec<u8> {
        let body = body.to_string();
        let mut text =
            format!("POST {path} HTTP/1.1\r\nhost: bench\r\n{}content-type: application/json\r\n", self.headers);
        // Writing to a String cannot fail.
        let _ = write!(text, "content-length: {}\r\n", body.len());
        let _ = key.map(|it| write!(text, "idempotency-key: {it}\r\n"));
        let _ = write!(text, "\r\n{body}");
        text.into_bytes()
    }

    /// Asks and reads the answer as JSON; for preparing.
    pub async fn ask(wire: &mut Wire, request: &[u8]) -> Done<Value> {
        let answer = wire.ask(request).await?;
        if answer.body.is_empty() { Ok(Value::Null) } else { answer.json() }
    }
}

/// The text of a field of an answer.
pub fn text(answer: &Value, field: &str) -> Done<String> {
    let found = answer.get(field).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| format!("an answer without `{field}`: {answer}"))
}

/// A query's value, with everything but letters and digits of ASCII written in percent.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}
