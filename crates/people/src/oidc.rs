//! Talks to identity providers (OpenID Connect): where they are, which keys they publish, whom a code stands for.
//!
//! An address is asked only when an administrator entered it, or the provider's own description names it; by TLS with
//! the machine's certificates, without following redirects, within limits of time and size. What a provider publishes is
//! kept for an hour; a key that is not known yet is asked for at once, at most every minute.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use base::ids::IdentityProviderId;
use base::{Failure, Result, Span, Stamp, fault};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use form_urlencoded::byte_serialize;
use rustls::crypto::ring::default_provider;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::sync::Semaphore;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};

use crate::model::IdentityProviderRow;
use crate::rules::id_token::{Claims, Expected, Flaw, Key, check};
use crate::rules::provider::{is_allowed, lacks};

/// Nobody waits longer for a provider.
const LONGEST: Duration = Duration::from_secs(10);
/// A longer answer is not read, in bytes.
const LARGEST: u64 = 512 * 1024;
/// So many are asked at once; others are told to come again.
const AT_ONCE: usize = 8;
/// How long a description and its keys are believed.
const KEPT: Span = Span::HOUR;
/// How often keys are asked for anew because one was not known.
const ANEW: Span = Span::MINUTE;

/// What went wrong at the provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It does not answer.
    #[error("{address} does not answer: {why}")]
    Silent {
        /// Which address.
        address: String,
        /// Why, in the words of the machine.
        why: String,
    },
    /// It answers with an error.
    #[error("{address} answers with status {status}")]
    Status {
        /// Which address.
        address: String,
        /// The status.
        status: u16,
    },
    /// Its answer is not what the standard says.
    #[error("{address} answers with something else: {why}")]
    Unreadable {
        /// Which address.
        address: String,
        /// What about it.
        why: String,
    },
    /// It calls itself by another name.
    #[error("it calls itself {0}")]
    Issuer(String),
    /// It names an address that is not asked.
    #[error("it names {0}, which is not asked")]
    Address(String),
    /// Its token is not believed.
    #[error("the token: {0}")]
    Token(Flaw),
    /// What it says of the person is of somebody else.
    #[error("it speaks of somebody else")]
    SomebodyElse,
}

/// What comes of talking to a provider.
pub type Told<T> = std::result::Result<T, Trouble>;

/// What a provider says of itself.
#[derive(Debug, Clone, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// A provider as it described itself.
#[derive(Debug)]
pub struct Known {
    of: IdentityProviderRow,
    description: Description,
    keys: Vec<Key>,
    at: Stamp,
}

impl Known {
    /// Where people are sent to sign in.
    pub fn page(&self) -> &str {
        &self.description.authorization_endpoint
    }

    /// How many keys it publishes that could have signed a token.
    pub fn keys(&self) -> usize {
        self.keys.len()
    }

    /// Whether an answer of this provider has to name it (RFC 9207), and does not.
    pub fn is_of_another(&self, issuer: Option<&str>) -> bool {
        match issuer {
            Some(it) => it != self.description.issuer,
            None => self.description.authorization_response_iss_parameter_supported,
        }
    }
}

/// What is needed to ask whom a code stands for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The code.
    pub code: String,
    /// Where the provider sent the person back to.
    pub back: String,
    /// What was hashed when the sign-in began.
    pub verifier: String,
    /// What the token has to repeat.
    pub nonce: String,
    /// Our secret at the provider, where it gave us one.
    pub secret: Option<String>,
    /// How far its clock may be off.
    pub skew: Span,
}

/// The providers as far as they are known.
pub struct Oidc {
    known: Mutex<HashMap<IdentityProviderId, Arc<Known>>>,
    agent: OnceLock<Agent>,
    gate: Semaphore,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Oidc")
    }
}

impl Default for Oidc {
    fn default() -> Self {
        Self { known: Mutex::default(), agent: OnceLock::new(), gate: Semaphore::new(AT_ONCE) }
    }
}

impl Oidc {
    /// A provider as it describes itself; what is kept serves for an hour, unless it was changed here.
    pub async fn known(&self, it: &IdentityProviderRow, now: Stamp) -> Result<Told<Arc<Known>>> {
        let kept = self.kept(it).filter(|kept| now >= kept.at && now - kept.at < KEPT);
        match kept {
            Some(kept) => Ok(Ok(kept)),
            None => self.look_anew(it, now).await,
        }
    }

    /// The same, asked now.
    pub async fn look_anew(&self, it: &IdentityProviderRow, now: Stamp) -> Result<Told<Arc<Known>>> {
        let of = it.clone();
        let found = self.ask(move |agent| describe(agent, of, now)).await?;
        Ok(found.map(|it| {
            let it = Arc::new(it);
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(it.of.id.clone(), Arc::clone(&it));
            it
        }))
    }

    /// What a provider says of the person a code stands for, when its token is right.
    pub async fn whose(&self, known: &Arc<Known>, asked: Asked, now: Stamp) -> Result<Told<Claims>> {
        let (with, sent) = (Arc::clone(known), asked.clone());
        let tokens = match self.ask(move |agent| exchange(agent, &with, &sent)).await? {
            Ok(it) => it,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let expected = |it: &Known| {
            let (issuer, client) = (it.description.issuer.as_str(), it.of.client_id.as_str());
            check(&tokens.id_token, &it.keys, &Expected { issuer, client, nonce: &asked.nonce, now, skew: asked.skew })
        };
        let mut checked = expected(known);
        // Providers change their keys; a new one is there before it is used.
        if checked == Err(Flaw::UnknownKey) && now - known.at >= ANEW {
            match self.look_anew(&known.of, now).await? {
                Ok(anew) => checked = expected(&anew),
                Err(trouble) => return Ok(Err(trouble)),
            }
        }
        match checked {
            Ok(claims) => self.with_more(known, claims, tokens.access_token).await,
            Err(flaw) => Ok(Err(Trouble::Token(flaw))),
        }
    }

    /// Some providers say little in the token, and the rest when asked.
    async fn with_more(&self, known: &Arc<Known>, mut claims: Claims, access: Option<String>) -> Result<Told<Claims>> {
        let (Some(address), Some(access)) = (known.description.userinfo_endpoint.clone(), access) else {
            return Ok(Ok(claims));
        };
        if !lacks(&known.of.claim, &claims.more) {
            return Ok(Ok(claims));
        }
        let more: Told<Map<String, Value>> = self
            .ask(move |agent| {
                let sent = agent.get(&address).header("authorization", &format!("Bearer {access}")).call();
                read(&address, sent)
            })
            .await?;
        Ok(more.and_then(|more| {
            if more.get("sub").and_then(Value::as_str) != Some(&claims.sub) {
                return Err(Trouble::SomebodyElse);
            }
            for (name, value) in more {
                claims.more.entry(name).or_insert(value);
            }
            Ok(claims)
        }))
    }

    fn kept(&self, it: &IdentityProviderRow) -> Option<Arc<Known>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&it.id).filter(|kept| kept.of == *it).cloned()
    }

    /// On a thread that may wait.
    async fn ask<T: Send + 'static>(&self, work: impl FnOnce(&Agent) -> Told<T> + Send + 'static) -> Result<Told<T>> {
        let _place = self.gate.try_acquire().map_err(|_| Failure::Busy)?;
        let agent = self.agent.get_or_init(agent).clone();
        tokio::task::spawn_blocking(move || work(&agent)).await.map_err(fault)
    }
}

fn agent() -> Agent {
    let roots = rustls_native_certs::load_native_certs().certs;
    let roots = roots.iter().map(|it| Certificate::from_der(it).to_owned()).collect();
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(LONGEST))
        .user_agent("hearth")
        .build()
        .new_agent()
}

fn describe(agent: &Agent, of: IdentityProviderRow, now: Stamp) -> Told<Known> {
    let address = format!("{}/.well-known/openid-configuration", of.issuer.trim_end_matches('/'));
    let description: Description = get(agent, &address)?;
    if description.issuer != of.issuer {
        return Err(Trouble::Issuer(description.issuer));
    }
    let named = [&description.authorization_endpoint, &description.token_endpoint, &description.jwks_uri];
    let named = named.into_iter().chain(&description.userinfo_endpoint);
    if let Some(not) = named.into_iter().find(|it| !is_allowed(it, of.insecure_loopback)) {
        return Err(Trouble::Address(not.clone()));
    }
    let set: KeySet = get(agent, &description.jwks_uri)?;
    // Keys of kinds we do not know stand beside those we do.
    let keys = set.keys.into_iter().filter_map(|it| serde_json::from_value::<Key>(it).ok());
    let keys = keys.filter(|it| matches!(it.kty.as_str(), "RSA" | "EC")).collect();
    Ok(Known { of, description, keys, at: now })
}

fn exchange(agent: &Agent, known: &Known, asked: &Asked) -> Told<Tokens> {
    let (address, client) = (&known.description.token_endpoint, &known.of.client_id);
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", &asked.code),
        ("redirect_uri", &asked.back),
        ("code_verifier", &asked.verifier),
    ];
    let ways = &known.description.token_endpoint_auth_methods_supported;
    let basic = ways.is_empty() || ways.iter().any(|it| it == "client_secret_basic");
    let mut request = agent.post(address);
    match &asked.secret {
        Some(secret) if basic => {
            let word = |it: &str| byte_serialize(it.as_bytes()).collect::<String>();
            let both = BASE64_STANDARD.encode(format!("{}:{}", word(client), word(secret)));
            request = request.header("authorization", &format!("Basic {both}"));
        }
        Some(secret) => form.extend([("client_id", client.as_str()), ("client_secret", secret)]),
        None => form.push(("client_id", client)),
    }
    read(address, request.send_form(form))
}

fn get<T: DeserializeOwned>(agent: &Agent, address: &str) -> Told<T> {
    read(address, agent.get(address).header("accept", "application/json").call())
}

fn read<T: DeserializeOwned>(
    address: &str,
    sent: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Told<T> {
    let address = || address.to_owned();
    let mut response = sent.map_err(|why| Trouble::Silent { address: address(), why: why.to_string() })?;
    let status = response.status().as_u16();
    if status != 200 {
        return Err(Trouble::Status { address: address(), status });
    }
    let unreadable = |why: String| Trouble::Unreadable { address: address(), why };
    let text = response.body_mut().with_config().limit(LARGEST).read_to_vec();
    let text = text.map_err(|why| unreadable(why.to_string()))?;
    // Where in the text, not what is there: it may be a token.
    serde_json::from_slice(&text).map_err(|why| unreadable(format!("line {}, column {}", why.line(), why.column())))
}
