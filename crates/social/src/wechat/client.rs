//! The platform's interface: a token that is asked for again when it grows old, answers, files.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use base::{Span, Stamp};
use serde::Deserialize;
use serde_json::{Value, json};
use ureq::Agent;

use crate::outside::{self, NotSent};
use crate::settings::{WechatSecret, WechatSettings};

/// The longest text in one message, in bytes.
const LONGEST_TEXT: usize = 2048;
/// The largest answer or file that is read, in bytes.
const LARGEST: u64 = 20 * 1024 * 1024;
/// A token is asked for anew so long before it ends.
const BEFORE: Span = Span::MINUTE;

/// Calls the platform for any number of accounts. One for the whole program: it keeps their tokens.
#[derive(Default)]
pub struct Wechat {
    agent: OnceLock<Agent>,
    tokens: Mutex<HashMap<String, Token>>,
}

#[derive(Clone)]
struct Token {
    word: String,
    ends: Stamp,
}

/// What the platform answers to most calls.
#[derive(Debug, Default, Deserialize)]
struct Answer {
    #[serde(default)]
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    #[serde(default)]
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

/// A file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What the platform says it is, as `image/jpeg`.
    pub media_type: String,
    /// The file.
    pub content: Vec<u8>,
}

impl Wechat {
    /// Made at the first call: most houses have no account.
    fn agent(&self) -> &Agent {
        self.agent.get_or_init(outside::agent)
    }

    /// Says something to a follower: in several messages when it is too long for one.
    pub fn say(
        &self,
        of: &WechatSettings,
        secret: &WechatSecret,
        to: &str,
        text: &str,
        now: Stamp,
    ) -> Result<(), NotSent> {
        for part in parts(text, LONGEST_TEXT) {
            let body = json!({ "touser": to, "msgtype": "text", "text": { "content": part } });
            self.with_token(of, secret, now, |token| {
                self.post(&format!("{}/cgi-bin/message/custom/send?access_token={token}", of.api), &body)
            })?;
        }
        Ok(())
    }

    /// Fetches a file that a follower sent.
    pub fn fetch(
        &self,
        of: &WechatSettings,
        secret: &WechatSecret,
        media: &str,
        now: Stamp,
    ) -> Result<Fetched, NotSent> {
        self.with_token(of, secret, now, |token| {
            let media: String =
                media.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '_' || *it == '-').collect();
            let address = format!("{}/cgi-bin/media/get?access_token={token}&media_id={media}", of.api);
            let mut response = self.agent().get(&address).call().map_err(|why| Failed::now(&quiet(&why)))?;
            let kind =
                response.headers().get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
            let content = response.body_mut().with_config().limit(LARGEST).read_to_vec();
            let content = content.map_err(|why| Failed::now(&quiet(&why)))?;
            // What is no file is an answer that says why.
            if kind.starts_with("application/json") || kind.starts_with("text/plain") {
                checked(&content)?;
            }
            Ok(Fetched { media_type: kind.split(';').next().unwrap_or_default().trim().to_owned(), content })
        })
    }

    /// Calls with a token; once more with a new one when the platform does not know it any more.
    fn with_token<T>(
        &self,
        of: &WechatSettings,
        secret: &WechatSecret,
        now: Stamp,
        call: impl Fn(&str) -> Result<T, Failed>,
    ) -> Result<T, NotSent> {
        let token = self.token(of, secret, now, false)?;
        match call(&token) {
            Err(failed) if failed.is_old_token() => {
                let token = self.token(of, secret, now, true)?;
                call(&token).map_err(Failed::into)
            }
            done => done.map_err(Failed::into),
        }
    }

    fn token(&self, of: &WechatSettings, secret: &WechatSecret, now: Stamp, anew: bool) -> Result<String, NotSent> {
        let known = self.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(&of.app_id).cloned();
        if let Some(known) = known.filter(|it| !anew && now < it.ends - BEFORE) {
            return Ok(known.word);
        }
        // The stable one: asking for it does not end the one that another node holds.
        let body = json!({
            "grant_type": "client_credential", "appid": of.app_id, "secret": secret.app_secret, "force_refresh": false,
        });
        let answer = self.post(&format!("{}/cgi-bin/stable_token", of.api), &body)?;
        if answer.access_token.is_empty() {
            return Err(NotSent::for_now("the platform gives no token"));
        }
        let token = Token { word: answer.access_token, ends: now + Span::SECOND.times(answer.expires_in) };
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(of.app_id.clone(), token.clone());
        Ok(token.word)
    }

    fn post(&self, address: &str, body: &Value) -> Result<Answer, Failed> {
        let body = body.to_string();
        let sent =
            self.agent().post(address).header("content-type", "application/json; charset=utf-8").send(body.as_bytes());
        let mut response = sent.map_err(|why| Failed::now(&quiet(&why)))?;
        let content = response.body_mut().with_config().limit(LARGEST).read_to_vec();
        checked(&content.map_err(|why| Failed::now(&quiet(&why)))?)
    }
}

/// What went wrong, without the address: a token stands in it.
fn quiet(why: &ureq::Error) -> String {
    match why {
        ureq::Error::BadUri(_) => "the address is none".to_owned(),
        other => other.to_string(),
    }
}

fn checked(content: &[u8]) -> Result<Answer, Failed> {
    let answer: Answer = serde_json::from_slice(content).map_err(|_| Failed::now("the platform answers no JSON"))?;
    if answer.errcode == 0 { Ok(answer) } else { Err(Failed { code: answer.errcode, why: answer.errmsg }) }
}

/// A call that did not succeed.
struct Failed {
    code: i64,
    why: String,
}

impl Failed {
    fn now(why: &str) -> Self {
        Self { code: -1, why: why.to_owned() }
    }

    fn is_old_token(&self) -> bool {
        matches!(self.code, 40001 | 40014 | 42001)
    }
}

impl From<Failed> for NotSent {
    fn from(failed: Failed) -> Self {
        let Failed { code, why } = failed;
        match code {
            45015 => Self::for_good("WeChat 45015: the time in which one may answer is over"),
            45047 => Self::for_good("WeChat 45047: no more answers are taken before the customer writes again"),
            // Whom it does not know, what it does not take: that does not change by itself.
            40003 | 40013 | 40125 | 43004 | 45002 | 48001 => Self::for_good(format!("WeChat {code}: {why}")),
            -1 => Self::for_now(why),
            _ => Self::for_now(format!("WeChat {code}: {why}")),
        }
    }
}

/// A text in parts of at most so many bytes, cut at a line or a space where there is one.
pub fn parts(text: &str, longest: usize) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text.trim());
    while rest.len() > longest {
        let end = (0..=longest).rev().find(|it| rest.is_char_boundary(*it)).unwrap_or(0);
        let (head, _) = rest.split_at(end);
        let cut = head.rfind('\n').or_else(|| head.rfind(' ')).filter(|it| *it > longest / 2).unwrap_or(end);
        let (part, tail) = rest.split_at(cut.max(rest.chars().next().map_or(1, char::len_utf8)));
        parts.push(part.trim_end());
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}
